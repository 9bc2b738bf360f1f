#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "store/content_folder.hpp"
#include "store/sql/database.hpp"

namespace guiju::store {

/// Where a company's database is: a file of SQLite, or PostgreSQL by its URL (`postgresql://…`).
class Location {
 public:
  Location(const std::filesystem::path& file_or_url) : Location(file_or_url.native()) {}
  Location(std::string file_or_url) : text_(std::move(file_or_url)) {}
  Location(const char* file_or_url) : text_(file_or_url) {}

  bool is_postgres() const;
  /// Precondition: a file.
  std::filesystem::path file() const { return text_; }
  /// Precondition: PostgreSQL.
  const std::string& url() const { return text_; }
  /// For people: without a password.
  std::string shown() const;

 private:
  std::string text_;
};

/// A connection. A file is made where there is none and `access` says write. Throws `Fault`.
std::unique_ptr<Database> connect(const Location& location, Access access);
/// That of a writer with a company to serve: it also does what the engine needs beside the writing.
std::unique_ptr<Database> connect_writer(const Location& location);

/// True when there is a file, whosever it is, or there are tables of this program. Throws `Fault`
/// when PostgreSQL cannot be asked, or when the tables there belong to another program.
bool is_taken(const Location& location);

/// Where the contents of the company's attachments are: beside the file; for PostgreSQL, the folder
/// that was stated when the company was made or moved. Throws `Fault` when none was.
ContentFolder contents_of(const Location& location);
/// The same of a company that is to be made. `stated`: the folder, with PostgreSQL; empty with a
/// file. Throws `Fault` when it is the other way round.
ContentFolder contents_for(const Location& location, const std::filesystem::path& stated);
/// The fact of a database (`SqlStore::meta`) that says where they are.
inline constexpr std::string_view contents_meta = "contents";

}  // namespace guiju::store
