#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Small readings of what stands in targets and headers.
namespace guiju::http {

/// Undoes percent-encoding; `+` is a space in a query. Empty when an escape is broken, or when the
/// result holds a zero byte or is no UTF-8.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
/// For use as one segment of a path.
std::string percent_encode(std::string_view text);

using QueryPairs = std::vector<std::pair<std::string, std::string>>;
/// `a=1&b=2` in order. Empty when an escape is broken.
std::optional<QueryPairs> parse_query(std::string_view query);

/// The value of one cookie of a `Cookie` header; empty when it is not there.
std::string_view cookie_value(std::string_view header, std::string_view name);

/// The token of `Bearer <token>`; empty for any other scheme.
std::string_view bearer_token(std::string_view authorization);

/// The version of `"7"` or `W/"7"`; empty when it is none. `*` is no version either.
std::optional<std::int64_t> parse_version_tag(std::string_view header);

/// True when `If-None-Match` names the tag (weak comparison) or is `*`.
bool matches_tag(std::string_view if_none_match, std::string_view tag);

/// True when `Accept-Encoding` allows gzip.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace guiju::http
