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

    /// The periods that are worked, null on a day off.
    const std::vector<Period>* worked() const { return working ? periods : nullptr; }
  };
  /// What the shape of a day of 24 hours depends on, and the shape.
  struct Known {
    const std::vector<Period>* yesterday;
    const std::vector<Period>* today;
    std::optional<Seconds> close;
    std::uint16_t shape;
  };

  Plan week_plan(LocalDate date) const;
  Plan plan(LocalDate date) const;
  template <class Place>
  Shape shape(const Plan& yesterday, const Plan& today, std::int64_t length, Place place) const;
  static void join(std::vector<Stretch>& stretches);
  std::uint16_t keep(Shape shape);
  std::uint16_t even_shape(const Plan& yesterday, const Plan& today);
  std::uint16_t keep(const Name* name);
  void compile_week();
  void compile_days();
  bool provisional(LocalDate date) const;

  Calendar& out_;
  const Rules& rules_;
  const HolidayTable* holidays_;
  const std::vector<SiteDays>& site_;
  std::vector<Known> known_;
};

}  // namespace guiju::calendar
