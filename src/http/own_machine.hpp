#pragma once

#include <string_view>

namespace guiju::http {

/// The address by which a proxy on this machine comes, or the operator himself: it says nothing of
/// who asks.
inline bool is_of_this_machine(std::string_view address) {
  return address == "127.0.0.1" || address == "::1" || address == "::ffff:127.0.0.1";
}

}  // namespace guiju::http
