#include "casework/decide.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "casework/decider.hpp"
#include "casework/version.hpp"

namespace guiju::casework {

std::string_view to_text(Actor::Kind kind) {
  switch (kind) {
    case Actor::Kind::person:
      return "person";
    case Actor::Kind::clock:
      return "clock";
    case Actor::Kind::system:
      return "system";
  }
  return {};
}

Outcome decide(const View& state, const Order& order, Instant now, Trace* trace) {
  Decider decider(state, now, order.actor, trace);
  RecordId subject;
  auto refusal = decider.run(order, 0, &subject);
  if (!refusal) {
    if (is_notice(*order.command->type)) decider.recompute_clocks(subject);
    return decider.finish(std::move(subject));
  }
  const auto& about = order.command->creates ? order.parent : order.on;
  if (refusal->breach != nullptr && !about.is_empty()) {
    // The journal tells it as the system's: so does the record.
    Decider attempt(state, now, {Actor::Kind::system, {}});
    attempt.record_attempt(order, *refusal->breach);
    refusal->recorded = std::make_shared<const Decision>(attempt.finish(about));
  }
  return *std::move(refusal);
}

std::optional<ClockStep> advance(const View& state, const Record& record, Instant now,
                                 Trace* trace) {
  const auto timer = next_timer(record);
  if (!timer || *timer > now) return std::nullopt;
  // A limit that had passed when its clock was started is breached at that moment, not before it.
  const Instant at = std::max(*timer, record.updated_at);
  Decider decider(state, at, {Actor::Kind::clock, {}}, trace);
  decider.pass_time(record.id, at);
  return ClockStep{at, decider.finish(record.id)};
}

namespace {

std::optional<Seconds> parse_time_of_day(std::string_view text) {
  std::string padded(text);
  if (padded.size() == 5) padded += ":00";
  const auto instant = parse_instant("1970-01-01T" + padded + "Z");
  if (!instant) return std::nullopt;
  return instant->time_since_epoch();
}

/// The dates on which the schedule runs, from `date` on: the first at or after it.
LocalDate first_date(const pack::Schedule& schedule, std::int64_t day, LocalDate date) {
  using namespace std::chrono;
  switch (schedule.every) {
    case pack::Schedule::Every::day:
      return date;
    case pack::Schedule::Every::week: {
      const auto wanted = static_cast<unsigned>(day % 7);  // Sunday is 7 in ISO, 0 here
      while (weekday{date}.c_encoding() != wanted) date += days{1};
      return date;
    }
    case pack::Schedule::Every::month: {
      const year_month_day ymd{date};
      auto month = ymd.year() / ymd.month();
      for (;;) {
        const auto last = static_cast<unsigned>((month / std::chrono::last).day());
        const auto wanted = std::min<unsigned>(static_cast<unsigned>(day), last);
        const LocalDate candidate{month / std::chrono::day{wanted}};
        if (candidate >= date) return candidate;
        month += months{1};
      }
    }
  }
  return date;
}

}  // namespace

Instant next_run(const View& state, const pack::Schedule& schedule, const pack::Pack& pack,
                 Instant after) {
  const Actor clock{Actor::Kind::clock, {}};
  const Situation situation(state, pack, nullptr, clock, after);
  const auto day = situation.value(schedule.day).as_int64().value_or(1);
  const auto time = parse_time_of_day(situation.value(schedule.at).as_string());
  GUIJU_ASSERT(time.has_value());
  const auto& calendar = *pack.calendar;
  LocalDate date = first_date(schedule, day, calendar.date_of(after));
  while (calendar.at(date, *time) <= after) {
    date = first_date(schedule, day, date + std::chrono::days{1});
  }
  return calendar.at(date, *time);
}

std::vector<Order> scheduled_orders(const View& state, const pack::Schedule& schedule,
                                    const pack::Pack& pack, Instant at) {
  const Actor clock{Actor::Kind::clock, {}};
  Situation situation(state, pack, nullptr, clock, at);
  auto elements = feel::List{feel::Value{}};
  if (schedule.each_of.is_stated()) elements = situation.value(schedule.each_of).as_list();
  std::vector<Order> orders;
  std::int64_t position = 0;
  for (const auto& element : elements) {
    situation.set_each(element, ++position);
    if (!situation.holds(schedule.when)) continue;
    const auto& command = *schedule.act.command;
    Order order{
        .command = &command, .on = {}, .inputs = {}, .given = {}, .actor = clock, .parent = {}};
    if (!command.creates) {
      const auto key = situation.value(schedule.act.on);
      order.on = make_id(*command.type, key.as_string());
      if (state.find(order.on) == nullptr) continue;
    }
    order.inputs.resize(command.inputs.size());
    order.given.assign(command.inputs.size(), false);
    for (const auto& [input, formula] : schedule.act.with) {
      order.inputs[static_cast<std::size_t>(input)] = situation.value(formula);
      order.given[static_cast<std::size_t>(input)] = true;
    }
    // A case that lives under a version without such a command is left alone.
    if (auto own = under_version_of_its_record(state, std::move(order))) {
      orders.push_back(*std::move(own));
    }
  }
  return orders;
}

}  // namespace guiju::casework
