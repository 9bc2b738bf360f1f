#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "app/fold.hpp"
#include "casework/record_json.hpp"
#include "journal/verifier.hpp"
#include "store/content_folder.hpp"
#include "store/maintenance.hpp"
#include "store/projection.hpp"
#include "store/sql/claims_check.hpp"
#include "store/sql/journal_table.hpp"
#include "store/sql/record_row.hpp"
#include "store/sql/record_table.hpp"
#include "store/sql/schema.hpp"

namespace guiju::store {

const char* to_text(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::journal:
      return "journal";
    case Finding::Kind::entry:
      return "entry";
    case Finding::Kind::record:
      return "record";
    case Finding::Kind::claim:
      return "claim";
    case Finding::Kind::file:
      return "file";
    case Finding::Kind::content:
      return "content";
  }
  return "";
}

namespace {

using casework::Record;

constexpr std::uint64_t records_at_once = 250'000;
constexpr std::size_t findings_max = 100;
constexpr std::uint64_t entries_between_progress = 1'000;

/// FNV-1a: the same on every machine.
std::uint64_t hash_of_id(std::string_view id) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

std::string identity_of(const Record& record) {
  std::string text = record.type->pack->id + '@' + record.type->pack->version;
  for (const std::string& part :
       {record.type->name, record.key, record.number, record.state, record.parent.text,
        record.stream.text, record.entered_by, to_utc_text(record.created_at),
        to_utc_text(record.updated_at), std::to_string(record.version)}) {
    text += '\n';
    text += part;
  }
  return text;
}

/// One line for all that a list shows of a record, but the client's name, which is another's.
std::string shown(const app::Row& row) {
  std::string text;
  for (const std::string& part : {row.id.text, row.key, row.number, row.title, row.state, row.site,
                                  row.department, row.owner, row.client}) {
    text += part + '\n';
  }
  for (const std::string& marker : row.markers) text += marker + '\n';
  if (const auto& next = row.next_deadline) {
    text += next->deadline->id + '\n' + std::string(to_text(next->status)) + '\n';
    text += next->due_at ? to_utc_text(*next->due_at) : "";
    text += next->owed_by.key;
  }
  return text;
}

class Verification {
 public:
  Verification(const Location& location, const FindPack& find_pack, const Progress& progress)
      : opened_(open_to_read(location)),
        database_(*opened_),
        location_(location),
        catalogue_(database_, find_pack),
        find_pack_(find_pack),
        progress_(progress) {
    total_ = count("journal");
    report_.records = count("records");
    parts_ = report_.records / records_at_once + 1;
  }

  VerifyReport run(const std::optional<Hash>& root) {
    check_file();
    for (part_ = 0; part_ < parts_; ++part_) {
      records_.clear();
      read_journal();
      compare_records();
      compare_claims();
    }
    compare_counts();
    compare_contents();
    if (root && !is_root_found(*root)) {
      find({.kind = Finding::Kind::journal,
            .text = "no seal has the root " + to_hex(*root) +
                    ": the journal was cut off or written anew"});
    }
    return std::move(report_);
  }

 private:
  std::uint64_t count(const std::string& table) {
    return static_cast<std::uint64_t>(database_.integer("SELECT count(*) FROM " + table));
  }

  void find(Finding finding) {
    ++report_.findings_total;
    if (report_.findings.size() < findings_max) report_.findings.push_back(std::move(finding));
  }

  void check_file() {
    const std::string damage = database_.damage();
    if (!damage.empty()) {
      find({.kind = Finding::Kind::file, .text = "the file is damaged: " + damage});
    }
  }

  bool is_mine(std::string_view id) const { return hash_of_id(id) % parts_ == part_; }

