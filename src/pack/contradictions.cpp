#include "pack/contradictions.hpp"

#include <algorithm>

#include "feel/lexer.hpp"
#include "feel/source_text.hpp"
#include "pack/contradiction_finder.hpp"
#include "pack/outline.hpp"
#include "pack/witness_words.hpp"

namespace guiju::pack {
namespace {

using feel::Condition;
using feel::Value;

/// Conditions longer than this are not written out further.
constexpr std::size_t length_max = 2'000;

/// A name, dots included, as `feel::normal_text` writes it.
bool is_name(const std::string& subject) {
  return subject.find_first_of("([{\"+-*/<>=,@") == std::string::npos &&
         !subject.starts_with("if ") && !subject.starts_with("some ") &&
         !subject.starts_with("every ") && !subject.starts_with("for ");
}

feel::List state_values(const RecordType& type, const std::vector<std::string>* only) {
  feel::List values;
  for (const auto& state : type.states) {
    const bool counts =
        only == nullptr || std::find(only->begin(), only->end(), state.id) != only->end();
    if (counts) values.push_back(Value::string(state.id));
  }
  return values;
}

}  // namespace

std::string role_asked(std::string_view subject) {
  constexpr std::string_view begins = "has_role ( actor . id , \"";
  constexpr std::string_view ends = "\" )";
  if (!subject.starts_with(begins) || !subject.ends_with(ends)) return {};
  const auto role = subject.substr(begins.size(), subject.size() - begins.size() - ends.size());
  return role.find('"') == std::string_view::npos ? std::string(role) : std::string();
}

std::string clause_words(const std::vector<std::string>& clauses) {
  std::string all;
  for (const auto& clause : clauses) all += (all.empty() ? "clause " : ", ") + clause;
  return all;
}

std::string Place::expanded(std::string_view text) const {
  std::string out(text);
  if (is_done_ && command_ != nullptr) out = read_after(std::move(out));
  if (command_ != nullptr) {
    // A `let` may name those before it, so the last one goes first.
    for (auto let = command_->lets.rbegin(); let != command_->lets.rend(); ++let) {
      if (out.size() > length_max) break;  // what is left of them is unknown
      out = feel::with_name(out, let->first, let->second.text);
    }
  }
  // A switch is the company's choice: it is not for this edition alone that a clause must hold.
  return feel::with_values(out, "params", [&](std::string_view name) -> const Value* {
    const auto* parameter = pack_.find_parameter(name);
    const bool is_switch =
        parameter != nullptr && (parameter->value.kind() == feel::Kind::boolean ||
                                 parameter->value.kind() == feel::Kind::string ||
                                 parameter->value.kind() == feel::Kind::list);
    return parameter == nullptr || is_switch ? nullptr : &parameter->value;
  });
}

/// What the act has written is another thing than what stood there before.
std::string Place::read_after(std::string text) const {
  const auto rename = [&](const std::string& name) {
    if (command_->find_input(name) < 0) text = feel::with_name(text, name, "after." + name);
  };
  rename("state");
  for (const auto& set : command_->assignments) rename(set.name);
  return text;
}

Guard Place::guard(const Formula& when, Text name, const Basis& rules,
                   const SourcePlace& place) const {
  Guard guard{.text = expanded(when.text), .name = std::move(name), .rules = rules, .place = place};
  guard.condition = Condition::read(guard.text);
  return guard;
}

Guard Place::guard(const Check& check) const {
  auto guard =
      this->guard(check.when, in_both("拒绝 `" + check.code + "`", "refusal `" + check.code + "`"),
                  check.rules, check.place);
  std::vector<Condition> parts{guard.condition};
  const auto also = [&](Condition condition, const std::string& text) {
    parts.push_back(std::move(condition));
    guard.text = guard.text.empty() ? text : "(" + guard.text + ") and (" + text + ")";
  };
  if (!check.missing.empty()) {
    std::vector<Condition> empty;
    std::string text;
    for (const auto& name : check.missing) {
      const char* nothing = is_text(name) ? "null, \"\"" : "null";
      empty.push_back(Condition::passes(name, nothing));
      text += (text.empty() ? "" : " or ") + name + " in (" + nothing + ")";
    }
    also(Condition::any_of(std::move(empty)), text);
  }
  for (const auto* list : {&check.missing_of, &check.names}) {
    if (!list->is_stated()) continue;
    const auto text = "count(" + expanded(list->text) + ") > 0";
    // A sister regulation may have emptied the list, which leaves the refusal without occasion.
    also({.kind = Condition::Kind::truth, .subject = text}, text);
  }
  guard.condition = Condition::all_of(std::move(parts));
  return guard;
}

bool Place::is_text(const std::string& name) const {
  const int input = command_ != nullptr ? command_->find_input(name) : -1;
  const int field = type_.find_field(name);
  const Field* own = input >= 0   ? &command_->inputs[static_cast<std::size_t>(input)].field
                     : field >= 0 ? &type_.fields[static_cast<std::size_t>(field)]
                                  : nullptr;
  using Kind = FieldType::Kind;
  return own != nullptr && (own->type.kind == Kind::text || own->type.kind == Kind::long_text);
}

Place Place::when_done() const {
  Place place = *this;
  place.is_done_ = true;
  return place;
}

feel::Domain Place::of_field(const Field& field) const {
  feel::Domain domain{.is_whole = field.type.kind == FieldType::Kind::money};
  if (field.choices.is_stated()) {
    const auto choices = feel::constant_of(with_parameters(pack_, field.choices.text));
    if (choices) domain.choices = choices->as_list();
  }
  if (field.type.kind == FieldType::Kind::boolean) {
    domain.choices = {Value::boolean(true), Value::boolean(false)};
  }
  return domain;
}

feel::Domain Place::domain_of(const std::string& subject) const {
  if (subject == "state") {
    if (command_ != nullptr && command_->creates) return {.choices = {Value{}}};
    return {.may_be_absent = false, .choices = state_values(type_, nullptr)};
  }
  if (subject == "after . state") {
    const bool stays = command_->to.empty() || command_->to.back().when.is_stated();
    std::vector<std::string> reached = command_->from;
    for (const auto& target : command_->to) reached.push_back(target.state);
    const bool is_known = !stays || !command_->from.empty();
    return {.may_be_absent = false, .choices = state_values(type_, is_known ? &reached : nullptr)};
  }
  if (const auto role = role_asked(subject); !role.empty()) {
    const bool alone = command_ != nullptr && command_->who.size() == 1 &&
                       command_->who.front().kind == Who::Kind::role &&
                       command_->who.front().name == role;
    if (alone) return {.may_be_absent = false, .choices = {Value::boolean(true)}};
    return {.may_be_absent = false, .choices = {Value::boolean(true), Value::boolean(false)}};
  }
  if (command_ != nullptr) {
    if (const int input = command_->find_input(subject); input >= 0) {
      const auto& own = command_->inputs[static_cast<std::size_t>(input)];
      auto domain = of_field(own.field);
      domain.may_be_absent = !(is_done_ && own.required);
      return domain;
    }
    const auto first = subject.substr(0, subject.find(' '));
    for (const auto& [name, value] : command_->lets) {
      if (name == first) return {.is_free = false};
    }
  }
  if (const int field = type_.find_field(subject); field >= 0) {
    return of_field(type_.fields[static_cast<std::size_t>(field)]);
  }
  // `record . x` is `x` where no input hides it; what was written follows from other things.
  const bool follows = subject.starts_with("record ") || subject.starts_with("after ") ||
                       subject.starts_with("params ") || subject.starts_with("tables ");
  return {.is_free = is_name(subject) && !follows};
}

feel::Solution Place::solve(Condition condition) const {
  return feel::solve(condition, [this](const std::string& subject) { return domain_of(subject); });
}

void Finder::tell(const SourcePlace& place, std::string code, const Text& message,
                  std::initializer_list<const Basis*> rules, const feel::Solution* witness,
                  std::vector<std::string> conditions, const Phrases* as) {
  const Phrases& phrases = as == nullptr ? phrases_ : *as;
  Finding finding;
  Basis all;
  for (const auto* basis : rules) all.insert(all.end(), basis->begin(), basis->end());
  finding.clauses = clauses_of(pack_, all);
  finding.words = phrases.message(message);
  std::string text = message.en;
  if (!finding.clauses.empty()) text += " (" + clause_words(finding.clauses) + ")";
  if (witness != nullptr) {
    std::string example;
    for (const auto& [name, value] : witness->values) {
      finding.witness.emplace_back(name, written(value));
      example += (example.empty() ? "" : ", ") + std::string("`") + name + "` is " + written(value);
    }
    text += example.empty() ? ", in every case" : ", for example where " + example;
    finding.example = words_of_case(phrases, finding.witness);
  }
  for (auto& condition : conditions) {
    if (!condition.empty()) finding.conditions.push_back(std::move(condition));
  }
  finding.diagnostic = {Diagnostic::Severity::warning, place, std::move(code), std::move(text), {}};
  findings_.found.push_back(std::move(finding));
}

void Finder::cannot_decide(const SourcePlace& place, const std::string& what) {
  findings_.undecided.push_back({Diagnostic::Severity::warning, place, "cannot-decide", what, {}});
}

Findings contradictions(const Pack& pack) {
  Finder finder(pack);
  find_in_commands(finder);
  find_in_tables(finder);
  find_in_deadlines(finder);
  find_in_flows(finder);
  find_in_people(finder);
  find_numbers(finder);
  return finder.take();
}

}  // namespace guiju::pack
