#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "feel/condition.hpp"
#include "pack/contradictions.hpp"

/// What the searches for contradictions share.
namespace guiju::pack {

/// A condition, how it is written, and what it rests on.
struct Guard {
  std::string text;  ///< with the values of parameters and `let`s; empty: always
  feel::Condition condition;
  std::string name;  ///< in a sentence: "refusal `TOO_BIG`"
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
  Guard guard(const Formula& when, std::string name, const Basis& rules,
              const SourcePlace& place) const;
  Guard guard(const Check& check) const;
  feel::Solution solve(feel::Condition condition) const;
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
  explicit Finder(const Pack& pack) : pack_(pack) {}

  const Pack& pack() const { return pack_; }
  /// `message` goes on with the clauses of `rules` and the case.
  void tell(const SourcePlace& place, std::string code, const std::string& message,
            std::initializer_list<const Basis*> rules, const feel::Solution* witness = nullptr,
            std::vector<std::string> conditions = {});
  void cannot_decide(const SourcePlace& place, const std::string& what);
  Findings take() { return std::move(findings_); }
  Findings& findings() { return findings_; }

 private:
  const Pack& pack_;
  Findings findings_;
};

void find_in_commands(Finder& finder);
void find_in_tables(Finder& finder);
void find_in_deadlines(Finder& finder);
void find_in_flows(Finder& finder);
void find_in_people(Finder& finder);
void find_numbers(Finder& finder);

/// `clause 4(1), 5`; empty for none.
std::string clause_words(const std::vector<std::string>& clauses);

}  // namespace guiju::pack
