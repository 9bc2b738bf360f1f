#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/desk.hpp"
#include "app/present.hpp"
#include "base/diagnostic.hpp"
#include "calendar/holiday_table.hpp"

/// 放假通知. Notices that complete the company's calendar: records of type `calendar_notice` (pack
/// `company`), each with the clocks that it moved. COM-13.
namespace guiju::app {

/// What is handed over: an entry of `data/calendars`, as text, and by whom; nobody: the system.
struct NoticeText {
  std::string file;  ///< the name used in findings
  std::string text;
  std::string by;
};

/// What came of it. Either findings, and nothing was decided, or an outcome.
struct NoticeOutcome {
  Diagnostics findings;
  std::optional<casework::Outcome> outcome;
};

/// The company's holiday table as it is known; empty where the company counts without one.
std::optional<calendar::HolidayTable> known_holidays(const Shelf& shelf,
                                                     const casework::Directory& known);

/// 登记. Takes the notice over: lets time pass up to `now`, then decides, in the one transaction of
/// `unit`, with every clock that it moves.
NoticeOutcome take_over(const Desk& desk, UnitOfWork& unit, const NoticeText& notice, Instant now,
                        Instant recorded_at);
/// 试算. What taking it over would do; nothing is written.
NoticeOutcome try_notice(const Shelf& shelf, const casework::View& view, const NoticeText& notice,
                         Instant now);

/// The facts of the decision by which the notice was taken over; empty for one that never was.
std::vector<casework::Fact> facts_of_notice(const Reader& reader, const Shelf& shelf,
                                            const casework::Record& notice);

/// `moved: [{id, number, type_title, deadline, title, rule, article, due_before, due_at,
/// provisional}], stayed`: the clocks of records that the viewer may see; `stayed` counts those
/// that end as before, and for good now. `view` has the records as they are.
void write_moved(JsonWriter& json, const Stage& stage, const std::vector<casework::Fact>& facts,
                 const casework::View& view);

}  // namespace guiju::app
