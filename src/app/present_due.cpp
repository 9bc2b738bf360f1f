#include <algorithm>

#include "app/present.hpp"
#include "calendar/explain.hpp"
#include "casework/reading.hpp"

// Why is something due then: the same steps by which the calendar found the limit.
namespace guiju::app {
namespace {

using calendar::DayInfo;
using calendar::DayReason;
using calendar::Limit;
using calendar::LimitUnit;
using pack::Text;

const Text working_day{"工作日", "", "working day"};
const Text weekend{"周末", "", "weekend"};
const Text holiday{"法定节假日", "", "statutory holiday"};
const Text make_up_day{"调休补班", "", "make-up workday"};
const Text site_off{"项目休息", "", "site closed"};
const Text site_working{"项目加班", "", "site open"};
const Text after_close{"下班后提出，次日起算", "",
                       "after close of business: counts from the next day"};
const Text calendar_day{"自然日", "", "calendar day"};
const Text elapsed{"连续计时", "", "the clock runs day and night"};
const Text fixed{"约定的时间", "", "the moment that was fixed"};
const Text from_act{"计时开始", "", "when the clock started"};
const Text from_now{"起算时间", "", "counted from"};
const Text paused{"暂停计时", "", "paused"};

/// As the company knows it now.
const calendar::Calendar& calendar_of(const pack::Pack& pack, const Stage& stage) {
  return casework::calendar_of(pack, stage.view.directory());
}

std::string_view unit_name(LimitUnit unit) {
  switch (unit) {
    case LimitUnit::minutes:
      return "minutes";
    case LimitUnit::hours:
      return "hours";
    case LimitUnit::working_minutes:
      return "working_minutes";
    case LimitUnit::working_days:
      return "working_days";
    case LimitUnit::calendar_days:
      return "calendar_days";
    case LimitUnit::calendar_months:
      return "calendar_months";
    case LimitUnit::instant:
      break;
  }
  return "at";
}

std::string_view say_name(const Stage& stage, const calendar::Name& name) {
  return stage.language == Language::en && !name.en.empty()
             ? std::string_view(name.en)
             : stage.texts.say_zh(name.zh, stage.language);
}

std::string reason_of(const Stage& stage, const DayInfo& day) {
  const Text* text = &working_day;
  switch (day.reason) {
    case DayReason::working_day:
      break;
    case DayReason::weekend:
      text = &weekend;
      break;
    case DayReason::statutory_holiday:
      text = &holiday;
      break;
    case DayReason::make_up_workday:
      text = &make_up_day;
      break;
    case DayReason::site_day_off:
      text = &site_off;
      break;
    case DayReason::site_working_day:
      text = &site_working;
      break;
  }
  std::string reason(stage.say(*text));
  const std::string_view name = say_name(stage, day.name);
  if (!name.empty()) {
    reason += stage.language == Language::en ? ": " : "：";
    reason += name;
  }
  return reason;
}

void write_day_step(JsonWriter& json, const Stage& stage, const calendar::DayStep& step,
                    bool every_day_counts) {
  using Role = calendar::DayStep::Role;
  const std::string_view kind = step.role == Role::day_zero  ? "day_zero"
                                : step.role == Role::counted ? "counted"
                                                             : "skipped";
  std::string reason = step.after_close   ? std::string(stage.say(after_close))
                       : every_day_counts ? std::string(stage.say(calendar_day))
                                          : reason_of(stage, step.day);
  json.begin_object()
      .field("date", guiju::to_text(step.date))
      .field("kind", kind)
      .field("reason", reason)
      .end_object();
}

void write_time_step(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                     const calendar::TimeStep& step) {
  const bool used = step.used.count() > 0;
  json.begin_object().field("date", guiju::to_text(step.date));
  if (used) {
    write_instant(json, "from", step.from, pack);
    write_instant(json, "to", step.to, pack);
  }
  json.field("kind", used ? "counted" : "skipped").field("reason", reason_of(stage, step.day));
  if (used) json.field("minutes", (step.used.count() + 59) / 60);
  json.end_object();
}

void write_span(JsonWriter& json, const pack::Pack& pack, Instant from, Instant to,
                std::string_view kind, std::string_view reason) {
  json.begin_object().field("date", guiju::to_text(pack.calendar->date_of(from)));
  write_instant(json, "from", from, pack);
  write_instant(json, "to", to, pack);
  json.field("kind", kind).field("reason", reason);
  if (kind == "counted") json.field("minutes", (to - from).count() / 60);
  json.end_object();
}

/// The days up to a moment that was fixed: which of them were working days.
void write_days_until(JsonWriter& json, const Stage& stage, const pack::Pack& pack, Instant from,
                      Instant to) {
  constexpr std::chrono::days days_max{400};
  const calendar::Calendar& calendar = calendar_of(pack, stage);
  const LocalDate last = calendar.date_of(to);
  LocalDate date = std::min(calendar.date_of(from), last);
  if (last - date > days_max) date = last - days_max;
  for (; date <= last; date += std::chrono::days{1}) {
    const DayInfo day = calendar.day_info(date);
    const bool is_end = date == last;
    json.begin_object()
        .field("date", guiju::to_text(date))
        .field("kind", is_end || day.working ? "counted" : "skipped")
        .field("reason", is_end ? std::string(stage.say(fixed)) : reason_of(stage, day))
        .end_object();
  }
}

/// Writes `steps`, and gives the limit that they lead to without pauses.
calendar::Due write_steps(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                          const Limit& limit, Instant from) {
  const calendar::Calendar& calendar = calendar_of(pack, stage);
  json.key("steps").begin_array();
  calendar::Due due = calendar::due_of(calendar, limit, from);
  switch (limit.unit) {
    case LimitUnit::working_days:
    case LimitUnit::calendar_days: {
      const bool every_day = limit.unit == LimitUnit::calendar_days;
      const std::int64_t days = std::max<std::int64_t>(limit.amount, 0);
      const auto explanation =
          every_day ? (limit.end ? explain_calendar_days(calendar, from, days, *limit.end)
                                 : explain_calendar_days(calendar, from, days))
                    : (limit.end ? explain_working_days(calendar, from, days, *limit.end)
                                 : explain_working_days(calendar, from, days));
      for (const auto& step : explanation.steps) write_day_step(json, stage, step, every_day);
      break;
    }
    case LimitUnit::working_minutes: {
      const Seconds amount{std::max<std::int64_t>(limit.amount, 0) * 60};
      for (const auto& step : explain_working_time(calendar, from, amount).steps) {
        write_time_step(json, stage, pack, step);
      }
      break;
    }
    case LimitUnit::minutes:
    case LimitUnit::hours:
    case LimitUnit::calendar_months:
      write_span(json, pack, from, due.at, "counted", stage.say(elapsed));
      break;
    case LimitUnit::instant:
      write_days_until(json, stage, pack, from, due.at);
      break;
  }
  json.end_array();
  return due;
}

/// The parameters that an expression names itself.
std::vector<const pack::Parameter*> parameters_in(const pack::Pack& pack, const std::string& text) {
  constexpr std::string_view mark = "params.";
  std::vector<const pack::Parameter*> parameters;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
    at += mark.size();
    std::size_t end = at;
    while (end < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_')) {
      ++end;
    }
    const auto* parameter = pack.find_parameter(text.substr(at, end - at));
    if (parameter != nullptr) parameters.push_back(parameter);
  }
  return parameters;
}

void write_parameters(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                      const std::vector<const pack::Parameter*>& parameters) {
  json.key("parameters").begin_array();
  for (const pack::Parameter* parameter : parameters) {
    std::string value;
    feel::append_json(value, parameter->value);
    json.begin_object()
        .field("name", parameter->name)
        .field("title", stage.say(parameter->title))
        .key("value")
        .raw(value);
    json.field("unit", parameter->unit);
    write_rules(json, pack, parameter->rules);
    json.end_object();
  }
  json.end_array();
}

/// What the limit counts from: the title of a field, of the record or of its parent.
std::string from_title(const Stage& stage, const pack::RecordType& of, const std::string& text) {
  if (text.empty()) return std::string(stage.say(from_act));
  const std::string name = text.substr(text.rfind('.') + 1);
  for (const auto* type = &of; type != nullptr; type = type->parent) {
    const int field = type->find_field(name);
    if (field >= 0) {
      return std::string(stage.say(type->fields[static_cast<std::size_t>(field)].title));
    }
  }
  return std::string(stage.say(from_now));
}

/// How the limit of a clock is explained.
struct Explanation {
  Instant from{};
  std::string title;
  Limit limit;
  std::vector<const pack::Parameter*> parameters;
};

Explanation explain(const Stage& stage, const casework::Record& record,
                    const casework::Clock& clock, const calendar::ClockEvent& begun) {
  const pack::Pack& pack = record.pack();
  const auto& deadline = pack.deadlines[static_cast<std::size_t>(clock.deadline)];
  if (begun.limit.unit == LimitUnit::instant) {
    if (auto reading = casework::find_reading(stage.view, record, clock, begun.limit.until,
                                              calendar_of(pack, stage))) {
      Explanation explanation{
          reading->from, from_title(stage, *record.type, reading->from_name), reading->limit, {}};
      if (reading->parameter != nullptr) explanation.parameters.push_back(reading->parameter);
      return explanation;
    }
  }
  const bool from_its_act = begun.counts_from == begun.at;
  return {begun.counts_from,
          from_title(stage, *record.type, from_its_act ? std::string{} : deadline.due.from.text),
          begun.limit, parameters_in(pack, deadline.due.amount.text)};
}

std::string_view verb_name(calendar::ClockVerb verb) {
  switch (verb) {
    case calendar::ClockVerb::start:
      return "start";
    case calendar::ClockVerb::pause:
      return "pause";
    case calendar::ClockVerb::resume:
      return "resume";
    case calendar::ClockVerb::stop:
      return "stop";
    case calendar::ClockVerb::cancel:
      return "cancel";
    case calendar::ClockVerb::reset:
      break;
  }
  return "reset";
}

void write_limit(JsonWriter& json, const pack::Pack& pack, const Limit& limit, Instant from,
                 std::string_view from_text) {
  json.key("from").begin_object();
  write_instant(json, "at", from, pack);
  json.field("title", from_text).end_object().field("unit", unit_name(limit.unit));
  json.field("amount", limit.amount);
}

}  // namespace

