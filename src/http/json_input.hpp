#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/problem.hpp"

namespace guiju::http {

/// One member of a request's JSON body: the definition that validates it and that the served
/// description is made from.
struct Member {
  enum class Kind {
    text,
    secret,  ///< a text that is never shown or logged
    integer,
    instant,  ///< RFC 3339 with a zone
    object,   ///< handed on as JSON
  };
  std::string_view name;
  Kind kind = Kind::text;
  bool required = false;
  std::string_view title;
};

/// A member as it was sent. `json` points into the body.
struct MemberValue {
  bool present = false;  ///< stated, and not null
  std::string text;
  std::int64_t integer = 0;
  Instant instant{};
  std::string_view json;
};

struct BodyFault {
  app::InputFault fault = app::InputFault::not_json;
  std::string pointer;
  std::string_view expected;
};

/// Reads an object with these members and no others; one value for each, in their order. The whole
/// body is checked to be JSON (RFC 8259) in UTF-8, nested at most 64 deep; an empty body is `{}`.
std::variant<std::vector<MemberValue>, BodyFault> read_body(std::string_view body,
                                                            std::span<const Member> members);

}  // namespace guiju::http
