#include "feel/table_difference.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "feel/segments.hpp"
#include "feel/source_text.hpp"

namespace guiju::feel {
namespace {

using Compiled = DecisionTable::Compiled;

constexpr std::size_t unknowns_max = 8;

/// What one table answers: comparable by `key`, readable as `text`.
struct Outcome {
  std::vector<int> rows;
  std::string key;
  std::string text;
  bool is_known = true;  ///< made of constants alone
};

struct Column {
  std::string label;
  std::string text;
  int before = -1;  ///< its place in that table; -1: it does not look at it
  int after = -1;
  bool is_shared = true;  ///< false: the text means another thing before and after
  std::vector<Segment> segments;
};

/// Which rows are still in question, and whether the inputs so far are allowed.
struct Side {
  std::vector<bool> rows;
  bool is_allowed = true;
  friend bool operator<(const Side& a, const Side& b) {
    return std::tie(a.rows, a.is_allowed) < std::tie(b.rows, b.is_allowed);
  }
};

/// A cell of which only the case can tell whether it holds: its column and its text.
using Unknown = std::pair<std::size_t, std::string>;
using Assumption = std::map<Unknown, bool>;

class Answers {
 public:
  Answers(const Compiled& table, const TableMeaning& meaning, std::string_view when)
      : table_(table), meaning_(meaning), when_(when) {
    for (std::size_t i = 0; i < table.outputs.size(); ++i) order_.push_back(i);
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return table.outputs[a].name < table.outputs[b].name;
    });
  }

  Outcome of(const std::vector<int>& rows) const {
    if (rows.empty()) return default_outcome();
    switch (table_.policy) {
      case HitPolicy::unique:
        return rows.size() == 1 ? row(rows.front()) : fault(rows, "two-rows-match");
      case HitPolicy::first:
        return row(rows.front());
      case HitPolicy::any: {
        const auto first = row(rows.front());
        const bool agree =
            std::all_of(rows.begin(), rows.end(), [&](int r) { return row(r).key == first.key; });
        return agree ? first : fault(rows, "rows-disagree");
      }
      case HitPolicy::priority:
        return row(*std::min_element(rows.begin(), rows.end(),
                                     [this](int a, int b) { return rank(a) < rank(b); }));
      default:
        return all(rows);
    }
  }

  Outcome not_allowed() const { return {{}, "!not-allowed", "input-not-allowed", true}; }

 private:
  std::vector<std::size_t> rank(int r) const {
    List values;
    for (const auto& output : table_.rules[static_cast<std::size_t>(r)].outputs) {
      values.push_back(output.constant() != nullptr ? *output.constant() : Value{});
    }
    return table_.rank(values);
  }

  void add(Outcome& outcome, std::size_t output, const Expression& value,
           const std::string& text) const {
    const std::string name = order_.size() == 1 ? "" : table_.outputs[output].name + "=";
    const Value* constant = value.constant();
    std::string key = text;
    if (constant != nullptr) {
      key.clear();
      append_json(key, *constant);
    } else {
      outcome.is_known = false;
      if (meaning_.has_changed(text)) key += when_;
    }
    const std::string shown = constant != nullptr ? to_text(*constant) : text;
    outcome.key += name + key + ';';
    outcome.text += (outcome.text.empty() ? "" : ", ") + name + shown;
  }

  Outcome row(int r) const {
    Outcome outcome{.rows = {r}};
    const auto& rule = table_.rules[static_cast<std::size_t>(r)];
    for (const auto i : order_) add(outcome, i, rule.outputs[i], rule.output_texts[i]);
    return outcome;
  }

  Outcome default_outcome() const {
    Outcome outcome;
    if (!table_.has_default()) return {{}, "!none", "null", true};
    for (const auto i : order_) {
      const auto& otherwise = table_.outputs[i].otherwise;
      if (otherwise) add(outcome, i, *otherwise, table_.outputs[i].otherwise_text);
    }
    return outcome;
  }

  static Outcome fault(const std::vector<int>& rows, const char* what) {
    return {rows, std::string("!") + what, what, true};
  }

