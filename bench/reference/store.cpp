// Embedded-store ceiling. --what write | read | sync
//   write  inserts for --seconds, --batch cases per transaction, --sync full|normal,
//          --pragma "wal_autocheckpoint=16384;page_size=8192" to try a setting
//   read   fills to --rows (untimed, big batches), then times point reads and newest-25-of-queue
//   sync   what the disk itself allows: append 4 KiB + fdatasync, one after another
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "bench.hpp"
#include "sqlite_cases.hpp"

namespace {

void remove_db(const std::string& path) {
  for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path + tail);
}

int write(const bench::Args& args) {
  auto path = args.text("db", "ceiling.db");
  bool full = args.text("sync", "full") == "full";
  long batch = args.number("batch", 1);
  double limit = args.real("seconds", 3);
  remove_db(path);
  auto db = store::open_raw(path, full, args.text("pragma", ""));
  bench::Latencies commits;
  std::int64_t id = 0;
  auto t0 = bench::Clock::now();
  while (bench::seconds_since(t0) < limit) {
    auto t1 = bench::Clock::now();
    db->begin();
    for (long i = 0; i < batch; ++i) db->insert(store::make_case(++id));
    db->commit();
    commits.add(bench::seconds_since(t1) * 1e6);
  }
  double s = bench::seconds_since(t0);
  std::printf(
      "sqlite_write sync=%s batch=%ld inserts_per_s=%.0f tx_per_s=%.0f tx_p50_us=%.0f "
      "tx_p99_us=%.0f\n",
      full ? "full" : "normal", batch, static_cast<double>(id) / s,
      static_cast<double>(commits.count()) / s, commits.percentile(50), commits.percentile(99));
  db.reset();
  remove_db(path);
  return 0;
}

int read(const bench::Args& args) {
  auto path = args.text("db", "ceiling.db");
  long rows = args.number("rows", 100000);
  bool keep = args.number("keep", 0) != 0;
  if (!keep || !std::filesystem::exists(path)) {
    remove_db(path);
    auto db = store::open_raw(path, false);
    for (std::int64_t id = 0; id < rows;) {
      db->begin();
      for (int i = 0; i < 5000 && id < rows; ++i) db->insert(store::make_case(++id));
      db->commit();
    }
  }
  auto db = store::open_raw(path, true);
  std::mt19937_64 random(7);
  std::int64_t sum = 0;
  auto rate = [&](auto&& once) {
    for (int i = 0; i < 2000; ++i) sum += once();
    auto t0 = bench::Clock::now();
    long n = 0;
    do {
      for (int i = 0; i < 256; ++i) sum += once();
      n += 256;
    } while (bench::seconds_since(t0) < args.real("seconds", 2));
    return static_cast<double>(n) / bench::seconds_since(t0);
  };
  double point = rate([&] {
    return db->point_read(1 +
                          static_cast<std::int64_t>(random() % static_cast<unsigned long>(rows)));
  });
  double newest = rate([&] { return db->newest25(static_cast<std::int64_t>(random() % 40)); });
  std::printf(
      "sqlite_read rows=%ld point_per_s=%.0f newest25_per_s=%.0f newest25_us=%.1f check=%d\n", rows,
      point, newest, 1e6 / newest, sum > 0);
  db.reset();
  if (!keep) remove_db(path);
  return 0;
}

int sync(const bench::Args& args) {
  auto path = args.text("db", "ceiling.db") + ".sync";
  int fd = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
  std::string page(4096, 'x');
  bench::Latencies lat;
  auto t0 = bench::Clock::now();
  while (bench::seconds_since(t0) < args.real("seconds", 3)) {
    auto t1 = bench::Clock::now();
    if (::write(fd, page.data(), page.size()) != 4096 || ::fdatasync(fd) != 0) return 1;
    lat.add(bench::seconds_since(t1) * 1e6);
  }
  std::printf("disk_sync per_s=%.0f p50_us=%.0f p99_us=%.0f\n",
              static_cast<double>(lat.count()) / bench::seconds_since(t0), lat.percentile(50),
              lat.percentile(99));
  ::close(fd);
  std::filesystem::remove(path);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  bench::Args args(argc, argv);
  auto what = args.text("what", "write");
  return what == "write" ? write(args) : what == "read" ? read(args) : sync(args);
}
