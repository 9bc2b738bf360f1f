#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feel/segments.hpp"
#include "feel/unary_tests.hpp"

namespace guiju::feel {

/// A condition as comparisons of subjects with constants, joined by `and`, `or` and `not`. What is
/// more than that is a subject of its own, of which only its truth is asked.
struct Condition {
  enum class Kind {
    constant,  ///< `value`
    truth,     ///< `subject` itself is a truth value
    test,      ///< `subject` passes `test`
    all,       ///< `parts`, with three values as FEEL has them
    any,
    negation,  ///< of the one part
    fails,     ///< the one part is not true: false or unknown
  };
  Kind kind = Kind::constant;
  Value value = Value::boolean(true);
  std::string subject;  ///< in its normal form
  UnaryTests test;
  std::vector<Condition> parts;

  /// Reads a FEEL condition without names; an empty one always holds.
  static Condition read(std::string_view text);
  /// `subject` is one of the FEEL tests `tests`.
  static Condition passes(std::string_view subject, std::string_view tests);
  static Condition all_of(std::vector<Condition> parts);
  static Condition any_of(std::vector<Condition> parts);
  static Condition not_true(Condition part);
};

/// What a subject may be.
struct Domain {
  bool is_whole = false;  ///< numbers come whole
  bool may_be_absent = true;
  bool is_free = true;  ///< it may be anything, whatever the other subjects are
  List choices = {};    ///< if not empty, nothing else
};
using Domains = std::function<Domain(const std::string& subject)>;

struct Solution {
  enum class Answer {
    never,    ///< proved: no values whatever make it true
    holds,    ///< it is true for `values`, whatever else is the case
    unknown,  ///< it depends on subjects that are not free, or there is too much to look at
  };
  Answer answer = Answer::unknown;
  std::vector<std::pair<std::string, Value>> values;  ///< of `holds`: subject and value
};

/// Looks for values that make the condition true. Exact over comparisons with constants.
Solution solve(const Condition& condition, const Domains& domains);

}  // namespace guiju::feel
