#include <algorithm>

#include "feel/source_text.hpp"
#include "pack/contradiction_finder.hpp"
#include "pack/outline.hpp"

namespace guiju::pack {
namespace {

using feel::Condition;
using Answer = feel::Solution::Answer;

bool shares_trigger(const TriggerSet& a, const TriggerSet& b) {
  return std::any_of(a.on.begin(), a.on.end(), [&](const Trigger& x) {
    return std::any_of(b.on.begin(), b.on.end(), [&](const Trigger& y) {
      return x.fact == y.fact && x.child_type == y.child_type;
    });
  });
}

/// Two deadlines of one duty: the same facts begin and end it.
class DeadlinePair {
 public:
  DeadlinePair(Finder& finder, const Deadline& a, const Deadline& b)
      : finder_(finder), a_(a), b_(b), place_(finder.pack(), *a.type, nullptr) {}

  void run() {
    if (!shares_trigger(a_.start, b_.start) || !shares_trigger(a_.stop, b_.stop)) return;
    // Rungs of one ladder are meant to follow one another, and so are a breach and what lapses.
    const bool are_rungs = !a_.ladder.empty() && a_.ladder == b_.ladder && a_.rung != b_.rung;
    if (are_rungs || a_.breach_code.empty() != b_.breach_code.empty()) return;
    const bool same_owner = written(a_.owed_by) == written(b_.owed_by);
    const bool same_limit = a_.due.unit == b_.due.unit &&
                            written(a_.due.amount) == written(b_.due.amount) &&
                            written(a_.due.from) == written(b_.due.from);
    const bool same_breach = a_.breach_code == b_.breach_code;
    if (!same_limit && (same_owner || same_breach)) {
      tell("two-limits", in_both(" 给同一件事定了两个期限", " give the same duty two limits"));
    } else if (same_limit && !same_owner && same_breach) {
      tell("two-owners", in_both(" 给同一件事定了两个责任人", " give the same duty two owners"));
    }
  }

 private:
  std::string written(const Formula& formula) const {
    return feel::normal_text(place_.expanded(formula.text));
  }

  void tell(const char* code, const Text& what) {
    const auto first = place_.guard(a_.start.when, {}, a_.rules, a_.place);
    const auto second = place_.guard(b_.start.when, {}, b_.rules, b_.place);
    const auto both = place_.solve(Condition::all_of({first.condition, second.condition}));
    if (both.answer == Answer::never) return;
    const Text message = in_both("时限 `" + a_.id + "` 与 `" + b_.id + "`",
                                 "deadlines `" + a_.id + "` and `" + b_.id + "`") +
                         what;
    if (both.answer == Answer::unknown) {
      finder_.cannot_decide(b_.place, message.en + ", if both can start by the same act");
      return;
    }
    const auto phrases = place_.phrases();
    finder_.tell(b_.place, code, message, {&a_.rules, &b_.rules}, &both, {first.text, second.text},
                 &phrases);
  }

  Finder& finder_;
  const Deadline& a_;
  const Deadline& b_;
  Place place_;
};

void find_dead_triggers(Finder& finder, const Deadline& deadline) {
  const Place place(finder.pack(), *deadline.type, nullptr);
  const auto phrases = place.phrases();
  const auto look = [&](const TriggerSet& set, const char* zh, const char* en) {
    const auto guard = place.guard(set.when, {}, deadline.rules, deadline.place);
    if (place.solve(guard.condition).answer != Answer::never) return;
    finder.tell(
        deadline.place, "never-fires",
        in_both(
            "时限 `" + deadline.id + "` 永远不会" + zh + "：`" + guard.text + "` 从不成立",
            "deadline `" + deadline.id + "` never " + en + ": `" + guard.text + "` is never true"),
        {&deadline.rules}, nullptr, {}, &phrases);
  };
  look(deadline.start, "开始", "starts");
  look(deadline.stop, "完成", "is met");
  look(deadline.cancel, "取消", "is cancelled");
  look(deadline.pause, "暂停", "is paused");
  look(deadline.resume, "恢复", "goes on");
  look(deadline.reset, "重新起算", "runs anew");
}

}  // namespace

void find_in_deadlines(Finder& finder) {
  const auto& deadlines = finder.pack().deadlines;
  for (std::size_t i = 0; i < deadlines.size(); ++i) {
    if (deadlines[i].type == nullptr) continue;
    find_dead_triggers(finder, deadlines[i]);
    for (std::size_t j = i + 1; j < deadlines.size(); ++j) {
      if (deadlines[j].type == deadlines[i].type) {
        DeadlinePair(finder, deadlines[i], deadlines[j]).run();
      }
    }
  }
}

}  // namespace guiju::pack
