#include "pack/difference.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "feel/condition.hpp"
#include "pack/contradiction_finder.hpp"
#include "pack/outline.hpp"
#include "pack/table_changes.hpp"
#include "pack/witness_words.hpp"

namespace guiju::pack {
namespace {

using Kind = Difference::Kind;
using Index = std::map<std::string, const Item*>;

std::string name_of(const Item& item) { return item.subject + " " + item.id; }

Index indexed(const std::vector<Item>& items) {
  Index index;
  for (const auto& item : items) index.emplace(name_of(item), &item);
  return index;
}

const Aspect* find_aspect(const Item& item, const std::string& id) {
  for (const auto& aspect : item.aspects) {
    if (aspect.id == id) return &aspect;
  }
  return nullptr;
}

/// What there is in words, for something that is wholly new or gone.
Text summary_of(const Item& item) {
  Text all;
  for (const auto& aspect : item.aspects) {
    const bool is_said = aspect.id == "rules" || aspect.id == "title";
    if (aspect.shown.zh.empty() || is_said) continue;
    all.zh += (all.zh.empty() ? "" : "；") + aspect.name.zh + "：" + aspect.shown.zh;
    all.en += (all.en.empty() ? "" : "; ") + aspect.name.en + ": " + aspect.shown.en;
  }
  return all;
}

class Comparison {
 public:
  Comparison(const Pack& before, const Pack& after)
      : before_(before),
        after_(after),
        items_before_(outline(before)),
        items_after_(outline(after)) {}

  std::vector<Difference> run() {
    const Index was = indexed(items_before_);
    const Index is = indexed(items_after_);
    for (const auto& item : items_after_) {
      const auto found = was.find(name_of(item));
      if (found == was.end()) {
        tell_whole(Kind::added, after_, item, was);
      } else {
        compare_items(*found->second, item);
      }
      if (item.subject == "table" && found != was.end()) compare_tables(item);
    }
    for (const auto& item : items_before_) {
      if (!is.contains(name_of(item))) tell_whole(Kind::removed, before_, item, is);
    }
    return std::move(found_);
  }

 private:
  Difference start(Kind kind, const Pack& pack, const Item& item) const {
    Difference difference{.kind = kind,
                          .clauses = clauses_of(pack, item.rules),
                          .rules = rules_of(pack, item.rules),
                          .subject = item.subject,
                          .id = item.id};
    difference.title = item.title;
    difference.words = item.subject_name;
    if (item.subject == "article") difference.clauses = {find_aspect(item, "number")->key};
    return difference;
  }

  /// What goes with something that is wholly new or gone is not told by itself.
  void tell_whole(Kind kind, const Pack& pack, const Item& item, const Index& others) {
    if (!item.parent.empty() && !others.contains(item.parent)) return;
    auto difference = start(kind, pack, item);
    (kind == Kind::added ? difference.after : difference.before) = summary_of(item);
    found_.push_back(std::move(difference));
  }

  void compare_items(const Item& was, const Item& is) {
    for (const auto& aspect : is.aspects) {
      const Aspect* old = find_aspect(was, aspect.id);
      if (old != nullptr && old->key == aspect.key) continue;
      if (old == nullptr && aspect.key.empty()) continue;
      if (aspect.id == "precedence" && !changes_precedence(*old, aspect)) continue;
      tell_aspect(is, old, &aspect);
    }
    for (const auto& aspect : was.aspects) {
      if (find_aspect(is, aspect.id) == nullptr && !aspect.key.empty()) {
        tell_aspect(is, &aspect, nullptr);
      }
    }
  }

  /// Refusals that came or went are told by themselves; here is only what stands otherwise.
  static bool changes_precedence(const Aspect& was, const Aspect& is) {
    const auto lines = [](const std::string& text) {
      std::vector<std::string> all;
      std::size_t from = 0;
      for (std::size_t to = text.find('\n'); to != std::string::npos; to = text.find('\n', from)) {
        all.push_back(text.substr(from, to - from));
        from = to + 1;
      }
      return all;
    };
    auto old = lines(was.key);
    auto now = lines(is.key);
    const auto keep_common = [](std::vector<std::string>& list,
                                const std::vector<std::string>& other) {
      const std::set<std::string> known(other.begin(), other.end());
      std::erase_if(list, [&](const std::string& one) { return !known.contains(one); });
    };
    keep_common(old, now);
    keep_common(now, old);
    return old != now;
  }

