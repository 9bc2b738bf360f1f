#pragma once

#include <string_view>

namespace guiju::http {

/// An address of the machine itself: a proxy's or the operator's own. It says nothing of who asks.
inline bool is_of_this_machine(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

}  // namespace guiju::http
