#include "casework/situation.hpp"

#include "base/assert.hpp"

namespace guiju::casework {

using feel::Value;
using pack::Binding;

void Situation::set_inputs(const pack::Command& command, const std::vector<Value>* inputs) {
  command_ = &command;
  inputs_ = inputs;
  lets_.assign(command.lets.size(), std::nullopt);
}

void Situation::set_each(Value each, std::int64_t position) {
  each_ = std::move(each);
  position_ = position;
}

void Situation::set_clock(const Clock& clock) {
  due_at_ = clock.due_at ? moment_value(*clock.due_at) : Value{};
  started_at_ = moment_value(clock.started_at);
}

Value Situation::value(const pack::Formula& formula) const {
  return formula.compiled ? formula.compiled->evaluate(*this) : Value{};
}

bool Situation::holds(const pack::Formula& formula, bool otherwise) const {
  return formula.compiled ? formula.compiled->evaluate(*this).is_true() : otherwise;
}

void Situation::settle_lets() const {
  for (std::size_t i = 0; i < lets_.size(); ++i) let(i);
}

Value Situation::moment_value(Instant instant) const {
  return Value::date_time(instant, pack_.calendar_rules.zone.offset_at(instant));
}

std::optional<Instant> Situation::moment(const Value& value) const {
  if (const auto instant = value.as_instant()) return instant;
  if (const auto date = value.as_date()) return pack_.calendar->start_of_day(*date);
  return std::nullopt;
}

Value Situation::variable(int slot) const { return resolve(slot, record_); }

Value Situation::resolve(int slot, const Record* record) const {
  const Binding& binding = pack_.bindings[static_cast<std::size_t>(slot)];
  auto value = stands_for(binding, record);
  if (trace_ != nullptr) tell_read(binding, record, value);
  return value;
}

Value Situation::stands_for(const Binding& binding, const Record* record) const {
  using Kind = Binding::Kind;
  switch (binding.kind) {
    case Kind::let:
      return let(static_cast<std::size_t>(binding.index));
    case Kind::input:
      return inputs_ == nullptr ? Value{} : (*inputs_)[static_cast<std::size_t>(binding.index)];
    case Kind::field:
    case Kind::state:
    case Kind::key:
    case Kind::number:
    case Kind::created_at:
    case Kind::entered_by:
      return record == nullptr ? Value{} : on_record(binding, *record);
    case Kind::parameter:
      return pack_.parameters[static_cast<std::size_t>(binding.index)].value;
    case Kind::table:
      return table(binding.index);
    case Kind::reading:
      return reading(binding.index);
    case Kind::now:
      return moment_value(now_);
    case Kind::today:
      return Value::date(pack_.calendar->date_of(now_));
    case Kind::actor_id:
      return actor_.key.empty() ? Value{} : Value::string(actor_.key);
    case Kind::actor_department: {
      const Person* person = view_.directory().find_person(actor_.key);
      return person == nullptr || person->department.empty() ? Value{}
                                                             : Value::string(person->department);
    }
    case Kind::actor_roles:
      return actor_roles();
    case Kind::each:
      return each_;
    case Kind::position:
      return Value::number(position_);
    case Kind::due_at:
      return due_at_;
    case Kind::started_at:
      return started_at_;
    case Kind::argument: {
      GUIJU_ASSERT(!arguments_.empty());
      const auto index = static_cast<std::size_t>(binding.index);
      return index < arguments_.back().size() ? arguments_.back()[index] : Value{};
    }
    case Kind::of_parent: {
      const auto parent = parent_of(record);
      return parent == nullptr ? Value{} : resolve(binding.next, parent.get());
    }
    case Kind::of_reference:
      return through_reference(binding, record);
  }
  return {};
}

/// Under this pack: roles of another regulation are none here.
Value Situation::actor_roles() const {
  feel::List roles;
  if (const Person* person = view_.directory().find_person(actor_.key)) {
    for (const auto& held : person->roles) {
      if (held.is(held.role, pack_.id)) roles.push_back(Value::string(held.role));
    }
  }
  return Value::list(std::move(roles));
}

Value Situation::through_reference(const Binding& binding, const Record* record) const {
  const Value key = resolve(binding.index, record);
  if (key.as_string().empty()) return {};
  const auto target = view_.find(make_id(*binding.type, key.as_string()));
  return target == nullptr ? Value{} : resolve(binding.next, target.get());
}

Value Situation::on_record(const Binding& binding, const Record& record) const {
  using Kind = Binding::Kind;
  switch (binding.kind) {
    case Kind::field:
      return record.fields[static_cast<std::size_t>(binding.index)];
    case Kind::state:
      return Value::string(record.state);
    case Kind::key:
      return Value::string(record.key);
    case Kind::number:
      return Value::string(record.number);
    case Kind::created_at:
      return moment_value(record.created_at);
    case Kind::entered_by:
      return Value::string(record.entered_by);
    default:
      return {};
  }
}

RecordPtr Situation::parent_of(const Record* record) const {
  const RecordId& id = record == nullptr ? parent_ : record->parent;
  return id.is_empty() ? nullptr : view_.find(id);
}

Value Situation::let(std::size_t index) const {
  if (index >= lets_.size()) return {};
  if (!lets_[index]) {
    if (trace_ != nullptr) trace_->begin_let();
    lets_[index] = value(command_->lets[index].second);
    if (trace_ != nullptr) trace_->end_let(*command_, index);
  } else if (trace_ != nullptr) {
    trace_->read_let(*command_, index);
  }
  return *lets_[index];
}

Value Situation::table(int index) const {
  if (index < 0) return {};
  const auto& asked = pack_.asked_tables[static_cast<std::size_t>(index)];
  const auto result = asked.code.evaluate(*this);
  const auto& table = pack_.tables[static_cast<std::size_t>(asked.table)];
  for (const int row : result.rows) {
    const auto& rules = table.row_rules[static_cast<std::size_t>(row)];
    used_rules_.insert(rules.begin(), rules.end());
  }
  if (trace_ != nullptr) tell_table(asked, result);
  return result.value;
}

Value Situation::reading(int index) const {
  if (index < 0) return {};
  const auto& asked = pack_.asked_tables[static_cast<std::size_t>(index)];
  const auto& table = pack_.tables[static_cast<std::size_t>(asked.table)];
  feel::List rows;
  for (auto& read : asked.code.read(*this)) {
    const auto& basis = table.row_rules[static_cast<std::size_t>(read.row)];
    feel::List rules, clauses;
    for (const auto& id : pack::rules_of(pack_, basis)) rules.push_back(Value::string(id));
    for (const auto& number : pack::clauses_of(pack_, basis))
      clauses.push_back(Value::string(number));
    rows.push_back(
        Value::context({{"outcome", std::move(read.value)},
                        {"rules", Value::list(std::move(rules))},
                        {"clauses", Value::list(std::move(clauses))},
                        {"but_for", read.but_for.empty() ? Value{} : Value::string(read.but_for)},
                        {"stands", std::move(read.stands)}}));
  }
  return Value::list(std::move(rows));
}

Owner Situation::owner(const Value& value) const {
  const std::string key(value.as_string());
  if (key.empty()) return {};
  const auto& directory = view_.directory();
  if (directory.find_person(key) != nullptr) return {Owner::Kind::person, key};
  if (directory.departments.contains(key)) return {Owner::Kind::department, key};
  return {Owner::Kind::role, key};
}

std::vector<Owner> Situation::owners(const Value& value) const {
  std::vector<Owner> out;
  const auto add = [&](const Value& one) {
    auto found = owner(one);
    if (found.kind != Owner::Kind::nobody) out.push_back(std::move(found));
  };
  if (value.kind() == feel::Kind::list) {
    for (const auto& item : value.as_list()) add(item);
  } else {
    add(value);
  }
  return out;
}

}  // namespace guiju::casework
