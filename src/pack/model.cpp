#include "pack/model.hpp"

#include <algorithm>
#include <charconv>

namespace guiju::pack {
namespace {

template <class Range, class Name>
int index_of(const Range& range, std::string_view wanted, Name name) {
  for (std::size_t i = 0; i < range.size(); ++i) {
    if (name(range[i]) == wanted) return static_cast<int>(i);
  }
  return -1;
}

template <class Range, class Name>
auto pointer_to(const Range& range, std::string_view wanted, Name name) -> decltype(&range[0]) {
  const int index = index_of(range, wanted, name);
  return index < 0 ? nullptr : &range[static_cast<std::size_t>(index)];
}

constexpr auto by_id = [](const auto& x) -> std::string_view { return x.id; };
constexpr auto by_name = [](const auto& x) -> std::string_view { return x.name; };
constexpr auto by_pointed_name = [](const auto& x) -> std::string_view { return x->name; };

}  // namespace

std::string to_text(const FieldType& type) {
  switch (type.kind) {
    case FieldType::Kind::text:
      return "text";
    case FieldType::Kind::long_text:
      return "long_text";
    case FieldType::Kind::number:
      return "number";
    case FieldType::Kind::money:
      return "money";
    case FieldType::Kind::boolean:
      return "boolean";
    case FieldType::Kind::date:
      return "date";
    case FieldType::Kind::time:
      return "time";
    case FieldType::Kind::moment:
      return "moment";
    case FieldType::Kind::duration:
      return "duration";
    case FieldType::Kind::context:
      return "context";
    case FieldType::Kind::derivation:
      return "derivation";
    case FieldType::Kind::attachment:
      return "attachment";
    case FieldType::Kind::rows:
      return "list";
    case FieldType::Kind::list:
      return "list of " + to_text(*type.element);
    case FieldType::Kind::reference:
      for (const char* plain : {"person", "department", "site", "client"}) {
        if (type.of == plain) return type.of;
      }
      return "ref " + type.of;
  }
  return {};
}

feel::Type to_feel(const FieldType& type) {
  using feel::Type;
  switch (type.kind) {
    case FieldType::Kind::text:
    case FieldType::Kind::long_text:
    case FieldType::Kind::reference:
      return Type::string();
    case FieldType::Kind::number:
    case FieldType::Kind::money:
      return Type::number();
    case FieldType::Kind::boolean:
      return Type::boolean();
    case FieldType::Kind::date:
      return Type::date();
    case FieldType::Kind::time:
      return Type::date_time();
    case FieldType::Kind::moment:
      return Type::any();
    case FieldType::Kind::duration:
      return Type::days_duration();
    case FieldType::Kind::context:
    case FieldType::Kind::derivation:
      return Type::any();
    case FieldType::Kind::list:
      return Type::list(to_feel(*type.element));
    case FieldType::Kind::attachment:
      return Type::context({{"name", Type::string()},
                            {"media_type", Type::string()},
                            {"bytes", Type::number()},
                            {"hash", Type::string()}});
    case FieldType::Kind::rows: {
      std::vector<feel::TypeField> fields;
      for (const auto& column : type.columns) {
        fields.push_back({column.name, to_feel(column.type)});
      }
      return Type::list(Type::context(std::move(fields)));
    }
  }
  return Type::any();
}

bool holds_attachments(const FieldType& type) {
  return type.kind == FieldType::Kind::attachment ||
         (type.kind == FieldType::Kind::list && type.element->kind == FieldType::Kind::attachment);
}

int Command::find_input(std::string_view wanted) const {
  return index_of(inputs, wanted, [](const Input& i) -> std::string_view { return i.field.name; });
}

std::string RecordType::heard_name(std::string_view child_type, std::string_view fact) {
  std::string name(child_type);
  name += '\n';
  name += fact;
  return name;
}

int RecordType::find_field(std::string_view wanted) const {
  return index_of(fields, wanted, by_name);
}

bool RecordType::is_explanation(int index) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const Field& field) { return field.explained_by == index; });
}

const State* RecordType::find_state(std::string_view id) const {
  return pointer_to(states, id, by_id);
}

const Command* RecordType::find_command(std::string_view wanted) const {
  const auto* found = pointer_to(commands, wanted, by_pointed_name);
  return found == nullptr ? nullptr : found->get();
}

