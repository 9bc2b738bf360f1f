#include "base/hash.hpp"
#include "casework/claims.hpp"
#include "casework/money_calls.hpp"
#include "casework/rotation_calls.hpp"
#include "casework/situation.hpp"

/// The functions that the pack language adds to FEEL (docs/pack-language.md).
namespace guiju::casework {
namespace {

using feel::Value;
using pack::Function;

std::optional<std::int64_t> whole(const Value& value) { return value.as_int64(); }

/// A time of day from `"18:00"` or `"18:00:00"`.
std::optional<Seconds> time_of_day(std::string_view text) {
  std::string padded(text);
  if (padded.size() == 5) padded += ":00";
  const auto instant = parse_instant("1970-01-01T" + padded + "Z");
  if (!instant) return std::nullopt;
  return instant->time_since_epoch();
}

/// 抽签. By SHA-256 of `seed:name` in lower-case hexadecimal, ascending; null without a seed.
/// SOC-53.
Value drawn_order(const Value& seed, const Value& names) {
  if (seed.as_string().empty()) return {};
  std::vector<std::pair<std::string, std::string>> drawn;
  for (const auto& value : names.as_list()) {
    std::string name(value.as_string());
    drawn.emplace_back(to_hex(sha256(std::string(seed.as_string()) + ":" + name)), name);
  }
  std::sort(drawn.begin(), drawn.end());
  feel::List order;
  for (const auto& [hash, name] : drawn) order.push_back(Value::string(name));
  return Value::list(std::move(order));
}

}  // namespace

Value Situation::call(int slot, std::span<const Value> arguments) const {
  const int first = static_cast<int>(Function::first_definition);
  if (slot >= first) return definition_call(slot - first, arguments);
  const auto function = static_cast<Function>(slot);
  if (function <= Function::date_of) return calendar_call(function, arguments);
  if (function <= Function::parent_children) return record_call(function, arguments);
  if (function >= Function::loss_by_lines) return money_call(function, arguments);
  if (function == Function::drawn_order) {
    return arguments.size() < 2 ? Value{} : drawn_order(arguments[0], arguments[1]);
  }
  if (function >= Function::rotation_turn) {
    return rotation_call(function, arguments, pack_.calendar_rules.zone);
  }
  return people_call(function, arguments);
}

Value Situation::calendar_call(Function function, std::span<const Value> a) const {
  using namespace std::chrono_literals;
  const auto& calendar = calendar_of(pack_, view_.directory());
  if (a.empty() || a[0].is_null()) return {};
  const auto from = moment(a[0]);
  if (!from) return {};
  const LocalDate date = a[0].as_date() ? *a[0].as_date() : calendar.date_of(*from);
  if (function <= Function::after_hours) {
    const auto n = a.size() < 2 ? std::nullopt : whole(a[1]);
    if (!n || *n < 0) return {};
    switch (function) {
      case Function::after_working_days:
        return moment_value(calendar.add_working_days(*from, *n).at);
      case Function::after_calendar_days:
        return moment_value(calendar.add_calendar_days(*from, *n).at);
      case Function::after_working_minutes:
        return moment_value(calendar.add_working_time(*from, *n * 60s).at);
      case Function::after_minutes:
        return moment_value(*from + *n * 60s);
      default:
        return moment_value(*from + *n * 3600s);
    }
  }
  switch (function) {
    case Function::close_of_business:
      return moment_value(calendar.close_of_business(date));
    case Function::at_time: {
      const auto time = a.size() < 2 ? std::nullopt : time_of_day(a[1].as_string());
      return time ? moment_value(calendar.at(date, *time)) : Value{};
    }
    case Function::start_of_day:
      return moment_value(calendar.start_of_day(date));
    case Function::end_of_day:
      return moment_value(calendar.end_of_day(date));
    case Function::is_working_day:
      return Value::boolean(calendar.is_working_day(date));
    case Function::next_working_day:
      return Value::date(calendar.next_working_day(date));
    case Function::day_zero:
      return Value::date(calendar.day_zero(*from));
    case Function::date_of:
      return Value::date(date);
    default:
      return {};
  }
}

Value Situation::found_one(Function function, const pack::RecordType& type,
                           const RecordPtr& record) const {
  auto value = record == nullptr ? Value{} : to_context(record);
  if (trace_ != nullptr) {
    tell_found(function, type, record ? std::vector{record} : std::vector<RecordPtr>{}, value);
  }
  return value;
}

Value Situation::found_all(Function function, const pack::RecordType& type,
                           const std::vector<RecordPtr>& records) const {
  feel::List items;
  items.reserve(records.size());
  for (const auto& record : records) items.push_back(to_context(record));
  auto value = Value::list(std::move(items));
  if (trace_ != nullptr) tell_found(function, type, records, value);
  return value;
}

Value Situation::record_call(Function function, std::span<const Value> a) const {
  const auto* type = a.empty() ? nullptr : pack_.find_type(a[0].as_string());
  if (type == nullptr) return {};
  if (function == Function::find) {
    if (a.size() < 2 || a[1].as_string().empty()) return {};
    return found_one(function, *type, view_.find(make_id(*type, a[1].as_string())));
  }
  if (function == Function::find_by) {
    if (a.size() < 3 || a[2].is_null()) return {};
    std::vector<std::string> values;
    for (const auto& value : a[2].as_list()) values.push_back(feel::to_text(value));
    if (a[2].kind() != feel::Kind::list) values.push_back(feel::to_text(a[2]));
    return found_one(function, *type,
                     view_.holder(*type, claim_text(a[1].as_string(), values)).record);
  }
  if (function == Function::records) {
    const auto site = a.size() > 1 ? a[1].as_string() : std::string_view{};
    const auto from = a.size() > 2 ? a[2].as_date() : std::nullopt;
    const auto to = a.size() > 3 ? a[3].as_date() : std::nullopt;
    return found_all(function, *type, view_.records(*type, site, from, to));
  }
  RecordId of = record_ == nullptr ? RecordId{} : record_->id;
  if (function == Function::parent_children) of = record_ == nullptr ? parent_ : record_->parent;
  if (function == Function::children && a.size() > 1) {
    if (type->parent == nullptr || a[1].as_string().empty()) return Value::list({});
    of = make_id(*type->parent, a[1].as_string());
  }
  if (of.is_empty()) return Value::list({});
  return found_all(function, *type, view_.children(of, *type));
}

Value Situation::people_call(Function function, std::span<const Value> a) const {
  const auto& directory = view_.directory();
  const auto text = [&](std::size_t i) {
    return i < a.size() ? a[i].as_string() : std::string_view{};
  };
  feel::List found;
  switch (function) {
    case Function::holder:
    case Function::holders:
      for (const auto& [key, person] : directory.people) {
        if (!person.holds(text(0), text(1), pack_.id)) continue;
        found.push_back(Value::string(key));
      }
      if (function == Function::holders) return Value::list(std::move(found));
      return found.empty() ? Value{} : found.front();
    case Function::has_role: {
      const Person* person = directory.find_person(text(0));
      return Value::boolean(person != nullptr && person->holds(text(1), {}, pack_.id));
    }
    case Function::members:
      for (const auto& [key, person] : directory.people) {
        if (person.active && person.department == text(0)) found.push_back(Value::string(key));
      }
      return Value::list(std::move(found));
    case Function::head_of: {
      const auto department = directory.departments.find(text(0));
      if (department == directory.departments.end() || department->second.head.empty()) return {};
      return Value::string(department->second.head);
    }
    case Function::departments:
      for (const auto& [key, department] : directory.departments)
        found.push_back(Value::string(key));
      return Value::list(std::move(found));
    case Function::acting_for: {
      const Person* person = directory.find_person(actor_.key);
      if (person == nullptr || a.empty()) return {};
      std::vector<std::string> words;
      for (const auto& word : a[0].as_list()) words.emplace_back(word.as_string());
      if (words.empty()) words.emplace_back(text(0));
      auto principal = casework::acting_for(*person, words, text(1), pack_.id);
      return principal.empty() ? Value{} : Value::string(std::move(principal));
    }
    case Function::present_holders:
      for (const auto& [key, person] : directory.people) {
        if (person.on_leave || !person.holds(text(0), text(1), pack_.id)) continue;
        found.push_back(Value::string(key));
      }
      return Value::list(std::move(found));
    case Function::sites:
      for (const auto& [key, site] : directory.sites) found.push_back(Value::string(key));
      return Value::list(std::move(found));
    default:
      return {};
  }
}

Value Situation::definition_call(int index, std::span<const Value> arguments) const {
  const auto& definition = pack_.definitions[static_cast<std::size_t>(index)];
  constexpr std::size_t deepest = 32;  // a definition that asks itself without end is null
  if (arguments_.size() >= deepest) return {};
  arguments_.push_back(arguments);
  auto result = value(definition.value);
  arguments_.pop_back();
  return result;
}

}  // namespace guiju::casework