  void read_journal() {
    journal::Verifier verifier([this](const journal::Fault& fault) { take_fault(fault); });
    std::vector<journal::Seal> seals = read_seals();
    auto seal = seals.begin();
    const auto rows = database_.prepare_scan(std::string("SELECT ") + entry_columns +
                                             " FROM journal ORDER BY seq");
    std::uint64_t done = 0;
    while (rows->step()) {
      const journal::EntryView entry = read_entry(*rows);
      if (part_ == 0) {
        for (; seal != seals.end() && seal->last_seq < entry.seq; ++seal) verifier.seal(*seal);
        verifier.entry(entry);
      }
      take_entry(entry);
      if (++done % entries_between_progress == 0) {
        progress_(part_ * total_ + done, parts_ * total_);
      }
    }
    if (part_ != 0) return;
    for (; seal != seals.end(); ++seal) verifier.seal(*seal);
    report_.entries = verifier.entries();
    report_.seals = seals.size();
    report_.last_seal = verifier.last_seal();
    const std::uint64_t sealed = report_.last_seal ? report_.last_seal->last_seq : 0;
    report_.unsealed = verifier.last_seq() - std::min(sealed, verifier.last_seq());
  }

  std::vector<journal::Seal> read_seals() {
    std::vector<journal::Seal> seals;
    Use rows(database_.prepared(std::string("SELECT ") + seal_columns +
                                " FROM seals ORDER BY last_seq, day"));
    while (rows->step()) seals.push_back(read_seal(*rows));
    return seals;
  }

  void take_fault(const journal::Fault& fault) {
    std::string text = journal::name_of(fault.kind);
    if (fault.day) text += " (seal of " + guiju::to_text(*fault.day) + ")";
    if (!fault.stream.empty()) text += " in the stream " + fault.stream;
    if (fault.expected != fault.found) {
      text +=
          ": expected " + std::to_string(fault.expected) + ", found " + std::to_string(fault.found);
    }
    find({.kind = Finding::Kind::journal, .seq = fault.seq, .text = std::move(text)});
  }

  void take_entry(const journal::EntryView& entry) {
    std::optional<app::JournaledDecision> decision = read(entry);
    if (!decision) return;
    std::erase_if(decision->facts, [&](const casework::Fact& fact) {
      return !is_mine(casework::make_id(*fact.type, fact.key).text);
    });
    for (const auto& [record, attachment] : app::attachments_set(decision->facts)) {
      attachments_.emplace(attachment.hash, record.text);
    }
    const auto known = [&](const casework::RecordId& id) -> casework::RecordPtr {
      const auto found = records_.find(id.text);
      return found == records_.end() ? nullptr : found->second;
    };
    try {
      for (const auto& record : fold(*decision, entry.at, known)) {
        auto& kept = records_[record->id.text];
        claims_.take(kept.get(), *record, entry.at);
        kept = record;
      }
    } catch (const std::runtime_error& reason) {
      find({.kind = Finding::Kind::entry, .seq = entry.seq, .text = reason.what()});
    }
  }

  std::optional<app::JournaledDecision> read(const journal::EntryView& entry) {
    try {
      return app::read_decision(entry, find_pack_);
    } catch (const std::exception& reason) {
      // Each part reads every entry; one of them tells.
      if (part_ == 0) find({.kind = Finding::Kind::entry, .seq = entry.seq, .text = reason.what()});
      return std::nullopt;
    }
  }

  /// Every content that the journal names lies in the folder, and the tables keep it from being
  /// taken for unused.
  void compare_contents() {
    std::string checked;
    std::optional<ContentFolder> contents;  // PostgreSQL need not say where, while there are none
    for (const auto& [hash, record] : attachments_) {
      if (!contents) contents = contents_of(location_);
      Use row(
          database_.prepared("SELECT 1 FROM attachments a JOIN contents c ON c.hash=a.hash"
                             " WHERE a.hash=? AND a.record=?"));
      if (!row->bind(1, hash).bind(2, record).step()) {
        find({.kind = Finding::Kind::content,
              .text = record + " holds " + hash + ", of which the tables know nothing"});
      }
      if (hash == checked) continue;
      checked = hash;
      ++report_.contents;
      const std::string found = contents->hash_of_file(hash);
      if (found == hash) continue;
      find({.kind = Finding::Kind::content,
            .text = contents->path_of(hash).string() +
                    (found.empty() ? " is missing" : " is not what its name says") +
                    ", an attachment of " + record});
    }
  }

