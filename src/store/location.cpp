#include "store/location.hpp"

#include "store/postgres/postgres_database.hpp"
#include "store/sql/schema.hpp"
#include "store/sql_store.hpp"
#include "store/sqlite/served_file.hpp"

namespace guiju::store {

bool Location::is_postgres() const {
  return text_.starts_with("postgresql://") || text_.starts_with("postgres://");
}

std::string Location::shown() const {
  return is_postgres() ? shown_url(text_).value_or("postgresql://…") : text_;
}

std::unique_ptr<Database> connect(const Location& location, Access access) {
  if (location.is_postgres()) return std::make_unique<PostgresDatabase>(location.url(), access);
  return std::make_unique<SqliteDatabase>(location.file(), access);
}

std::unique_ptr<Database> connect_writer(const Location& location) {
  if (location.is_postgres()) return connect(location, Access::write);
  return std::make_unique<ServedFile>(location.file());
}

bool is_taken(const Location& location) {
  if (!location.is_postgres()) return std::filesystem::exists(location.file());
  return connect(location, Access::read)->schema() > 0;
}

ContentFolder contents_of(const Location& location) {
  if (!location.is_postgres()) return ContentFolder(location.file());
  const auto folder = stored_meta(location, contents_meta);
  if (!folder) {
    throw Fault("database: nothing says where the attachments of " + location.shown() + " are");
  }
  return ContentFolder::at(*folder);
}

ContentFolder contents_for(const Location& location, const std::filesystem::path& stated) {
  if (location.is_postgres()) {
    if (stated.empty()) {
      throw Fault("--contents must name the folder in which attachments will lie");
    }
    const auto folder = std::filesystem::absolute(stated);
    // Each company removes what none of its records holds.
    if (std::filesystem::exists(folder) && !std::filesystem::is_empty(folder)) {
      throw Fault("--contents must name a folder of the company's own, and there are files in " +
                  folder.string());
    }
    return ContentFolder::at(folder);
  }
  if (stated.empty()) return ContentFolder(location.file());
  throw Fault("--contents is for PostgreSQL; attachments of a file lie beside it");
}

}  // namespace guiju::store
