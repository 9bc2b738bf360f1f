// What it takes to read a journal and nothing else: every column of every entry of --db, in order.
#include <sqlite3.h>

#include "bench.hpp"

int main(int argc, char** argv) {
  const bench::Args args(argc, argv);
  sqlite3* db = nullptr;
  sqlite3_stmt* read = nullptr;
  const auto path = args.text("db", "company.db");
  if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
      sqlite3_prepare_v2(db, "SELECT * FROM journal ORDER BY seq", -1, &read, nullptr) !=
          SQLITE_OK) {
    std::fprintf(stderr, "%s: %s\n", path.c_str(), sqlite3_errmsg(db));
    return 1;
  }
  const auto start = bench::Clock::now();
  long entries = 0;
  std::int64_t bytes = 0;
  for (; sqlite3_step(read) == SQLITE_ROW; ++entries) {
    for (int column = 0; column < sqlite3_column_count(read); ++column) {
      bench::keep(sqlite3_column_blob(read, column));
      bytes += sqlite3_column_bytes(read, column);
    }
  }
  const auto seconds = bench::seconds_since(start);
  std::printf("journal entries=%ld bytes=%lld per_s=%.0f\n", entries, static_cast<long long>(bytes),
              static_cast<double>(entries) / seconds);
  sqlite3_finalize(read);
  sqlite3_close(db);
}
