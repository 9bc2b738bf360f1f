#include "money/derivation.hpp"

namespace guiju::money {

const char* to_text(Reason reason) {
  switch (reason) {
    case Reason::value_missing:
      return "value_missing";
    case Reason::not_whole:
      return "not_whole";
    case Reason::negative:
      return "negative";
    case Reason::too_large:
      return "too_large";
    case Reason::too_many_decimals:
      return "too_many_decimals";
    case Reason::lists_differ:
      return "lists_differ";
    case Reason::named_twice:
      return "named_twice";
    case Reason::shares_not_100:
      return "shares_not_100";
    case Reason::zero:
      return "zero";
    case Reason::no_base_points:
      return "no_base_points";
    case Reason::more_than_due:
      return "more_than_due";
    case Reason::more_than_collected:
      return "more_than_collected";
    case Reason::word_unknown:
      break;
  }
  return "word_unknown";
}

}  // namespace guiju::money