  Outcome all(std::vector<int> rows) const {
    if (table_.policy == HitPolicy::collect_count) {
      return {rows, std::to_string(rows.size()), std::to_string(rows.size()), true};
    }
    if (table_.policy == HitPolicy::output_order) {
      std::stable_sort(rows.begin(), rows.end(),
                       [this](int a, int b) { return rank(a) < rank(b); });
    }
    std::vector<Outcome> each;
    for (const int r : rows) each.push_back(row(r));
    const bool in_order = table_.policy == HitPolicy::output_order ||
                          table_.policy == HitPolicy::rule_order ||
                          table_.policy == HitPolicy::collect;
    if (!in_order) {  // a sum, a least or a greatest does not depend on the order
      std::sort(each.begin(), each.end(),
                [](const Outcome& a, const Outcome& b) { return a.key < b.key; });
    }
    Outcome outcome{.rows = std::move(rows)};
    for (const auto& one : each) {
      outcome.key += "|" + one.key;
      outcome.text += (outcome.text.empty() ? "" : " + ") + one.text;
      outcome.is_known = outcome.is_known && one.is_known && in_order;
    }
    return outcome;
  }

  const Compiled& table_;
  const TableMeaning& meaning_;
  std::string when_;
  std::vector<std::size_t> order_;
};

class Comparison {
 public:
  Comparison(const Compiled& before, const Compiled& after, const TableMeaning& meaning)
      : before_(before),
        after_(after),
        meaning_(meaning),
        answers_before_(before, meaning, " before"),
        answers_after_(after, meaning, " after") {}

  TableDifference run() {
    make_columns();
    Side before{std::vector<bool>(before_.rules.size(), true)};
    Side after{std::vector<bool>(after_.rules.size(), true)};
    chosen_.resize(columns_.size());
    walk(0, before, after);
    std::stable_sort(
        result_.cases.begin(), result_.cases.end(),
        [](const TableCase& a, const TableCase& b) { return a.is_certain && !b.is_certain; });
    return std::move(result_);
  }

