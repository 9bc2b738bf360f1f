#include "calendar/calendar_compiler.hpp"

#include <algorithm>
#include <limits>

#include "base/assert.hpp"
#include "calendar/calendar.hpp"

namespace guiju::calendar {

using std::chrono::days;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

Calendar::Compiler::Compiler(Calendar& out, const HolidayTable* holidays,
                             const std::vector<SiteDays>& site)
    : out_(out), rules_(out.rules_), holidays_(holidays), site_(site) {}

void Calendar::Compiler::compile(Horizon horizon) {
  GUIJU_ASSERT(horizon.first < horizon.end && horizon.end - horizon.first <= days{36600});
  out_.first_ = horizon.first;
  out_.size_ = (horizon.end - horizon.first).count();
  out_.names_.emplace_back();
  compile_week();
  compile_days();
}

/// What the week alone says of a date.
Calendar::Compiler::Plan Calendar::Compiler::week_plan(LocalDate date) const {
  const auto monday_first = std::chrono::weekday{date}.iso_encoding() - 1;
  const bool works = rules_.week.works[monday_first];
  return {.working = works,
          .reason = works ? DayReason::working_day : DayReason::weekend,
          .periods = &rules_.working_periods,
          .close = rules_.close_of_business,
          .name = nullptr};
}

/// What is so on a date: the site's word before the table's, the table's before the week's.
Calendar::Compiler::Plan Calendar::Compiler::plan(LocalDate date) const {
  Plan plan = week_plan(date);
  if (const SpecialDay* special = holidays_ != nullptr ? holidays_->find(date) : nullptr) {
    plan.working = special->kind == SpecialDay::Kind::make_up_workday;
    plan.reason = plan.working ? DayReason::make_up_workday : DayReason::statutory_holiday;
    plan.name = holidays_->name_of(special->holiday);
  }
  for (auto own = site_.rbegin(); own != site_.rend(); ++own) {
    if (date < own->first || date > own->last) continue;
    plan.working = own->kind == SiteDays::Kind::working_day;
    plan.reason = plan.working ? DayReason::site_working_day : DayReason::site_day_off;
    plan.name = &own->reason;
    if (plan.working && !own->periods.empty()) {
      plan.periods = &own->periods;
      plan.close = own->periods.back().to;
    }
    break;
  }
  return plan;
}

/// The shape of a day of `length` seconds; `place` turns local seconds since 00:00 into seconds
/// since the day's first moment.
template <class Place>
Calendar::Shape Calendar::Compiler::shape(const Plan& yesterday, const Plan& today,
                                          std::int64_t length, Place place) const {
  Shape shape;
  const auto add = [&](Seconds from, Seconds to) {
    const std::int64_t begin = from == 0s ? 0 : std::clamp<std::int64_t>(place(from), 0, length);
    const std::int64_t end = to == 24h ? length : std::clamp<std::int64_t>(place(to), 0, length);
    if (begin < end) {
      shape.stretches.push_back({static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)});
    }
  };
  if (yesterday.working) {
    for (const Period& p : *yesterday.periods) {
      if (p.to > 24h) add(std::max<Seconds>(p.from, 24h) - 24h, p.to - 24h);
    }
  }
  if (today.working) {
    if (today.periods->empty()) add(0s, 24h);
    for (const Period& p : *today.periods) add(p.from, std::min<Seconds>(p.to, 24h));
  }
  join(shape.stretches);
  for (const Stretch& s : shape.stretches) shape.seconds += s.to - s.from;
  shape.close = today.close ? place(*today.close) : length - 1;
  return shape;
}

/// A site's own hours may run into yesterday's night shift: that time counts once.
void Calendar::Compiler::join(std::vector<Stretch>& stretches) {
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> joined;
  for (const Stretch& s : stretches) {
    if (joined.empty() || s.from > joined.back().to) {
      joined.push_back(s);
    } else {
      joined.back().to = std::max(joined.back().to, s.to);
    }
  }
  stretches = std::move(joined);
}

