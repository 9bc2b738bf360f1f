#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/accounts.hpp"
#include "app/ports.hpp"
#include "app/visibility.hpp"
#include "casework/view.hpp"
#include "journal/entry.hpp"

/// What may be asked of a store. Each thread has its own reader (`Store::open_reader`).
namespace guiju::app {

/// A duty that is still owed on a record.
struct OwedClock {
  const pack::Deadline* deadline = nullptr;
  casework::ClockStatus status = casework::ClockStatus::running;
  Instant started_at{};
  std::optional<Instant> due_at;  ///< empty while paused
  std::optional<Instant> warn_at;
  casework::Owner owed_by;
};

/// A record as lists show it. Keys of sites, departments and persons find their names in the
/// directory.
struct Row {
  casework::RecordId id;
  const pack::RecordType* type = nullptr;  ///< of the pack version that the record lives under
  std::string key, number, title, state;
  bool is_final = false;
  std::string site, department, owner;
  std::string client, client_name;
  Instant created_at{}, updated_at{};
  std::int64_t version = 0;
  /// What must be done first: of the clocks that run or are breached, the soonest.
  std::optional<OwedClock> next_deadline;
  std::vector<std::string> markers;

  bool is_overdue(Instant now) const {
    return next_deadline && next_deadline->due_at && *next_deadline->due_at < now;
  }
};

enum class Family { every, cases, reports };  ///< types with `case: true`, with `report: true`
enum class RowSort { newest, oldest, soonest_due, last_updated };

/// Text fields that are empty do not filter. All that are stated must hold.
struct RowQuery {
  Family family = Family::cases;
  std::string pack, type, state, site, owner, department, client;
  std::optional<bool> open;          ///< true: not in a final state
  std::optional<Instant> due_from;   ///< next deadline at or after this
  std::optional<Instant> due_until;  ///< next deadline at or before this
  std::string text;                  ///< as in the search box
  RowSort sort = RowSort::newest;
  std::size_t limit = 50;
  std::string cursor;   ///< `next_cursor` of the page before
  bool counted = true;  ///< false: `total` is not asked for
};

/// `total` counts all pages, and stops at this.
inline constexpr std::int64_t total_limit = 10'000;

struct RowPage {
  std::vector<Row> items;
  std::string next_cursor;  ///< empty on the last page
  std::int64_t total = 0;
};

/// Someone who may owe, or be told: a person, a department, or a role with the site or department
/// for which it is held (both empty: everywhere).
struct Debtor {
  casework::Owner owner;
  std::string site;
  std::string department;
  std::string pack = {};  ///< of a role that is one regulation's alone; empty: of all

