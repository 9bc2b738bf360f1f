#include "casework/separation.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "casework/approval.hpp"

namespace guiju::casework {
namespace {

/// Someone who may give a command, and in whose place.
struct Candidate {
  std::string person;
  std::string principal;  ///< himself, where it is his own
  std::string role;

  bool overlaps(const Candidate& other) const {
    return person == other.person || person == other.principal || principal == other.person ||
           principal == other.principal;
  }
};

std::string told(const Candidate& one) {
  std::string text = "`" + one.person + "`";
  if (!one.role.empty()) text += " as `" + one.role + "`";
  if (one.principal != one.person) text += " in the place of `" + one.principal + "`";
  return text;
}

class Separation {
 public:
  Separation(const pack::Pack& pack, const Directory& directory)
      : pack_(pack), directory_(directory) {
    for (const auto& type : pack.types) {
      for (const auto& command : type->commands) {
        if (!command->duty.empty()) duties_.push_back(command.get());
      }
    }
  }

  Diagnostics run() {
    for (std::size_t i = 0; i < duties_.size(); ++i) {
      for (std::size_t j = i + 1; j < duties_.size(); ++j) look_at_pair(*duties_[i], *duties_[j]);
    }
    for (const auto& table : pack_.tables) look_at_table(table);
    return std::move(findings_);
  }

 private:
  void report(const SourcePlace& place, std::string code, std::string message, std::string help) {
    findings_.push_back({Diagnostic::Severity::warning, place, std::move(code), std::move(message),
                         std::move(help)});
  }

  std::vector<Candidate> holders(const std::vector<std::string>& roles) const {
    std::vector<Candidate> out;
    for (const auto& role : roles) {
      for (const auto& [key, person] : directory_.people) {
        if (person.on_leave) continue;
        const auto principal = acting_for(person, std::span(&role, 1), {}, pack_.id);
        if (!principal.empty()) out.push_back({key, principal, role});
      }
    }
    return out;
  }

  std::vector<Candidate> candidates(const pack::Command& command) const {
    std::vector<std::string> roles;
    bool is_anyone = !command.who_stated;
    for (const auto& who : command.who) {
      is_anyone = is_anyone || who.kind == pack::Who::Kind::anyone;
      if (who.kind == pack::Who::Kind::role) roles.push_back(who.name);
    }
    if (!is_anyone) return holders(roles);
    std::vector<Candidate> out;
    for (const auto& [key, person] : directory_.people) {
      if (person.active && !person.on_leave) out.push_back({key, key, {}});
    }
    return out;
  }

  static const pack::RecordType& root_of(const pack::RecordType& type) {
    const pack::RecordType* root = &type;
    while (root->parent != nullptr) root = root->parent;
    return *root;
  }

  /// The field by which `from`, or a record it stands under, names a record of the matter `to`.
  std::optional<std::string> reference(const pack::RecordType& from,
                                       const pack::RecordType& to) const {
    for (const auto* type = &from; type != nullptr; type = type->parent) {
      for (const auto& field : type->fields) {
        if (field.type.kind != pack::FieldType::Kind::reference) continue;
        const auto* target = pack_.find_type(field.type.of);
        if (target != nullptr && target->pack == &pack_ && &root_of(*target) == &to) {
          return type->name + "." + field.name;
        }
      }
    }
    return std::nullopt;
  }

  /// The same duty, or one matter, where `decide` refuses: nothing to show.
  void look_at_pair(const pack::Command& one, const pack::Command& other) {
    const auto& root = root_of(*one.type);
    const auto& other_root = root_of(*other.type);
    if (one.duty == other.duty || &root == &other_root) return;
    auto joined = reference(*one.type, other_root);
    if (!joined) joined = reference(*other.type, root);
    if (!joined) return;
    const auto mine = candidates(one);
    const auto theirs = candidates(other);
    if (mine.empty() || theirs.empty()) return;
    std::string path;
    for (const auto& a : mine) {
      for (const auto& b : theirs) {
        if (path.empty() && a.overlaps(b)) {
          path = told(a) + " may `" + one.name + "`, and " + told(b) + " may `" + other.name + "`";
        }
      }
    }
    if (path.empty()) {
      const auto& a = mine.front();
      const auto& b = theirs.front();
      path = told(a) + " may `" + one.name + "`; if " + told(b) +
             " delegates that to him he may `" + other.name + "` too";
    }
    report(other.place, "duties-not-kept-apart",
           "one person may have the duties `" + one.duty + "` and `" + other.duty + "`: " + path +
               "; only `" + *joined + "` joins the two, so nothing refuses it",
           "let `" + other.type->name + "` stand under `" + root.name + "` (`parent`)");
  }