std::uint16_t Calendar::Compiler::keep(Shape shape) {
  auto& shapes = out_.shapes_;
  auto known = std::find(shapes.begin(), shapes.end(), shape);
  if (known == shapes.end()) known = shapes.insert(shapes.end(), std::move(shape));
  GUIJU_ASSERT(shapes.size() <= std::numeric_limits<std::uint16_t>::max());
  return static_cast<std::uint16_t>(known - shapes.begin());
}

std::uint16_t Calendar::Compiler::keep(const Name* name) {
  if (name == nullptr) return 0;
  auto& names = out_.names_;
  auto known = std::find(names.begin(), names.end(), *name);
  if (known == names.end()) known = names.insert(names.end(), *name);
  GUIJU_ASSERT(names.size() <= std::numeric_limits<std::uint16_t>::max());
  return static_cast<std::uint16_t>(known - names.begin());
}

/// Nearly all days are alike: each kind's shape is made once.
std::uint16_t Calendar::Compiler::even_shape(const Plan& yesterday, const Plan& today) {
  for (const Known& k : known_) {
    if (k.yesterday == yesterday.worked() && k.today == today.worked() && k.close == today.close) {
      return k.shape;
    }
  }
  const auto place = [](Seconds local) { return local.count(); };
  const std::uint16_t made = keep(shape(yesterday, today, 86400, place));
  known_.push_back({yesterday.worked(), today.worked(), today.close, made});
  return made;
}

void Calendar::Compiler::compile_week() {
  const LocalDate monday{std::chrono::local_days{2024y / std::chrono::January / 1}};
  for (int weekday = 0; weekday < 7; ++weekday) {
    const LocalDate date = monday + days{weekday};
    const Plan today = week_plan(date);
    out_.week_shape_[weekday] = even_shape(week_plan(date - days{1}), today);
    const Shape& shape = out_.shapes_[out_.week_shape_[weekday]];
    out_.week_days_[weekday + 1] = out_.week_days_[weekday] + (today.working ? 1 : 0);
    out_.week_seconds_[weekday + 1] = out_.week_seconds_[weekday] + shape.seconds;
    if (today.working) out_.week_working_.push_back(weekday);
  }
  GUIJU_ASSERT(out_.week_days_[7] > 0 && out_.week_seconds_[7] > 0);
}

void Calendar::Compiler::compile_days() {
  const Zone& zone = rules_.zone;
  out_.days_.reserve(static_cast<std::size_t>(out_.size_) + 1);
  Day day{};
  std::int64_t seconds = 0;
  Plan yesterday = plan(out_.first_ - days{1});
  day.start = zone.to_instant(LocalTime{out_.first_}).time_since_epoch().count();
  for (std::int32_t i = 0; i < out_.size_; ++i) {
    const LocalDate date = out_.first_ + days{i};
    const Plan today = plan(date);
    const auto next = zone.to_instant(LocalTime{date + days{1}}).time_since_epoch().count();
    day.even = next - day.start == 86400;
    const auto place = [&](Seconds local) {
      return zone.to_instant(date + local, Zone::Twice::later).time_since_epoch().count() -
             day.start;
    };
    day.shape = day.even ? even_shape(yesterday, today)
                         : keep(shape(yesterday, today, next - day.start, place));
    const std::int64_t worked = out_.shapes_[day.shape].seconds;
    day.working = today.working;
    out_.days_.push_back(day);
    if (today.working) out_.working_.push_back(i);
    while (static_cast<std::int64_t>(out_.blocks_.size()) * kBlock < seconds + worked) {
      out_.blocks_.push_back(i);
    }
    if (today.name != nullptr) out_.specials_.push_back({date, today.reason, keep(today.name)});
    seconds += worked;
    day = {.start = next,
           .seconds_before = static_cast<std::uint32_t>(seconds),
           .working_days_before = day.working_days_before + (today.working ? 1 : 0),
           .provisional_before = day.provisional_before + (provisional(date) ? 1 : 0),
           .shape = 0,
           .working = false,
           .even = true};
    yesterday = today;
  }
  GUIJU_ASSERT(seconds <= std::numeric_limits<std::uint32_t>::max());
  out_.days_.push_back(day);
}

bool Calendar::Compiler::provisional(LocalDate date) const {
  return holidays_ != nullptr &&
         !holidays_->is_published(static_cast<int>(year_month_day{date}.year()));
}

}  // namespace guiju::calendar
