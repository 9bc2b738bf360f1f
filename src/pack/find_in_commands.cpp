#include <algorithm>

#include "pack/contradiction_finder.hpp"
#include "pack/outline.hpp"

namespace guiju::pack {
namespace {

using feel::Condition;
using Answer = feel::Solution::Answer;

/// Looks through the guards of one command.
class CommandSearch {
 public:
  CommandSearch(Finder& finder, const RecordType& type, const Command& command)
      : finder_(finder), command_(command), place_(finder.pack(), type, &command) {}

  void run() {
    for (const auto& check : command_.checks) refusals_.push_back(place_.guard(check));
    find_in_refusals();
    find_always_refused();
    find_in_targets();
    for (const auto& marking : command_.markings) {
      find_in_effect(marking.when, called("标记 `", "marker `", marking.marker), marking.rules);
    }
    for (const auto& breach : command_.breaches) {
      find_in_effect(breach.when, called("违限 `", "breach `", breach.code), breach.rules,
                     breach.each_of.is_stated());
    }
    for (const auto& then : command_.follow_ups) {
      find_in_effect(then.when, called("随后的 `", "`", then.command_name), command_.rules,
                     then.each_of.is_stated());
    }
    for (const auto& notice : command_.notifications) {
      find_in_effect(notice.when, called("通知 `", "notice `", notice.message), command_.rules);
    }
    find_double_breaches();
    find_double_approvals();
  }

 private:
  static Text called(const char* zh, const char* en, const std::string& id) {
    return in_both(zh + id + "`", en + id + "`");
  }
  /// `refusal X` of the command.
  Text of_command(const Text& name) const {
    return in_both("`" + command_.name + "` 的" + name.zh, name.en + " of `" + command_.name + "`");
  }
  void tell(const SourcePlace& place, std::string code, const Text& message,
            std::initializer_list<const Basis*> rules, const feel::Solution* witness = nullptr,
            std::vector<std::string> conditions = {}) {
    const auto phrases = place_.phrases();
    finder_.tell(place, std::move(code), message, rules, witness, std::move(conditions), &phrases);
  }

  /// The first of `guards` without which `condition` could hold, where it cannot with it.
  const Guard* culprit(const Condition& condition, const std::vector<Guard>& guards,
                       std::size_t end) const {
    for (std::size_t i = 0; i < end; ++i) {
      const auto left =
          place_.solve(Condition::all_of({condition, Condition::not_true(guards[i].condition)}));
      if (left.answer == Answer::never) return &guards[i];
    }
    return nullptr;
  }

  Condition none_of(const std::vector<Guard>& guards, std::size_t end) const {
    std::vector<Condition> parts;
    for (std::size_t i = 0; i < end; ++i) parts.push_back(Condition::not_true(guards[i].condition));
    return Condition::all_of(std::move(parts));
  }

  bool never(const Guard& guard, const Place& place) {
    const auto solution = place.solve(guard.condition);
    if (solution.answer == Answer::unknown && !guard.text.empty()) {
      finder_.cannot_decide(guard.place, "whether " + of_command(guard.name).en +
                                             " can come depends on more than comparisons");
    }
    if (solution.answer != Answer::never) return false;
    tell(guard.place, "never-fires",
         of_command(guard.name) + in_both(" 永远不会出现：`" + guard.text + "` 从不成立",
                                          " can never come: `" + guard.text + "` is never true"),
         {&guard.rules});
    return true;
  }

  void find_in_refusals() {
    for (std::size_t i = 0; i < refusals_.size(); ++i) {
      const Guard& own = refusals_[i];
      if (never(own, place_)) continue;
      const auto left = place_.solve(Condition::all_of({own.condition, none_of(refusals_, i)}));
      if (left.answer != Answer::never) continue;
      const Guard* first = culprit(own.condition, refusals_, i);
      const Guard& other = first != nullptr ? *first : refusals_.front();
      const auto both = place_.solve(Condition::all_of({own.condition, other.condition}));
      tell(own.place, "never-told",
           of_command(own.name) +
               in_both(" 永远不会被告知：凡它成立之处，", " is never told: wherever it holds, ") +
               other.name +
               (first != nullptr ? in_both(" 都在先", " goes first")
                                 : in_both(" 或其后的某一条都在先", " or one after it goes first")),
           {&own.rules, &other.rules}, &both,
           first != nullptr ? std::vector{own.text, other.text} : std::vector<std::string>{});
    }
  }

  void find_always_refused() {
    // An order that would do nothing, or that is refused without condition, is there to be refused.
    const bool does_nothing =
        command_.to.empty() && command_.assignments.empty() && command_.follow_ups.empty();
    const bool is_ban =
        does_nothing || std::any_of(refusals_.begin(), refusals_.end(), [](const Guard& refusal) {
          return refusal.text.empty() || refusal.text == "true";
        });
    if (refusals_.empty() || is_ban) return;
    const auto left = place_.solve(none_of(refusals_, refusals_.size()));
    if (left.answer != Answer::never) return;
    Basis rules;
    for (const auto& refusal : refusals_) {
      rules.insert(rules.end(), refusal.rules.begin(), refusal.rules.end());
    }
    tell(command_.place, "always-refused",
         in_both("`" + command_.name + "` 在任何情形下都被拒绝，不是这一条就是那一条",
                 "`" + command_.name + "` is refused in every case, by one refusal or another"),
         {&command_.rules, &rules}, &always);
  }

