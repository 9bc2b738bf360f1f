#include "app/replay.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>

#include "app/attachments.hpp"
#include "app/json_text.hpp"
#include "app/order.hpp"
#include "app/screen.hpp"
#include "base/json.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::app {

namespace json = boost::json;
using casework::Actor;
using casework::RecordId;

namespace {

void write_texts(JsonWriter& out, const char* name, const std::vector<std::string>& texts) {
  out.key(name).begin_array();
  for (const auto& text : texts) out.string(text);
  out.end_array();
}

}  // namespace

std::string Replay::zoned(Instant at) const {
  return to_text(at, pack_.calendar_rules.zone.offset_at(at));
}

std::optional<ReplayStop> Replay::play_text(std::int64_t number, std::string_view text) {
  boost::system::error_code fault;
  const auto value = json::parse({text.data(), text.size()}, fault);
  if (fault || !value.is_object()) {
    return ReplayStop{number,
                      fault ? "this is no JSON: " + fault.message() : "this is no JSON object"};
  }
  return play(number, value.get_object());
}

std::optional<ReplayStop> Replay::play(std::optional<std::int64_t> number,
                                       const json::object& object) {
  number_ = number.value_or(0);
  silent_ = !number;
  Line line;
  if (auto reason = read_line(object, line)) return ReplayStop{number_, *reason};
  if (auto stop = begin_line(line.at)) return stop;
  std::optional<std::string> reason;
  if (line.command == "screen.show") {
    reason = show_screen(line);
  } else if (line.command == "form.show") {
    reason = show_form(line);
  } else if (line.command != "clock.advance") {
    reason = decide(line);
  }
  if (reason) return ReplayStop{number_, *reason};
  return std::nullopt;
}

std::optional<ReplayStop> Replay::play(const MappedLine& line) {
  number_ = line.csv_line;
  silent_ = false;
  if (auto stop = begin_line(line.at)) return stop;
  if (line.command == nullptr) return std::nullopt;
  casework::Order order{.command = line.command,
                        .on = {},
                        .inputs = line.inputs,
                        .given = line.given,
                        .actor = {},
                        .parent = {}};
  const auto reason =
      carry_out({line.at, line.as, line.on, line.ref, line.refs.get()}, std::move(order));
  if (reason) return ReplayStop{number_, "`" + line.command->name + "`: " + *reason};
  return std::nullopt;
}

/// Lets time pass up to the line, which may not lie before the one before it.
std::optional<ReplayStop> Replay::begin_line(Instant at) {
  if (now_ && at < *now_) {
    return ReplayStop{number_, "`at` goes back in time, from " + zoned(*now_) + " to " + zoned(at)};
  }
  pass_time_to(at);
  return std::nullopt;
}

std::optional<std::string> Replay::read_line(const json::object& object, Line& line) const {
  static const std::vector<std::string> known{"at",   "as",  "do",          "on",
                                              "with", "ref", pack::line_key};
  for (const auto& [name, value] : object) {
    const std::string key(name);
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const auto near = nearest(key, known);
    return "`" + key + "` is not known" + (near.empty() ? "" : ", did you mean `" + near + "`?");
  }
  const auto at = parse_instant(text_of(object, "at"));
  if (!at) return "`at` must be a moment with its zone, as 2026-03-02T10:00:00+08:00";
  line.at = *at;
  line.as = text_of(object, "as");
  line.command = text_of(object, "do");
  line.on = text_of(object, "on");
  line.ref = text_of(object, "ref");
  if (line.command.empty()) return "`do` must name a command";
  static const json::object nothing;
  line.with = &nothing;
  if (const auto* with = object.if_contains("with"); with != nullptr && !with->is_null()) {
    if (!with->is_object()) return "`with` must be an object of inputs";
    line.with = &with->get_object();
  }
  return std::nullopt;
}

void Replay::pass_time_to(Instant now) {
  if (!now_) {
    for (const auto& schedule : pack_.schedules) {
      schedules_[schedule.id] = casework::next_run(world_, schedule, pack_, now - Seconds{1});
    }
  }
  for (;;) {
    const auto timer = world_.next_timer();
    auto next = timer ? std::optional<Instant>(std::max(timer->first, now_.value_or(timer->first)))
                      : std::nullopt;
    auto run = std::min_element(schedules_.begin(), schedules_.end(),
                                [](const auto& a, const auto& b) { return a.second < b.second; });
    const bool scheduled = run != schedules_.end() && (!next || run->second < *next);
    if (scheduled) next = run->second;
    if (!next || *next > now) break;
    now_ = *next;
    if (scheduled) {
      run_schedules(*next);
      continue;
    }
    const auto record = world_.find(timer->second);
    const auto step = casework::advance(world_, *record, *next);
    if (!step) break;
    const auto& decision = std::get<casework::Decision>(step->outcome);
    take(step->at, decision);
    write_decision(step->at, decision, true);
  }
  now_ = now;
}

