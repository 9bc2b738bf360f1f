#include <algorithm>
#include <set>

#include "feel/table_compiled.hpp"

namespace guiju::feel {
namespace {

using Compiled = DecisionTable::Compiled;
using Source = DecisionTableSource;

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool needs_one_output(HitPolicy policy) {
  return policy == HitPolicy::collect_sum || policy == HitPolicy::collect_min ||
         policy == HitPolicy::collect_max;
}

bool needs_ranking(HitPolicy policy) {
  return policy == HitPolicy::priority || policy == HitPolicy::output_order;
}

bool gives_list(HitPolicy policy) {
  return policy == HitPolicy::rule_order || policy == HitPolicy::output_order ||
         policy == HitPolicy::collect;
}

/// Makes a `Compiled` out of a source, noting everything that is wrong on the way.
class TableCompiler {
 public:
  TableCompiler(const Source& source, const Scope& scope, Diagnostics& diagnostics,
                Checking checking)
      : source_(source), scope_(scope), diagnostics_(diagnostics), checking_(checking) {}

  std::optional<Compiled> run() {
    table_.policy = source_.hit_policy;
    table_.place = source_.place;
    for (const auto& input : source_.inputs) add_input(input);
    for (const auto& output : source_.outputs) add_output(output);
    check_outputs();
    for (const auto& rule : source_.rules) add_rule(rule);
    if (failed_) return std::nullopt;
    table_.type = result_type();
    table_.variables.assign(variables_.begin(), variables_.end());
    table_.functions.assign(functions_.begin(), functions_.end());
    return std::move(table_);
  }

 private:
  void report(const SourcePlace& place, std::string code, std::string message,
              std::string help = "") {
    failed_ = true;
    diagnostics_.push_back(
        {Diagnostic::Severity::error, place, std::move(code), std::move(message), std::move(help)});
  }

  std::optional<Expression> expression(const SourceText& text, const Type& expected) {
    auto compiled = Expression::compile(text.text, text.place, scope_, diagnostics_,
                                        {.type = expected, .checking = checking_});
    note(compiled);
    return compiled;
  }

  std::optional<UnaryTests> tests(const SourceText& text, const Type& type) {
    auto compiled = UnaryTests::compile(is_blank(text.text) ? "-" : text.text, text.place, type,
                                        scope_, diagnostics_, checking_);
    note(compiled);
    return compiled;
  }

  template <class Part>
  void note(const std::optional<Part>& part) {
    if (!part) {
      failed_ = true;
      return;
    }
    variables_.insert(part->variables().begin(), part->variables().end());
    functions_.insert(part->functions().begin(), part->functions().end());
  }

  void add_input(const Source::Input& input) {
    auto compiled = expression(input.expression, input.type);
    const bool is_typed = !input.type.is(Type::Kind::any);
    input_types_.push_back(is_typed ? input.type : compiled ? compiled->type() : Type::any());
    std::optional<UnaryTests> allowed;
    if (!is_blank(input.allowed_values.text)) {
      allowed = tests(input.allowed_values, input_types_.back());
    }
    const std::string& label = input.label.empty() ? input.expression.text : input.label;
    allowed_inputs_.push_back(allowed);
    if (compiled) {
      table_.inputs.push_back(
          {label, input.expression.text, *std::move(compiled), std::move(allowed)});
    }
  }

  void add_output(const Source::Output& output) {
    Compiled::Output compiled{.name = output.name};
    allowed_outputs_.emplace_back();
    if (!is_blank(output.allowed_values.text)) {
      allowed_outputs_.back() = tests(output.allowed_values, output.type);
      if (allowed_outputs_.back() && allowed_outputs_.back()->shape()) {
        compiled.ranking = allowed_outputs_.back()->shape()->values;
      }
    }
    if (!is_blank(output.default_value.text)) {
      compiled.otherwise = expression(output.default_value, output.type);
    }
    table_.outputs.push_back(std::move(compiled));
    output_types_.push_back(Type::null());
  }

  void check_outputs() {
    const HitPolicy policy = source_.hit_policy;
    if (source_.outputs.empty()) report(source_.place, "wrong-shape", "the table has no output");
    if (needs_one_output(policy) && source_.outputs.size() > 1) {
      report(source_.place, "wrong-shape",
             "hit policy `" + to_text(policy) + "` wants one output, the table has " +
                 std::to_string(source_.outputs.size()));
    }
    if (needs_ranking(policy) && checking_ == Checking::strict &&
        std::all_of(table_.outputs.begin(), table_.outputs.end(),
                    [](const auto& output) { return output.ranking.empty(); })) {
      report(source_.place, "wrong-shape",
             "hit policy `" + to_text(policy) +
                 "` ranks the results, but no output lists its "
                 "allowed values",
             "list them, the most important first");
    }
    std::set<std::string> names;
    for (const auto& output : source_.outputs) {
      if (source_.outputs.size() > 1 && !names.insert(output.name).second) {
        report(source_.place, "wrong-shape",
               output.name.empty() ? "an output has no name"
                                   : "two outputs are called `" + output.name + "`");
      }
    }
  }

