#include <algorithm>

#include "feel/builtin.hpp"
#include "feel/compare.hpp"
#include "feel/decimal.hpp"
#include "feel/node.hpp"

namespace guiju::feel {
namespace {

using Arguments = std::span<const Value>;
using Nulls = BuiltinSignature::Nulls;

/// The items that `sum(list)` and `sum(a, b, …)` alike go over.
List items_of(Arguments a) {
  if (a.size() == 1 && a[0].kind() == Kind::list) return a[0].as_list();
  return {a.begin(), a.end()};
}

Value number_or_null(const std::optional<Decimal>& n) { return n ? Value::number(*n) : Value{}; }

/// The items as numbers; empty when one of them is none.
std::optional<std::vector<Decimal>> numbers_of(Arguments a) {
  std::vector<Decimal> numbers;
  for (const auto& item : items_of(a)) {
    if (item.kind() != Kind::number) return std::nullopt;
    numbers.push_back(item.decimal());
  }
  return numbers;
}

std::optional<Decimal> total(const std::vector<Decimal>& numbers) {
  std::optional<Decimal> result = Decimal::of(0);
  for (const auto& n : numbers) {
    if (result) result = add(*result, n);
  }
  return result;
}

std::optional<Decimal> mean_of(const std::vector<Decimal>& numbers) {
  const auto sum = total(numbers);
  if (!sum || numbers.empty()) return std::nullopt;
  return divide(*sum, Decimal::of(static_cast<std::int64_t>(numbers.size())));
}

template <int sign>
Value extreme(Arguments a) {
  const List items = items_of(a);
  if (items.empty()) return {};
  Value best = items.front();
  // One item alone must be of a kind that has an order, too.
  if (!compare(best, best)) return {};
  for (const auto& item : items) {
    const auto order = compare(item, best);
    if (!order) return {};
    if (*order * sign > 0) best = item;
  }
  return best;
}

/// The total of durations of one kind; null when the items are not such.
Value total_duration(const List& items) {
  Value sum = items.front();
  if (sum.kind() != Kind::days_duration && sum.kind() != Kind::years_months_duration) return {};
  Value result = sum.kind() == Kind::days_duration ? Value::days_duration(Seconds{0})
                                                   : Value::months_duration(0);
  for (const auto& item : items) result = arithmetic(ArithmeticOperator::add, result, item);
  return result;
}

Value sum_of(Arguments a) {
  const auto numbers = numbers_of(a);
  if (!numbers) return total_duration(items_of(a));
  return numbers->empty() ? Value{} : number_or_null(total(*numbers));
}

Value product_of(Arguments a) {
  const auto numbers = numbers_of(a);
  if (!numbers || numbers->empty()) return {};
  std::optional<Decimal> result = Decimal::of(1);
  for (const auto& n : *numbers) {
    if (result) result = multiply(*result, n);
  }
  return number_or_null(result);
}

Value mean(Arguments a) {
  const auto numbers = numbers_of(a);
  return numbers ? number_or_null(mean_of(*numbers)) : Value{};
}

Value median(Arguments a) {
  auto numbers = numbers_of(a);
  if (!numbers || numbers->empty()) return {};
  std::sort(numbers->begin(), numbers->end(),
            [](const Decimal& x, const Decimal& y) { return compare(x, y) < 0; });
  const std::size_t middle = numbers->size() / 2;
  if (numbers->size() % 2 == 1) return Value::number((*numbers)[middle]);
  return number_or_null(mean_of({(*numbers)[middle - 1], (*numbers)[middle]}));
}

/// The standard deviation of a sample: the squares are shared among one less than there are.
Value stddev(Arguments a) {
  const auto numbers = numbers_of(a);
  if (!numbers || numbers->size() < 2) return {};
  const auto centre = mean_of(*numbers);
  if (!centre) return {};
  std::vector<Decimal> squares;
  for (const auto& n : *numbers) {
    const auto distance = subtract(n, *centre);
    const auto square = distance ? multiply(*distance, *distance) : std::nullopt;
    if (!square) return {};
    squares.push_back(*square);
  }
  const auto sum = total(squares);
  if (!sum) return {};
  const auto variance = divide(*sum, Decimal::of(static_cast<std::int64_t>(squares.size()) - 1));
  return variance ? number_or_null(square_root(*variance)) : Value{};
}

/// The numbers that stand most often, ascending.
Value mode(Arguments a) {
  auto numbers = numbers_of(a);
  if (!numbers) return {};
  std::sort(numbers->begin(), numbers->end(),
            [](const Decimal& x, const Decimal& y) { return compare(x, y) < 0; });
  std::size_t most = 0;
  List modes;
  for (std::size_t i = 0; i < numbers->size();) {
    std::size_t end = i;
    while (end < numbers->size() && compare((*numbers)[i], (*numbers)[end]) == 0) ++end;
    if (end - i > most) {
      most = end - i;
      modes.clear();
    }
    if (end - i == most) modes.push_back(Value::number((*numbers)[i]));
    i = end;
  }
  return Value::list(std::move(modes));
}

/// `all` (decisive false) and `any` (decisive true), with three values.
template <bool decisive>
Value quantified(Arguments a) {
  bool unknown = false;
  for (const auto& item : items_of(a)) {
    const auto b = item.as_boolean();
    if (b == decisive) return Value::boolean(decisive);
    unknown = unknown || !b;
  }
  return unknown ? Value{} : Value::boolean(!decisive);
}

}  // namespace

Value count_items(Arguments a) {
  if (a[0].is_null()) return {};
  return Value::number(static_cast<std::int64_t>(a[0].as_list().size()));
}

void add_list_builtins(Builtins& all) {
  const Type any = Type::any();
  const Type number = Type::number();
  const Parameter list{"list", Type::list(any)};
  // A single value that is no list is the list of itself.
  const Parameter each{"c", any};
  const auto add_reduction = [&](const char* name, Type result, BuiltinSignature::Function f) {
    all[name] = {{{{"list", any}}, result, f, Nulls::give_null},
                 {{each}, result, f, Nulls::are_passed, true}};
  };
  add_reduction("min", any, extreme<-1>);
  add_reduction("max", any, extreme<1>);
  add_reduction("sum", any, sum_of);
  add_reduction("product", number, product_of);
  add_reduction("mean", number, mean);
  add_reduction("median", number, median);
  add_reduction("stddev", number, stddev);
  add_reduction("mode", Type::list(number), mode);
  add_reduction("all", Type::boolean(), quantified<false>);
  add_reduction("any", Type::boolean(), quantified<true>);
  all["count"] = {{{list}, number, count_items, Nulls::give_null}};
}

}  // namespace guiju::feel
