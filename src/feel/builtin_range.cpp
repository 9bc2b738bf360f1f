#include <optional>

#include "feel/builtin.hpp"
#include "feel/compare.hpp"
#include "feel/lexer.hpp"
#include "feel/temporal_text.hpp"

namespace guiju::feel {
namespace {

using Arguments = std::span<const Value>;

// The relations of DMN 1.5, table 78. A point is taken as the closed range of itself. An answer is
// empty where the ends cannot be compared.

std::optional<Range> range_of(const Value& value) {
  if (const Range* range = value.as_range()) return *range;
  if (!compare(value, value)) return std::nullopt;
  return Range{value, value, true, true};
}

Value before(const Range& a, const Range& b) {
  const auto order = compare(a.high, b.low);
  if (!order) return {};
  return Value::boolean(*order < 0 || (*order == 0 && !(a.high_included && b.low_included)));
}

Value meets(const Range& a, const Range& b) {
  const auto order = compare(a.high, b.low);
  if (!order) return {};
  return Value::boolean(*order == 0 && a.high_included && b.low_included);
}

/// How the ends of two ranges stand to one another.
struct Ends {
  int low = 0;       ///< a's low end to b's
  int high = 0;      ///< a's high end to b's
  int high_low = 0;  ///< a's high end to b's low one
  int low_high = 0;  ///< a's low end to b's high one
};

std::optional<Ends> ends_of(const Range& a, const Range& b) {
  const auto low = compare(a.low, b.low);
  const auto high = compare(a.high, b.high);
  const auto high_low = compare(a.high, b.low);
  const auto low_high = compare(a.low, b.high);
  if (!low || !high || !high_low || !low_high) return std::nullopt;
  return Ends{*low, *high, *high_low, *low_high};
}

Value overlaps(const Range& a, const Range& b) {
  const auto ends = ends_of(a, b);
  if (!ends) return {};
  const bool begins =
      ends->high_low > 0 || (ends->high_low == 0 && a.high_included && b.low_included);
  const bool stops =
      ends->low_high < 0 || (ends->low_high == 0 && a.low_included && b.high_included);
  return Value::boolean(begins && stops);
}

Value overlaps_before(const Range& a, const Range& b) {
  const auto ends = ends_of(a, b);
  if (!ends) return {};
  const bool earlier = ends->low < 0 || (ends->low == 0 && a.low_included && !b.low_included);
  const bool reaches =
      ends->high_low > 0 || (ends->high_low == 0 && a.high_included && b.low_included);
  const bool ends_within =
      ends->high < 0 || (ends->high == 0 && (!a.high_included || b.high_included));
  return Value::boolean(earlier && reaches && ends_within);
}

Value finishes(const Range& a, const Range& b) {
  const auto ends = ends_of(a, b);
  if (!ends) return {};
  const bool begins_within =
      ends->low > 0 || (ends->low == 0 && (!a.low_included || b.low_included));
  return Value::boolean(ends->high == 0 && a.high_included == b.high_included && begins_within);
}

Value starts(const Range& a, const Range& b) {
  const auto ends = ends_of(a, b);
  if (!ends) return {};
  const bool ends_within =
      ends->high < 0 || (ends->high == 0 && (!a.high_included || b.high_included));
  return Value::boolean(ends->low == 0 && a.low_included == b.low_included && ends_within);
}

Value includes(const Range& a, const Range& b) {
  const auto ends = ends_of(a, b);
  if (!ends) return {};
  const bool low = ends->low < 0 || (ends->low == 0 && (a.low_included || !b.low_included));
  const bool high = ends->high > 0 || (ends->high == 0 && (a.high_included || !b.high_included));
  return Value::boolean(low && high);
}

Value coincides(const Range& a, const Range& b) {
  const auto ends = ends_of(a, b);
  if (!ends) return {};
  return Value::boolean(ends->low == 0 && ends->high == 0 && a.low_included == b.low_included &&
                        a.high_included == b.high_included);
}

using Relation = Value (*)(const Range&, const Range&);
enum class Sides { as_given, swapped };

template <Relation relation, Sides sides = Sides::as_given>
Value related(Arguments a) {
  const auto first = range_of(a[0]);
  const auto second = range_of(a[1]);
  if (!first || !second) return {};
  return sides == Sides::as_given ? relation(*first, *second) : relation(*second, *first);
}

/// One end of a range in text: a literal, or a date, time or duration of a literal.
class EndReader {
 public:
  explicit EndReader(std::span<const Token> tokens) : tokens_(tokens) {}

