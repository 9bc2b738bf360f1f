#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/lexer.hpp"

namespace guiju::feel {

/// A name in its one spelling: words divided by single spaces, none around other signs.
std::string normal_name(std::string_view name);
std::string normal_name(std::span<const Token> tokens);

/// Names as sequences of tokens, to find the longest one at a place in a text.
class NameIndex {
 public:
  /// Gives the name in its normal spelling.
  std::string add(std::string_view name);

  struct Match {
    std::string name;        ///< in its normal spelling; empty when none fits
    std::size_t tokens = 0;  ///< how many tokens it takes
  };
  Match longest(std::span<const Token> tokens) const;

 private:
  using Parts = std::vector<std::string>;
  struct LongestFirst {
    bool operator()(const Parts& a, const Parts& b) const {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    }
  };
  /// The token sequences of names, by their first token.
  std::map<std::string, std::set<Parts, LongestFirst>, std::less<>> by_first_;
};

}  // namespace guiju::feel
