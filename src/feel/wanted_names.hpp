#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guiju::feel {

/// The names that `text` takes from outside: neither declared in it nor FEEL's own, each once, in
/// the order of their first use. Of `site.name` it is `site`; functions are among them.
/// `text` is an expression, or unary tests when `is_test`. Empty when it cannot be read.
std::vector<std::string> wanted_names(std::string_view text, bool is_test = false);

}  // namespace guiju::feel
