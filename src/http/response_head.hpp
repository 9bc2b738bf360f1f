#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace guiju::http {

/// `Date: Mon, 02 Mar 2026 02:00:00 GMT` with its CRLF.
std::string make_date_line(std::time_t now);

/// To browsers, for a year: this host, and those below its name, over TLS alone.
inline constexpr std::string_view strict_transport_line =
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

/// Appends status line and headers, the empty line included, for a connection of HTTP/1.1.
/// `common_lines`: what every head has, each with its CRLF; the date, for one.
/// `without_body`: the answer to HEAD, whose length is stated but not sent.
void append_head(std::string& out, const Response& response, std::string_view common_lines,
                 bool keep_alive, bool without_body);

}  // namespace guiju::http
