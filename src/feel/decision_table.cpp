#include "feel/decision_table.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "feel/compare.hpp"
#include "feel/effort.hpp"
#include "feel/node.hpp"
#include "feel/table_compiled.hpp"

namespace guiju::feel {
namespace {

using Compiled = DecisionTable::Compiled;

constexpr std::array<std::pair<std::string_view, HitPolicy>, 11> policies{
    {{"U", HitPolicy::unique},
     {"A", HitPolicy::any},
     {"P", HitPolicy::priority},
     {"F", HitPolicy::first},
     {"R", HitPolicy::rule_order},
     {"O", HitPolicy::output_order},
     {"C", HitPolicy::collect},
     {"C+", HitPolicy::collect_sum},
     {"C<", HitPolicy::collect_min},
     {"C>", HitPolicy::collect_max},
     {"C#", HitPolicy::collect_count}}};

/// A row that matched and what its outputs say.
struct Hit {
  int row = 0;
  List outputs;
};

Value row_value(const Compiled& table, const List& outputs) {
  if (outputs.size() == 1) return outputs.front();
  ContextEntries entries;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    entries.emplace_back(table.outputs[i].name, outputs[i]);
  }
  return Value::context(std::move(entries));
}

Value list_of_rows(const Compiled& table, const std::vector<Hit>& hits) {
  List values;
  for (const auto& hit : hits) values.push_back(row_value(table, hit.outputs));
  return Value::list(std::move(values));
}

Value sum_of(const std::vector<Hit>& hits) {
  Value sum = hits.front().outputs.front();
  for (std::size_t i = 1; i < hits.size(); ++i) {
    sum = arithmetic(ArithmeticOperator::add, sum, hits[i].outputs.front());
  }
  return sum;
}

/// The least (`sign` -1) or greatest (1) output; null where two have no order.
Value extreme_of(const std::vector<Hit>& hits, int sign) {
  Value best = hits.front().outputs.front();
  for (const auto& hit : hits) {
    const auto order = compare(hit.outputs.front(), best);
    if (!order) return {};
    if (*order * sign > 0) best = hit.outputs.front();
  }
  return best;
}

TableResult taken(const Compiled& table, const Hit& hit) {
  return {row_value(table, hit.outputs), {hit.row}, ""};
}

TableResult decided(const Compiled& table, std::vector<Hit> hits) {
  const auto by_rank = [&table](const Hit& a, const Hit& b) {
    return table.rank(a.outputs) < table.rank(b.outputs);
  };
  TableResult result;
  for (const auto& hit : hits) result.rows.push_back(hit.row);
  switch (table.policy) {
    case HitPolicy::unique:
      if (hits.size() == 1) return taken(table, hits.front());
      result.fault = "two-rows-match";
      break;
    case HitPolicy::any: {
      const Value first = row_value(table, hits.front().outputs);
      const bool agree = std::all_of(hits.begin(), hits.end(), [&](const Hit& hit) {
        return row_value(table, hit.outputs) == first;
      });
      agree ? void(result.value = first) : void(result.fault = "rows-disagree");
      break;
    }
    case HitPolicy::first:
      return taken(table, hits.front());
    case HitPolicy::priority:
      return taken(table, *std::min_element(hits.begin(), hits.end(), by_rank));
    case HitPolicy::output_order:
      std::stable_sort(hits.begin(), hits.end(), by_rank);
      for (std::size_t i = 0; i < hits.size(); ++i) result.rows[i] = hits[i].row;
      result.value = list_of_rows(table, hits);
      break;
    case HitPolicy::rule_order:
    case HitPolicy::collect:
      result.value = list_of_rows(table, hits);
      break;
    case HitPolicy::collect_sum:
      result.value = sum_of(hits);
      break;
    case HitPolicy::collect_min:
      result.value = extreme_of(hits, -1);
      break;
    case HitPolicy::collect_max:
      result.value = extreme_of(hits, 1);
      break;
    case HitPolicy::collect_count:
      result.value = Value::number(static_cast<std::int64_t>(hits.size()));
      break;
  }
  return result;
}

TableResult without_match(const Compiled& table, const Environment& environment) {
  TableResult result;
  if (table.has_default()) {
    List outputs;
    for (const auto& output : table.outputs) {
      outputs.push_back(output.otherwise ? output.otherwise->evaluate(environment) : Value{});
    }
    result.value = row_value(table, outputs);
    const bool gives_list = table.policy == HitPolicy::rule_order ||
                            table.policy == HitPolicy::output_order ||
                            table.policy == HitPolicy::collect;
    if (gives_list && result.value.kind() != Kind::list) result.value = Value::list({result.value});
    return result;
  }
  switch (table.policy) {
    case HitPolicy::rule_order:
    case HitPolicy::output_order:
    case HitPolicy::collect:
      result.value = Value::list({});
      break;
    case HitPolicy::collect_count:
      result.value = Value::number(0);
      break;
    default:
      break;
  }
  return result;
}

/// The inputs of one evaluation, each evaluated when a row first asks for it.
class Inputs {
 public:
  Inputs(const Compiled& table, const Environment& environment)
      : table_(table), environment_(environment), values_(table.inputs.size()) {}

