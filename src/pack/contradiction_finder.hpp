#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "feel/condition.hpp"
#include "pack/contradictions.hpp"
#include "pack/phrase.hpp"

/// What the searches for contradictions share.
namespace guiju::pack {

/// A condition, how it is written, and what it rests on.
struct Guard {
  std::string text;  ///< with the values of parameters and `let`s; empty: always
  feel::Condition condition;
  Text name;  ///< in a sentence: "refusal `TOO_BIG`"
  Basis rules;
  SourcePlace place;
};

/// Where conditions are asked: what their names may be.
class Place {
 public:
  Place(const Pack& pack, const RecordType& type, const Command* command)
      : pack_(pack), type_(type), command_(command) {}

  /// A formula with the values of the parameters and `let`s that it names.
  std::string expanded(std::string_view text) const;
  Guard guard(const Formula& when, Text name, const Basis& rules, const SourcePlace& place) const;
  Guard guard(const Check& check) const;
  feel::Solution solve(feel::Condition condition) const;
  Phrases phrases() const { return Phrases(pack_, &type_, command_); }
  /// After the act's refusals: required inputs are there, and `after.x` is what the act has made
  /// of x.
  Place when_done() const;

 private:
  feel::Domain domain_of(const std::string& subject) const;
  feel::Domain of_field(const Field& field) const;
  bool is_text(const std::string& name) const;
  std::string read_after(std::string text) const;

  const Pack& pack_;
  const RecordType& type_;
  const Command* command_;
  bool is_done_ = false;
};

class Finder {
 public:
  explicit Finder(const Pack& pack) : pack_(pack), phrases_(pack) {}

  const Pack& pack() const { return pack_; }
  /// `message` goes on with the clauses of `rules` and the case; what stands in it between
  /// backticks is named for people by `as`, or as the whole pack calls it.
  void tell(const SourcePlace& place, std::string code, const Text& message,
            std::initializer_list<const Basis*> rules, const feel::Solution* witness = nullptr,
            std::vector<std::string> conditions = {}, const Phrases* as = nullptr);
  void cannot_decide(const SourcePlace& place, const std::string& what);
  Findings take() { return std::move(findings_); }
  Findings& findings() { return findings_; }

 private:
  const Pack& pack_;
  Phrases phrases_;
  Findings findings_;
};

/// In every case.
inline const feel::Solution always{.answer = feel::Solution::Answer::holds, .values = {}};

inline Text in_both(std::string zh, std::string en) {
  return {.zh = std::move(zh), .zh_hant = {}, .en = std::move(en)};
}
inline Text operator+(Text a, const Text& b) {
  a.zh += b.zh;
  a.en += b.en;
  return a;
}

void find_in_commands(Finder& finder);
void find_in_tables(Finder& finder);
void find_in_deadlines(Finder& finder);
void find_in_flows(Finder& finder);
void find_in_people(Finder& finder);
void find_numbers(Finder& finder);

/// The role that a condition in its normal form asks whoever acts for; empty for every other. One
/// may hold it or not, whatever else is the case.
std::string role_asked(std::string_view subject);

/// `clause 4(1), 5`; empty for none.
std::string clause_words(const std::vector<std::string>& clauses);

}  // namespace guiju::pack
