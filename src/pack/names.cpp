#include "pack/names.hpp"

#include <algorithm>

#include "pack/functions.hpp"

namespace guiju::pack {
namespace {

using feel::Type;

Binding plain(Binding::Kind kind, int index = -1) {
  return {.kind = kind, .index = index, .next = -1, .type = nullptr};
}

/// References are followed this far: `client.salesperson.department`.
constexpr int reference_depth = 2;

}  // namespace

int Bindings::slot(const Binding& b) {
  const Key key{static_cast<int>(b.kind), b.index, b.next, b.type};
  const auto [found, is_new] = known_.try_emplace(key, static_cast<int>(pack_.bindings.size()));
  if (is_new) pack_.bindings.push_back(b);
  return found->second;
}

Names::Names(Pack& pack, Bindings& bindings, Diagnostics& diagnostics)
    : pack_(pack), bindings_(bindings), diagnostics_(diagnostics) {
  add_functions();
  for (std::size_t i = 0; i < pack.parameters.size(); ++i) {
    const auto& parameter = pack.parameters[i];
    add_binding("params." + parameter.name, to_feel(parameter.type),
                plain(Binding::Kind::parameter, static_cast<int>(i)));
  }
  add_binding("now", Type::date_time(), plain(Binding::Kind::now));
  add_binding("today", Type::date(), plain(Binding::Kind::today));
}

void Names::add_functions() {
  pack::add_functions(scope_);
  for (std::size_t i = 0; i < pack_.definitions.size(); ++i) {
    const auto& definition = pack_.definitions[i];
    std::vector<feel::Parameter> parameters;
    for (const auto& name : definition.parameters) parameters.push_back({name, Type::any()});
    const Type result = definition.value.compiled ? definition.value.compiled->type() : Type::any();
    scope_.add_function(definition.name, std::move(parameters), result,
                        static_cast<int>(Function::first_definition) + static_cast<int>(i));
  }
}

void Names::add_binding(const std::string& name, const Type& type, const Binding& binding) {
  scope_.add_variable(name, type, bindings_.slot(binding));
}

/// The slot of `last`, asked of the record that `path` leads to.
int Names::slot_on(const std::vector<Binding>& path, const Binding& last) {
  int slot = bindings_.slot(last);
  for (auto step = path.rbegin(); step != path.rend(); ++step) {
    Binding through = *step;
    through.next = slot;
    slot = bindings_.slot(through);
  }
  return slot;
}

void Names::add_value(const std::string& name, const FieldType& type, const Binding& own, int depth,
                      const std::vector<Binding>& path) {
  scope_.add_variable(name, to_feel(type), slot_on(path, own));
  if (type.kind != FieldType::Kind::reference || depth == 0) return;
  const RecordType* target = pack_.find_type(type.of);
  if (target == nullptr) return;
  auto further = path;
  further.push_back({Binding::Kind::of_reference, bindings_.slot(own), -1, target});
  add_type(name + ".", *target, depth - 1, further);
}

void Names::add_type(const std::string& prefix, const RecordType& type, int depth,
                     const std::vector<Binding>& path) {
  using Kind = Binding::Kind;
  const auto mark = [&](const char* name, Type value_type, Kind kind) {
    scope_.add_variable(prefix + name, std::move(value_type), slot_on(path, plain(kind)));
  };
  mark("state", Type::string(), Kind::state);
  mark("key", Type::string(), Kind::key);
  mark("number", Type::string(), Kind::number);
  mark("created_at", Type::date_time(), Kind::created_at);
  mark("entered_by", Type::string(), Kind::entered_by);
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const auto& field = type.fields[i];
    add_value(prefix + field.name, field.type, plain(Kind::field, static_cast<int>(i)), depth,
              path);
  }
}

Names& Names::add_record(const RecordType& type) {
  if (type.parent != nullptr) {
    std::vector<Binding> path{plain(Binding::Kind::of_parent)};
    add_type("parent.", *type.parent, reference_depth - 1, path);
    if (type.parent->parent != nullptr) {
      path.push_back(plain(Binding::Kind::of_parent));
      add_type("parent.parent.", *type.parent->parent, 0, path);
    }
  }
  add_type("record.", type, reference_depth - 1, {});
  add_type("", type, reference_depth, {});
  return *this;
}

