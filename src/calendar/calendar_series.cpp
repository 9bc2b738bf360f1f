#include "calendar/calendar_series.hpp"

#include <stdexcept>

#include "calendar/holiday_file.hpp"

namespace guiju::calendar {

CalendarSeries::CalendarSeries(const Rules& rules, const HolidayTable* holidays)
    : holidays_(holidays == nullptr ? std::nullopt : std::optional(*holidays)),
      first_(rules, holidays) {}

CalendarSeries::~CalendarSeries() {
  for (const Known* known = latest_.load(); known != nullptr;) {
    const std::unique_ptr<const Known> dropped(known);
    known = dropped->before;
  }
}

const CalendarSeries::Known* CalendarSeries::find(const std::string& mark) const {
  const Known* known = latest_.load(std::memory_order_acquire);
  while (known != nullptr && known->mark != mark) known = known->before;
  return known;
}

const Calendar& CalendarSeries::with(const Notices* notices) const {
  if (notices == nullptr || !holidays_ || holidays_->id != notices->table) return first_;
  if (const auto* known = find(notices->mark)) return known->calendar;
  const std::lock_guard lock(writing_);
  if (const auto* known = find(notices->mark)) return known->calendar;
  const auto holidays = table(notices);
  auto made = std::make_unique<Known>(Known{notices->mark, Calendar(first_.rules(), &*holidays),
                                            latest_.load(std::memory_order_relaxed)});
  latest_.store(made.get(), std::memory_order_release);
  return made.release()->calendar;
}

std::optional<HolidayTable> CalendarSeries::table(const Notices* notices) const {
  auto known = holidays_;
  if (notices == nullptr || !known || known->id != notices->table) return known;
  for (const auto& [year, text] : notices->texts) {
    Diagnostics findings;
    const auto notice = read_notice("notice of " + year, text, *known, findings);
    if (!notice) {
      throw std::runtime_error("a journaled notice cannot be read: " + to_text(findings.front()));
    }
    known->add(*notice);
  }
  return known;
}

}  // namespace guiju::calendar