const Unique* RecordType::find_unique(std::string_view wanted) const {
  const auto found = std::find_if(uniques.begin(), uniques.end(),
                                  [&](const Unique& unique) { return unique.name == wanted; });
  return found == uniques.end() ? nullptr : &*found;
}

const Mask* RecordType::find_mask(int field) const {
  const auto found = std::find_if(masks.begin(), masks.end(),
                                  [&](const Mask& mask) { return mask.field == field; });
  return found == masks.end() ? nullptr : &*found;
}

const RecordType* Pack::find_type(std::string_view wanted) const {
  const auto* found = pointer_to(types, wanted, by_pointed_name);
  if (found != nullptr) return found->get();
  return base == nullptr ? nullptr : base->find_type(wanted);
}

const Command* Pack::find_command(std::string_view wanted) const {
  const RecordType* named = find_type(wanted.substr(0, wanted.find('.')));
  if (const Command* found = named == nullptr ? nullptr : named->find_command(wanted)) return found;
  for (const auto& type : types) {
    if (const Command* found = type->find_command(wanted)) return found;
  }
  return nullptr;
}

std::vector<std::string> Pack::command_names() const {
  std::vector<std::string> names;
  for (const auto* pack = this; pack != nullptr; pack = pack->base) {
    for (const auto& type : pack->types) {
      for (const auto& command : type->commands) names.push_back(command->name);
    }
  }
  return names;
}

const Parameter* Pack::find_parameter(std::string_view wanted) const {
  return pointer_to(parameters, wanted, by_name);
}

const Role* Pack::find_role(std::string_view wanted) const {
  const auto* found = pointer_to(roles, wanted, by_id);
  return found != nullptr || base == nullptr ? found : base->find_role(wanted);
}

const Code* Pack::find_code(std::string_view wanted) const {
  const auto* found = pointer_to(codes, wanted, by_id);
  return found != nullptr || base == nullptr ? found : base->find_code(wanted);
}

const Text* Pack::find_text(std::string_view wanted) const {
  const auto* found = pointer_to(texts, wanted, by_id);
  if (found != nullptr) return &found->text;
  return base == nullptr ? nullptr : base->find_text(wanted);
}

int Pack::find_rule(std::string_view wanted) const { return index_of(rules, wanted, by_id); }

bool Pack::has_duty(std::string_view wanted) const {
  return pointer_to(duties, wanted, by_id) != nullptr ||
         (base != nullptr && base->has_duty(wanted));
}

int Pack::rule_number(int rule) const {
  const auto& name = rules[static_cast<std::size_t>(rule)].id;
  const auto digits = name.substr(name.find_last_of('-') + 1);
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::size_t Pack::refusal_rank(std::string_view code) const {
  const auto found = std::find(refusal_order.begin(), refusal_order.end(), code);
  return static_cast<std::size_t>(found - refusal_order.begin());
}

const Ledger* Pack::find_ledger(std::string_view wanted) const {
  return pointer_to(ledgers, wanted, by_id);
}

const Board* Pack::find_board(std::string_view wanted) const {
  return pointer_to(boards, wanted, by_id);
}

const Form* Pack::find_form(const RecordType& type, std::string_view wanted) const {
  for (const auto& form : forms) {
    if (form.type == &type && form.id == wanted) return &form;
  }
  return nullptr;
}

namespace {

/// What `of` says of each article that the basis stands under, each said once.
std::vector<std::string> said_of_articles(const Pack& pack, const Basis& basis,
                                          std::string Article::*of) {
  std::vector<std::string> out;
  for (const int rule : basis) {
    for (const int article : pack.rules[static_cast<std::size_t>(rule)].articles) {
      const auto& said = pack.articles[static_cast<std::size_t>(article)].*of;
      if (std::find(out.begin(), out.end(), said) == out.end()) out.push_back(said);
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> articles_of(const Pack& pack, const Basis& basis) {
  return said_of_articles(pack, basis, &Article::id);
}

std::vector<std::string> clauses_of(const Pack& pack, const Basis& basis) {
  return said_of_articles(pack, basis, &Article::number);
}

std::vector<std::string> rules_of(const Pack& pack, const Basis& basis) {
  std::vector<std::string> out;
  for (const int rule : basis) out.push_back(pack.rules[static_cast<std::size_t>(rule)].id);
  return out;
}

}  // namespace guiju::pack
