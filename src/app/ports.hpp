#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/accounts.hpp"
#include "casework/attachments.hpp"
#include "casework/decide.hpp"
#include "journal/entry.hpp"
#include "pack/compile.hpp"

/// What the application needs of the outside. Adapters implement it (src/store, src/delivery).
namespace guiju::app {

/// The answer that a command got, kept so that a retry gets the same one.
struct Receipt {
  int status = 200;  ///< as an HTTP status, which every edge understands
  std::string body;  ///< JSON
};

/// One command's lines in the journal, before the journal numbers and chains them.
struct JournalLine {
  std::string stream;
  Instant at{};           ///< when it happened
  Instant recorded_at{};  ///< when it was written down
  std::string actor;
  std::string command;
  std::string pack;  ///< `huayuan@1.0.0`
  std::string body;  ///< canonical JSON: input, and facts or refusal
};

struct Notice {
  std::int64_t id = 0;
  Instant at{};
  casework::Owner to;
  std::string message;
  casework::RecordId record;
  std::string pack;
};

/// What is known of a content that the company keeps under its hash.
struct Content {
  std::string hash;   ///< SHA-256, 64 lower-case hexadecimal digits
  std::string looks;  ///< the media type that it looks like, whatever it is called
  std::int64_t bytes = 0;
};

/// One transaction of the writer: what is so (with what this transaction has written already), and
/// what is to be written. All of it becomes durable together, or none.
class UnitOfWork : public casework::View {
 public:
  /// The key is known, but from another request: it was used twice.
  struct KeyReused : std::exception {
    const char* what() const noexcept override { return "the key was used for another request"; }
  };
  /// The answer that the actor's command with this key got, if any. Throws `KeyReused`.
  virtual std::optional<Receipt> find_receipt(std::string_view actor, std::string_view key,
                                              std::string_view request_hash) = 0;
  virtual void put_receipt(std::string_view actor, std::string_view key,
                           std::string_view request_hash, Instant at, const Receipt& receipt) = 0;
  /// The number that the line gets in the journal; 0 where none is kept.
  virtual std::uint64_t append(const JournalLine& line) = 0;
  /// Takes the record over into the tables: columns, clocks, timer, search.
  virtual void put(const casework::RecordPtr& record) = 0;
  /// Keeps the pack's files under its version, for good: stored decisions must resolve.
  virtual void keep_pack(const pack::Pack& pack) = 0;
  virtual void take_serial(const casework::SerialTaken& serial) = 0;
  /// Gives up and takes claims, in this order. Throws where somebody else has one: a decision has
  /// refused that already.
  virtual void change_claims(const std::vector<casework::ClaimChange>& changes) = 0;
  virtual void put_notice(const Notice& notice) = 0;
  /// Next run of a schedule; empty: none yet.
  virtual std::optional<Instant> schedule_due(std::string_view pack, std::string_view schedule) = 0;
  virtual void set_schedule_due(std::string_view pack, std::string_view schedule, Instant at) = 0;
  /// Up to `limit` records whose timer is at or before `now`, soonest first.
  virtual std::vector<casework::RecordId> due_records(Instant now, std::size_t limit) = 0;
  /// Records of the type, whatever their versions, that are not in a final state, oldest first.
  virtual std::vector<casework::RecordId> open_records(const pack::RecordType& type) = 0;
  /// Everything up to the notice `up_to` has been seen by `person`.
  virtual void mark_notices_read(std::string_view person, std::int64_t up_to) = 0;
  /// Keeps what a person has settled for next time; for the company where `person` is empty. Takes
  /// the place of what was kept under that name.
  virtual void put_setting(std::string_view person, std::string_view name,
                           std::string_view value) = 0;
  virtual std::optional<std::string> find_setting(std::string_view person,
                                                  std::string_view name) = 0;
  virtual std::optional<Credential> find_credential(std::string_view login) = 0;
  /// Makes the login, or takes its place.
  virtual void put_credential(const Credential& credential) = 0;
  virtual void put_session(const Session& session) = 0;
  virtual void drop_session(std::string_view token_hash) = 0;
  /// Ends every session of the person: a password was changed, someone has left.
  virtual void drop_sessions_of(std::string_view person) = 0;
  virtual void put_token(const ApiToken& token) = 0;
  virtual void drop_token(std::string_view token_hash) = 0;

  virtual std::optional<Content> find_content(std::string_view hash) const = 0;
  virtual bool is_uploaded_by(std::string_view hash, std::string_view person) const = 0;
  /// Records in which the content has ever stood.
  virtual std::vector<casework::RecordId> records_with(std::string_view hash) const = 0;
  /// Notes a content and that the person uploaded it.
  virtual void put_upload(const Content& content, std::string_view person, Instant at) = 0;
  /// Notes that the attachment stands in the record: its content is never removed.
  virtual void put_attachment(const casework::RecordId& record,
                              const casework::Attachment& attachment) = 0;
  /// Forgets uploads before `moment`, and contents that nobody uploaded since and no record holds.
  virtual void drop_unused_uploads(Instant moment) = 0;
};

class Reader;

/// A lasting store. Writes are grouped: what queues up while one commit is being synced is
/// committed together by one writer thread (docs/adr).
class Store {
 public:
  virtual ~Store() = default;
  /// Runs `work` on the writer, in a transaction; `done` is called on the writer thread after the
  /// commit is durable, with the exception where there was one (then nothing of `work` is kept).
  virtual void submit(std::function<void(UnitOfWork&)> work,
                      std::function<void(std::exception_ptr)> done) = 0;
  /// The same, waiting. Throws what `work` threw, or what kept the commit from happening.
  void write(const std::function<void(UnitOfWork&)>& work);
  /// The earliest timer of all records, if any.
  virtual std::optional<Instant> next_timer() = 0;
  /// Whether nothing can be kept because the disk is full, as far as has been noticed. That it has
  /// ended is noticed without anybody's asking.
  virtual bool lacks_space() const { return false; }
  /// With the people, departments and sites as they are now, and whether versions of regulations
  /// have been added or put in force.
  using ToldOfChange =
      std::function<void(std::shared_ptr<const casework::Directory>, bool has_versions)>;
  /// `told` is called, on the writer thread, after another process has changed what is stored and
  /// before anything is decided by it: whatever was remembered of it may be stale. Where it throws,
  /// it is called again a little later. An empty one ends that; when this returns, the one before
  /// is not being called. Never for a store that no other process can reach.
  virtual void when_changed_elsewhere(ToldOfChange told) { (void)told; }
  /// A reader for the calling thread. It may not outlive the store.
  virtual std::unique_ptr<Reader> open_reader() = 0;
};

}  // namespace guiju::app
