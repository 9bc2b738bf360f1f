#include "feel/dmn/boxed.hpp"

#include <array>

#include "feel/builtin.hpp"
#include "feel/dmn/boxed_nodes.hpp"
#include "feel/dmn/table.hpp"
#include "feel/dmn/xml.hpp"

namespace guiju::feel::dmn {
namespace {

constexpr std::array<std::string_view, 12> boxed_names{
    "literalExpression",  "decisionTable", "context", "list",  "relation", "invocation",
    "functionDefinition", "conditional",   "for",     "every", "some",     "filter"};

bool is_boxed(const pugi::xml_node& node) {
  for (const auto name : boxed_names) {
    if (local_name(node) == name) return true;
  }
  return false;
}

BoxedPtr null_box() { return std::make_shared<ConstantBox>(Value{}); }

}  // namespace

Value conformed(const Value& value, const Type& type) {
  auto fitting = coerce(value, type);
  return fitting ? *std::move(fitting) : Value{};
}

BoxedPtr BoxedCompiler::child_of(const pugi::xml_node& parent, const Known& known) {
  for (const auto& node : elements(parent)) {
    if (is_boxed(node)) return expression(node, known);
  }
  return null_box();
}

BoxedPtr BoxedCompiler::expression(const pugi::xml_node& node, const Known& known) {
  const std::string_view name = local_name(node);
  BoxedPtr box;
  if (name == "literalExpression") box = literal(child_text(node, "text"), known);
  if (name == "decisionTable") box = table(node, known);
  if (name == "context") box = context(node, known);
  if (name == "list") box = list(node, known);
  if (name == "relation") box = relation(node, known);
  if (name == "invocation") box = invocation(node, known);
  if (name == "functionDefinition") box = function(node, known, types_.find(""));
  if (name == "conditional") box = conditional(node, known);
  if (name == "for" || name == "every" || name == "some") box = iteration(node, known);
  if (name == "filter") box = filter(node, known);
  const Type type = types_.find(attribute(node, "typeRef"));
  const bool is_function = name == "functionDefinition";
  if (!box) return null_box();
  return type.is(Type::Kind::any) || is_function ? box : std::make_shared<TypedBox>(box, type);
}

BoxedPtr BoxedCompiler::literal(const std::string& text, const Known& known) {
  if (text.empty()) return null_box();
  auto compiled = Expression::compile(text, {file_, 1, 1}, known.scope, diagnostics_,
                                      {.checking = Checking::lenient});
  if (!compiled) return null_box();
  return std::make_shared<LiteralBox>(*std::move(compiled));
}

BoxedPtr BoxedCompiler::context(const pugi::xml_node& node, Known known) {
  const auto entries = children(node, "contextEntry");
  auto box = std::make_shared<ContextBox>();
  box->first_slot = known.next_slot;
  known.next_slot += static_cast<int>(entries.size());
  for (const auto& entry : entries) {
    const auto variable = child(entry, "variable");
    const Type type = types_.find(attribute(variable, "typeRef"));
    BoxedPtr value = child_of(entry, known);
    if (!variable) {
      box->result = std::move(value);
      break;
    }
    const std::string name = attribute(variable, "name");
    known.scope.add_variable(name, type, box->first_slot + static_cast<int>(box->entries.size()));
    box->entries.push_back({name, std::make_shared<TypedBox>(std::move(value), type)});
  }
  return box;
}

BoxedPtr BoxedCompiler::list(const pugi::xml_node& node, const Known& known) {
  auto box = std::make_shared<ListBox>();
  for (const auto& item : elements(node)) {
    if (is_boxed(item)) box->items.push_back(expression(item, known));
  }
  return box;
}

BoxedPtr BoxedCompiler::relation(const pugi::xml_node& node, const Known& known) {
  auto box = std::make_shared<ListBox>();
  const auto columns = children(node, "column");
  for (const auto& row : children(node, "row")) {
    auto line = std::make_shared<ContextBox>();
    line->first_slot = known.next_slot;
    const auto cells = elements(row);
    for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
      line->entries.push_back({attribute(columns[i], "name"), expression(cells[i], known)});
    }
    box->items.push_back(std::move(line));
  }
  return box;
}

BoxedPtr BoxedCompiler::invocation(const pugi::xml_node& node, const Known& known) {
  auto box = std::make_shared<InvocationBox>();
  box->function = child_of(node, known);
  for (const auto& binding : children(node, "binding")) {
    box->names.push_back(attribute(child(binding, "parameter"), "name"));
    box->arguments.push_back(child_of(binding, known));
  }
  return box;
}

BoxedPtr BoxedCompiler::function(const pugi::xml_node& definition, const Known& known,
                                 Type result) {
  const std::string kind = attribute(definition, "kind");
  if (!kind.empty() && kind != "FEEL") {
    diagnostics_.push_back({Diagnostic::Severity::warning,
                            {file_, 0, 0},
                            "unknown-function",
                            "functions of other languages cannot be called",
                            ""});
    return null_box();
  }
  Known inner = known;
  auto body = std::make_shared<FunctionBody>();
  body->first_slot = inner.next_slot;
  for (const auto& parameter : children(definition, "formalParameter")) {
    body->names.push_back(attribute(parameter, "name"));
    body->types.push_back(types_.find(attribute(parameter, "typeRef")));
    inner.scope.add_variable(body->names.back(), body->types.back(), inner.next_slot++);
  }
  body->result = std::move(result);
  body->body = child_of(definition, inner);
  return std::make_shared<FunctionBox>(std::move(body));
}

BoxedPtr BoxedCompiler::conditional(const pugi::xml_node& node, const Known& known) {
  auto box = std::make_shared<ConditionalBox>();
  box->condition = child_of(child(node, "if"), known);
  box->then = child_of(child(node, "then"), known);
  box->otherwise = child_of(child(node, "else"), known);
  return box;
}

BoxedPtr BoxedCompiler::iteration(const pugi::xml_node& node, Known known) {
  auto box = std::make_shared<IterationBox>();
  const std::string_view name = local_name(node);
  box->domain = child_of(child(node, "in"), known);
  box->first_slot = known.next_slot;
  known.scope.add_variable(attribute(node, "iteratorVariable"), Type::any(), known.next_slot++);
  if (name == "for") {
    box->what = IterationBox::What::each;
    known.scope.add_variable("partial", Type::list(Type::any()), known.next_slot++);
    box->body = child_of(child(node, "return"), known);
  } else {
    box->what = name == "every" ? IterationBox::What::every : IterationBox::What::some;
    box->body = child_of(child(node, "satisfies"), known);
  }
  return box;
}

/// A boxed filter is FEEL's: the list is a name of its own, and the condition stands in brackets.
BoxedPtr BoxedCompiler::filter(const pugi::xml_node& node, Known known) {
  auto box = std::make_shared<FilterBox>();
  box->list = child_of(child(node, "in"), known);
  box->first_slot = known.next_slot;
  known.scope.add_variable("filtered list", Type::any(), known.next_slot++);
  const auto match = child(node, "match");
  box->filtered = literal(
      "filtered list[" + child_text(child(match, "literalExpression"), "text") + "]", known);
  return box;
}

BoxedPtr BoxedCompiler::table(const pugi::xml_node& node, const Known& known) {
  const auto source = read_decision_table(node, types_, file_);
  auto compiled = DecisionTable::compile(source, known.scope, diagnostics_, Checking::lenient);
  if (!compiled) return null_box();
  return std::make_shared<TableBox>(*std::move(compiled));
}

}  // namespace guiju::feel::dmn
