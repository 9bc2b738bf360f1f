#pragma once

// What the tests of this folder share: the shipped holiday table and the rules of two regulations.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "calendar/calendar.hpp"
#include "calendar/holiday_file.hpp"

namespace guiju::calendar::testing {

inline std::string file_text(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path << " cannot be opened; tests run in the project's root";
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline const HolidayTable& statutory_cn() {
  static const HolidayTable table = [] {
    const std::string path = "data/calendars/statutory_cn.yaml";
    Diagnostics diagnostics;
    auto read = read_holiday_table(path, file_text(path), diagnostics);
    for (const Diagnostic& d : diagnostics) ADD_FAILURE() << to_text(d);
    return read.value_or(HolidayTable{});
  }();
  return table;
}

/// Conventions of complaint-platform-huayuan: 09:00 to 18:00, day 0 moves on after close.
inline Rules huayuan() {
  using namespace std::chrono_literals;
  Rules rules;
  rules.working_periods = {{9h, 18h}};
  rules.close_of_business = 18h;
  rules.day_zero = DayZero::next_working_day_if_after_close;
  rules.n_working_days_end = DayEnd::close_of_business();
  return rules;
}

/// Conventions of property-service-ladder: no working hours, days end at 23:59:59.
inline Rules property_ladder() { return {}; }

inline Calendar calendar_of(const Rules& rules, const std::vector<SiteDays>& site = {}) {
  return {rules, rules.holidays.empty() ? nullptr : &statutory_cn(), site};
}

/// `2026-03-02 10:00` or `2026-03-02 10:00:01`, Chinese time.
inline Instant china(std::string text) {
  text[10] = 'T';
  if (text.size() == 16) text += ":00";
  return parse_instant(text + "+08:00").value();
}

inline LocalDate date(const char* text) { return parse_date(text).value(); }

/// Chinese time in the same form, seconds where there are any.
inline std::string text(Instant instant) {
  std::string shown = to_text(instant, std::chrono::hours{8}).substr(0, 19);
  shown[10] = ' ';
  if (shown.substr(16) == ":00") shown.resize(16);
  return shown;
}

inline std::string text(const Due& due) {
  return text(due.at) + (due.provisional ? " provisional" : "");
}

}  // namespace guiju::calendar::testing