  const Value& at(std::size_t i) {
    if (!values_[i]) values_[i] = table_.inputs[i].expression.evaluate(environment_);
    return *values_[i];
  }

  bool are_allowed() {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const auto& allowed = table_.inputs[i].allowed;
      // Whether an absent input is answered, the rows say.
      if (!allowed || at(i).is_null()) continue;
      if (!allowed->matches(at(i), environment_)) return false;
    }
    return true;
  }

  bool matches(const Compiled::Rule& rule, std::size_t i) {
    return rule.tests[i].is_any() || rule.tests[i].matches(at(i), environment_);
  }

  bool match(const Compiled::Rule& rule) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (!matches(rule, i)) return false;
    }
    return true;
  }

  /// The inputs that do not fit the row, two at the most.
  std::vector<std::size_t> misses(const Compiled::Rule& rule) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < values_.size() && found.size() < 2; ++i) {
      if (!matches(rule, i)) found.push_back(i);
    }
    return found;
  }

 private:
  const Compiled& table_;
  const Environment& environment_;
  std::vector<std::optional<Value>> values_;
};

}  // namespace

std::optional<HitPolicy> parse_hit_policy(std::string_view text) {
  for (const auto& [letter, policy] : policies) {
    if (letter == text) return policy;
  }
  return std::nullopt;
}

std::string to_text(HitPolicy policy) {
  for (const auto& [letter, candidate] : policies) {
    if (candidate == policy) return std::string{letter};
  }
  return "";
}

bool DecisionTable::Compiled::has_default() const {
  return std::any_of(outputs.begin(), outputs.end(),
                     [](const Output& output) { return output.otherwise.has_value(); });
}

std::vector<std::size_t> DecisionTable::Compiled::rank(const List& row) const {
  std::vector<std::size_t> ranks;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const List& order = outputs[i].ranking;
    const auto found = std::find(order.begin(), order.end(), row[i]);
    ranks.push_back(static_cast<std::size_t>(found - order.begin()));
  }
  return ranks;
}

TableResult DecisionTable::evaluate(const Environment& environment) const {
  const Compiled& table = *compiled_;
  const Effort effort;
  Inputs inputs{table, environment};
  if (!inputs.are_allowed()) return {.fault = "input-not-allowed"};
  // Under F the rows after the first that matches are of no interest.
  const bool one_is_enough = table.policy == HitPolicy::first;
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < table.rules.size(); ++i) {
    if (!Effort::spend(Effort::turn)) return {};
    if (!inputs.match(table.rules[i])) continue;
    Hit hit{static_cast<int>(i), {}};
    for (const auto& output : table.rules[i].outputs) {
      hit.outputs.push_back(output.evaluate(environment));
    }
    hits.push_back(std::move(hit));
    if (one_is_enough) break;
  }
  return hits.empty() ? without_match(table, environment) : decided(table, std::move(hits));
}

std::vector<TableReading> DecisionTable::read(const Environment& environment) const {
  const Compiled& table = *compiled_;
  Inputs inputs{table, environment};
  std::vector<TableReading> readings;
  for (std::size_t i = 0; i < table.rules.size(); ++i) {
    const auto misses = inputs.misses(table.rules[i]);
    if (misses.size() > 1) continue;
    List outputs;
    for (const auto& output : table.rules[i].outputs) {
      outputs.push_back(output.evaluate(environment));
    }
    TableReading reading{static_cast<int>(i), row_value(table, outputs)};
    if (!misses.empty()) {
      reading.but_for = table.inputs[misses.front()].label;
      reading.stands = inputs.at(misses.front());
    }
    readings.push_back(std::move(reading));
  }
  return readings;
}

Value DecisionTable::input(std::size_t index, const Environment& environment) const {
  return compiled_->inputs[index].expression.evaluate(environment);
}

bool DecisionTable::fits(std::size_t row, std::size_t input, const Value& value,
                         const Environment& environment) const {
  return compiled_->rules[row].tests[input].matches(value, environment);
}

Type DecisionTable::row_type() const {
  switch (compiled_->policy) {
    case HitPolicy::rule_order:
    case HitPolicy::output_order:
    case HitPolicy::collect:
      return compiled_->type.is(Type::Kind::list) ? compiled_->type.element() : Type::any();
    default:
      return compiled_->type;
  }
}

const Type& DecisionTable::type() const { return compiled_->type; }

const std::vector<int>& DecisionTable::variables() const { return compiled_->variables; }

const std::vector<int>& DecisionTable::functions() const { return compiled_->functions; }

}  // namespace guiju::feel
