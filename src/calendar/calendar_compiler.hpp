#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "calendar/calendar.hpp"

namespace guiju::calendar {

/// Fills a calendar's tables: one pass over the week, one over the days of the horizon. Not for use
/// outside `Calendar`.
class Calendar::Compiler {
 public:
  static constexpr std::int64_t kBlock = 14400;  ///< working seconds a block of `blocks_`

  Compiler(Calendar& out, const HolidayTable* holidays, const std::vector<SiteDays>& site);
  void compile(Horizon horizon);

 private:
  struct Plan {
    bool working = false;
    DayReason reason = DayReason::weekend;
    const std::vector<Period>* periods = nullptr;
    std::optional<Seconds> close;
    const Name* name = nullptr;  ///< null: the week decided
  };

  Plan week_plan(LocalDate date) const;
  Plan plan(LocalDate date) const;
  template <class Place>
  Shape shape(const Plan& yesterday, const Plan& today, std::int64_t length, Place place) const;
  static void join(std::vector<Stretch>& stretches);
  std::uint16_t keep(Shape shape);
  std::uint16_t keep(const Name* name);
  void compile_week();
  void compile_days();
  bool provisional(LocalDate date) const;

  Calendar& out_;
  const Rules& rules_;
  const HolidayTable* holidays_;
  const std::vector<SiteDays>& site_;
};

}  // namespace guiju::calendar
