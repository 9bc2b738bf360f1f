#include "sqlite_cases.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

namespace store {
namespace {

struct Raw final : Backend {
  sqlite3* db = nullptr;
  sqlite3_stmt *begin_s, *commit_s, *case_s, *event_s, *point_s, *newest_s;

  void check(int rc) {
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
      throw std::runtime_error(sqlite3_errmsg(db));
  }
  void exec(const char* sql) { check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* s;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, nullptr));
    return s;
  }
  void run(sqlite3_stmt* s) {
    check(sqlite3_step(s));
    sqlite3_reset(s);
  }

  Raw(const std::string& path, bool full, const std::string& pragmas) {
    check(sqlite3_open_v2(path.c_str(), &db,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                          nullptr));
    for (std::size_t at = 0, end; at < pragmas.size(); at = end + 1) {
      end = std::min(pragmas.find(';', at), pragmas.size());
      exec(("PRAGMA " + pragmas.substr(at, end - at)).c_str());
    }
    exec("PRAGMA journal_mode=WAL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;");
    exec(full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    sqlite3_stmt* s = prepare("SELECT count(*) FROM sqlite_master");
    sqlite3_step(s);
    bool empty = sqlite3_column_int(s, 0) == 0;
    sqlite3_finalize(s);
    if (empty) exec(kSchema);
    begin_s = prepare("BEGIN IMMEDIATE");
    commit_s = prepare("COMMIT");
    case_s = prepare(
        "INSERT INTO "
        "cases(id,number,queue_id,customer_id,status,priority,title,body,due_at,created_at)"
        " VALUES(?,?,?,?,?,?,?,?,?,?)");
    event_s = prepare("INSERT INTO events(case_id,at,kind,payload) VALUES(?,?,1,?)");
    point_s = prepare("SELECT * FROM cases WHERE id=?");
    newest_s = prepare(
        "SELECT id,number,customer_id,status,priority,title,due_at,created_at FROM cases"
        " WHERE queue_id=? ORDER BY created_at DESC LIMIT 25");
  }
  ~Raw() override {
    for (auto* s : {begin_s, commit_s, case_s, event_s, point_s, newest_s}) sqlite3_finalize(s);
    sqlite3_close(db);
  }
  void begin() override { run(begin_s); }
  void commit() override { run(commit_s); }
  static void text(sqlite3_stmt* s, int i, const std::string& v) {
    sqlite3_bind_text(s, i, v.data(), static_cast<int>(v.size()), SQLITE_STATIC);
  }
  void insert(const NewCase& c) override {
    sqlite3_bind_int64(case_s, 1, c.id);
    text(case_s, 2, c.number);
    sqlite3_bind_int64(case_s, 3, c.queue_id);
    sqlite3_bind_int64(case_s, 4, c.customer_id);
    sqlite3_bind_int(case_s, 5, c.status);
    sqlite3_bind_int(case_s, 6, c.priority);
    text(case_s, 7, c.title);
    text(case_s, 8, c.body);
    sqlite3_bind_int64(case_s, 9, c.due_at);
    sqlite3_bind_int64(case_s, 10, c.created_at);
    run(case_s);
    sqlite3_bind_int64(event_s, 1, c.id);
    sqlite3_bind_int64(event_s, 2, c.created_at);
    text(event_s, 3, c.event);
    run(event_s);
  }
  std::int64_t point_read(std::int64_t id) override {
    sqlite3_bind_int64(point_s, 1, id);
    check(sqlite3_step(point_s));
    std::int64_t n = sqlite3_column_int64(point_s, 2) + sqlite3_column_int64(point_s, 8);
    (void)sqlite3_column_text(point_s, 6);
    (void)sqlite3_column_text(point_s, 7);
    n = sqlite3_column_bytes(point_s, 7);
    sqlite3_reset(point_s);
    return n;
  }
  std::int64_t newest25(std::int64_t queue_id) override {
    sqlite3_bind_int64(newest_s, 1, queue_id);
    std::int64_t rows = 0;
    while (sqlite3_step(newest_s) == SQLITE_ROW) {
      for (int i = 0; i < 8; ++i)
        if (i == 1 || i == 5)
          (void)sqlite3_column_text(newest_s, i);
        else
          (void)sqlite3_column_int64(newest_s, i);
      ++rows;
    }
    sqlite3_reset(newest_s);
    return rows;
  }
};

}  // namespace
std::unique_ptr<Backend> open_raw(const std::string& path, bool full, const std::string& pragmas) {
  return std::make_unique<Raw>(path, full, pragmas);
}
}  // namespace store