std::string derivation_json(const Stage& stage, const casework::Record& record,
                            const casework::Clock& clock) {
  const pack::Pack& pack = record.pack();
  const pack::Deadline& deadline = pack.deadlines[static_cast<std::size_t>(clock.deadline)];
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("clock");
  write_clock(json, stage, record, clock);
  const Explanation explanation = explain(stage, record, clock, casework::begin_of(clock));
  write_limit(json, pack, explanation.limit, explanation.from, explanation.title);
  const auto due = write_steps(json, stage, pack, explanation.limit, explanation.from);
  write_instant(json, "due_at", clock.due_at.value_or(due.at), pack);
  json.field("provisional", clock.provisional);
  write_parameters(json, stage, pack, explanation.parameters);
  json.key("events").begin_array();
  for (const auto& event : clock.events) {
    json.begin_object().field("verb", verb_name(event.verb));
    write_instant(json, "at", event.at, pack);
    json.end_object();
  }
  json.end_array();
  const auto articles = pack::articles_of(pack, deadline.rules);
  json.field("rule", deadline.rules.empty()
                         ? std::string{}
                         : pack.rules[static_cast<std::size_t>(deadline.rules.front())].id)
      .field("article", articles.empty() ? std::string{} : articles.front())
      .end_object();
  return out;
}

