#include "feel/source_text.hpp"
#include "feel/table_compiled.hpp"

namespace guiju::feel {
namespace {

using Compiled = DecisionTable::Compiled;

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// An expression of which nothing is known but that it has a value.
Expression unknown() {
  Scope scope;
  scope.add_variable("unknown", Type::any(), 0);
  Diagnostics none;
  return Expression::compile("unknown", {}, scope, none).value();
}

Expression expression(std::string_view text) {
  Diagnostics ignored;
  const bool is_empty = is_blank(text) || text == "-";
  auto compiled = Expression::compile(is_empty ? "null" : text, {}, Scope{}, ignored);
  return compiled ? *std::move(compiled) : unknown();
}

UnaryTests tests(const SourceText& text, const Type& type) {
  Diagnostics ignored;
  auto compiled = UnaryTests::compile(is_blank(text.text) ? "-" : text.text, text.place, type,
                                      Scope{}, ignored);
  return compiled ? *std::move(compiled) : UnaryTests{};
}

Compiled::Output output_of(const DecisionTableSource::Output& source) {
  Compiled::Output output{
      .name = source.name, .ranking = {}, .otherwise = {}, .otherwise_text = {}};
  if (!is_blank(source.allowed_values.text)) {
    const auto allowed = tests(source.allowed_values, source.type);
    if (allowed.shape()) output.ranking = allowed.shape()->values;
  }
  if (!is_blank(source.default_value.text)) {
    output.otherwise = expression(source.default_value.text);
    output.otherwise_text = normal_text(source.default_value.text);
  }
  return output;
}

}  // namespace

Compiled table_without_names(const DecisionTableSource& source) {
  Compiled table;
  table.policy = source.hit_policy;
  table.place = source.place;
  for (const auto& input : source.inputs) {
    const auto& label = input.label.empty() ? input.expression.text : input.label;
    std::optional<UnaryTests> allowed;
    if (!is_blank(input.allowed_values.text)) allowed = tests(input.allowed_values, input.type);
    table.inputs.push_back(
        {label, normal_text(input.expression.text), unknown(), std::move(allowed)});
  }
  for (const auto& output : source.outputs) table.outputs.push_back(output_of(output));
  for (const auto& rule : source.rules) {
    Compiled::Rule compiled{.place = rule.place};
    for (std::size_t i = 0; i < rule.tests.size() && i < source.inputs.size(); ++i) {
      compiled.tests.push_back(tests(rule.tests[i], source.inputs[i].type));
      compiled.test_places.push_back(rule.tests[i].place);
      compiled.test_texts.push_back(normal_text(rule.tests[i].text));
    }
    for (const auto& output : rule.outputs) {
      compiled.outputs.push_back(expression(output.text));
      compiled.output_texts.push_back(normal_text(output.text));
    }
    table.rules.push_back(std::move(compiled));
  }
  return table;
}

}  // namespace guiju::feel
