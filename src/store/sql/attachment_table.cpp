#include "store/sql/reader.hpp"
#include "store/sql/unit.hpp"

/// Contents, who uploaded them, and the records in which they stand.
namespace guiju::store {
namespace {

app::Content read_content(Statement& row) {
  return {.hash = row.string(0), .looks = row.string(1), .bytes = row.integer(2)};
}

}  // namespace

std::optional<app::Content> SqlUnit::find_content(std::string_view hash) const {
  Use row(database_.prepared("SELECT hash, looks, bytes FROM contents WHERE hash=?"));
  row->bind(1, hash);
  if (!row->step()) return std::nullopt;
  return read_content(*row);
}

bool SqlUnit::is_uploaded_by(std::string_view hash, std::string_view person) const {
  Use row(database_.prepared("SELECT 1 FROM uploads WHERE hash=? AND person=?"));
  return row->bind(1, hash).bind(2, person).step();
}

std::vector<casework::RecordId> SqlUnit::records_with(std::string_view hash) const {
  Use rows(database_.prepared("SELECT record FROM attachments WHERE hash=?"));
  rows->bind(1, hash);
  std::vector<casework::RecordId> found;
  while (rows->step()) found.push_back({rows->string(0)});
  return found;
}

void SqlUnit::put_upload(const app::Content& content, std::string_view person, Instant at) {
  {
    Use row(
        database_.prepared("INSERT INTO contents(hash, looks, bytes) VALUES(?,?,?)"
                           " ON CONFLICT DO NOTHING"));
    row->bind(1, content.hash).bind(2, content.looks).bind(3, content.bytes).step();
  }
  Use row(
      database_.prepared("INSERT INTO uploads(hash, person, at) VALUES(?,?,?)"
                         " ON CONFLICT(hash, person) DO UPDATE SET at=excluded.at"));
  row->bind(1, content.hash).bind(2, person).bind(3, at).step();
}

void SqlUnit::put_attachment(const casework::RecordId& record,
                             const casework::Attachment& attachment) {
  Use row(
      database_.prepared("INSERT INTO attachments(hash, record, name, media_type, bytes)"
                         " VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING"));
  row->bind(1, attachment.hash).bind(2, record.text).bind(3, attachment.name);
  row->bind(4, attachment.media_type).bind(5, attachment.bytes).step();
}

void SqlUnit::drop_unused_uploads(Instant moment) {
  {
    Use row(database_.prepared("DELETE FROM uploads WHERE at<?"));
    row->bind(1, moment).step();
  }
  Use row(
      database_.prepared("DELETE FROM contents WHERE NOT EXISTS"
                         " (SELECT 1 FROM uploads u WHERE u.hash=contents.hash) AND NOT EXISTS"
                         " (SELECT 1 FROM attachments a WHERE a.hash=contents.hash)"));
  row->step();
}

std::optional<casework::Attachment> SqlReader::find_attachment(const casework::RecordId& record,
                                                               std::string_view hash) const {
  Use row(
      database_.prepared("SELECT name, media_type, bytes, hash FROM attachments"
                         " WHERE hash=? AND record=?"));
  row->bind(1, hash).bind(2, record.text);
  if (!row->step()) return std::nullopt;
  return casework::Attachment{.name = row->string(0),
                              .media_type = row->string(1),
                              .bytes = row->integer(2),
                              .hash = row->string(3)};
}

std::optional<app::Content> SqlReader::find_upload(std::string_view hash,
                                                   std::string_view person) const {
  Use row(
      database_.prepared("SELECT c.hash, c.looks, c.bytes FROM uploads u"
                         " JOIN contents c ON c.hash=u.hash WHERE u.hash=? AND u.person=?"));
  row->bind(1, hash).bind(2, person);
  if (!row->step()) return std::nullopt;
  return read_content(*row);
}

bool SqlReader::is_content_known(std::string_view hash) const {
  Use row(database_.prepared("SELECT 1 FROM contents WHERE hash=?"));
  return row->bind(1, hash).step();
}

bool SqlReader::has_uploads_before(Instant moment) const {
  Use row(database_.prepared("SELECT 1 FROM uploads WHERE at<? LIMIT 1"));
  return row->bind(1, moment).step();
}

}  // namespace guiju::store
