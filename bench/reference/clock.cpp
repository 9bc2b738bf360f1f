// Business-time ceiling: ns per due() and elapsed() over ten years, against a day-by-day walk,
// which also checks every answer.
#include <chrono>
#include <random>
#include <set>

#include "bench.hpp"
#include "business_time.hpp"

using namespace std::chrono;

static std::vector<business::Day> ten_years() {
  const business::Day work{{9 * 3600, 12 * 3600}, {13 * 3600 + 1800, 18 * 3600}};
  // China's 2025 arrangement (State Council notice of 2024-11), used here as the pattern of every
  // year
  const std::set<std::pair<unsigned, unsigned>> off{
      {1, 1},  {1, 28}, {1, 29}, {1, 30}, {1, 31}, {2, 1},  {2, 2},  {2, 3},  {2, 4}, {4, 4},
      {4, 5},  {4, 6},  {5, 1},  {5, 2},  {5, 3},  {5, 4},  {5, 5},  {5, 31}, {6, 1}, {6, 2},
      {10, 1}, {10, 2}, {10, 3}, {10, 4}, {10, 5}, {10, 6}, {10, 7}, {10, 8}};
  const std::set<std::pair<unsigned, unsigned>> make_up{
      {1, 26}, {2, 8}, {4, 27}, {9, 28}, {10, 11}};
  std::vector<business::Day> days;
  for (sys_days d = 2025y / January / 1; d < sys_days(2035y / January / 1);
       d += std::chrono::days(1)) {
    year_month_day ymd(d);
    std::pair<unsigned, unsigned> md{unsigned(ymd.month()), unsigned(ymd.day())};
    bool weekend = weekday(d) == Saturday || weekday(d) == Sunday;
    days.push_back((weekend && !make_up.contains(md)) || off.contains(md) ? business::Day{} : work);
  }
  return days;
}

static std::int64_t walk(const std::vector<business::Day>& days, std::int64_t t,
                         std::int64_t seconds) {
  for (auto d = static_cast<std::size_t>(t / 86400); d < days.size(); ++d)
    for (auto& i : days[d]) {
      auto from = std::max<std::int64_t>(t, static_cast<std::int64_t>(d) * 86400 + i.from);
      auto to = static_cast<std::int64_t>(d) * 86400 + i.to;
      if (from >= to) continue;
      if (seconds <= to - from) return from + seconds;
      seconds -= to - from;
    }
  return -1;
}

int main(int argc, char** argv) {
  bench::Args args(argc, argv);
  auto days = ten_years();
  business::Calendar calendar(days);
  std::mt19937_64 random(5);
  std::vector<std::pair<std::int64_t, std::int64_t>> ask(1 << 16);
  for (auto& [t, s] : ask)
    t = static_cast<std::int64_t>(random() % (9ull * 365 * 86400)),
    s = static_cast<std::int64_t>(60 + random() % (30 * 27000));
  for (auto& [t, s] : ask) {
    auto due = calendar.due(t, s);
    if (due != walk(days, t, s) || calendar.elapsed(t, due) != s)
      return std::puts("business_time WRONG"), 1;
  }
  auto rate = [&](const char* name, int rounds, auto&& once) {
    const double start = bench::cpu_seconds();
    std::int64_t sum = 0;
    for (int r = 0; r < rounds; ++r)
      for (auto& [t, s] : ask) sum += once(t, s);
    bench::keep(sum);
    std::printf("business_time what=%s ns=%.1f\n", name,
                (bench::cpu_seconds() - start) * 1e9 / rounds / static_cast<double>(ask.size()));
  };
  auto t0 = bench::Clock::now();
  for (int i = 0; i < 20; ++i) bench::keep(business::Calendar(days));
  std::printf("business_time days=%zu table_bytes=%zu build_us=%.0f checked=%zu\n", days.size(),
              calendar.bytes(), bench::seconds_since(t0) * 1e6 / 20, ask.size());
  rate("due", 50, [&](auto t, auto s) { return calendar.due(t, s); });
  rate("elapsed", 50, [&](auto t, auto s) { return calendar.elapsed(t, t + s); });
  rate("due_day_by_day", 3, [&](auto t, auto s) { return walk(days, t, s); });
}
