#include <optional>

#include "feel/civil.hpp"
#include "feel/compare.hpp"
#include "feel/effort.hpp"
#include "feel/node.hpp"

namespace guiju::feel {
namespace {

/// More turns than any regulation needs: an iteration beyond is null, not a hang.
constexpr std::size_t turns_max = 1'000'000;
/// No value weighs more: there is no need to go on.
constexpr std::size_t weight_max = 4'000'000;

/// The whole numbers or dates from `low` to `high`, downward when `high` is the smaller; empty when
/// the two do not make a sequence.
std::optional<List> sequence(const Value& low, const Value& high) {
  std::int64_t from = 0;
  std::int64_t to = 0;
  const bool dates = low.kind() == Kind::date && high.kind() == Kind::date;
  if (dates) {
    from = low.temporal().amount;
    to = high.temporal().amount;
  } else {
    const auto first = low.as_int64();
    const auto last = high.as_int64();
    if (!first || !last) return std::nullopt;
    from = *first;
    to = *last;
  }
  const bool up = from <= to;
  const auto distance = up ? static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from)
                           : static_cast<std::uint64_t>(from) - static_cast<std::uint64_t>(to);
  if (distance >= turns_max || !Effort::spend(distance * 2)) return std::nullopt;
  List values;
  values.reserve(distance + 1);
  for (std::int64_t at = from;; at += up ? 1 : -1) {
    values.push_back(dates ? Value::temporal(Kind::date, {.amount = at}) : Value::number(at));
    if (at == to) return values;
  }
}

std::optional<List> sequence(const Range& range) {
  auto values = sequence(range.low, range.high);
  if (!values) return values;
  if (!range.low_included) values->erase(values->begin());
  if (!range.high_included && !values->empty()) values->pop_back();
  return values;
}

/// The items of what stands after `in`; empty when nothing can be gone through.
std::optional<List> domain(const Iterator& iterator, Frame& frame) {
  const Value from = iterator.from->evaluate(frame);
  if (iterator.to) return sequence(from, iterator.to->evaluate(frame));
  return items_to_go_through(from);
}

/// Goes through all combinations of the iterators, the first slowest, until `visit` says false.
/// False when a domain is not one.
template <class Visit>
bool go_through(const std::vector<Iterator>& iterators, std::size_t depth, Frame& frame,
                bool& stopped, const Visit& visit) {
  if (depth == iterators.size()) {
    stopped = !visit();
    return true;
  }
  const auto items = domain(iterators[depth], frame);
  if (!items) return false;
  for (const auto& item : *items) {
    if (!Effort::spend(Effort::turn)) return false;
    frame.locals[iterators[depth].local] = item;
    if (!go_through(iterators, depth + 1, frame, stopped, visit)) return false;
    if (stopped) return true;
  }
  return true;
}

class For final : public Node {
 public:
  For(std::vector<Iterator> iterators, NodePtr result, int partial)
      : iterators_(std::move(iterators)), result_(std::move(result)), partial_(partial) {}

  Value evaluate(Frame& frame) const override {
    List results;
    std::size_t weight = 0;
    bool stopped = false;
    const bool went = go_through(iterators_, 0, frame, stopped, [&] {
      if (partial_ >= 0) {
        if (!Effort::spend(results.size() * 4)) return false;
        frame.locals[partial_] = Value::list(results);
      }
      results.push_back(result_->evaluate(frame));
      weight += results.back().weight();
      return results.size() < turns_max && weight < weight_max;
    });
    return went && !stopped ? Value::list(std::move(results)) : Value{};
  }

 private:
  std::vector<Iterator> iterators_;
  NodePtr result_;
  int partial_;  ///< negative when the result does not ask for it
};

class Quantified final : public Node {
 public:
  Quantified(bool every, std::vector<Iterator> iterators, NodePtr condition)
      : every_(every), iterators_(std::move(iterators)), condition_(std::move(condition)) {}

  Value evaluate(Frame& frame) const override {
    bool decided = false;
    bool unknown = false;
    const bool went = go_through(iterators_, 0, frame, decided, [&] {
      const auto holds = condition_->evaluate(frame).as_boolean();
      unknown = unknown || !holds;
      return !holds || *holds == every_;
    });
    if (!went) return {};
    if (decided) return Value::boolean(!every_);
    return unknown ? Value{} : Value::boolean(every_);
  }

 private:
  bool every_;
  std::vector<Iterator> iterators_;
  NodePtr condition_;
};

class Filter final : public Node {
 public:
  Filter(NodePtr list, NodePtr predicate, int item)
      : list_(std::move(list)), predicate_(std::move(predicate)), item_(item) {}

  Value evaluate(Frame& frame) const override {
    const Value of = list_->evaluate(frame);
    if (of.is_null()) return {};
    const Value alone = of.kind() == Kind::list ? of : Value::list({of});
    const List& items = alone.as_list();
    if (const Value* index = predicate_->constant(); index != nullptr) {
      if (index->kind() == Kind::number) return at(items, *index);
    }
    List kept;
    for (const auto& item : items) {
      if (!Effort::spend(Effort::turn)) return {};
      frame.locals[item_] = item;
      const Value keep = predicate_->evaluate(frame);
      if (keep.kind() == Kind::number) return at(items, keep);
      if (keep.is_true()) kept.push_back(item);
    }
    if (items.empty()) {
      // Nothing tells an index from a condition then but the predicate itself.
      frame.locals[item_] = Value{};
      if (predicate_->evaluate(frame).kind() == Kind::number) return {};
    }
    return Value::list(std::move(kept));
  }

 private:
  /// Counts from 1 at the front, from -1 at the back.
  static Value at(const List& items, const Value& index) {
    const auto n = index.as_int64();
    const auto size = static_cast<std::int64_t>(items.size());
    if (!n || *n == 0 || *n > size || *n < -size) return {};
    return items[static_cast<std::size_t>(*n > 0 ? *n - 1 : size + *n)];
  }

  NodePtr list_;
  NodePtr predicate_;
  int item_;
};

}  // namespace

std::optional<List> items_to_go_through(const Value& domain) {
  switch (domain.kind()) {
    case Kind::null:
      return std::nullopt;
    case Kind::list:
      if (!Effort::spend(domain.as_list().size() * 2)) return std::nullopt;
      return domain.as_list();
    case Kind::range:
      return sequence(*domain.as_range());
    default:
      return List{domain};
  }
}

NodePtr make_filter(NodePtr list, NodePtr predicate, int item) {
  return std::make_unique<Filter>(std::move(list), std::move(predicate), item);
}

NodePtr make_for(std::vector<Iterator> iterators, NodePtr result, int partial) {
  return std::make_unique<For>(std::move(iterators), std::move(result), partial);
}

NodePtr make_quantified(bool every, std::vector<Iterator> iterators, NodePtr condition) {
  return std::make_unique<Quantified>(every, std::move(iterators), std::move(condition));
}

}  // namespace guiju::feel
