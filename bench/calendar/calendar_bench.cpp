// How long one question to the calendar takes: the same working day, holidays and spans of time as
// bench_clock asks about.
//   guiju_calendar_bench [data/calendars/statutory_cn.yaml]

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include "calendar/calendar.hpp"
#include "calendar/holiday_file.hpp"

namespace guiju::calendar {
namespace {

struct Question {
  Instant from;
  Seconds amount;
};

std::string read_text(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<Question> questions() {
  const Instant first = *parse_instant("2025-01-01T00:00:00+08:00");
  std::mt19937_64 random(5);
  std::vector<Question> asked(1 << 16);
  for (Question& question : asked) {
    question.from = first + Seconds{static_cast<std::int64_t>(random() % (9ULL * 365 * 86'400))};
    question.amount = Seconds{static_cast<std::int64_t>(60 + random() % (30 * 27'000))};
  }
  return asked;
}

template <class Ask>
void measure(const char* what, const std::vector<Question>& asked, const Ask& ask) {
  constexpr int rounds = 50;
  const std::clock_t begin = std::clock();  // CPU time: other programs change it little
  std::int64_t sum = 0;
  for (int round = 0; round < rounds; ++round) {
    for (const Question& question : asked) sum += ask(question);
  }
  const auto elapsed = static_cast<double>(std::clock() - begin) * 1e9 / CLOCKS_PER_SEC;
  std::printf("calendar what=%s ns=%.1f sum=%lld\n", what,
              elapsed / rounds / static_cast<double>(asked.size()), static_cast<long long>(sum));
}

int run(const char* path) {
  Diagnostics diagnostics;
  const auto holidays = read_holiday_table(path, read_text(path), diagnostics);
  if (!holidays) {
    std::fprintf(stderr, "%s is no holiday table\n", path);
    return 1;
  }
  Rules rules;
  rules.working_periods = {{Seconds{9 * 3600}, Seconds{12 * 3600}},
                           {Seconds{13 * 3600 + 1800}, Seconds{18 * 3600}}};
  const Calendar calendar(rules, &*holidays);
  const auto asked = questions();
  measure("due", asked, [&](const Question& question) {
    return calendar.add_working_time(question.from, question.amount).at.time_since_epoch().count();
  });
  measure("elapsed", asked, [&](const Question& question) {
    return calendar.working_time_between(question.from, question.from + question.amount).count();
  });
  measure("working_days", asked, [&](const Question& question) {
    return calendar.add_working_days(question.from, question.amount.count() % 30)
        .at.time_since_epoch()
        .count();
  });
  return 0;
}

}  // namespace
}  // namespace guiju::calendar

int main(int argc, char** argv) {
  return guiju::calendar::run(argc > 1 ? argv[1] : "data/calendars/statutory_cn.yaml");
}
