#include "feel/condition.hpp"

#include <algorithm>
#include <map>

namespace guiju::feel {
namespace {

using Kind = Condition::Kind;

constexpr int steps_max = 5'000;

/// FEEL's three values, and that of which nothing is known yet.
enum class Truth { no, unknown, yes, open };

Truth truth_of(const Value& value) {
  if (value.is_true()) return Truth::yes;
  return value.is_false() ? Truth::no : Truth::unknown;
}

Truth negated(Truth truth) {
  if (truth == Truth::yes) return Truth::no;
  return truth == Truth::no ? Truth::yes : truth;
}

struct Subject {
  std::string name;
  Domain domain;
  List points;
  bool is_truth = false;
  std::vector<Value> candidates;
};

class Solver {
 public:
  Solver(const Condition& condition, const Domains& domains)
      : condition_(condition), domains_(domains) {}

  Solution run() {
    collect(condition_);
    for (auto& subject : subjects_) make_candidates(subject);
    // Free subjects first: what holds by them alone holds whatever the others are.
    std::stable_sort(subjects_.begin(), subjects_.end(), [](const Subject& a, const Subject& b) {
      return a.domain.is_free && !b.domain.is_free;
    });
    const auto free = static_cast<std::size_t>(
        std::count_if(subjects_.begin(), subjects_.end(),
                      [](const Subject& subject) { return subject.domain.is_free; }));
    if (search(0, free)) {
      Solution found{.answer = Solution::Answer::holds, .values = {}};
      for (const auto& subject : subjects_) {
        const auto value = values_.find(subject.name);
        if (value != values_.end()) found.values.emplace_back(subject.name, value->second);
      }
      return found;
    }
    values_.clear();
    const bool may_hold = steps_ > steps_max || search(0, subjects_.size());
    return {may_hold || steps_ > steps_max ? Solution::Answer::unknown : Solution::Answer::never,
            {}};
  }

 private:
  Subject& subject_of(const std::string& name) {
    const auto found = std::find_if(subjects_.begin(), subjects_.end(),
                                    [&](const Subject& subject) { return subject.name == name; });
    if (found != subjects_.end()) return *found;
    return *subjects_.insert(subjects_.end(), {.name = name, .domain = domains_(name)});
  }

  void collect(const Condition& condition) {
    if (condition.kind == Kind::truth) {
      subject_of(condition.subject).is_truth = true;
      add_point(Value::boolean(true), subject_of(condition.subject).points);
    }
    if (condition.kind == Kind::test) {
      auto& subject = subject_of(condition.subject);
      if (condition.test.shape()) add_points(*condition.test.shape(), subject.points);
    }
    for (const auto& part : condition.parts) collect(part);
  }

  static void make_candidates(Subject& subject) {
    if (!subject.domain.choices.empty()) {
      subject.candidates = subject.domain.choices;
      if (subject.domain.may_be_absent) subject.candidates.emplace_back();
      return;
    }
    for (const auto& segment : segments_of(subject.points, subject.domain.is_whole)) {
      if (segment.example.is_null() && !subject.domain.may_be_absent) continue;
      subject.candidates.push_back(segment.example);
    }
  }

  bool search(std::size_t next, std::size_t end) {
    if (++steps_ > steps_max) return false;
    const Truth truth = evaluate(condition_);
    if (truth == Truth::yes) return true;
    if (truth != Truth::open || next == end) return false;
    for (const auto& candidate : subjects_[next].candidates) {
      values_[subjects_[next].name] = candidate;
      if (search(next + 1, end)) return true;
    }
    values_.erase(subjects_[next].name);
    return false;
  }

  Truth evaluate(const Condition& condition) const {
    switch (condition.kind) {
      case Kind::constant:
        return truth_of(condition.value);
      case Kind::truth: {
        const auto found = values_.find(condition.subject);
        return found == values_.end() ? Truth::open : truth_of(found->second);
      }
      case Kind::test: {
        const auto found = values_.find(condition.subject);
        if (found == values_.end()) return Truth::open;
        return truth_of(condition.test.test(found->second, EmptyEnvironment{}));
      }
      case Kind::all:
        return joined(condition, Truth::no);
      case Kind::any:
        return joined(condition, Truth::yes);
      case Kind::negation:
        return negated(evaluate(condition.parts.front()));
      case Kind::fails: {
        const Truth part = evaluate(condition.parts.front());
        if (part == Truth::open) return part;
        return part == Truth::yes ? Truth::no : Truth::yes;
      }
    }
    return Truth::unknown;
  }

  /// `decisive` decides alone; else open before unknown.
  Truth joined(const Condition& condition, Truth decisive) const {
    Truth all = negated(decisive);
    for (const auto& part : condition.parts) {
      const Truth one = evaluate(part);
      if (one == decisive) return decisive;
      if (one == Truth::open) all = Truth::open;
      if (one == Truth::unknown && all != Truth::open) all = Truth::unknown;
    }
    return all;
  }

  const Condition& condition_;
  const Domains& domains_;
  std::vector<Subject> subjects_;
  std::map<std::string, Value> values_;
  int steps_ = 0;
};

}  // namespace

Solution solve(const Condition& condition, const Domains& domains) {
  return Solver(condition, domains).run();
}

}  // namespace guiju::feel
