#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/ports.hpp"
#include "app/reader.hpp"
#include "journal/entry.hpp"
#include "store/journal_line.hpp"
#include "store/memory.hpp"

namespace guiju::store {

/// Looks texts up without making a string of them.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

/// The tables of the memory engine and their indices. Not thread-safe.
class MemoryTables {
 public:
  /// A record and its place in the order of first writing.
  struct Slot {
    std::uint64_t ordinal = 0;
    casework::RecordPtr record;
  };
  /// In the order in which they were made.
  using Slots = std::vector<Slot*>;

  /// The records of a type, whatever the version of its pack.
  struct OfType {
    Slots all;
    std::map<std::string, Slots, std::less<>> by_site;
    std::map<LocalDate, Slots> by_period;
  };

  struct Stream {
    StreamHead head;
    std::vector<std::size_t> entries;  ///< indices into `journal`
  };

  struct KeptNotice {
    app::Notice notice;
    std::string site, department;  ///< of the record when it was given
  };

  struct Claim {
    casework::RecordId record;
    Instant since;
  };

  struct KeptReceipt {
    std::string request_hash;
    app::Receipt receipt;
  };

  explicit MemoryTables(const MemoryOptions& wanted) : options(wanted) {}
  MemoryTables(const MemoryTables&) = delete;
  MemoryTables& operator=(const MemoryTables&) = delete;

  /// Puts `record` in the place of what has its id, or takes it away where it is null. Returns what
  /// was there before; null for nothing.
  casework::RecordPtr exchange(const casework::RecordId& id, const casework::RecordPtr& record);

  const Slot* find(std::string_view id) const;
  OfType& of_type(const pack::RecordType& type);
  const OfType* find_type(const pack::RecordType& type) const;

  std::vector<casework::RecordPtr> children(const casework::RecordId& parent,
                                            const pack::RecordType& type) const;
  std::vector<casework::RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                           std::optional<LocalDate> from,
                                           std::optional<LocalDate> to) const;
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const;
  std::vector<casework::RecordPtr> with_provisional_clocks() const;
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const;
  /// The key of `claims`.
  static std::string claim_key(const pack::RecordType& type, std::string_view claim);
  std::int64_t& serial(const pack::RecordType& type, std::string_view scope);

  const KeptReceipt* find_receipt(std::string_view actor, std::string_view key) const;

  const MemoryOptions options;
  TextMap<Slot> slots;
  std::map<std::uint64_t, const Slot*> by_ordinal;
  std::set<std::pair<Instant, std::uint64_t>> timers;
  std::vector<journal::Entry> journal;
  TextMap<Stream> streams;
  TextMap<KeptReceipt> receipts;
  std::vector<KeptNotice> notices;
  std::map<std::string, std::int64_t, std::less<>> notices_read;
  std::map<std::string, std::string, std::less<>> settings;  // by person and name
  std::map<std::string, Instant, std::less<>> schedules;
  std::map<std::string, Claim, std::less<>> claims;  // by `pack.type` and claim
  std::map<std::string, app::Credential, std::less<>> credentials;
  std::map<std::string, app::Session, std::less<>> sessions;
  std::map<std::string, app::ApiToken, std::less<>> tokens;
  std::map<std::string, app::Content, std::less<>> contents;
  std::map<std::pair<std::string, std::string>, Instant> uploads;  // by hash and person
  /// By hash and record; of several names the first.
  std::map<std::pair<std::string, std::string>, casework::Attachment> attachments;
  std::shared_ptr<const casework::Directory> directory =
      std::make_shared<const casework::Directory>();

 private:
  void enter(Slot& slot);
  void leave(Slot& slot);
  /// Takes `record` in, which differs from the slot's in what an act can change.
  void replace(Slot& slot, const casework::RecordPtr& record);

  std::uint64_t last_ordinal_ = 0;
  TextMap<OfType> types_;
  std::unordered_map<const pack::RecordType*, OfType*> type_of_;
  TextMap<std::map<std::string, Slots, std::less<>>> children_;  // by parent, by `pack.type`
  TextMap<std::int64_t> serials_;
};

/// A transaction on the tables; taken back when it ends without `commit`.
class MemoryUnit final : public app::UnitOfWork {
 public:
  explicit MemoryUnit(MemoryTables& tables) : tables_(tables) {}
  ~MemoryUnit() override;
  void commit() { undo_.clear(); }

  casework::RecordPtr find(const casework::RecordId& id) const override;
  std::vector<casework::RecordPtr> children(const casework::RecordId& parent,
                                            const pack::RecordType& type) const override;
  std::vector<casework::RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                           std::optional<LocalDate> from,
                                           std::optional<LocalDate> to) const override;
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override;
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const override;
  std::vector<casework::RecordPtr> with_provisional_clocks() const override {
    return tables_.with_provisional_clocks();
  }
  const casework::Directory& directory() const override { return *tables_.directory; }

  std::optional<app::Receipt> find_receipt(std::string_view actor, std::string_view key,
                                           std::string_view request_hash) override;
  void put_receipt(std::string_view actor, std::string_view key, std::string_view request_hash,
                   Instant at, const app::Receipt& receipt) override;
  std::uint64_t append(const app::JournalLine& line) override;
  void put(const casework::RecordPtr& record) override;
  void keep_pack(const pack::Pack&) override {}  // whoever compiled it has its files
  void take_serial(const casework::SerialTaken& serial) override;
  void change_claims(const std::vector<casework::ClaimChange>& changes) override;
  void put_notice(const app::Notice& notice) override;
  std::optional<Instant> schedule_due(std::string_view pack, std::string_view schedule) override;
  void set_schedule_due(std::string_view pack, std::string_view schedule, Instant at) override;
  std::vector<casework::RecordId> due_records(Instant now, std::size_t limit) override;
  std::vector<casework::RecordId> open_records(const pack::RecordType& type) override;
  void mark_notices_read(std::string_view person, std::int64_t up_to) override;
  void put_setting(std::string_view person, std::string_view name, std::string_view value) override;
  std::optional<std::string> find_setting(std::string_view person, std::string_view name) override;
  std::optional<app::Credential> find_credential(std::string_view login) override;
  void put_credential(const app::Credential& credential) override;
  void put_session(const app::Session& session) override;
  void drop_session(std::string_view token_hash) override;
  void drop_sessions_of(std::string_view person) override;
  void put_token(const app::ApiToken& token) override;
  void drop_token(std::string_view token_hash) override;
  std::optional<app::Content> find_content(std::string_view hash) const override;
  bool is_uploaded_by(std::string_view hash, std::string_view person) const override;
  std::vector<casework::RecordId> records_with(std::string_view hash) const override;
  void put_upload(const app::Content& content, std::string_view person, Instant at) override;
  void put_attachment(const casework::RecordId& record,
                      const casework::Attachment& attachment) override;
  void drop_unused_uploads(Instant moment) override;

 private:
  void take_into_directory(const casework::Record& record);
  template <class Map, class Key>
  void remember(Map& map, const Key& key);

  MemoryTables& tables_;
  std::vector<std::function<void()>> undo_;
};

/// Notes what `map` holds at `key`, so that it can be put back.
template <class Map, class Key>
void MemoryUnit::remember(Map& map, const Key& key) {
  const auto found = map.find(key);
  if (found == map.end()) {
    undo_.push_back([&map, key] { map.erase(key); });
  } else {
    undo_.push_back([&map, key, before = found->second] { map.insert_or_assign(key, before); });
  }
}

}  // namespace guiju::store
