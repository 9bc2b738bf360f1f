#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace guiju::http {

/// Makes traditional Chinese, as written in Taiwan, of simplified: OpenCC's s2tw, and after it the
/// words of our own glossary. Any thread. Throws std::runtime_error when OpenCC's tables are not
/// installed.
std::function<std::string(std::string_view)> make_traditional_converter();

}  // namespace guiju::http
