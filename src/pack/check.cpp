#include "pack/check.hpp"

#include <algorithm>
#include <set>

#include "pack/layers.hpp"

namespace guiju::pack {
namespace {

using Severity = Diagnostic::Severity;

class Checker {
 public:
  Checker(const Pack& pack, Diagnostics& diagnostics) : pack_(pack), diagnostics_(diagnostics) {}

  void run() {
    for (const auto& type : pack_.types) {
      for (const auto& command : type->commands) check_command(*command);
      check_states(*type);
      for (const auto& mask : type->masks) {
        const auto& field = type->fields[static_cast<std::size_t>(mask.field)];
        for (const auto& who : mask.clear_to) check_role(who, field.place);
      }
    }
    check_facts_named_once();
    for (const auto& deadline : pack_.deadlines) check_deadline(deadline);
  }

 private:
  void report(const SourcePlace& place, std::string code, std::string message,
              std::string help = {}, Severity severity = Severity::error) {
    diagnostics_.push_back({severity, place, std::move(code), std::move(message), std::move(help)});
  }

  void check_command(const Command& command) {
    if (command.fact.empty()) {
      report(command.place, "missing-key", "`" + command.name + "` names no `fact`",
             "name what has happened then, in the past tense");
    }
    if (command.creates && command.to.empty()) {
      report(command.place, "missing-key", "`" + command.name + "` creates a record without state",
             "add `to`");
    }
    if (command.rules.empty()) {
      report(command.place, "missing-key", "`" + command.name + "` cites no rule", "add `rules`");
    }
    check_precedence(command);
    for (const auto& check : command.checks) {
      check_code(check.code, check.place);
      if (check.breach) check_code(check.breach->code, check.place);
    }
    for (const auto& marking : command.markings) check_code(marking.marker, command.place);
    for (const auto& breach : command.breaches) check_code(breach.code, command.place);
    for (const auto& notice : command.notifications) check_message(notice, command.place);
    for (const auto& who : command.who) {
      check_role(who, command.place);
      check_before_creation(who, command);
    }
  }

  void check_precedence(const Command& command) {
    int last = -1;
    std::size_t last_rank = 0;
    for (const auto& check : command.checks) {
      const auto rank = pack_.refusal_rank(check.code);
      if (rank < last_rank) {
        report(check.place, "wrong-precedence",
               "`" + check.code + "` stands behind refusals that it must precede");
      }
      last_rank = std::max(last_rank, rank);
      if (rank < pack_.refusal_order.size() || check.rules.empty()) continue;
      if (is_inherited(check.place.file)) continue;  // in the order of the rules below
      const int number = pack_.rule_number(check.rules.front());
      if (number < last) {
        report(check.place, "wrong-precedence",
               "`" + check.code + "` rests on an earlier rule than the refusal before it",
               "order refusals by the number of their rule, lowest first");
      }
      last = number;
    }
  }

  void check_code(const std::string& code, const SourcePlace& place) {
    if (pack_.find_code(code) == nullptr) {
      report(place, "unknown-code", "`" + code + "` has no text", "add it to `codes` in pack.yaml");
    }
  }

  void check_message(const Notification& notice, const SourcePlace& place) {
    if (!notice.message.empty() && pack_.find_text(notice.message) == nullptr) {
      report(place, "unknown-text", "the notice `" + notice.message + "` has no text",
             "add it to `texts` in pack.yaml");
    }
  }

  void check_role(const Who& who, const SourcePlace& place) {
    if (who.kind == Who::Kind::role && pack_.find_role(who.name) == nullptr) {
      report(place, "unknown-name", "`" + who.name + "` is no field and no role",
             "add it to `roles` in pack.yaml");
    }
  }

  void check_before_creation(const Who& who, const Command& command) {
    if (who.kind == Who::Kind::field && command.creates && who.input < 0) {
      report(command.place, "nobody",
             "`" + who.name + "` is a field, and no input of `" + command.name +
                 "`: before there is a record nobody is meant by it",
             "call the field otherwise if the role is meant");
    }
  }

  void check_states(const RecordType& type) {
    std::set<std::string> reached;
    bool has_creation = false;
    for (const auto& command : type.commands) {
      has_creation = has_creation || command->creates;
      for (const auto& target : command->to) reached.insert(target.state);
    }
    if (!has_creation) {
      report(type.place, "never-created", "no command creates a `" + type.name + "`");
    }
    for (const auto& state : type.states) {
      if (!reached.contains(state.id)) {
        report(type.place, "unreachable-state",
               "no command leads to state `" + state.id + "` of `" + type.name + "`", {},
               Severity::warning);
      }
    }
  }

  void check_facts_named_once() {
    std::set<std::string> seen;
    for (const auto& type : pack_.types) {
      for (const auto& command : type->commands) {
        if (!seen.insert(type->name + "/" + command->fact).second) {
          report(command->place, "duplicate-fact",
                 "another command of `" + type->name + "` makes `" + command->fact + "` too", {},
                 Severity::warning);
        }
      }
    }
  }

  void check_triggers(const Deadline& deadline, const TriggerSet& set) {
    for (const auto& trigger : set.on) {
      const RecordType* type =
          trigger.child_type.empty() ? deadline.type : pack_.find_type(trigger.child_type);
      const bool known =
          type != nullptr && std::any_of(type->commands.begin(), type->commands.end(),
                                         [&](const auto& c) { return c->fact == trigger.fact; });
      if (!known) {
        report(deadline.place, "unknown-fact",
               "deadline `" + deadline.id + "` waits for `" + trigger.fact +
                   "`, which no command makes");
      }
    }
  }

  void check_deadline(const Deadline& deadline) {
    if (deadline.type == nullptr) return;
    for (const TriggerSet* set : {&deadline.start, &deadline.stop, &deadline.cancel,
                                  &deadline.pause, &deadline.resume, &deadline.reset}) {
      check_triggers(deadline, *set);
    }
    if (!deadline.breach_code.empty()) check_code(deadline.breach_code, deadline.place);
    for (const auto& notice : deadline.notifications) check_message(notice, deadline.place);
    if (deadline.breach_code.empty() && deadline.follow_ups.empty()) {
      report(deadline.place, "without-effect",
             "nothing happens when deadline `" + deadline.id + "` has passed",
             "add `breach` or `lapse`");
    }
  }

  const Pack& pack_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check(const Pack& pack, Diagnostics& diagnostics) { Checker(pack, diagnostics).run(); }

}  // namespace guiju::pack
