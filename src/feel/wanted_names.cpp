#include "feel/wanted_names.hpp"

#include <algorithm>

#include "feel/expression.hpp"
#include "feel/unary_tests.hpp"

namespace guiju::feel {
namespace {

bool compiles(std::string_view text, bool is_test, const Scope& scope, Diagnostics& diagnostics) {
  return is_test ? UnaryTests::compile(text, {}, Type::any(), scope, diagnostics).has_value()
                 : Expression::compile(text, {}, scope, diagnostics).has_value();
}

/// What stands between the first pair of backticks.
std::string quoted_in(const std::string& message) {
  const auto begin = message.find('`');
  const auto end = begin == std::string::npos ? begin : message.find('`', begin + 1);
  return end == std::string::npos ? "" : message.substr(begin + 1, end - begin - 1);
}

}  // namespace

// Only the compiler knows what is a name, so it is asked which it misses.
std::vector<std::string> wanted_names(std::string_view text, bool is_test) {
  Diagnostics diagnostics;
  compiles(text, is_test, {}, diagnostics);
  std::vector<std::string> names;
  for (const auto& finding : diagnostics) {
    if (finding.code != "unknown-name" && finding.code != "unknown-function") continue;
    auto name = quoted_in(finding.message);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace guiju::feel
