#include "app/observed_store.hpp"

#include "app/reader.hpp"

namespace guiju::app {
namespace {

/// Hands everything on and remembers what was put.
class ObservedUnit final : public UnitOfWork {
 public:
  ObservedUnit(UnitOfWork& unit, Changes& changes) : unit_(unit), changes_(changes) {}

  casework::RecordPtr find(const casework::RecordId& id) const override { return unit_.find(id); }
  std::vector<casework::RecordPtr> children(const casework::RecordId& parent,
                                            const pack::RecordType& type) const override {
    return unit_.children(parent, type);
  }
  std::vector<casework::RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                           std::optional<LocalDate> from,
                                           std::optional<LocalDate> to) const override {
    return unit_.records(type, site, from, to);
  }
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override {
    return unit_.serials_taken(type, scope);
  }
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const override {
    return unit_.holder(type, claim);
  }
  std::vector<casework::RecordPtr> with_provisional_clocks() const override {
    return unit_.with_provisional_clocks();
  }
  const casework::Directory& directory() const override { return unit_.directory(); }

  std::optional<Receipt> find_receipt(std::string_view actor, std::string_view key,
                                      std::string_view request_hash) override {
    return unit_.find_receipt(actor, key, request_hash);
  }
  void put_receipt(std::string_view actor, std::string_view key, std::string_view request_hash,
                   Instant at, const Receipt& receipt) override {
    unit_.put_receipt(actor, key, request_hash, at, receipt);
  }
  std::uint64_t append(const JournalLine& line) override { return unit_.append(line); }
  void put(const casework::RecordPtr& record) override {
    unit_.put(record);
    changes_.records.push_back(record);
  }
  void keep_pack(const pack::Pack& pack) override { unit_.keep_pack(pack); }
  void take_serial(const casework::SerialTaken& serial) override { unit_.take_serial(serial); }
  void change_claims(const std::vector<casework::ClaimChange>& changes) override {
    unit_.change_claims(changes);
  }
  void put_notice(const Notice& notice) override {
    unit_.put_notice(notice);
    changes_.notices.push_back(notice);
  }
  std::optional<Instant> schedule_due(std::string_view pack, std::string_view schedule) override {
    return unit_.schedule_due(pack, schedule);
  }
  void set_schedule_due(std::string_view pack, std::string_view schedule, Instant at) override {
    unit_.set_schedule_due(pack, schedule, at);
  }
  std::vector<casework::RecordId> due_records(Instant now, std::size_t limit) override {
    return unit_.due_records(now, limit);
  }
  std::vector<casework::RecordId> open_records(const pack::RecordType& type) override {
    return unit_.open_records(type);
  }
  void put_setting(std::string_view person, std::string_view name,
                   std::string_view value) override {
    unit_.put_setting(person, name, value);
  }
  std::optional<std::string> find_setting(std::string_view person, std::string_view name) override {
    return unit_.find_setting(person, name);
  }
  void mark_notices_read(std::string_view person, std::int64_t up_to) override {
    unit_.mark_notices_read(person, up_to);
  }
  std::optional<Credential> find_credential(std::string_view login) override {
    return unit_.find_credential(login);
  }
  void put_credential(const Credential& credential) override { unit_.put_credential(credential); }
  void put_session(const Session& session) override { unit_.put_session(session); }
  void drop_session(std::string_view token_hash) override { unit_.drop_session(token_hash); }
  void drop_sessions_of(std::string_view person) override { unit_.drop_sessions_of(person); }
  void put_token(const ApiToken& token) override { unit_.put_token(token); }
  void drop_token(std::string_view token_hash) override { unit_.drop_token(token_hash); }
  std::optional<Content> find_content(std::string_view hash) const override {
    return unit_.find_content(hash);
  }
  bool is_uploaded_by(std::string_view hash, std::string_view person) const override {
    return unit_.is_uploaded_by(hash, person);
  }
  std::vector<casework::RecordId> records_with(std::string_view hash) const override {
    return unit_.records_with(hash);
  }
  void put_upload(const Content& content, std::string_view person, Instant at) override {
    unit_.put_upload(content, person, at);
  }
  void put_attachment(const casework::RecordId& record,
                      const casework::Attachment& attachment) override {
    unit_.put_attachment(record, attachment);
  }
  void drop_unused_uploads(Instant moment) override { unit_.drop_unused_uploads(moment); }

 private:
  UnitOfWork& unit_;
  Changes& changes_;
};

}  // namespace

ObservedStore::ObservedStore(Store& store, std::function<void(const Changes&)> observe)
    : store_(store), shared_(std::make_shared<Shared>()) {
  shared_->observe = std::move(observe);
}

void ObservedStore::submit(std::function<void(UnitOfWork&)> work,
                           std::function<void(std::exception_ptr)> done) {
  auto changes = std::make_shared<Changes>();
  shared_->waiting.fetch_add(1, std::memory_order_relaxed);
  store_.submit(
      [work = std::move(work), changes](UnitOfWork& unit) {
        // A transaction may be tried again, alone, when a mate in its group has failed.
        *changes = {};
        ObservedUnit observed(unit, *changes);
        work(observed);
      },
      [done = std::move(done), changes, shared = shared_](std::exception_ptr error) {
        shared->waiting.fetch_sub(1, std::memory_order_relaxed);
        if (!error && !(changes->records.empty() && changes->notices.empty())) {
          shared->observe(*changes);
        }
        done(error);
      });
}

std::optional<Instant> ObservedStore::next_timer() { return store_.next_timer(); }

std::unique_ptr<Reader> ObservedStore::open_reader() { return store_.open_reader(); }

}  // namespace guiju::app