std::string limit_json(const Stage& stage, const pack::Pack& pack, Instant from,
                       const Limit& limit) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_limit(json, pack, limit, from, stage.say(from_now));
  const auto due = write_steps(json, stage, pack, limit, from);
  write_instant(json, "due_at", due.at, pack);
  json.field("provisional", due.provisional)
      .key("parameters")
      .begin_array()
      .end_array()
      .key("events")
      .begin_array()
      .end_array()
      .end_object();
  return out;
}

std::string calendar_json(const Stage& stage, const pack::Pack& pack, LocalDate from,
                          LocalDate to) {
  const calendar::Calendar& calendar = calendar_of(pack, stage);
  const auto time_text = [](Seconds time) {
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(time.count() / 3600) + ":" + two(time.count() / 60 % 60);
  };
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("days").begin_array();
  for (LocalDate date = from; date <= to; date += std::chrono::days{1}) {
    const DayInfo day = calendar.day_info(date);
    const bool named_off =
        day.reason == DayReason::statutory_holiday || day.reason == DayReason::site_day_off;
    const bool named_on =
        day.reason == DayReason::make_up_workday || day.reason == DayReason::site_working_day;
    json.begin_object()
        .field("date", guiju::to_text(date))
        .field("working", day.working)
        .field("kind", named_off     ? "holiday"
                       : named_on    ? "make_up"
                       : day.working ? "working"
                                     : "weekend")
        .field("name", say_name(stage, day.name))
        .key("periods")
        .begin_array();
    if (day.working) {
      for (const auto& period : calendar.rules().working_periods) {
        json.begin_array().string(time_text(period.from)).string(time_text(period.to)).end_array();
      }
    }
    json.end_array().field("provisional", day.provisional).end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace guiju::app
