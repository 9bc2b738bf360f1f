#include "app/dry_run_compare.hpp"

#include <algorithm>

namespace guiju::app {
namespace {

using casework::ClockChange;
using casework::Fact;
using casework::LimitPassed;
using casework::NoticeGiven;
using pack::FieldType;

const pack::Deadline* deadline_of(const Fact& fact) {
  int index = -1;
  if (const auto* change = std::get_if<ClockChange>(&fact.detail)) index = change->deadline;
  if (const auto* passed = std::get_if<LimitPassed>(&fact.detail)) index = passed->deadline;
  if (const auto* warned = std::get_if<casework::WarningGiven>(&fact.detail))
    index = warned->deadline;
  if (const auto* recomputed = std::get_if<casework::ClockRecomputed>(&fact.detail))
    index = recomputed->deadline;
  return index < 0 ? nullptr : &fact.type->pack->deadlines[static_cast<std::size_t>(index)];
}

/// True for a field that holds people, or where they work.
bool names_people(const FieldType& type) {
  if (type.kind == FieldType::Kind::list) return type.element && names_people(*type.element);
  return type.kind == FieldType::Kind::reference &&
         (type.of == "person" || type.of == "department" || type.of == "site");
}

bool holds_money(const FieldType& type) {
  return type.kind == FieldType::Kind::money ||
         (type.kind == FieldType::Kind::list && type.element && holds_money(*type.element)) ||
         std::ranges::any_of(type.columns,
                             [](const auto& column) { return holds_money(column.type); });
}

/// What a value of `type` holds in columns of a kind, row by row; the value itself of a field that
/// is of the kind.
feel::Value part_of(const FieldType& type, const feel::Value* value,
                    bool (*is_wanted)(const FieldType&)) {
  if (value == nullptr) return {};
  if (type.kind != FieldType::Kind::rows) return is_wanted(type) ? *value : feel::Value();
  feel::List cells;
  for (const auto& row : value->as_list()) {
    for (const auto& column : type.columns) {
      const auto* cell = is_wanted(column.type) ? row.find(column.name) : nullptr;
      if (cell != nullptr) cells.push_back(*cell);
    }
  }
  return feel::Value::list(std::move(cells));
}

/// What it means that a field holds another value: money before people before all else.
Effect effect_on(const FieldType& type, const feel::Value* before, const feel::Value* after) {
  if (part_of(type, before, holds_money) != part_of(type, after, holds_money))
    return Effect::amount;
  if (part_of(type, before, names_people) != part_of(type, after, names_people))
    return Effect::routed;
  return Effect::other;
}

/// All fen in the value.
std::int64_t fen_in(const FieldType& type, const feel::Value& value) {
  if (value.is_null()) return 0;
  if (type.kind == FieldType::Kind::money) return value.as_int64().value_or(0);
  std::int64_t sum = 0;
  if (type.kind == FieldType::Kind::list && type.element) {
    for (const auto& item : value.as_list()) sum += fen_in(*type.element, item);
  }
  if (type.kind == FieldType::Kind::rows) {
    for (const auto& row : value.as_list()) {
      for (const auto& column : type.columns) {
        if (const auto* cell = row.find(column.name)) sum += fen_in(column.type, *cell);
      }
    }
  }
  return sum;
}

}  // namespace

std::string kind_of(const Fact& fact) {
  std::string kind = fact.type->name + '\n' + fact.key + '\n' + fact.name;
  if (const auto* deadline = deadline_of(fact)) kind += '\n' + deadline->id;
  if (const auto* notice = std::get_if<NoticeGiven>(&fact.detail)) kind += '\n' + notice->message;
  return kind;
}

namespace {

struct Comparer {
  const Compared& where;
  std::vector<Difference> found;

  Difference begin(Effect effect, const Fact& fact, const pack::Text& what) const {
    return {.effect = effect,
            .at = where.at,
            .seq = where.seq,
            .stream = where.stream,
            .record = casework::make_id(*fact.type, fact.key),
            .actor = where.actor,
            .act = where.act,
            .what = what,
            .before = {},
            .after = {}};
  }

  static Told told(const Fact& fact, decltype(Told::what) what) {
    return {fact.basis_pack, std::move(what), fact.basis};
  }

  void add(Effect effect, const Fact& before, const Fact& after, const pack::Text& what,
           decltype(Told::what) old_what, decltype(Told::what) new_what) {
    auto difference = begin(effect, after, what);
    difference.before = told(before, std::move(old_what));
    difference.after = told(after, std::move(new_what));
    found.push_back(std::move(difference));
  }

  static const feel::Value* value_of(const Fact& fact, const std::string& field) {
    for (const auto& [index, value] : fact.set) {
      if (fact.type->fields[static_cast<std::size_t>(index)].name == field) return &value;
    }
    return nullptr;
  }

  /// A masked field differs without saying in what.
  static decltype(Told::what) shown(const Fact& fact, const std::string& field) {
    const int index = fact.type->find_field(field);
    const auto* value = value_of(fact, field);
    if (value == nullptr || fact.type->find_mask(index) != nullptr) return {};
    return Told::Of{&fact.type->fields[static_cast<std::size_t>(index)].type, *value};
  }