  /// True when what `owed_by` owes on a record of this pack, site and department is this one's
  /// business. On a record without a site it is the business of all who hold the role.
  bool answers_for(const casework::Owner& owed_by, std::string_view record_pack,
                   std::string_view record_site, std::string_view record_department) const;
};
/// The person by name, as a member of the department, by each role.
std::vector<Debtor> debtors_of(const casework::Person& person);

struct Owed {
  Row row;
  OwedClock clock;
};

struct OwedPage {
  std::vector<Owed> items;  ///< soonest first; paused ones last
  std::int64_t total = 0;
  std::int64_t overdue = 0;  ///< due before `now`
  std::int64_t today = 0;    ///< due from `now` until `end_of_today`
};

struct SearchResult {
  std::vector<Row> clients;
  std::vector<Row> cases;  ///< by their own words, and those of the clients found; newest first
};

struct BreachQuery {
  std::string pack, site, code;
  std::optional<casework::Owner> owed_by;
  std::optional<LocalDate> from, to;  ///< of `occurred_on`, both included
  std::size_t limit = 50;
  std::string cursor;
};

struct BreachPage {
  struct Item {
    casework::RecordPtr breach;  ///< a record of type `breach`
    Row on;                      ///< the record on which it happened
  };
  std::vector<Item> items;  ///< newest first
  std::string next_cursor;
  std::int64_t total = 0;
  std::vector<std::pair<std::string, std::int64_t>> by_code;       ///< ascending by code
  std::vector<std::pair<casework::Owner, std::int64_t>> by_owner;  ///< ascending by kind, key
};

struct NoticeRow {
  Notice notice;
  bool is_read = false;
};

struct NoticePage {
  std::vector<NoticeRow> items;  ///< newest first
  std::int64_t unread = 0;       ///< of all, not only of this page
};

/// Reads of one thread. As a `View` it lets guards be evaluated for showing what is possible.
/// Everything that lists takes a `Visibility`, and neither lists nor counts what is invisible.
class Reader : public casework::View {
 public:
  /// While it lives, all reads see the store as it was when it began. Keep it short: a long one
  /// holds up the checkpoints.
  class Snapshot {
   public:
    explicit Snapshot(Reader& reader) : reader_(reader) { reader_.begin_snapshot(); }
    ~Snapshot() { reader_.end_snapshot(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

   private:
    Reader& reader_;
  };

  /// Records whose id, key or number is `text`, oldest first.
  virtual std::vector<casework::RecordId> named(std::string_view text) const = 0;
  virtual std::optional<Row> row(const casework::RecordId& id) const = 0;
  /// Empty when `query.cursor` is none of this query's.
  virtual std::optional<RowPage> rows(const RowQuery& query, const Visibility& sees) const = 0;
  virtual OwedPage owed(const std::vector<Debtor>& by, Instant now, Instant end_of_today,
                        std::size_t limit, const Visibility& sees) const = 0;
  /// Clients and cases by name, phone tail, room, number, pinyin initials, full pinyin, or words;
  /// simplified or traditional. At most `limit` of each.
  virtual SearchResult search(std::string_view text, std::size_t limit,
                              const Visibility& sees) const = 0;
  /// Journal entries of a stream in order, from `stream_seq` on, at most `limit`.
  virtual std::vector<journal::Entry> timeline(const casework::RecordId& stream,
                                               std::uint64_t from_stream_seq,
                                               std::size_t limit) const = 0;
  /// The number of the stream's newest entry; 0 where there is none.
  virtual std::uint64_t last_entry(const casework::RecordId& stream) const = 0;
  /// So many entries the journal has.
  virtual std::uint64_t entry_count() const = 0;
  /// The number of the last entry that tells of something before `at`; 0 where none does.
  virtual std::uint64_t last_entry_before(Instant at) const = 0;
  /// The whole journal in order, from number `seq` on, at most `limit` entries.
  virtual std::vector<journal::Entry> entries(std::uint64_t from_seq, std::size_t limit) const = 0;
  /// A breach is visible to whoever sees the record on which it happened.
  virtual std::optional<BreachPage> breaches(const BreachQuery& query,
                                             const Visibility& sees) const = 0;
  /// Notices to the person, the person's department and roles; read up to where `person` said so.
  virtual NoticePage notices(const casework::Person& person, std::size_t limit) const = 0;
  /// Whatever has been noticed after the notice `id`, oldest first: for whoever delivers them.
  virtual std::vector<Notice> notices_after(std::int64_t id, std::size_t limit) const = 0;

  /// The answer that a command with this key got, if any. Throws `UnitOfWork::KeyReused` as there.
  virtual std::optional<Receipt> find_receipt(std::string_view actor, std::string_view key,
                                              std::string_view request_hash) const = 0;
  /// What `UnitOfWork::put_setting` has kept, if anything.
  virtual std::optional<std::string> find_setting(std::string_view person,
                                                  std::string_view name) const = 0;
  virtual std::optional<Credential> find_credential(std::string_view login) const = 0;
  virtual std::optional<Session> find_session(std::string_view token_hash) const = 0;
  virtual std::optional<ApiToken> find_token(std::string_view token_hash) const = 0;
  virtual Account account_of(std::string_view person) const = 0;
  virtual std::optional<Instant> next_timer() const = 0;
  /// The attachment of that content as the record holds it or has held it.
  virtual std::optional<casework::Attachment> find_attachment(const casework::RecordId& record,
                                                              std::string_view hash) const = 0;
  /// A content that the person uploaded and that is still kept.
  virtual std::optional<Content> find_upload(std::string_view hash,
                                             std::string_view person) const = 0;
  /// A content that somebody uploaded lately or a record holds.
  virtual bool is_content_known(std::string_view hash) const = 0;
  /// Whether `UnitOfWork::drop_unused_uploads` of that moment would find any.
  virtual bool has_uploads_before(Instant moment) const = 0;

 protected:
  virtual void begin_snapshot() = 0;
  virtual void end_snapshot() = 0;
};

}  // namespace guiju::app
