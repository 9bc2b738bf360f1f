#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "store/sql/catalogue.hpp"
#include "store/sql/journal_table.hpp"
#include "store/sql/record_cache.hpp"
#include "store/sql/record_table.hpp"
#include "store/sql/word_index.hpp"
#include "store/sql_store.hpp"

namespace guiju::store {

/// The writer's transactions, one after the other on its connection.
class SqlUnit final : public app::UnitOfWork {
 public:
  SqlUnit(Database& database, const SqlOptions& options);

  /// Takes over what another process has written since the last transaction.
  void begin();
  /// Writes what was put off, and hears of every write whether it was possible. To be called before
  /// `commit`: what fails here is the fault of some job.
  void finish();
  void commit();
  /// Never throws: what was remembered is read anew when the next transaction begins.
  void rollback() noexcept;
  /// Of the last commit, or of this transaction while there is one.
  std::shared_ptr<const casework::Directory> shared_directory() const { return directory_; }
  /// True when another process has written since the last transaction began.
  bool is_changed_elsewhere();
  /// True while records wait for the full-text index, which `index_words` then takes in.
  bool has_waiting_words() const { return words_->has_waiting(); }
  void index_words() { words_->settle(true); }
  /// How often another process had written.
  std::uint64_t reloads() const { return reloads_; }
  /// Another number than before where another process has kept a pack or put one in force, as of
  /// the last transaction that began.
  std::int64_t versions() const { return versions_; }
  /// The earliest timer, as of the last transaction that was finished.
  std::optional<Instant> next_timer() const { return next_timer_; }
  Database& database() { return database_; }
  Catalogue& catalogue() { return catalogue_; }
  JournalTable& journal() { return journal_; }

  casework::RecordPtr find(const casework::RecordId& id) const override;
  std::vector<casework::RecordPtr> children(const casework::RecordId& parent,
                                            const pack::RecordType& type) const override;
  std::vector<casework::RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                           std::optional<LocalDate> from,
                                           std::optional<LocalDate> to) const override;
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override;
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const override;
  std::vector<casework::RecordPtr> with_provisional_clocks() const override;
  const casework::Directory& directory() const override { return *directory_; }

  std::optional<app::Receipt> find_receipt(std::string_view actor, std::string_view key,
                                           std::string_view request_hash) override;
  void put_receipt(std::string_view actor, std::string_view key, std::string_view request_hash,
                   Instant at, const app::Receipt& receipt) override;
  std::uint64_t append(const app::JournalLine& line) override { return journal_.append(line); }
  void put(const casework::RecordPtr& record) override;
  void keep_pack(const pack::Pack& pack) override;
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
  const RecordCache::Item* load(const std::string& id) const;
  std::string client_name_of(const casework::Record& record) const;
  void take_into_directory(const casework::Record& record);

  void check_schema();
  void reload();
  void read_next_timer();
  void forget_lists() const;

  Database& database_;
  const std::unique_ptr<WordIndex> words_;
  std::int64_t version_elsewhere_ = 0;  ///< as of what is remembered here
  std::uint64_t reloads_ = 0;
  std::int64_t versions_ = 0;
  std::int64_t directory_version_ = 0;  ///< as of the last reload
  bool is_behind_ = false;              ///< a transaction was taken back since the last reload
  mutable Catalogue catalogue_;
  RecordTable records_;
  JournalTable journal_;
  mutable RecordCache cache_;
  /// Answers of `records` by record type, until a record of it changes: what decisions ask for
  /// again and again are lists of what rarely does.
  using Lists = std::map<std::string, std::vector<casework::RecordPtr>>;
  mutable std::map<std::string, Lists, std::less<>> lists_;
  mutable std::size_t listed_ = 0;  ///< records in all of them
  std::shared_ptr<const casework::Directory> directory_;
  std::shared_ptr<const casework::Directory> committed_directory_;
  std::optional<Instant> next_timer_;
};

/// What any connection reads in the same way: the view, receipts, the directory.
namespace view_sql {

std::vector<casework::RecordPtr> children(Database& database, Catalogue& catalogue,
                                          RecordCache& cache, const casework::RecordId& parent,
                                          const pack::RecordType& type);
std::vector<casework::RecordPtr> records(Database& database, Catalogue& catalogue,
                                         RecordCache& cache, const pack::RecordType& type,
                                         std::string_view site, std::optional<LocalDate> from,
                                         std::optional<LocalDate> to);
std::vector<casework::RecordPtr> with_provisional_clocks(Database& database, Catalogue& catalogue,
                                                         RecordCache& cache);
std::int64_t serials_taken(Database& database, const Catalogue& catalogue,
                           const pack::RecordType& type, std::string_view scope);
/// The id of whatever has a claim, empty for nothing; and since when.
struct ClaimRow {
  casework::RecordId record;
  std::optional<Instant> since;
};
ClaimRow holder(Database& database, const Catalogue& catalogue, const pack::RecordType& type,
                std::string_view claim);
std::optional<app::Receipt> find_receipt(Database& database, std::string_view actor,
                                         std::string_view key, std::string_view request_hash);
std::optional<std::string> find_setting(Database& database, std::string_view person,
                                        std::string_view name);
std::optional<app::Credential> find_credential(Database& database, std::string_view login);
std::shared_ptr<const casework::Directory> read_directory(Database& database, Catalogue& catalogue);
/// Grows with each change of what `read_directory` reads.
std::int64_t directory_version(Database& database, const Catalogue& catalogue);
/// Grows whenever a pack is kept, or an edition of one changes.
std::int64_t versions(Database& database, const Catalogue& catalogue);

}  // namespace view_sql

}  // namespace guiju::store