  void tell_aspect(const Item& item, const Aspect* was, const Aspect* is) {
    const Aspect& aspect = is != nullptr ? *is : *was;
    auto difference = start(Kind::changed, after_, item);
    difference.aspect = aspect.id;
    difference.words = {item.subject_name.zh + " · " + aspect.name.zh,
                        {},
                        item.subject_name.en + " · " + aspect.name.en};
    if (was != nullptr) difference.before = was->shown;
    if (is != nullptr) difference.after = is->shown;
    if (aspect.is_condition && was != nullptr && is != nullptr) {
      compare_conditions(was->key, is->key, Phrases(after_, item.type, item.command), difference);
    }
    found_.push_back(std::move(difference));
  }

  /// Two conditions that are written differently: the proof that they hold in the same cases, or
  /// cases in which only one of them holds, or that neither can be had. What is not given always
  /// holds.
  static void compare_conditions(const std::string& was, const std::string& is,
                                 const Phrases& phrases, Difference& difference) {
    using feel::Condition;
    const auto only = [](const std::string& holds, const std::string& fails) {
      return feel::solve(
          Condition::all_of({Condition::read(holds), Condition::not_true(Condition::read(fails))}),
          [](const std::string& subject) {
            if (!role_asked(subject).empty()) return feel::Domain{.may_be_absent = false};
            // What is more than a name may hang together with other subjects.
            return feel::Domain{.is_free =
                                    subject.find_first_of("([{+-*/<>=") == std::string::npos};
          });
    };
    const auto lost = only(was, is);
    const auto gained = only(is, was);
    if (lost.answer == feel::Solution::Answer::never &&
        gained.answer == feel::Solution::Answer::never) {
      difference.kind = Kind::alike;
      return;
    }
    for (const auto* solution : {&lost, &gained}) {
      if (solution->answer != feel::Solution::Answer::holds) continue;
      const Text holds{"成立", {}, "holds"}, fails{"不成立", {}, "does not hold"};
      const bool held = solution == &lost;
      Witness witness{.before = held ? "true" : "false",
                      .after = held ? "false" : "true",
                      .before_words = held ? holds : fails,
                      .after_words = held ? fails : holds};
      for (const auto& [name, value] : solution->values) {
        witness.inputs.emplace_back(name, written(value));
      }
      witness.text = words_of_case(phrases, witness.inputs);
      difference.witnesses.push_back(std::move(witness));
    }
    if (difference.witnesses.empty()) difference.kind = Kind::undecided;
  }

  void compare_tables(const Item& item) {
    auto difference = start(Kind::changed, after_, item);
    difference.aspect = "rows";
    difference.words = {item.subject_name.zh + " · 各行", {}, item.subject_name.en + " · rows"};
    const TableChange change = compare_table(before_, after_, item.id);
    if (change.is_same) return;
    difference.kind = change.kind;
    difference.witnesses = change.witnesses;
    found_.push_back(std::move(difference));
  }

  const Pack& before_;
  const Pack& after_;
  std::vector<Item> items_before_;
  std::vector<Item> items_after_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const Pack& before, const Pack& after) {
  auto found = Comparison(before, after).run();
  // Clause by clause, in the order in which the regulation prints them.
  std::map<std::string, std::size_t> order;
  for (const Pack* pack : {&after, &before}) {
    for (const auto& article : pack->articles) order.try_emplace(article.number, order.size() + 1);
  }
  const auto rank = [&](const Difference& difference) {
    if (difference.clauses.empty()) return std::size_t{0};
    const auto at = order.find(difference.clauses.front());
    return at == order.end() ? order.size() + 1 : at->second;
  };
  std::stable_sort(found.begin(), found.end(),
                   [&](const Difference& a, const Difference& b) { return rank(a) < rank(b); });
  return found;
}

}  // namespace guiju::pack
