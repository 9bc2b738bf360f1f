#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "pack/contradiction_finder.hpp"
#include "pack/outline.hpp"

namespace guiju::pack {
namespace {

/// Names that lead to names; looks for one that leads back to itself.
class Graph {
 public:
  void add(const std::string& from, const std::string& to) { edges_[from].insert(to); }

  /// Each circle once, beginning with its least name.
  std::vector<std::vector<std::string>> circles() const {
    std::vector<std::vector<std::string>> found;
    for (const auto& [start, ignored] : edges_) {
      std::vector<std::string> way{start};
      std::set<std::string> seen;
      if (leads_back(start, way, seen)) found.push_back(std::move(way));
    }
    return found;
  }

 private:
  bool leads_back(const std::string& start, std::vector<std::string>& way,
                  std::set<std::string>& seen) const {
    const auto next = edges_.find(way.back());
    if (next == edges_.end()) return false;
    for (const auto& to : next->second) {
      if (to == start) return true;
      if (to < start || !seen.insert(to).second) continue;  // told from its least name
      way.push_back(to);
      if (leads_back(start, way, seen)) return true;
      way.pop_back();
    }
    return false;
  }

  std::map<std::string, std::set<std::string>> edges_;
};

Text way_words(const std::vector<std::string>& way) {
  Text text;
  for (const auto& name : way)
    text = text + in_both("`" + name + "` 之后 ", "`" + name + "`, then ");
  return text + in_both("又是 `" + way.front() + "`", "`" + way.front() + "` again");
}

/// Whether it comes in every case; what is done for each of a list may come for none.
bool is_certain(const FollowUp& then) {
  const bool always = !then.when.is_stated() || then.when.text == "true";
  return always && !then.each_of.is_stated() && !then.is_optional && then.command != nullptr;
}

void find_endless_acts(Finder& finder) {
  Graph graph;
  std::map<std::string, const Command*> commands;
  for (const auto& type : finder.pack().types) {
    for (const auto& command : type->commands) {
      commands[command->name] = command.get();
      for (const auto& then : command->follow_ups) {
        if (is_certain(then)) graph.add(command->name, then.command_name);
      }
    }
  }
  for (const auto& way : graph.circles()) {
    Basis rules;
    for (const auto& name : way) {
      const auto& own = commands.at(name)->rules;
      rules.insert(rules.end(), own.begin(), own.end());
    }
    finder.tell(commands.at(way.front())->place, "endless-then",
                in_both("系统自己办理的事首尾相接：", "the system's own acts go in a circle: ") +
                    way_words(way),
                {&rules}, &always);
  }
}

/// Facts that come in every case once `command` is done by the system.
void collect_facts(const Command& command, std::set<std::string>& facts,
                   std::set<const Command*>& seen) {
  if (!seen.insert(&command).second) return;
  facts.insert(command.fact);
  for (const auto& then : command.follow_ups) {
    if (is_certain(then)) collect_facts(*then.command, facts, seen);
  }
}

bool starts(const Deadline& deadline, const std::set<std::string>& facts) {
  if (deadline.start.when.is_stated()) return false;
  return std::any_of(deadline.start.on.begin(), deadline.start.on.end(),
                     [&](const Trigger& trigger) { return facts.contains(trigger.fact); });
}

/// A deadline that, passed, starts one that starts it again goes on for as long as nobody acts.
void find_endless_ladders(Finder& finder) {
  Graph graph;
  std::map<std::string, const Deadline*> deadlines;
  for (const auto& deadline : finder.pack().deadlines) {
    deadlines[deadline.id] = &deadline;
    std::set<std::string> facts;
    std::set<const Command*> seen;
    for (const auto& then : deadline.follow_ups) {
      if (is_certain(then)) collect_facts(*then.command, facts, seen);
    }
    for (const auto& next : finder.pack().deadlines) {
      if (starts(next, facts)) graph.add(deadline.id, next.id);
    }
  }
  for (const auto& way : graph.circles()) {
    Basis rules;
    for (const auto& id : way) {
      const auto& own = deadlines.at(id)->rules;
      rules.insert(rules.end(), own.begin(), own.end());
    }
    finder.tell(deadlines.at(way.front())->place, "endless-ladder",
                in_both("时限互相启动，首尾相接：", "deadlines start one another in a circle: ") +
                    way_words(way),
                {&rules}, &always);
  }
}

bool may_be_done_from(const Command& command, const State& state) {
  if (command.creates) return false;
  if (command.from_any) return true;
  if (command.from.empty()) return !state.is_final;
  return std::find(command.from.begin(), command.from.end(), state.id) != command.from.end();
}

/// States from which no acts lead to a final one.
void find_dead_ends(Finder& finder, const RecordType& type) {
  std::set<std::string> ending;
  for (const auto& state : type.states) {
    if (state.is_final) ending.insert(state.id);
  }
  if (ending.empty()) return;
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& state : type.states) {
      if (ending.contains(state.id)) continue;
      const bool leads =
          std::any_of(type.commands.begin(), type.commands.end(), [&](const auto& c) {
            return may_be_done_from(*c, state) &&
                   std::any_of(c->to.begin(), c->to.end(),
                               [&](const Target& to) { return ending.contains(to.state); });
          });
      if (leads) grows = ending.insert(state.id).second;
    }
  }
  for (const auto& state : type.states) {
    if (ending.contains(state.id)) continue;
    Basis rules;
    for (const auto& command : type.commands) {
      for (const auto& to : command->to) {
        if (to.state == state.id) {
          rules.insert(rules.end(), command->rules.begin(), command->rules.end());
        }
      }
    }
    const feel::Solution there{.answer = feel::Solution::Answer::holds,
                               .values = {{"state", feel::Value::string(state.id)}}};
    const Phrases phrases(finder.pack(), &type);
    finder.tell(type.place, "dead-end",
                in_both("`" + type.name + "` 到了 `" + state.id +
                            "` 状态就再也办不结：没有任何办理能从那里到终结状态",
                        "a `" + type.name + "` in state `" + state.id +
                            "` can never come to an end: no acts lead from there to a final state"),
                {&rules}, &there, {}, &phrases);
  }
}

}  // namespace

void find_in_flows(Finder& finder) {
  find_endless_acts(finder);
  find_endless_ladders(finder);
  for (const auto& type : finder.pack().types) find_dead_ends(finder, *type);
}

}  // namespace guiju::pack
