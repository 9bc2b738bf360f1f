#include "http/response_head.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace guiju::http {

namespace {

/// Of what is no page: whoever gets a browser to show it sees text, of which nothing runs or loads.
constexpr std::string_view bare_lines =
    "Content-Security-Policy: default-src 'none'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'\r\nReferrer-Policy: no-referrer\r\n";

}  // namespace

std::string make_date_line(std::time_t now) {
  // Not strftime: the names of a day are English here, whatever the host's locale.
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[64];
  const int length =
      std::snprintf(text, sizeof text, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                    days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                    months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                    utc.tm_min, utc.tm_sec);
  return {text, static_cast<std::size_t>(length)};
}

void append_head(std::string& out, const Response& response, std::string_view common_lines,
                 bool keep_alive, bool without_body) {
  char digits[24];
  const auto number = [&digits](std::size_t value) {
    return std::string_view(
        digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, value).ptr -
                                         digits));
  };
  out.append("HTTP/1.1 ").append(number(static_cast<std::size_t>(response.status))).append(" ");
  out.append(reason_phrase(response.status)).append("\r\n").append(common_lines);
  out.append("X-Content-Type-Options: nosniff\r\n");
  if (response.headers.find("Content-Security-Policy:") == std::string::npos) out += bare_lines;
  const std::size_t length = response.source        ? response.source->bytes()
                             : response.shared_body ? response.shared_body->size()
                                                    : response.body.size();
  if (!response.content_type.empty() && (length > 0 || response.events || without_body)) {
    out.append("Content-Type: ").append(response.content_type).append("\r\n");
  }
  if (!response.events && response.status != 204 && response.status != 304) {
    out.append("Content-Length: ").append(number(length)).append("\r\n");
  }
  if (!keep_alive) out.append("Connection: close\r\n");
  out.append(response.headers).append("\r\n");
}

}  // namespace guiju::http
