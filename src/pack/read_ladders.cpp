#include <algorithm>
#include <array>

#include "pack/read.hpp"
#include "pack/written_table.hpp"

namespace guiju::pack {
namespace {

TriggerSet read_triggers(const Yaml& yaml) {
  TriggerSet set;
  if (yaml.is_null()) return set;
  yaml.allow({"on", "when"});
  for (const auto& name : yaml["on"].strings()) {
    const auto slash = name.find('/');
    set.on.push_back(slash == std::string::npos
                         ? Trigger{name, {}}
                         : Trigger{name.substr(slash + 1), name.substr(0, slash)});
  }
  set.when = yaml["when"].formula();
  return set;
}

struct UnitName {
  const char* name;
  calendar::LimitUnit unit;
};

constexpr std::array unit_names{
    UnitName{"minutes", calendar::LimitUnit::minutes},
    UnitName{"hours", calendar::LimitUnit::hours},
    UnitName{"working_minutes", calendar::LimitUnit::working_minutes},
    UnitName{"working_days", calendar::LimitUnit::working_days},
    UnitName{"calendar_days", calendar::LimitUnit::calendar_days},
    UnitName{"calendar_months", calendar::LimitUnit::calendar_months},
    UnitName{"at", calendar::LimitUnit::instant},
};

Limit read_limit(const Yaml& yaml) {
  Limit limit;
  if (!yaml.require("due")) return limit;
  yaml.allow({"from", "minutes", "hours", "working_minutes", "working_days", "calendar_days",
              "calendar_months", "at"});
  limit.from = yaml["from"].formula();
  int stated = 0;
  for (const auto& [name, unit] : unit_names) {
    if (!yaml[name].is_stated()) continue;
    limit.unit = unit;
    limit.amount = yaml[name].formula();
    ++stated;
  }
  if (stated != 1) {
    yaml.error("wrong-shape", "a limit is stated in exactly one unit",
               "write one of minutes, hours, working_minutes, working_days, calendar_days, "
               "calendar_months, at");
  }
  return limit;
}

void read_deadline(ReadState& state, const std::string& id, const Yaml& yaml) {
  yaml.allow({"title", "type", "rules", "start", "due", "stop", "cancel", "pause", "resume",
              "reset", "owed_by", "warn", "breach", "lapse", "ladder", "rung"});
  Deadline deadline;
  deadline.id = id;
  deadline.place = yaml.place();
  deadline.title = yaml["title"].text();
  deadline.rules = read_basis(state, yaml["rules"]);
  if (deadline.rules.empty()) yaml.error("missing-key", "a deadline cites its rule in `rules`");
  const auto type_name = yaml["type"].string();
  deadline.type = state.pack.find_type(type_name);
  if (deadline.type == nullptr) {
    yaml["type"].error("unknown-type", "there is no record type `" + type_name + "`");
  }
  deadline.start = read_triggers(yaml["start"]);
  deadline.stop = read_triggers(yaml["stop"]);
  deadline.cancel = read_triggers(yaml["cancel"]);
  deadline.pause = read_triggers(yaml["pause"]);
  deadline.resume = read_triggers(yaml["resume"]);
  deadline.reset = read_triggers(yaml["reset"]);
  if (deadline.start.on.empty())
    yaml.error("missing-key", "a deadline needs `start: {on: [fact]}`");
  if (state.deadline_condition.is_stated()) {
    auto& when = deadline.start.when;
    if (when.is_stated()) {
      when.text = "(" + state.deadline_condition.text + ") and (" + when.text + ")";
    } else {
      when = state.deadline_condition;
    }
  }
  deadline.due = read_limit(yaml["due"]);
  if (yaml["owed_by"].require("owed_by")) deadline.owed_by = yaml["owed_by"].formula();
  yaml["warn"].allow({"before"});
  deadline.warn_before = yaml["warn"]["before"].formula();
  if (const auto breach = yaml["breach"]; !breach.is_null()) {
    breach.allow({"code", "owed_by", "slip", "notify", "then"});
    deadline.breach_code = breach["code"].string();
    deadline.breach_owed_by = breach["owed_by"].formula();
    deadline.slip = breach["slip"].string_or({});
    deadline.notifications = read_notifications(state, breach["notify"]);
    deadline.follow_ups = read_follow_ups(state, breach["then"]);
  }
  if (const auto lapse = yaml["lapse"]; !lapse.is_null()) {
    lapse.allow({"then", "notify"});
    if (!deadline.breach_code.empty()) {
      lapse.error("wrong-shape", "a deadline is either breached or lapses, not both");
    }
    deadline.notifications = read_notifications(state, lapse["notify"]);
    deadline.follow_ups = read_follow_ups(state, lapse["then"]);
  }
  deadline.ladder = yaml["ladder"].string_or({});
  deadline.rung = yaml["rung"].is_null() ? 0 : yaml["rung"].integer();
  state.pack.deadlines.push_back(std::move(deadline));
}

feel::SourceText cell(const Yaml& yaml) {
  if (yaml.is_null()) return {};
  return {yaml.string(), yaml.place()};
}

void add_deadline(RecordType& type, const Deadline& deadline, int index) {
  type.deadlines.push_back(index);
  for (const auto* set : {&deadline.start, &deadline.stop, &deadline.cancel, &deadline.pause,
                          &deadline.resume, &deadline.reset}) {
    for (const auto& trigger : set->on) {
      auto& heard = type.listeners[RecordType::heard_name(trigger.child_type, trigger.fact)];
      if (heard.empty() || heard.back() != index) heard.push_back(index);
    }
  }
}

}  // namespace

void read_ladders(ReadState& state, const Yaml& yaml) {
  yaml.allow({"when", "deadlines"});
  state.deadline_condition = yaml["when"].formula();
  for (const auto& [id, entry] : parts_of(state, yaml["deadlines"]))
    read_deadline(state, id, entry);
  for (std::size_t i = 0; i < state.pack.deadlines.size(); ++i) {
    const auto& deadline = state.pack.deadlines[i];
    for (auto& type : state.pack.types) {
      if (type.get() == deadline.type) add_deadline(*type, deadline, static_cast<int>(i));
    }
  }
}

void read_reports(ReadState& state, const Yaml& yaml) {
  for (const auto& [id, entry] : parts_of(state, yaml)) {
    entry.allow({"title", "rules", "every", "for", "when", "do", "with", "on"});
    const auto every = entry["every"];
    every.allow({"day", "weekday", "month_day", "at"});
    Schedule schedule;
    schedule.id = id;
    schedule.title = entry["title"].text();
    schedule.rules = read_basis(state, entry["rules"]);
    if (every["month_day"].is_stated()) {
      schedule.every = Schedule::Every::month;
      schedule.day = every["month_day"].formula();
    } else if (every["weekday"].is_stated()) {
      schedule.every = Schedule::Every::week;
      schedule.day = every["weekday"].formula();
    } else if (!every["day"].is_stated()) {
      entry.error("missing-key", "`every` needs `month_day`, `weekday` or `day: true`");
    }
    if (every["at"].require("at")) schedule.at = every["at"].formula();
    schedule.each_of = entry["for"].formula();
    schedule.when = entry["when"].formula();
    schedule.act = read_follow_up(state, entry, entry["with"]);
    schedule.act.when = {};
    schedule.act.each_of = {};
    state.pack.schedules.push_back(std::move(schedule));
  }
}

void read_table(ReadState& state, const Yaml& yaml) {
  yaml.allow({"id", "title", "rules", "hit", "inputs", "outputs", "rows"});
  Table table{.id = yaml["id"].string(),
              .title = yaml["title"].text(),
              .rules = read_basis(state, yaml["rules"]),
              .source = {},
              .row_rules = {}};
  table.source.place = yaml.place();
  const auto hit = yaml["hit"].string_or("unique");
  if (const auto policy = hit_policy_of(hit)) {
    table.source.hit_policy = *policy;
  } else {
    yaml["hit"].error("unknown-value", "`" + hit + "` is no hit policy", "write " + hit_words());
  }
  for (const auto& input : yaml["inputs"].items()) {
    input.allow({"label", "value", "values"});
    const auto expression = input["value"].formula();
    table.source.inputs.push_back({input["label"].string_or(expression.text),
                                   {expression.text, expression.place},
                                   {},
                                   read_allowed_values(input["values"])});
  }
  for (const auto& output : yaml["outputs"].items()) {
    output.allow({"name", "type", "values", "default"});
    table.source.outputs.push_back(
        {output["name"].string(), to_feel(read_field_type(state, output)),
         read_allowed_values(output["values"]), cell(output["default"])});
  }
  for (const auto& row : yaml["rows"].items()) {
    row.allow({"when", "then", "rules", "note"});
    feel::DecisionTableSource::Rule rule;
    for (const auto& test : row["when"].items()) rule.tests.push_back(cell(test));
    for (const auto& value : row["then"].items()) rule.outputs.push_back(cell(value));
    rule.annotation = row["note"].string_or({});
    rule.place = row.place();
    table.source.rules.push_back(std::move(rule));
    table.row_rules.push_back(row["rules"].is_stated() ? read_basis(state, row["rules"])
                                                       : table.rules);
  }
  state.pack.tables.push_back(std::move(table));
}

}  // namespace guiju::pack
