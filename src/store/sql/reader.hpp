#pragma once

#include "app/reader.hpp"
#include "store/row_query.hpp"
#include "store/search_text.hpp"
#include "store/sql/catalogue.hpp"
#include "store/sql/query.hpp"
#include "store/sql/record_cache.hpp"
#include "store/sql/row_branches.hpp"
#include "store/sql/word_index.hpp"
#include "store/sql/writer.hpp"

namespace guiju::store {

/// A read connection of one thread.
class SqlReader final : public app::Reader {
 public:
  /// The writer must outlive the reader.
  SqlReader(const Location& location, FindPack find_pack, const Writer& writer);

  casework::RecordPtr find(const casework::RecordId& id) const override;
  std::vector<casework::RecordPtr> children(const casework::RecordId& parent,
                                            const pack::RecordType& type) const override;
  std::vector<casework::RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                           std::optional<LocalDate> from,
                                           std::optional<LocalDate> to) const override;
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override;
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const override;
  std::vector<casework::RecordPtr> with_provisional_clocks() const override;
  const casework::Directory& directory() const override;

  std::vector<casework::RecordId> named(std::string_view text) const override;
  std::optional<app::Row> row(const casework::RecordId& id) const override;
  std::optional<app::RowPage> rows(const app::RowQuery& query,
                                   const app::Visibility& sees) const override;
  app::OwedPage owed(const std::vector<app::Debtor>& by, Instant now, Instant end_of_today,
                     std::size_t limit, const app::Visibility& sees) const override;
  app::SearchResult search(std::string_view text, std::size_t limit,
                           const app::Visibility& sees) const override;
  std::vector<journal::Entry> timeline(const casework::RecordId& stream,
                                       std::uint64_t from_stream_seq,
                                       std::size_t limit) const override;
  std::uint64_t last_entry(const casework::RecordId& stream) const override;
  std::uint64_t entry_count() const override;
  std::uint64_t last_entry_before(Instant at) const override;
  std::vector<journal::Entry> entries(std::uint64_t from_seq, std::size_t limit) const override;
  std::optional<app::BreachPage> breaches(const app::BreachQuery& query,
                                          const app::Visibility& sees) const override;
  app::NoticePage notices(const casework::Person& person, std::size_t limit) const override;
  std::vector<app::Notice> notices_after(std::int64_t id, std::size_t limit) const override;

  std::optional<app::Receipt> find_receipt(std::string_view actor, std::string_view key,
                                           std::string_view request_hash) const override;
  std::optional<app::Credential> find_credential(std::string_view login) const override;
  std::optional<app::Session> find_session(std::string_view token_hash) const override;
  std::optional<app::ApiToken> find_token(std::string_view token_hash) const override;
  app::Account account_of(std::string_view person) const override;
  std::optional<Instant> next_timer() const override;
  std::optional<casework::Attachment> find_attachment(const casework::RecordId& record,
                                                      std::string_view hash) const override;
  std::optional<app::Content> find_upload(std::string_view hash,
                                          std::string_view person) const override;
  bool is_content_known(std::string_view hash) const override;
  bool has_uploads_before(Instant moment) const override;
  std::optional<std::string> find_setting(std::string_view person,
                                          std::string_view name) const override;

 private:
  void begin_snapshot() override;
  void end_snapshot() override;
  void begin_reading();
  /// Takes over what the writer has added to the catalogue, unless a snapshot lasts.
  void refresh() const;
  void reload_catalogue() const;
  std::int64_t total_of(const app::RowQuery& query, const app::Visibility& sees,
                        const std::optional<Sql>& waiting, std::vector<Branch>& branches) const;
  /// The total. Takes branches out that have nothing to give: they might look through many rows
  /// to find that.
  std::int64_t count_all(std::vector<Branch>& branches) const;
  std::int64_t count(const Branch& branch) const;
  std::optional<app::Row> row_at(std::int64_t rid) const;

  const Writer& writer_;
  const std::unique_ptr<Database> connection_;
  Database& database_;
  const std::unique_ptr<WordIndex> words_;
  mutable Catalogue catalogue_;
  mutable StatementPool pool_{database_};
  mutable StatementPool scans_{database_, &Database::prepare_scan};
  mutable RecordCache cache_;
  mutable std::uint64_t catalogue_version_ = 0;
  mutable std::shared_ptr<const casework::Directory> directory_;
  int snapshots_ = 0;
};

}  // namespace guiju::store