void Replay::run_schedules(Instant at) {
  for (const auto& schedule : pack_.schedules) {
    auto& due = schedules_[schedule.id];
    if (due != at) continue;
    for (const auto& order : casework::scheduled_orders(world_, schedule, pack_, at)) {
      const auto outcome = casework::decide(world_, order, at);
      if (const auto* decision = std::get_if<casework::Decision>(&outcome)) {
        take(at, *decision);
        write_decision(at, *decision, true);
      }
    }
    due = casework::next_run(world_, schedule, pack_, at);
  }
}

std::optional<std::string> Replay::find_actor(const std::string& as, Actor& actor) {
  if (as.empty()) return "`as` must name a person or a role";
  auto& directory = world_.directory();
  actor.key = directory.key_of_person(as);
  if (!actor.key.empty()) return std::nullopt;
  for (const auto* pack = &pack_; pack != nullptr; pack = pack->base) {
    for (const auto& role : pack->roles) {
      if (role.id != as && role.title.zh != as) continue;
      directory.stand_ins[role.id] = {
          .key = role.id, .name = role.title.zh, .department = {}, .roles = {{role.id, {}, {}}}};
      actor.key = role.id;
      return std::nullopt;
    }
  }
  return "there is no person and no role `" + as + "`";
}

RecordId Replay::find_ref(const std::string& name, const EntryRefs* refs) const {
  if (refs != nullptr) {
    if (const auto own = refs->find(name); own != refs->end()) return own->second;
  }
  const auto known = refs_.find(name);
  return known == refs_.end() ? RecordId{} : known->second;
}

RecordId Replay::find_record(const std::string& name, const pack::RecordType* type,
                             const EntryRefs* refs) const {
  if (name.empty()) return {};
  if (auto known = find_ref(name, refs); !known.is_empty()) return known;
  if (type != nullptr) {
    const auto id = casework::make_id(*type, name);
    if (world_.find(id) != nullptr) return id;
  }
  const auto child =
      child_key(world_, name, [&](const std::string& ref) { return find_ref(ref, refs); });
  if (child.empty()) return world_.named(name);
  if (type != nullptr) {
    const auto id = casework::make_id(*type, child);
    if (world_.find(id) != nullptr) return id;
  }
  return world_.named(child);
}

std::optional<std::string> Replay::decide(const Line& line) {
  const auto* command = pack_.find_command(line.command);
  if (command == nullptr) {
    const auto near = nearest(line.command, pack_.command_names());
    return "there is no command `" + line.command + "`" +
           (near.empty() ? "" : ", did you mean `" + near + "`?");
  }
  auto read = read_order(*command, *line.with, {});
  if (const auto* bad = std::get_if<BadInput>(&read)) {
    return "`with" + bad->pointer + "`: " + bad->expected +
           (bad->nearest.empty() ? "" : ", did you mean `" + bad->nearest + "`?");
  }
  return carry_out({line.at, line.as, line.on, line.ref},
                   std::move(std::get<casework::Order>(read)));
}

std::optional<std::string> Replay::carry_out(const Act& act, casework::Order order) {
  if (auto reason = find_actor(act.as, order.actor)) return reason;
  const auto& command = *order.command;
  const auto* type = command.creates ? command.type->parent : command.type;
  const auto on = find_record(act.on, type, act.refs);
  if (!act.on.empty() && on.is_empty()) return "`on`: there is no record `" + act.on + "`";
  if (!on.is_empty() && type == nullptr) {
    return "`on`: a `" + command.type->name + "` stands under no other record";
  }
  if (!on.is_empty() && world_.find(on)->type != type) {
    return "`on`: `" + act.on + "` is no `" + type->name + "`";
  }
  if (!command.creates && on.is_empty()) {
    return "`on` must name the record on which `" + command.name + "` acts";
  }
  (command.creates ? order.parent : order.on) = on;
  ++decisions_;
  make_up_attachments(order);
  if (listener_) listener_(world_, order, act.at);
  const auto outcome = casework::decide(world_, order, act.at);
  if (const auto* refusal = std::get_if<casework::Refusal>(&outcome)) {
    ++refusals_;
    if (refusal->recorded != nullptr) take(act.at, *refusal->recorded);
    write_refusal(act.at, *refusal);
    return std::nullopt;
  }
  const auto& decision = std::get<casework::Decision>(outcome);
  take(act.at, decision);
  if (!act.ref.empty()) {
    if (act.refs != nullptr) {
      (*act.refs)[act.ref] = decision.subject;
    } else {
      refs_[act.ref] = decision.subject;
      names_of_refs_[decision.subject.text] = act.ref;
    }
  }
  write_decision(act.at, decision, false);
  pass_time_to(act.at);  // a limit that had passed already is breached at once
  return std::nullopt;
}

