#include <algorithm>
#include <set>

#include "feel/source_text.hpp"
#include "pack/contradiction_finder.hpp"
#include "pack/outline.hpp"

namespace guiju::pack {
namespace {

/// Commands that something else than a person gives.
std::set<std::string> given_by_the_system(const Pack& pack) {
  std::set<std::string> names;
  const auto add = [&](const std::vector<FollowUp>& follow_ups) {
    for (const auto& then : follow_ups) names.insert(then.command_name);
  };
  for (const auto& type : pack.types) {
    for (const auto& command : type->commands) add(command->follow_ups);
  }
  for (const auto& deadline : pack.deadlines) add(deadline.follow_ups);
  for (const auto& schedule : pack.schedules) names.insert(schedule.act.command_name);
  return names;
}

/// Whether some act ever writes the field.
bool is_ever_filled(const RecordType& type, int field) {
  return std::any_of(type.commands.begin(), type.commands.end(), [&](const auto& command) {
    const auto& inputs = command->inputs;
    const auto& sets = command->assignments;
    return std::any_of(inputs.begin(), inputs.end(),
                       [&](const Input& input) { return input.stored_in == field; }) ||
           std::any_of(sets.begin(), sets.end(),
                       [&](const Assignment& set) { return set.field == field; });
  });
}

bool can_be_done(const RecordType& type, const Command& command,
                 const std::set<std::string>& system) {
  if (!command.who_stated || system.contains(command.name)) return true;
  return std::any_of(command.who.begin(), command.who.end(), [&](const Who& who) {
    return who.kind != Who::Kind::field || who.field < 0 || is_ever_filled(type, who.field);
  });
}

/// A role that stands as a bare word or a text; empty for anything else.
std::string role_named(const Formula& formula) {
  const auto value = feel::constant_of(formula.text);
  return value && value->kind() == feel::Kind::string ? std::string(value->as_string()) : "";
}

class People {
 public:
  explicit People(Finder& finder)
      : finder_(finder), pack_(finder.pack()), system_(given_by_the_system(pack_)) {}

  void run() {
    if (pack_.base == nullptr) return;  // who acts in the pack `company` is in the others' hands
    for (const auto& type : pack_.types) {
      for (const auto& command : type->commands) {
        if (can_be_done(*type, *command, system_)) continue;
        finder_.tell(
            command->place, "nobody",
            in_both("没有人能办 `" + command->name + "`：",
                    "nobody can do `" + command->name + "`: ") +
                (command->who.empty() ? in_both("只由系统办理，而没有什么叫它办",
                                                "only the system may, and nothing makes it")
                                      : in_both("写明由谁办的栏目从来没有人填",
                                                "no act ever fills the field that says who")),
            {&command->rules}, &always);
      }
    }
    for (const auto& deadline : pack_.deadlines) {
      if (deadline.type != nullptr) look_at(deadline);
    }
    for (const auto& table : pack_.tables) look_at(table);
  }

 private:
  std::vector<const Command*> ways_to_meet(const Deadline& deadline) const {
    std::vector<const Command*> ways;
    for (const auto* set : {&deadline.stop, &deadline.cancel}) {
      for (const auto& trigger : set->on) {
        const auto* type =
            trigger.child_type.empty() ? deadline.type : pack_.find_type(trigger.child_type);
        if (type == nullptr) continue;
        for (const auto& command : type->commands) {
          if (command->fact == trigger.fact) ways.push_back(command.get());
        }
      }
    }
    return ways;
  }

  void look_at(const Deadline& deadline) {
    if (deadline.breach_code.empty()) return;
    const auto ways = ways_to_meet(deadline);
    const bool can = std::any_of(ways.begin(), ways.end(), [&](const Command* command) {
      return command->type->pack != &pack_ || can_be_done(*command->type, *command, system_);
    });
    if (!can) {
      finder_.tell(deadline.place, "never-met",
                   in_both("没有人能按时完成 `" + deadline.id + "`：能结束它的事都办不了",
                           "nobody can meet deadline `" + deadline.id +
                               "`: no act that ends it can be done"),
                   {&deadline.rules}, &always);
      return;
    }
    const auto role = role_named(deadline.owed_by);
    if (role.empty() || pack_.find_role(role) == nullptr) return;
    find_other_owner(deadline, role, ways);
  }