  void find_in_targets() {
    std::vector<Guard> targets;
    for (const auto& target : command_.to) {
      auto guard = place_.guard(target.when, called("状态 `", "state `", target.state),
                                command_.rules, command_.place);
      const auto left =
          place_.solve(Condition::all_of({guard.condition, none_of(targets, targets.size())}));
      if (left.answer == Answer::never) {
        tell(command_.place, "never-fires",
             in_both("`" + command_.name + "` 永远到不了 " + guard.name.zh +
                         "：凡它成立之处，前面的都已成立",
                     guard.name.en + " is never reached by `" + command_.name +
                         "`: an earlier one holds wherever it does"),
             {&command_.rules});
      }
      targets.push_back(std::move(guard));
    }
  }

  void find_in_effect(const Formula& when, const Text& name, const Basis& rules,
                      bool has_each = false) {
    if (!when.is_stated() || has_each) return;
    const auto done = place_.when_done();
    const auto guard = done.guard(when, name, rules, when.place);
    if (never(guard, done)) return;
    const auto left =
        done.solve(Condition::all_of({guard.condition, none_of(refusals_, refusals_.size())}));
    if (left.answer != Answer::never) return;
    const Guard* first = culprit(guard.condition, refusals_, refusals_.size());
    if (first == nullptr) {
      tell(guard.place, "excluded",
           of_command(name) + in_both(" 永远不会出现：凡它该出现之处，这件事都被拒绝",
                                      " can never come: the act is refused wherever it would"),
           {&rules});
      return;
    }
    const auto both = done.solve(Condition::all_of({guard.condition, first->condition}));
    tell(guard.place, "excluded",
         of_command(name) + in_both(" 永远不会出现：凡它该出现之处，都被 ", " can never come: ") +
             first->name + in_both(" 拒绝", " refuses the act wherever it would"),
         {&rules, &first->rules}, &both, {guard.text, first->text});
  }

  void find_double_breaches() {
    for (std::size_t i = 0; i < command_.breaches.size(); ++i) {
      for (std::size_t j = i + 1; j < command_.breaches.size(); ++j) {
        const auto& a = command_.breaches[i];
        const auto& b = command_.breaches[j];
        if (a.code != b.code || a.each_of.is_stated() || b.each_of.is_stated()) continue;
        const bool other_owner = place_.expanded(a.owed_by.text) != place_.expanded(b.owed_by.text);
        const bool other_limit = place_.expanded(a.due_at.text) != place_.expanded(b.due_at.text);
        if (!other_owner && !other_limit) continue;
        tell_both(a.when, a.rules, b.when, b.rules, other_owner ? "two-owners" : "two-limits",
                  of_command(called("违限 `", "breach `", a.code)) +
                      (other_owner ? in_both(" 有两个责任人：`", " has two owners, `") +
                                         in_both(a.owed_by.text + "` 与 `" + b.owed_by.text + "`",
                                                 a.owed_by.text + "` and `" + b.owed_by.text + "`")
                                   : in_both(" 有两个期限：`", " has two limits, `") +
                                         in_both(a.due_at.text + "` 与 `" + b.due_at.text + "`",
                                                 a.due_at.text + "` and `" + b.due_at.text + "`")));
      }
    }
  }

  void find_double_approvals() {
    for (std::size_t i = 0; i < command_.follow_ups.size(); ++i) {
      for (std::size_t j = i + 1; j < command_.follow_ups.size(); ++j) {
        const auto& a = command_.follow_ups[i];
        const auto& b = command_.follow_ups[j];
        const bool asks = a.command != nullptr && a.command == b.command && a.command->creates &&
                          a.command->type->is_approval();
        if (!asks || a.each_of.is_stated() || b.each_of.is_stated()) continue;
        tell_both(a.when, command_.rules, b.when, command_.rules, "two-approvals",
                  in_both("`" + command_.name + "` 两次请求 `" + a.command_name + "`",
                          "`" + command_.name + "` asks for `" + a.command_name + "` twice"));
      }
    }
  }

  void tell_both(const Formula& a, const Basis& rules_a, const Formula& b, const Basis& rules_b,
                 const char* code, const Text& message) {
    const auto done = place_.when_done();
    const auto first = done.guard(a, {}, rules_a, a.place);
    const auto second = done.guard(b, {}, rules_b, b.place);
    const auto both = done.solve(Condition::all_of({first.condition, second.condition}));
    if (both.answer == Answer::never) return;
    if (both.answer == Answer::unknown) {
      finder_.cannot_decide(command_.place,
                            message.en + " where both conditions hold, if they can");
      return;
    }
    tell(command_.place, code, message, {&rules_a, &rules_b}, &both, {first.text, second.text});
  }

  Finder& finder_;
  const Command& command_;
  Place place_;
  std::vector<Guard> refusals_;
};

}  // namespace

void find_in_commands(Finder& finder) {
  for (const auto& type : finder.pack().types) {
    for (const auto& command : type->commands) CommandSearch(finder, *type, *command).run();
  }
}

}  // namespace guiju::pack