std::optional<std::string> Replay::show_screen(const Line& line) {
  Actor actor;
  if (auto reason = find_actor(line.as, actor)) return reason;
  ScreenQuestion question{.pack = &pack_};
  auto with = *line.with;
  std::optional<casework::Order> order;
  if (const std::string name(text_of(with, "command")); !name.empty()) {
    question.command = pack_.find_command(name);
    if (question.command == nullptr) return "there is no command `" + name + "`";
    with.erase("command");
    auto read = read_order(*question.command, with, actor);
    if (const auto* bad = std::get_if<BadInput>(&read))
      return "`with" + bad->pointer + "`: " + bad->expected;
    order = std::move(std::get<casework::Order>(read));
    question.inputs = &order->inputs;
  }
  const auto id = find_record(line.on, nullptr, nullptr);
  if (!line.on.empty() && id.is_empty()) return "`on`: there is no record `" + line.on + "`";
  const auto record = id.is_empty() ? nullptr : world_.find(id);
  question.record = record.get();
  if (question.command == nullptr && record == nullptr)
    return "`screen.show` needs `on`, or `command` in `with`";
  const auto screen = screen_for(world_, question, actor, line.at);
  auto out = begin_answer(line.at, false, true);
  JsonWriter json(out);
  out += ",\"facts\":[";
  json.begin_object().field("fact", "screen_shown");
  if (record != nullptr) json.field("type", record->type->name).field("on", record->key);
  json.key("scripts").begin_array();
  for (const auto* script : screen.scripts) json.string(script->id);
  json.end_array().key("remaining").begin_object();
  for (const auto& [deadline, seconds] : screen.remaining) json.field(deadline->id, seconds);
  json.end_object().key("actions").begin_array();
  for (const auto* action : screen.actions) json.string(action->name);
  json.end_array().end_object();
  out += "],\"deadlines\":[]}";
  if (!silent_ && writes_answers_) sink_(out);
  return std::nullopt;
}

void Replay::take(Instant at, const casework::Decision& decision) {
  world_.take(decision);
  for (const auto& fact : decision.facts) {
    const auto* notice = std::get_if<casework::NoticeGiven>(&fact.detail);
    if (notice == nullptr || silent_) continue;
    ++notice_count_;
    if (!writes_answers_) continue;
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("at", zoned(at)).field("to", notice->to.key);
    json.field("message", notice->message).field("on", fact.key).end_object();
    notices_.push_back(std::move(text));
  }
}

const std::string& Replay::ref_of(const casework::Record& record) const {
  const auto known = names_of_refs_.find(record.id.text);
  return known == names_of_refs_.end() ? record.key : known->second;
}

std::string Replay::begin_answer(Instant at, bool by_clock, bool ok) const {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  if (by_clock) {
    json.key("line").null().field("by", "clock");
  } else {
    json.field("line", number_);
  }
  json.field("at", zoned(at)).field("ok", ok);
  return out;
}

void Replay::write_decision(Instant at, const casework::Decision& decision, bool by_clock) {
  if (silent_ || !writes_answers_) return;
  auto out = begin_answer(at, by_clock, true);
  out += ",\"facts\":[";
  bool first = true;
  for (const auto& fact : decision.facts) {
    if (!first) out += ',';
    first = false;
    casework::append_answer_json(out, fact);
  }
  out += "],\"deadlines\":";
  JsonWriter json(out);
  json.begin_array();
  for (const auto& fact : decision.facts) {
    const auto* change = std::get_if<casework::ClockChange>(&fact.detail);
    if (change == nullptr) continue;
    const auto verb = change->event.verb;
    if (verb == calendar::ClockVerb::stop || verb == calendar::ClockVerb::cancel) continue;
    const auto& pack = *fact.type->pack;
    const auto& deadline = pack.deadlines[static_cast<std::size_t>(change->deadline)];
    const auto record = world_.find(casework::make_id(*fact.type, fact.key));
    const casework::Clock* clock = nullptr;
    for (const auto& one : record->clocks) {
      if (one.deadline == change->deadline) clock = &one;
    }
    json.begin_object()
        .field("id", deadline.id)
        .field("rule", pack::rules_of(pack, deadline.rules).front());
    json.field("on", fact.key).field("ref", ref_of(*record));
    if (clock->due_at) {
      json.field("due_at", zoned(*clock->due_at));
    } else {
      json.key("due_at").null();
    }
    json.field("owed_by", clock->owed_by.key);
    if (clock->provisional) json.field("provisional", true);
    json.end_object();
  }
  json.end_array();
  out += '}';
  sink_(out);
}

void Replay::write_refusal(Instant at, const casework::Refusal& refusal) {
  if (silent_ || !writes_answers_) return;
  auto out = begin_answer(at, false, false);
  out += ',';
  std::string rest;
  JsonWriter json(rest);
  json.begin_object().field("refusal", refusal.code);
  if (!refusal.fields.empty()) {
    json.field("field", refusal.fields.front());
    write_texts(json, "fields", refusal.fields);
  }
  if (!refusal.names.empty()) write_texts(json, "names", refusal.names);
  write_texts(json, "rules", pack::rules_of(*refusal.pack, refusal.basis));
  write_texts(json, "articles", pack::articles_of(*refusal.pack, refusal.basis));
  if (refusal.recorded != nullptr) {
    json.key("facts").begin_array();
    for (const auto& fact : refusal.recorded->facts) {
      std::string one;
      casework::append_answer_json(one, fact);
      json.raw(one);
    }
    json.end_array();
  }
  json.end_object();
  out.append(rest, 1);  // goes on in the object that is open
  sink_(out);
}

}  // namespace guiju::app
