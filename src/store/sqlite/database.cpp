#include "store/sqlite/database.hpp"

#include <sqlite3.h>

#include <utility>

namespace guiju::store {
namespace {

/// How long a connection waits for a lock. Only the checkpointer and another process ever hold one.

[[noreturn]] void fail_on(sqlite3* database, const char* doing, std::string_view sql) {
  throw Fault("database: cannot " + std::string(doing) + ": " + sqlite3_errmsg(database) +
              (sql.empty() ? "" : " (" + std::string(sql) + ")"));
}

}  // namespace

Statement::Statement(sqlite3* database, std::string_view sql) {
  if (sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &handle_, nullptr) != SQLITE_OK) {
    fail_on(database, "prepare", sql);
  }
}

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(handle_); }

void Statement::fail(const char* doing) const {
  fail_on(sqlite3_db_handle(handle_), doing, sqlite3_sql(handle_));
}

Statement& Statement::bind(int at, std::int64_t value) {
  if (sqlite3_bind_int64(handle_, at, value) != SQLITE_OK) fail("bind a number");
  return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
  // A null pointer would bind NULL; an empty text is not that.
  if (sqlite3_bind_text(handle_, at, text.empty() ? "" : text.data(), static_cast<int>(text.size()),
                        SQLITE_STATIC) != SQLITE_OK) {
    fail("bind a text");
  }
  return *this;
}

Statement& Statement::bind(int at, std::optional<Instant> instant) {
  return instant ? bind(at, *instant) : bind_null(at);
}

Statement& Statement::bind_blob(int at, std::string_view bytes) {
  if (sqlite3_bind_blob(handle_, at, bytes.empty() ? "" : bytes.data(),
                        static_cast<int>(bytes.size()), SQLITE_STATIC) != SQLITE_OK) {
    fail("bind bytes");
  }
  return *this;
}

Statement& Statement::bind_null(int at) {
  if (sqlite3_bind_null(handle_, at) != SQLITE_OK) fail("bind null");
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) fail("run");
  return false;
}

void Statement::reset() { sqlite3_reset(handle_); }

void Statement::run() {
  const Use use(*this);
  step();
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::string_view Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return {static_cast<const char*>(bytes), size};
}

std::optional<Instant> Statement::maybe_instant(int column) const {
  if (is_null(column)) return std::nullopt;
  return instant(column);
}

Database::Database(const std::filesystem::path& path, Access access) {
  const int flags =
      access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
    const std::string reason = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
    sqlite3_close(handle_);
    throw Fault("database: cannot open " + path.string() + ": " + reason);
  }
  sqlite3_busy_timeout(handle_, busy_timeout_ms);
  try {
    // The page size only counts when the file is made: a commit writes some thirty pages whole.
    if (access == Access::write) {
      execute("PRAGMA page_size=2048; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
    }
    execute("PRAGMA cache_size=-16384; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY");
  } catch (const Fault&) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() {
  prepared_.clear();
  sqlite3_close(handle_);
}

void Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail_on(handle_, "execute", sql.substr(0, 200));
  }
}

Statement& Database::prepared(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) return found->second;
  return prepared_.emplace(std::string(sql), Statement(handle_, sql)).first->second;
}

std::int64_t Database::integer(std::string_view sql) {
  Statement statement(handle_, sql);
  return statement.step() ? statement.integer(0) : 0;
}

int Database::changes() const { return sqlite3_changes(handle_); }

std::int64_t Database::last_rowid() const { return sqlite3_last_insert_rowid(handle_); }

Transaction::Transaction(Database& database) : database_(database) {
  database_.prepared("BEGIN IMMEDIATE").run();
}

Transaction::~Transaction() {
  if (is_open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.prepared("COMMIT").run();
  is_open_ = false;
}

}  // namespace guiju::store
