#include "store/sqlite/sqlite_database.hpp"

#include <sqlite3.h>

#include "store/migrations.hpp"
#include "store/space.hpp"
#include "store/sqlite/full_text.hpp"

namespace guiju::store {
namespace {

/// `GUIJ`: marks the file as ours.
constexpr std::int64_t application_id = 0x4755494A;

bool is_out_of_space(sqlite3* database) {
  switch (sqlite3_errcode(database)) {
    case SQLITE_FULL:
      return true;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:  // of the small file beside it that its connections share
      return is_lack_of_space(sqlite3_system_errno(database));
    default:
      return false;
  }
}

[[noreturn]] void fail_on(sqlite3* database, const char* doing, std::string_view sql) {
  if (is_out_of_space(database)) {
    throw StorageFull(std::string("database: the disk is full, nothing can be written to ") +
                      sqlite3_db_filename(database, "main"));
  }
  throw Fault("database: cannot " + std::string(doing) + ": " + sqlite3_errmsg(database) +
              (sql.empty() ? "" : " (" + std::string(sql) + ")"));
}

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* database, std::string_view sql) {
    if (sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &handle_, nullptr) != SQLITE_OK) {
      fail_on(database, "prepare", sql);
    }
  }
  ~SqliteStatement() override { sqlite3_finalize(handle_); }

  bool step() override {
    const int result = sqlite3_step(handle_);
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) fail("run");
    return false;
  }

  void reset() override { sqlite3_reset(handle_); }

  std::int64_t integer(int column) const override { return sqlite3_column_int64(handle_, column); }

  bool is_null(int column) const override {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
  }

  std::string_view text(int column) const override {
    const void* bytes = sqlite3_column_blob(handle_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return {static_cast<const char*>(bytes), size};
  }

  Kind kind(int column) const override {
    switch (sqlite3_column_type(handle_, column)) {
      case SQLITE_NULL:
        return Kind::nothing;
      case SQLITE_INTEGER:
        return Kind::integer;
      case SQLITE_BLOB:
        return Kind::bytes;
      default:
        return Kind::text;
    }
  }

  int columns() const override { return sqlite3_column_count(handle_); }

  std::string_view column_name(int column) const override {
    return sqlite3_column_name(handle_, column);
  }

 private:
  void bind_integer(int at, std::int64_t value) override {
    if (sqlite3_bind_int64(handle_, at, value) != SQLITE_OK) fail("bind a number");
  }

  void bind_text(int at, std::string_view text) override {
    // A null pointer would bind NULL; an empty text is not that.
    if (sqlite3_bind_text(handle_, at, text.empty() ? "" : text.data(),
                          static_cast<int>(text.size()), SQLITE_STATIC) != SQLITE_OK) {
      fail("bind a text");
    }
  }

  void bind_bytes(int at, std::string_view bytes) override {
    if (sqlite3_bind_blob(handle_, at, bytes.empty() ? "" : bytes.data(),
                          static_cast<int>(bytes.size()), SQLITE_STATIC) != SQLITE_OK) {
      fail("bind bytes");
    }
  }

  void bind_nothing(int at) override {
    if (sqlite3_bind_null(handle_, at) != SQLITE_OK) fail("bind null");
  }

  [[noreturn]] void fail(const char* doing) const {
    fail_on(sqlite3_db_handle(handle_), doing, sqlite3_sql(handle_));
  }

  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace

SqliteDatabase::SqliteDatabase(const std::filesystem::path& path, Access access) {
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

SqliteDatabase::~SqliteDatabase() {
  forget_prepared();
  sqlite3_close(handle_);
}

void SqliteDatabase::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail_on(handle_, "execute", sql.substr(0, 200));
  }
}

std::unique_ptr<Statement> SqliteDatabase::prepare(std::string_view sql) {
  return std::make_unique<SqliteStatement>(handle_, sql);
}

void SqliteDatabase::begin_reading() {
  prepared("BEGIN").run();
  // What is seen is that of the first read.
  prepared("SELECT 1 FROM sqlite_master LIMIT 1").run();
}

void SqliteDatabase::begin_writing() { prepared("BEGIN IMMEDIATE").run(); }

void SqliteDatabase::commit() { prepared("COMMIT").run(); }

void SqliteDatabase::rollback() noexcept {
  // A full disk may have ended the transaction already; one that cannot be ended keeps the next
  // from beginning, and its job is told.
  if (sqlite3_get_autocommit(handle_) == 0) {
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

std::int64_t SqliteDatabase::version_elsewhere() {
  // Changes when another connection has committed something, and only then.
  Use row(prepared("PRAGMA data_version"));
  row->step();
  return row->integer(0);
}

std::unique_ptr<WordIndex> SqliteDatabase::word_index(std::int64_t waiting_max) {
  return std::make_unique<FullText>(*this, waiting_max);
}

int SqliteDatabase::schema() {
  const bool is_empty = integer("SELECT count(*) FROM sqlite_master") == 0;
  if (!is_empty && integer("PRAGMA application_id") != application_id) {
    throw Fault("database: this file was not made by guiju; choose another path");
  }
  return static_cast<int>(integer("PRAGMA user_version"));
}

void SqliteDatabase::set_schema(int number) {
  execute("PRAGMA application_id=" + std::to_string(application_id) +
          "; PRAGMA user_version=" + std::to_string(number));
}

std::span<const Migration> SqliteDatabase::migrations() const { return sqlite_migrations(); }

std::string SqliteDatabase::damage() {
  Use row(prepared("PRAGMA quick_check(1)"));
  if (!row->step()) return "it cannot be checked";
  return row->text(0) == "ok" ? std::string{} : row->string(0);
}

int SqliteDatabase::changes() const { return sqlite3_changes(handle_); }

}  // namespace guiju::store