  /// In a pack a cell that names a value which cannot come is a slip of the pen.
  void check_allowed(const UnaryTests& cell, const std::optional<UnaryTests>& allowed,
                     const SourceText& text) {
    if (checking_ == Checking::lenient || !allowed || !allowed->shape() || !cell.shape()) return;
    std::vector<std::string> candidates;
    for (const auto& value : allowed->shape()->values) candidates.push_back(to_text(value));
    for (const auto& value : cell.shape()->values) {
      if (value.is_null() || value.kind() == Kind::range || value.kind() == Kind::list) continue;
      if (allowed->matches(value, EmptyEnvironment{})) continue;
      const std::string near = nearest(to_text(value), candidates);
      report(text.place, "wrong-value", "`" + to_text(value) + "` is none of the allowed values",
             near.empty() ? "" : "did you mean `" + near + "`?");
    }
  }

  bool has_shape(const Source::Rule& rule) {
    const auto complain = [&](std::size_t has, std::size_t wants, const char* what) {
      if (has == wants) return true;
      report(rule.place, "wrong-shape",
             "the row has " + std::to_string(has) + " " + what + " cells, the table " +
                 std::to_string(wants) + " " + what + "s");
      return false;
    };
    return complain(rule.tests.size(), source_.inputs.size(), "input") &&
           complain(rule.outputs.size(), source_.outputs.size(), "output");
  }

  void add_rule(const Source::Rule& rule) {
    if (!has_shape(rule)) return;
    Compiled::Rule compiled{.place = rule.place};
    for (std::size_t i = 0; i < rule.tests.size(); ++i) {
      auto cell = tests(rule.tests[i], input_types_[i]);
      if (!cell) continue;
      check_allowed(*cell, allowed_inputs_[i], rule.tests[i]);
      compiled.tests.push_back(*std::move(cell));
      compiled.test_places.push_back(rule.tests[i].place);
      compiled.test_texts.push_back(rule.tests[i].text);
    }
    for (std::size_t i = 0; i < rule.outputs.size(); ++i) {
      const bool is_empty = is_blank(rule.outputs[i].text) || rule.outputs[i].text == "-";
      auto cell = expression(is_empty ? SourceText{"null", rule.outputs[i].place} : rule.outputs[i],
                             source_.outputs[i].type);
      if (!cell) continue;
      check_output(*cell, i, rule.outputs[i]);
      output_types_[i] = common_type(output_types_[i], cell->type());
      compiled.outputs.push_back(*std::move(cell));
      compiled.output_texts.push_back(rule.outputs[i].text);
    }
    table_.rules.push_back(std::move(compiled));
  }

  void check_output(const Expression& cell, std::size_t i, const SourceText& text) {
    const auto& allowed = allowed_outputs_[i];
    if (checking_ == Checking::lenient || !allowed || !allowed->shape() || !cell.constant()) return;
    const Value& value = *cell.constant();
    if (value.is_null() || allowed->matches(value, EmptyEnvironment{})) return;
    std::vector<std::string> candidates;
    for (const auto& candidate : allowed->shape()->values) {
      candidates.push_back(to_text(candidate));
    }
    const std::string near = nearest(to_text(value), candidates);
    report(text.place, "wrong-value", "`" + to_text(value) + "` is none of the allowed values",
           near.empty() ? "" : "did you mean `" + near + "`?");
  }

  Type result_type() const {
    const auto type_of = [this](std::size_t i) {
      return source_.outputs[i].type.is(Type::Kind::any) ? output_types_[i]
                                                         : source_.outputs[i].type;
    };
    if (source_.hit_policy == HitPolicy::collect_count) return Type::number();
    Type row = type_of(0);
    if (source_.outputs.size() > 1) {
      std::vector<TypeField> fields;
      for (std::size_t i = 0; i < source_.outputs.size(); ++i) {
        fields.push_back({source_.outputs[i].name, type_of(i)});
      }
      row = Type::context(std::move(fields));
    }
    return gives_list(source_.hit_policy) ? Type::list(std::move(row)) : row;
  }

  const Source& source_;
  const Scope& scope_;
  Diagnostics& diagnostics_;
  Checking checking_;
  bool failed_ = false;
  Compiled table_;
  std::vector<Type> input_types_;
  std::vector<Type> output_types_;
  std::vector<std::optional<UnaryTests>> allowed_inputs_;
  std::vector<std::optional<UnaryTests>> allowed_outputs_;
  std::set<int> variables_;
  std::set<int> functions_;
};

}  // namespace

std::optional<DecisionTable> DecisionTable::compile(const DecisionTableSource& source,
                                                    const Scope& scope, Diagnostics& diagnostics,
                                                    Checking checking) {
  auto compiled = TableCompiler{source, scope, diagnostics, checking}.run();
  if (!compiled) return std::nullopt;
  DecisionTable table;
  table.compiled_ = std::make_shared<const Compiled>(*std::move(compiled));
  return table;
}

}  // namespace guiju::feel