  /// Texts of a cell that is a string or a list of them; empty for anything computed.
  static std::vector<std::string> words_of(const std::string& cell) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = cell.find('"', at)) != std::string::npos) {
      const auto end = cell.find('"', at + 1);
      if (end == std::string::npos) break;
      words.push_back(cell.substr(at + 1, end - at - 1));
      at = end + 1;
    }
    return words;
  }

  void look_at_table(const pack::Table& table) {
    const auto& outputs = table.source.outputs;
    const auto column = [&](std::string_view name) -> std::optional<std::size_t> {
      for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (outputs[i].name == name) return i;
      }
      return std::nullopt;
    };
    const auto decides = column(approval::decides);
    if (!decides) return;
    const auto countersigns = column(approval::countersigns);
    std::vector<std::string> levels;
    for (const auto& row : table.source.rules) {
      for (const auto& word : words_of(row.outputs[*decides].text)) {
        if (std::find(levels.begin(), levels.end(), word) == levels.end()) levels.push_back(word);
      }
    }
    int number = 0;
    for (const auto& row : table.source.rules) {
      ++number;
      const auto where = "row " + std::to_string(number) + " of `" + table.id + "`";
      if (countersigns) {
        for (const auto& word : words_of(row.outputs[*countersigns].text)) {
          look_at_countersign(row.place, where, word);
        }
      }
      for (const auto& level : words_of(row.outputs[*decides].text)) {
        const auto at = std::find(levels.begin(), levels.end(), level);
        look_at_decision(row.place, where, level, {at, levels.end()});
      }
    }
  }

  void look_at_countersign(const SourcePlace& place, const std::string& where,
                           const std::string& word) {
    if (!holders({word}).empty() || directory_.departments.contains(word)) return;
    report(place, "nobody-to-countersign",
           where + " wants `" + word + "` to countersign, whom nobody here is",
           "give someone the role; until then nothing that meets this row is decided");
  }

  void look_at_decision(const SourcePlace& place, const std::string& where,
                        const std::string& level, const std::vector<std::string>& levels) {
    if (!reported_.insert(level).second) return;  // the rows of one level have the same people
    const auto deciders = holders(levels);
    if (deciders.empty()) {
      report(place, "nobody-to-decide",
             where + " is decided by `" + level + "`; nobody here holds it, nor a level above",
             "give someone the role; until then nothing that meets this row is decided");
      return;
    }
    for (const auto* asking : duties_) {
      if (asking->duty != approval::duty::requests) continue;
      for (const auto& who : candidates(*asking))
        look_at_rest(place, where, *asking, who, deciders);
    }
  }

  /// `who` has asked: is somebody else left to decide, and then somebody else to book?
  void look_at_rest(const SourcePlace& place, const std::string& where, const pack::Command& asking,
                    const Candidate& who, const std::vector<Candidate>& deciders) {
    const auto asked = told(who) + " may `" + asking.name + "`";
    bool is_decided = false;
    for (const auto& decider : deciders) {
      if (decider.overlaps(who)) continue;
      is_decided = true;
      for (const auto* booking : duties_) {
        if (booking->duty != approval::duty::books ||
            &root_of(*booking->type) != &root_of(*asking.type))
          continue;
        const auto bookers = candidates(*booking);
        const auto is_free = [&](const Candidate& b) {
          return !b.overlaps(who) && !b.overlaps(decider);
        };
        if (std::any_of(bookers.begin(), bookers.end(), is_free)) continue;
        if (!reported_.insert(booking->name + who.person + decider.person).second) continue;
        report(booking->place, "nobody-left-to-book",
               asked + ", " + told(decider) + " may decide it (" + where +
                   "), and nobody else may `" + booking->name + "`",
               "give the role to someone who neither asks nor decides");
      }
    }
    if (is_decided || !reported_.insert(where + asking.name + who.person).second) return;
    report(place, "nobody-left-to-decide",
           asked + "; " + where + " then is decided by " + told(deciders.front()) +
               ", and nobody else may",
           "give a level that may decide it to someone who does not ask");
  }

  const pack::Pack& pack_;
  const Directory& directory_;
  std::vector<const pack::Command*> duties_;
  std::set<std::string> reported_;
  Diagnostics findings_;
};

}  // namespace

Diagnostics check_separation(const pack::Pack& pack, const Directory& directory) {
  return Separation(pack, directory).run();
}

}  // namespace guiju::casework