Names& Names::add_inputs(const Command& command) {
  for (std::size_t i = 0; i < command.inputs.size(); ++i) {
    const auto& field = command.inputs[i].field;
    add_value(field.name, field.type, plain(Binding::Kind::input, static_cast<int>(i)),
              reference_depth, {});
  }
  return *this;
}

Names& Names::add_actor() {
  add_binding("actor.id", Type::string(), plain(Binding::Kind::actor_id));
  add_binding("actor.department", Type::string(), plain(Binding::Kind::actor_department));
  add_binding("actor.roles", Type::list(Type::string()), plain(Binding::Kind::actor_roles));
  return *this;
}

Names& Names::add_clock() {
  add_binding("due_at", Type::date_time(), plain(Binding::Kind::due_at));
  add_binding("started_at", Type::date_time(), plain(Binding::Kind::started_at));
  return *this;
}

Names& Names::add_each(const Type& element) {
  add_binding("each", element, plain(Binding::Kind::each));
  add_binding("position", Type::number(), plain(Binding::Kind::position));
  return *this;
}

Names& Names::add_let(const std::string& name, int index, const Type& type) {
  add_binding(name, type, plain(Binding::Kind::let, index));
  return *this;
}

Names& Names::add_arguments(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    add_binding(arguments[i], Type::any(), plain(Binding::Kind::argument, static_cast<int>(i)));
  }
  return *this;
}

void Names::add_tables_of(const std::string& text) {
  for (std::size_t i = 0; i < pack_.tables.size(); ++i) {
    const auto index = static_cast<int>(i);
    const auto name = "tables." + pack_.tables[i].id;
    const auto reading = "readings." + pack_.tables[i].id;
    if (text.find(name) == std::string::npos && text.find(reading) == std::string::npos) continue;
    if (std::find(tables_added_.begin(), tables_added_.end(), index) != tables_added_.end()) {
      continue;
    }
    tables_added_.push_back(index);
    for (const auto& rule : pack_.tables[i].source.rules) {
      for (const auto& output : rule.outputs) add_tables_of(output.text);
    }
    auto code = feel::DecisionTable::compile(pack_.tables[i].source, scope_, diagnostics_);
    if (!code) {
      add_binding(name, Type::any(), plain(Binding::Kind::table, -1));
      add_binding(reading, Type::any(), plain(Binding::Kind::reading, -1));
      continue;
    }
    const Type type = code->type();
    const Type readings = Type::list(Type::context({{"outcome", code->row_type()},
                                                    {"rules", Type::list(Type::string())},
                                                    {"clauses", Type::list(Type::string())},
                                                    {"but_for", Type::string()},
                                                    {"stands", Type::any()}}));
    const auto asked = static_cast<int>(pack_.asked_tables.size());
    pack_.asked_tables.push_back({index, *std::move(code)});
    add_binding(name, type, plain(Binding::Kind::table, asked));
    add_binding(reading, readings, plain(Binding::Kind::reading, asked));
  }
}

void Names::compile(Formula& formula, const Type& expected) {
  if (!formula.is_stated() || formula.compiled) return;
  add_tables_of(formula.text);
  formula.compiled = feel::Expression::compile(formula.text, formula.place, scope_, diagnostics_,
                                               {.type = expected});
}

void Names::compile_owner(Formula& formula) {
  const bool is_role = pack_.find_role(formula.text) != nullptr;
  if (is_role && scope_.find_variable(formula.text) == nullptr) {
    formula.text = '"' + formula.text + '"';
  }
  compile(formula);
}

Type Names::element_of(const Formula& formula) {
  if (!formula.compiled || !formula.compiled->type().is(Type::Kind::list)) return Type::any();
  return formula.compiled->type().element();
}

}  // namespace guiju::pack