  void fields(const Fact& before, const Fact& after) {
    std::vector<const pack::Field*> all;
    for (const auto* fact : {&after, &before}) {
      for (const auto& [index, value] : fact->set) {
        const auto& field = fact->type->fields[static_cast<std::size_t>(index)];
        if (std::ranges::none_of(all, [&](const auto* known) { return known->name == field.name; }))
          all.push_back(&field);
      }
    }
    for (const auto* field : all) {
      const auto* old_value = value_of(before, field->name);
      const auto* new_value = value_of(after, field->name);
      if (old_value != nullptr && new_value != nullptr && *old_value == *new_value) continue;
      if (field->is_derivation()) continue;  // told by the amount
      add(effect_on(field->type, old_value, new_value), before, after, field->title,
          shown(before, field->name), shown(after, field->name));
    }
  }

  void clocks(const Fact& before, const Fact& after) {
    const auto* old_change = std::get_if<ClockChange>(&before.detail);
    const auto* new_change = std::get_if<ClockChange>(&after.detail);
    if (old_change == nullptr || new_change == nullptr) return;
    const auto verb = new_change->event.verb;
    if (verb != calendar::ClockVerb::start && verb != calendar::ClockVerb::reset) return;
    const auto& title = deadline_of(after)->title;
    const Instant old_due = *old_change->due_at, new_due = *new_change->due_at;
    if (old_due != new_due) add(Effect::due, before, after, title, old_due, new_due);
    if (!(old_change->owed_by == new_change->owed_by))
      add(Effect::routed, before, after, title, old_change->owed_by, new_change->owed_by);
  }

  void recomputed(const Fact& before, const Fact& after) {
    const auto* old_end = std::get_if<casework::ClockRecomputed>(&before.detail);
    const auto* new_end = std::get_if<casework::ClockRecomputed>(&after.detail);
    if (old_end == nullptr || new_end == nullptr || !old_end->due_at || !new_end->due_at) return;
    if (old_end->due_at == new_end->due_at) return;
    add(Effect::due, before, after, deadline_of(after)->title, *old_end->due_at, *new_end->due_at);
  }

  void both(const Fact& before, const Fact& after) {
    const auto known = found.size();
    if (before.state.value_or("") != after.state.value_or("")) {
      add(Effect::other, before, after, {"状态", "", "State"}, state_of(before), state_of(after));
    }
    fields(before, after);
    clocks(before, after);
    recomputed(before, after);
    const auto* old_notice = std::get_if<NoticeGiven>(&before.detail);
    const auto* new_notice = std::get_if<NoticeGiven>(&after.detail);
    if (old_notice != nullptr && new_notice != nullptr && !(old_notice->to == new_notice->to)) {
      add(Effect::routed, before, after, {"通知", "", "Notice"}, old_notice->to, new_notice->to);
    }
    if (found.size() == known && pack::rules_of(*before.basis_pack, before.basis) !=
                                     pack::rules_of(*after.basis_pack, after.basis)) {
      add(Effect::clause, before, after, {}, {}, {});
    }
  }

  static std::string state_of(const Fact& fact) {
    if (!fact.state) return {};
    const auto* state = fact.type->find_state(*fact.state);
    return state == nullptr ? *fact.state : state->title.zh;
  }

  /// A fact that only one side has.
  void one(const Fact& fact, bool is_old) {
    const auto* deadline = deadline_of(fact);
    const auto* passed = std::get_if<LimitPassed>(&fact.detail);
    auto effect = Effect::other;
    if (passed != nullptr && !passed->breach.empty())
      effect = is_old ? Effect::in_time : Effect::late;
    auto difference = begin(effect, fact, deadline != nullptr ? deadline->title : pack::Text{});
    auto& side = is_old ? difference.before : difference.after;
    side = told(fact, passed != nullptr ? decltype(Told::what)(where.at) : fact.name);
    found.push_back(std::move(difference));
  }
};

}  // namespace

std::vector<Difference> compare(const std::vector<Fact>& before, const std::vector<Fact>& after,
                                const Compared& where) {
  Comparer comparer{where, {}};
  std::vector<bool> is_matched(after.size(), false);
  for (const auto& fact : before) {
    const auto kind = kind_of(fact);
    std::size_t at = 0;
    while (at < after.size() && (is_matched[at] || kind_of(after[at]) != kind)) ++at;
    if (at == after.size()) {
      comparer.one(fact, true);
    } else {
      is_matched[at] = true;
      comparer.both(fact, after[at]);
    }
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!is_matched[i]) comparer.one(after[i], false);
  }
  return std::move(comparer.found);
}

std::map<std::string, std::pair<pack::Text, std::int64_t>> amounts_of(const Fact& fact) {
  std::map<std::string, std::pair<pack::Text, std::int64_t>> amounts;
  for (const auto& [index, value] : fact.set) {
    const auto& field = fact.type->fields[static_cast<std::size_t>(index)];
    if (!holds_money(field.type)) continue;
    auto& [title, fen] = amounts[fact.type->name + '.' + field.name];
    title = field.title;
    fen += fen_in(field.type, value);
  }
  return amounts;
}

}  // namespace guiju::app
