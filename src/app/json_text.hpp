#pragma once

#include <boost/json/object.hpp>
#include <string_view>

namespace guiju::app {

/// The text that an object holds under a name; empty where it holds none.
inline std::string_view text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

}  // namespace guiju::app
