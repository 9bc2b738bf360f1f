#include "store/postgres/postgres_database.hpp"

#include "store/migrations.hpp"
#include "store/postgres/postgres_statement.hpp"
#include "store/postgres/word_vectors.hpp"

namespace guiju::store {
namespace {

/// One company is one schema: whoever writes to it holds this lock (`GUIJ`).
constexpr const char* take_lock =
    "SELECT pg_advisory_xact_lock(1196771658, hashtext(current_schema()))";

}  // namespace

PostgresDatabase::PostgresDatabase(const std::string& url, Access access) : session_(url, access) {}

PostgresDatabase::~PostgresDatabase() { forget_prepared(); }

void PostgresDatabase::execute(const std::string& sql) {
  if (!session_.is_in_transaction()) session_.be_connected();
  session_.execute(sql);
}

std::unique_ptr<Statement> PostgresDatabase::prepare(std::string_view sql) {
  return std::make_unique<PostgresStatement>(session_, sql);
}

std::unique_ptr<Statement> PostgresDatabase::prepare_scan(std::string_view sql) {
  return std::make_unique<PostgresScan>(session_, sql);
}

void PostgresDatabase::begin_reading() {
  session_.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  prepared("SELECT 1").run();  // what is seen is that of the first read
}

void PostgresDatabase::begin_writing() {
  session_.begin("BEGIN");
  is_writing_ = true;
  is_turn_known_ = false;
  session_.forget_writes();
  session_.send(take_lock, Values(0), false);
}

void PostgresDatabase::commit() {
  const bool has_written = is_writing_ && session_.has_written();
  is_writing_ = false;
  // Under the lock, and not taken back with the transaction: at worst others look for nothing.
  if (has_written) session_.send("SELECT nextval('writes')", Values(0), false);
  if (!session_.commit()) throw Fault("database: the transaction could only be taken back");
  if (has_written && is_turn_known_) ++last_turn_;
}

void PostgresDatabase::rollback() noexcept {
  is_writing_ = false;
  session_.rollback();
}

std::int64_t PostgresDatabase::version_elsewhere() {
  if (is_writing_ && is_turn_known_) return turns_of_others_;
  std::int64_t turn = 0;
  {
    Use row(prepared("SELECT last_value FROM writes"));
    row->step();
    turn = row->integer(0);
  }
  // Another may be writing just now: what he has written is known when the lock is had.
  if (!is_writing_) return turn == last_turn_ ? turns_of_others_ : -1;
  if (turn != last_turn_) ++turns_of_others_;
  last_turn_ = turn;
  is_turn_known_ = true;
  return turns_of_others_;
}

std::unique_ptr<WordIndex> PostgresDatabase::word_index(std::int64_t) {
  return std::make_unique<WordVectors>(*this);
}

void PostgresDatabase::continue_numbers() {
  constexpr std::pair<const char*, const char*> numbered[] = {
      {"packs", "ordinal"}, {"kinds", "ordinal"}, {"receipts", "ordinal"}, {"notices", "id"}};
  for (const auto& [table, column] : numbered) {
    const std::string t = table, c = column;
    integer("SELECT setval(pg_get_serial_sequence('" + t + "', '" + c + "'), coalesce(max(" + c +
            "), 0)+1, false) FROM " + t);
  }
}

int PostgresDatabase::schema() {
  if (integer("SELECT count(current_schema())") == 0) {
    throw Fault(
        "database: the schema that search_path names is not there; make it with "
        "`CREATE SCHEMA`");
  }
  const std::string tables = "SELECT count(*) FROM pg_tables WHERE schemaname=current_schema()";
  if (integer(tables + " AND tablename='guiju_schema'") == 0) {
    if (integer(tables) == 0) return 0;
    throw Fault(
        "database: its tables were not made by guiju; choose another database, or another "
        "schema of this one");
  }
  return static_cast<int>(integer("SELECT number FROM guiju_schema"));
}

void PostgresDatabase::set_schema(int number) {
  session_.note_write();  // other servers hear of it, and see that they are too old
  execute(
      "CREATE TABLE IF NOT EXISTS guiju_schema(number bigint NOT NULL);"
      " DELETE FROM guiju_schema; INSERT INTO guiju_schema VALUES(" +
      std::to_string(number) + ")");
}

std::span<const Migration> PostgresDatabase::migrations() const { return postgres_migrations(); }

}  // namespace guiju::store