  void find_other_owner(const Deadline& deadline, const std::string& role,
                        const std::vector<const Command*>& ways) {
    if (!works_here(role)) return;  // a party that acts through others
    Basis rules;
    std::string others;
    for (const auto* command : ways) {
      const bool may = !command->who_stated || system_.contains(command->name) ||
                       std::any_of(command->who.begin(), command->who.end(), [&](const Who& who) {
                         return who.kind != Who::Kind::role || who.name == role;
                       });
      if (may) return;
      rules.insert(rules.end(), command->rules.begin(), command->rules.end());
      others += (others.empty() ? "`" : ", `") + command->name + "`";
    }
    finder_.tell(deadline.place, "other-owner",
                 in_both("时限 `" + deadline.id + "` 由 `" + role +
                             "` 负责，而能结束它的事都不归其办：" + others,
                         "deadline `" + deadline.id + "` is owed by `" + role +
                             "`, who may do none of what ends it: " + others),
                 {&deadline.rules, &rules}, &always);
  }

  /// Whether anything at all is done by whoever has the role.
  bool works_here(const std::string& role) const {
    return std::any_of(pack_.types.begin(), pack_.types.end(), [&](const auto& type) {
      return std::any_of(type->commands.begin(), type->commands.end(), [&](const auto& command) {
        return std::any_of(command->who.begin(), command->who.end(),
                           [&](const Who& who) { return who.name == role; });
      });
    });
  }

  /// The roles as which an approval may be decided or countersigned.
  std::set<std::string> who_may(const char* act) const {
    std::set<std::string> roles;
    for (const auto& type : pack_.types) {
      if (!type->is_approval()) continue;
      const auto* command = type->find_command(type->name + "." + act);
      if (command == nullptr) continue;
      for (const auto& who : command->who) roles.insert(who.name);
    }
    return roles;
  }

  void look_at(const Table& table) {
    const auto& outputs = table.source.outputs;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const bool decides = outputs[i].name == "decides";
      if (!decides && outputs[i].name != "countersigns") continue;
      const auto may = who_may(decides ? "approve" : "countersign");
      if (may.empty()) continue;
      for (std::size_t r = 0; r < table.source.rules.size(); ++r) {
        const auto& cell = table.source.rules[r].outputs[i];
        const auto value = feel::constant_of(with_parameters(pack_, cell.text));
        if (!value) continue;
        const auto number = std::to_string(r + 1);
        const Text row = in_both("`" + table.id + "` 第 " + number + " 行",
                                 "row " + number + " of `" + table.id + "`");
        if (decides && (value->is_null() || value->as_string().empty())) {
          finder_.tell(cell.place, "no-approver",
                       row + in_both("没有写明由谁核决", " names nobody who decides"),
                       {&table.row_rules[r]});
        }
        const auto names =
            value->kind() == feel::Kind::list ? value->as_list() : feel::List{*value};
        for (const auto& name : names) {
          if (name.as_string().empty() || may.contains(std::string(name.as_string()))) continue;
          if (!decides && pack_.find_role(name.as_string()) == nullptr) continue;  // a department
          finder_.tell(cell.place, "no-approver",
                       row +
                           in_both("写的是 `" + std::string(name.as_string()) + "`，其无权",
                                   " names `" + std::string(name.as_string()) + "`, who may not ") +
                           (decides ? in_both("核决", "approve") : in_both("会签", "countersign")),
                       {&table.row_rules[r]});
        }
      }
    }
  }

  Finder& finder_;
  const Pack& pack_;
  std::set<std::string> system_;
};

}  // namespace

void find_in_people(Finder& finder) { People(finder).run(); }

}  // namespace guiju::pack
