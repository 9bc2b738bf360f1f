#pragma once

#include <optional>
#include <string>

#include "calendar/clock.hpp"
#include "casework/record.hpp"
#include "casework/view.hpp"

namespace guiju::casework {

/// How a limit that a pack computed as a moment can be read: so much, counted from there.
struct Reading {
  Instant from{};
  std::string from_name;  ///< the field that holds `from`, of the record or of its parent
  calendar::Limit limit;
  const pack::Parameter* parameter = nullptr;  ///< where the amount stands; null for none
};

/// Looks through what the expression of the deadline rests on (fields, lets, definitions, tables,
/// parameters) for a moment, a unit and an amount that lead exactly to `due` by
/// `calendar`. Whatever it finds is true of the calendar; empty where nothing leads there, as for a
/// promised date.
std::optional<Reading> find_reading(const View& view, const Record& record, const Clock& clock,
                                    Instant due, const calendar::Calendar& calendar);

}  // namespace guiju::casework