  void compare_records() {
    const auto rows = database_.prepare_scan(std::string("SELECT ") + record_columns +
                                             " FROM records r ORDER BY r.rid");
    while (rows->step()) {
      const std::string id = rows->string(4);
      if (!is_mine(id)) continue;
      const auto folded = records_.find(id);
      if (folded == records_.end()) {
        find({.kind = Finding::Kind::record, .text = id + " stands in the tables without a fact"});
        continue;
      }
      compare(*rows, *folded->second);
      records_.erase(folded);
    }
    for (const auto& [id, record] : records_) {
      find({.kind = Finding::Kind::record, .text = id + " is missing in the tables"});
    }
  }

  void compare_claims() {
    claims_.compare(
        database_, [this](std::string_view id) { return is_mine(id); },
        [this](std::string text) {
          find({.kind = Finding::Kind::claim, .text = std::move(text)});
        });
  }

  void compare(Statement& row, const Record& folded) {
    try {
      const casework::RecordPtr kept = read_record(row, catalogue_);
      tally(*kept);
      std::string kept_body, folded_body;
      casework::append_body_json(kept_body, *kept);
      casework::append_body_json(folded_body, folded);
      const bool is_same = identity_of(*kept) == identity_of(folded) && kept_body == folded_body;
      if (is_same && shown(row_of(folded.id)) == shown(app::to_row(folded))) return;
      find({.kind = Finding::Kind::record,
            .text = folded.id.text + " is not what its facts make of it"});
    } catch (const std::exception& reason) {
      find({.kind = Finding::Kind::record, .text = folded.id.text + ": " + reason.what()});
    }
  }

  void tally(const Record& kept) {
    const Kind* kind = catalogue_.find_kind(kept.type->pack->id, kept.type->name);
    for (std::string& who : RecordTable::counted_for(RecordTable::named_by(kept))) {
      ++counts_[{std::move(who), kind->ordinal, std::string(text_of(kept, kept.type->site_field)),
                 kept.state, !kept.is_final()}];
    }
  }

  void compare_counts() {
    Use rows(database_.prepared(
        "SELECT '', kind, site, state, is_open, records FROM counts WHERE records<>0 UNION ALL"
        " SELECT who, kind, site, state, is_open, records FROM named_counts WHERE records<>0"));
    std::map<Group, std::int64_t> kept;
    while (rows->step()) {
      kept[{rows->string(0), rows->integer(1), rows->string(2), rows->string(3),
            rows->integer(4) != 0}] = rows->integer(5);
    }
    if (kept == counts_) return;
    find({.kind = Finding::Kind::record,
          .text = "the totals of lists are not what the records add up to"});
  }

  app::Row row_of(const casework::RecordId& id) {
    Use row(
        database_.prepared(std::string("SELECT ") + row_columns + " FROM records r WHERE r.id=?"));
    row->bind(1, id.text).step();
    return read_row(*row, catalogue_);
  }

  bool is_root_found(const Hash& root) {
    Use row(database_.prepared("SELECT 1 FROM seals WHERE root=?"));
    return row->bind_blob(1, bytes_of(root)).step();
  }

  const std::unique_ptr<Database> opened_;
  Database& database_;
  const Location location_;
  /// By hash: the records in which it has stood.
  std::set<std::pair<std::string, std::string>> attachments_;
  Catalogue catalogue_;
  const FindPack& find_pack_;
  const Progress& progress_;
  VerifyReport report_;
  std::uint64_t total_ = 0, parts_ = 1, part_ = 0;
  std::map<std::string, casework::RecordPtr, std::less<>> records_;
  ClaimsCheck claims_{catalogue_};
  /// As `RecordTable` counts: whom (nobody: all records), kind, site, state, openness.
  using Group = std::tuple<std::string, std::int64_t, std::string, std::string, bool>;
  std::map<Group, std::int64_t> counts_;
};

}  // namespace

VerifyReport verify(const Location& location, const FindPack& find_pack,
                    const std::optional<Hash>& root, const Progress& progress) {
  return Verification(location, find_pack, progress).run(root);
}

}  // namespace guiju::store
