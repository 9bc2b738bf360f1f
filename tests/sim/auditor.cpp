#include "auditor.hpp"

#include <algorithm>
#include <set>

#include "app/journal_body.hpp"
#include "casework/claims.hpp"
#include "casework/record_json.hpp"
#include "finding.hpp"

namespace guiju::sim {
namespace {

using casework::Record;

/// All of a record, to be compared.
std::string text_of(const Record& record) {
  std::string text;
  for (const auto& part :
       {record.id.text, record.type->pack->version, record.number, record.state, record.parent.text,
        record.stream.text, record.entered_by, to_utc_text(record.created_at),
        to_utc_text(record.updated_at), std::to_string(record.version)}) {
    text += part + '\n';
  }
  casework::append_body_json(text, record);
  return text;
}

/// The part of `text` that begins where it differs.
std::string from_difference(const std::string& text, const std::string& other) {
  constexpr std::ptrdiff_t before = 60, shown = 200;
  const auto differs = std::ranges::mismatch(text, other).in1 - text.begin();
  return "…" + text.substr(static_cast<std::size_t>(std::max(differs - before, std::ptrdiff_t{0})),
                           shown);
}

/// Computations whose lines are shares of one of their inputs, without rest.
const std::map<std::string_view, std::string_view> shared_inputs{
    {"liability_shares", "loss_fen"},
    {"base_point_deductions", "loss_fen"},
    {"commission_split", "commission_fen"}};

std::optional<std::int64_t> shared_amount(const feel::Value& derivation) {
  const auto* computation = derivation.find("computation");
  const auto input = shared_inputs.find(computation == nullptr ? "" : computation->as_string());
  const auto* inputs = derivation.find("inputs");
  if (input == shared_inputs.end() || inputs == nullptr) return std::nullopt;
  for (const auto& figure : inputs->as_list()) {
    if (figure.find("name")->as_string() == input->second) return figure.find("value")->as_int64();
  }
  return std::nullopt;
}

}  // namespace

void check_sums(const Record& record) {
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto& field = record.type->fields[i];
    const bool is_shared =
        field.type.kind == pack::FieldType::Kind::rows && field.explained_by >= 0;
    if (!is_shared || record.fields[i].as_list().empty()) continue;
    const auto whole = shared_amount(record.fields[static_cast<std::size_t>(field.explained_by)]);
    if (!whole) continue;
    std::int64_t sum = 0;
    for (const auto& row : record.fields[i].as_list()) {
      const auto* amount = row.find("amount_fen");
      sum += amount == nullptr ? 0 : amount->as_int64().value_or(0);
    }
    if (sum == *whole) continue;
    throw Finding("sums", record.id.text + ": " + field.name + " add up to " + std::to_string(sum) +
                              " fen of " + std::to_string(*whole));
  }
}

Auditor::Auditor(const Company& company)
    : company_(company), verifier_([](const journal::Fault& fault) {
        throw Finding("chain", std::string(journal::name_of(fault.kind)) + " at entry " +
                                   std::to_string(fault.seq) + " of " + fault.stream);
      }) {}

void Auditor::take(const journal::Entry& entry) {
  verifier_.entry(view(entry));
  journal_hash_ = sha256(std::string(bytes_of(journal_hash_)).append(bytes_of(entry.hash)));
  const auto find_pack = [this](std::string_view id, std::string_view version) {
    return company_.shelf().find(id, version);
  };
  const auto decision = [&] {
    try {
      return app::read_decision(view(entry), find_pack);
    } catch (const std::exception& reason) {
      throw Finding("replay", "entry " + std::to_string(entry.seq) + ": " + reason.what());
    }
  }();
  for (const auto& fact : decision.facts) {
    duties_.take(fact, entry.at);
    touched_.push_back(casework::make_id(*fact.type, fact.key));
  }
  try {
    world_.take(decision, entry.at);
  } catch (const std::runtime_error& reason) {
    throw Finding("replay", "entry " + std::to_string(entry.seq) + ": " + reason.what());
  }
  const auto* pack = find_pack(entry.pack_id, entry.pack_version);
  if (pack->boards.empty()) return;
  recount_.take(view(entry), *pack);
  if (recount_.wrong > 0) throw Finding("rotation", "entry " + std::to_string(entry.seq));
}

void Auditor::take(const std::vector<journal::Entry>& entries, const app::Reader& tables) {
  touched_.clear();
  for (const auto& entry : entries) take(entry);
  duties_.settle();
  const std::set<casework::RecordId> records(touched_.begin(), touched_.end());
  for (const auto& id : records) {
    for (const auto& claim : claims_[id.text]) holders_.erase(claim);
  }
  for (const auto& id : records) {
    const auto record = world_.find(id);
    duties_.compare(*record);
    check_claims(*record);
    check_owner(*record);
    check_sums(*record);
    compare(id, tables);
  }
}

void Auditor::compare(const casework::RecordId& id, const app::Reader& tables) const {
  const auto kept = tables.find(id);
  if (kept == nullptr) throw Finding("replay", id.text + " is missing in the tables");
  const auto found = text_of(*kept), told = text_of(*world_.find(id));
  if (found == told) return;
  throw Finding("replay", id.text + " is in the tables " + from_difference(found, told) +
                              ", by the journal " + from_difference(told, found));
}

void Auditor::check_claims(const Record& record) {
  auto& claims = claims_[record.id.text];
  claims.clear();
  for (const auto& claim : casework::claims_of(record)) {
    claims.push_back(record.type->pack->id + '.' + record.type->name + '\n' + claim);
    const auto [holder, is_free] = holders_.emplace(claims.back(), record.id.text);
    if (!is_free) {
      throw Finding("claims", record.id.text + " and " + holder->second + " both have " + claim);
    }
  }
}

void Auditor::check_owner(const Record& record) const {
  const auto owner = casework::text_of(record, record.type->owner_field);
  if (owner.empty() || world_.directory().find_person(owner) != nullptr) return;
  throw Finding("owner", record.id.text + " belongs to " + std::string(owner) + ", who is nobody");
}

void Auditor::expect_nothing_due(Instant now) const {
  const auto timer = world_.next_timer();
  if (!timer || timer->first > now) return;
  throw Finding("duties", timer->second.text + " was due at " + to_utc_text(timer->first) +
                              ", and the clock has done nothing about it");
}

void Auditor::compare_all(const app::Reader& tables) const {
  for (const auto& record : world_.all()) compare(record->id, tables);
  for (const auto* pack : company_.shelf().all()) {
    for (const auto& type : pack->types) {
      const auto kept = tables.records(*type, {}, {}, {});
      const auto told = world_.records(*type, {}, {}, {});
      if (kept.size() != told.size()) {
        throw Finding("replay", "the tables have " + std::to_string(kept.size()) + " of " +
                                    type->name + ", the journal " + std::to_string(told.size()));
      }
      for (const auto& record : kept) {
        for (const auto& claim : casework::claims_of(*record)) {
          const auto holder = tables.holder(*type, claim).record;
          if (holder == nullptr || holder->id != record->id) {
            throw Finding("claims", record->id.text + " has " + claim + ", and not by the tables");
          }
        }
      }
    }
  }
}

}  // namespace guiju::sim