 private:
  void make_columns() {
    const auto add = [&](const Compiled& table, int Column::*place) {
      for (std::size_t i = 0; i < table.inputs.size(); ++i) {
        const auto& input = table.inputs[i];
        const bool changed = meaning_.has_changed(input.text);
        auto found = std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) {
          return !changed && c.text == input.text && c.*place < 0;
        });
        if (found == columns_.end()) {
          found = columns_.insert(columns_.end(), {.label = input.label, .text = input.text});
          found->is_shared = !changed;
        }
        (*found).*place = static_cast<int>(i);
        found->label = input.label;
      }
    };
    add(before_, &Column::before);
    add(after_, &Column::after);
    for (auto& column : columns_) cut(column);
  }

  void cut(Column& column) {
    List points;
    const auto collect = [&](const Compiled& table, int place) {
      if (place < 0) return;
      const auto i = static_cast<std::size_t>(place);
      const auto& allowed = table.inputs[i].allowed;
      if (allowed && allowed->shape()) add_points(*allowed->shape(), points);
      for (const auto& rule : table.rules) {
        if (rule.tests[i].shape()) add_points(*rule.tests[i].shape(), points);
      }
    };
    collect(before_, column.before);
    collect(after_, column.after);
    column.segments = segments_of(std::move(points), meaning_.is_whole(column.text));
    std::erase_if(column.segments, [&](const Segment& segment) {
      return !allows(before_, column.before, segment) && !allows(after_, column.after, segment);
    });
  }

  /// A table that does not look at the input has no say: then the other decides.
  static bool allows(const Compiled& table, int place, const Segment& segment) {
    if (place < 0) return false;
    return is_allowed(table, place, segment);
  }

  static bool is_allowed(const Compiled& table, int place, const Segment& segment) {
    if (place < 0) return true;
    const auto& allowed = table.inputs[static_cast<std::size_t>(place)].allowed;
    if (!allowed || !allowed->shape() || segment.what == Segment::What::absent) return true;
    return allowed->matches(segment.example, EmptyEnvironment{});
  }

  static Side narrowed(const Compiled& table, int place, const Segment& segment, const Side& side) {
    Side next = side;
    if (place < 0) return next;
    next.is_allowed = next.is_allowed && is_allowed(table, place, segment);
    for (std::size_t r = 0; r < next.rows.size(); ++r) {
      const UnaryTests& cell = table.rules[r].tests[static_cast<std::size_t>(place)];
      if (!next.rows[r] || cell.is_any() || !cell.shape()) continue;
      next.rows[r] = cell.matches(segment.example, EmptyEnvironment{});
    }
    return next;
  }

  /// Without the rows behind one that wins whatever the inputs from `c` on are.
  Side trimmed(const Compiled& table, Side side, bool is_before, std::size_t c) const {
    if (table.policy != HitPolicy::first) return side;
    bool is_won = false;
    for (std::size_t r = 0; r < side.rows.size(); ++r) {
      if (is_won) side.rows[r] = false;
      if (!side.rows[r]) continue;
      is_won = true;
      for (std::size_t i = 0; is_won && i < columns_.size(); ++i) {
        const int place = is_before ? columns_[i].before : columns_[i].after;
        if (place < 0) continue;
        const UnaryTests& cell = table.rules[r].tests[static_cast<std::size_t>(place)];
        is_won = cell.is_any() || (i < c && cell.shape());
      }
    }
    return side;
  }

  void walk(std::size_t c, const Side& full_before, const Side& full_after) {
    if (!result_.is_complete) return;
    const Side before = trimmed(before_, full_before, true, c);
    const Side after = trimmed(after_, full_after, false, c);
    if (seen_.size() > meaning_.states_max) {
      result_.is_complete = false;
      return;
    }
    if (!seen_.insert({c, before, after}).second) return;
    if (c == columns_.size()) {
      conclude(before, after);
      return;
    }
    const Column& column = columns_[c];
    std::map<std::pair<Side, Side>, std::vector<std::size_t>> groups;
    std::vector<std::pair<Side, Side>> order;
    for (std::size_t s = 0; s < column.segments.size(); ++s) {
      std::pair<Side, Side> next{narrowed(before_, column.before, column.segments[s], before),
                                 narrowed(after_, column.after, column.segments[s], after)};
      const auto [found, is_new] = groups.try_emplace(next);
      found->second.push_back(s);
      if (is_new) order.push_back(std::move(next));
    }
    for (const auto& next : order) {
      chosen_[c] = groups[next];
      walk(c + 1, next.first, next.second);
    }
  }

  void collect_unknowns(const Compiled& table, const Side& side, bool is_before,
                        std::set<Unknown>& unknowns) const {
    for (std::size_t r = 0; r < side.rows.size(); ++r) {
      if (!side.rows[r]) continue;
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (const auto unknown = unknown_of(table, r, c, is_before)) unknowns.insert(*unknown);
      }
    }
  }

  std::optional<Unknown> unknown_of(const Compiled& table, std::size_t row, std::size_t c,
                                    bool is_before) const {
    const int place = is_before ? columns_[c].before : columns_[c].after;
    if (place < 0) return std::nullopt;
    const auto i = static_cast<std::size_t>(place);
    const UnaryTests& cell = table.rules[row].tests[i];
    if (cell.is_any() || cell.shape()) return std::nullopt;
    std::string text = table.rules[row].test_texts[i];
    if (meaning_.has_changed(text)) text += is_before ? " (before)" : " (after)";
    return Unknown{c, std::move(text)};
  }

  std::vector<int> matching(const Compiled& table, const Side& side, bool is_before,
                            const Assumption& assumed) const {
    std::vector<int> rows;
    for (std::size_t r = 0; r < side.rows.size(); ++r) {
      bool matches = side.rows[r];
      for (std::size_t c = 0; matches && c < columns_.size(); ++c) {
        const auto unknown = unknown_of(table, r, c, is_before);
        if (unknown) matches = assumed.at(*unknown);
      }
      if (matches) rows.push_back(static_cast<int>(r));
    }
    return rows;
  }

  void conclude(const Side& before, const Side& after) {
    std::set<Unknown> unknowns;
    collect_unknowns(before_, before, true, unknowns);
    collect_unknowns(after_, after, false, unknowns);
    if (unknowns.size() > unknowns_max) {
      result_.is_complete = false;
      return;
    }
    const std::size_t ways = std::size_t{1} << unknowns.size();
    for (std::size_t way = 0; way < ways; ++way) {
      Assumption assumed;
      std::size_t bit = 0;
      for (const auto& unknown : unknowns) assumed[unknown] = ((way >> bit++) & 1) != 0;
      const auto was = before.is_allowed
                           ? answers_before_.of(matching(before_, before, true, assumed))
                           : answers_before_.not_allowed();
      const auto is = after.is_allowed ? answers_after_.of(matching(after_, after, false, assumed))
                                       : answers_after_.not_allowed();
      if (was.key != is.key) tell(was, is, assumed);
    }
  }

  void tell(const Outcome& was, const Outcome& is, const Assumption& assumed) {
    TableCase found{.rows_before = was.rows, .rows_after = is.rows};
    found.before = was.text;
    found.after = is.text;
    found.is_certain = was.is_known && is.is_known && assumed.empty();
    for (const auto& [unknown, holds] : assumed) {
      if (holds) found.assumed.push_back(columns_[unknown.first].label + ": " + unknown.second);
    }
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const auto& column = columns_[c];
      found.is_certain = found.is_certain && column.is_shared;
      found.inputs.push_back({column.label, column.text, stretches(column, chosen_[c]),
                              column.segments[chosen_[c].front()].example});
    }
    for (auto& known : result_.cases) {
      if (known.rows_before != found.rows_before || known.rows_after != found.rows_after) continue;
      if (known.before != found.before || known.after != found.after) continue;
      if (!known.is_certain && found.is_certain) known = std::move(found);
      return;
    }
    result_.cases.push_back(std::move(found));
  }

  static Stretch stretch_of(const Segment& segment) {
    switch (segment.what) {
      case Segment::What::absent:
        return {.what = Stretch::What::absent, .low = {}, .high = {}};
      case Segment::What::others:
        return {.what = Stretch::What::others, .low = {}, .high = {}};
      case Segment::What::value:
        return {Stretch::What::value, segment.low, {}, true, true};
      case Segment::What::between:
        break;
    }
    return {Stretch::What::between, segment.low, segment.high, false, false};
  }

  /// Segments in words: neighbours of an ordered column are one stretch.
  static std::vector<Stretch> stretches(const Column& column,
                                        const std::vector<std::size_t>& chosen) {
    if (chosen.size() == column.segments.size()) return {};
    using What = Stretch::What;
    std::vector<Stretch> all;
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      const Segment& segment = column.segments[chosen[k]];
      const bool is_next = k > 0 && chosen[k] == chosen[k - 1] + 1;
      Stretch own = stretch_of(segment);
      if (is_next && joins(all.back(), own)) {
        Stretch& last = all.back();
        if (last.what == What::value) last = {What::between, last.low, {}, true, false};
        last.high = own.what == What::value ? own.low : own.high;
        last.high_included = own.what == What::value;
      } else {
        all.push_back(std::move(own));
      }
    }
    return all;
  }

  static bool joins(const Stretch& last, const Stretch& next) {
    using What = Stretch::What;
    const auto is_span = [](const Stretch& s) {
      return s.what == What::between || (s.what == What::value && s.low.kind() != Kind::string &&
                                         s.low.kind() != Kind::boolean);
    };
    return is_span(last) && is_span(next);
  }

  const Compiled& before_;
  const Compiled& after_;
  const TableMeaning& meaning_;
  Answers answers_before_;
  Answers answers_after_;
  std::vector<Column> columns_;
  std::vector<std::vector<std::size_t>> chosen_;
  std::set<std::tuple<std::size_t, Side, Side>> seen_;
  TableDifference result_;
};

}  // namespace

TableDifference compare(const Compiled& before, const Compiled& after,
                        const TableMeaning& meaning) {
  return Comparison(before, after, meaning).run();
}

}  // namespace guiju::feel