  std::optional<Value> read() {
    if (tokens_.empty()) return Value{};
    const bool negative = tokens_.front().is("-");
    if (negative) tokens_ = tokens_.subspan(1);
    if (tokens_.size() == 1) return literal(tokens_.front(), negative);
    if (negative || tokens_.size() < 4) return std::nullopt;
    const Token& text = tokens_[tokens_.size() - 2];
    const bool is_call = tokens_[tokens_.size() - 3].is("(") && tokens_.back().is(")") &&
                         text.kind == Token::Kind::string;
    if (!is_call) return std::nullopt;
    std::string name;
    for (const auto& word : tokens_.first(tokens_.size() - 3)) {
      name += (name.empty() ? "" : " ") + word.text;
    }
    return call(name, text.text);
  }

 private:
  static std::optional<Value> literal(const Token& token, bool negative) {
    switch (token.kind) {
      case Token::Kind::number:
        return Value::number_from_text((negative ? "-" : "") + token.text);
      case Token::Kind::string:
        if (negative) return std::nullopt;
        return Value::string(token.text);
      case Token::Kind::at_string: {
        Value value = parse_temporal_value(token.text);
        if (value.is_null() || negative) return std::nullopt;
        return value;
      }
      default:
        return std::nullopt;
    }
  }

  static std::optional<Value> call(std::string_view name, std::string_view text) {
    Value value;
    if (name == "date") value = parse_date_value(text);
    if (name == "time") value = parse_time_value(text);
    if (name == "date and time") value = parse_date_time_value(text);
    if (name == "duration") value = parse_duration_value(text);
    if (value.is_null()) return std::nullopt;
    return value;
  }

  std::span<const Token> tokens_;
};

Value range_from_tokens(std::span<const Token> tokens) {
  if (tokens.size() < 4) return {};
  const Token& open = tokens.front();
  const Token& close = tokens[tokens.size() - 2];
  if (!(open.is("[") || open.is("(") || open.is("]"))) return {};
  if (!(close.is("]") || close.is(")") || close.is("["))) return {};
  const auto inner = tokens.subspan(1, tokens.size() - 3);
  std::size_t dots = 0;
  while (dots < inner.size() && !inner[dots].is("..")) ++dots;
  if (dots == inner.size()) return {};
  const auto low = EndReader{inner.first(dots)}.read();
  const auto high = EndReader{inner.subspan(dots + 1)}.read();
  if (!low || !high || (low->is_null() && high->is_null())) return {};
  const bool both = !low->is_null() && !high->is_null();
  if (both && compare(*low, *high).value_or(1) > 0) return {};
  // An end that is left open cannot be included.
  if ((low->is_null() && open.is("[")) || (high->is_null() && close.is("]"))) return {};
  return Value::range({*low, *high, open.is("["), close.is("]")});
}

Value range_from(Arguments a) {
  try {
    return range_from_tokens(tokenize(a[0].as_string()));
  } catch (const SyntaxError&) {
    return {};  // FEEL: what cannot be read is null
  }
}

}  // namespace

void add_range_builtins(Builtins& all) {
  const Type any = Type::any();
  const auto add = [&](const char* name, BuiltinSignature::Function f,
                       std::vector<std::pair<std::string, std::string>> names) {
    for (const auto& [first, second] : names) {
      all[name].push_back({{{first, any}, {second, any}}, Type::boolean(), f});
    }
  };
  const std::vector<std::pair<std::string, std::string>> any_two{
      {"point1", "point2"}, {"point", "range"}, {"range", "point"}, {"range1", "range2"}};
  const std::vector<std::pair<std::string, std::string>> two_ranges{{"range1", "range2"}};
  const std::vector<std::pair<std::string, std::string>> point_first{{"point", "range"},
                                                                     {"range1", "range2"}};
  const std::vector<std::pair<std::string, std::string>> range_first{{"range", "point"},
                                                                     {"range1", "range2"}};
  add("before", related<before>, any_two);
  add("after", related<before, Sides::swapped>, any_two);
  add("meets", related<meets>, two_ranges);
  add("met by", related<meets, Sides::swapped>, two_ranges);
  add("overlaps", related<overlaps>, two_ranges);
  add("overlaps before", related<overlaps_before>, two_ranges);
  add("overlaps after", related<overlaps_before, Sides::swapped>, two_ranges);
  add("finishes", related<finishes>, point_first);
  add("finished by", related<finishes, Sides::swapped>, range_first);
  add("includes", related<includes>, range_first);
  add("during", related<includes, Sides::swapped>, point_first);
  add("starts", related<starts>, point_first);
  add("started by", related<starts, Sides::swapped>, range_first);
  add("coincides", related<coincides>, {{"point1", "point2"}, {"range1", "range2"}});
  all["range"] = {{{{"from", Type::string()}}, Type::range(any), range_from}};
}

}  // namespace guiju::feel
