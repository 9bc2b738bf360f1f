#include "http/wire.hpp"

#include <charconv>

#include "base/json.hpp"

namespace guiju::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Cuts the next element off a list; what is cut off is trimmed.
std::string_view next_of(std::string_view& list, char separator) {
  const auto at = list.find(separator);
  const std::string_view element = trim(list.substr(0, at));
  list = at == std::string_view::npos ? std::string_view{} : list.substr(at + 1);
  return element;
}

bool equals_ignoring_case(std::string_view a, std::string_view lower) {
  if (a.size() != lower.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const char c = a[i] >= 'A' && a[i] <= 'Z' ? static_cast<char>(a[i] - 'A' + 'a') : a[i];
    if (c != lower[i]) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) {
      c = ' ';
    } else if (c == '%') {
      if (i + 2 >= text.size()) return {};
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return {};
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return {};
    out += c;
  }
  if (!is_valid_utf8(out)) return {};
  return out;
}

std::string percent_encode(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      ((out += '%') += hex[byte >> 4]) += hex[byte & 15];
    }
  }
  return out;
}

std::optional<QueryPairs> parse_query(std::string_view query) {
  QueryPairs pairs;
  while (!query.empty()) {
    const auto ampersand = query.find('&');
    const std::string_view part = query.substr(0, ampersand);
    query = ampersand == std::string_view::npos ? std::string_view{} : query.substr(ampersand + 1);
    if (part.empty()) continue;
    const auto equals = part.find('=');
    auto name = percent_decode(part.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>(std::string{})
                                                  : percent_decode(part.substr(equals + 1), true);
    if (!name || !value) return {};
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

std::string_view cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::string_view pair = next_of(header, ';');
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
  }
  return {};
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::size_t scheme = 7;  // `Bearer `
  if (authorization.size() <= scheme ||
      !equals_ignoring_case(authorization.substr(0, scheme), "bearer ")) {
    return {};
  }
  return trim(authorization.substr(scheme));
}

std::optional<std::int64_t> parse_version_tag(std::string_view header) {
  header = trim(header);
  if (header.starts_with("W/")) header.remove_prefix(2);
  if (header.size() < 3 || header.front() != '"' || header.back() != '"') return {};
  const std::string_view digits = header.substr(1, header.size() - 2);
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (error != std::errc{} || end != digits.data() + digits.size() || version < 0) return {};
  return version;
}

bool matches_tag(std::string_view if_none_match, std::string_view tag) {
  if (trim(if_none_match) == "*") return true;
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  while (!if_none_match.empty()) {
    std::string_view one = next_of(if_none_match, ',');
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag) return true;
  }
  return false;
}

bool accepts_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    std::string_view one = next_of(accept_encoding, ',');
    const std::string_view name = next_of(one, ';');
    if (!equals_ignoring_case(name, "gzip") && name != "*") continue;
    const std::string_view weight = trim(one);
    return weight != "q=0" && weight != "q=0.0" && weight != "q=0.00" && weight != "q=0.000";
  }
  return false;
}

}  // namespace guiju::http
