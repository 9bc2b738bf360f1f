#include "app/language.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <string>

namespace guiju::app {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<Language> language_of(std::string_view tag) {
  std::string lower(tag);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto is = [&](std::string_view prefix) {
    return lower == prefix || lower.starts_with(std::string(prefix) + "-");
  };
  if (is("zh-hant") || is("zh-tw") || is("zh-hk") || is("zh-mo")) return Language::zh_hant;
  if (is("zh") || lower == "*") return Language::zh_hans;
  if (is("en")) return Language::en;
  return {};
}

/// Weights have at most three decimals: thousandths are exact.
int weight_of(std::string_view parameters) {
  const auto q = parameters.find("q=");
  if (q == std::string_view::npos) return 1000;
  const std::string_view digits = trim(parameters.substr(q + 2));
  if (digits.starts_with('1')) return 1000;
  int thousandths = 0, scale = 100;
  if (digits.starts_with("0.")) {
    for (const char c : digits.substr(2)) {
      if (c < '0' || c > '9' || scale == 0) break;
      thousandths += (c - '0') * scale;
      scale /= 10;
    }
  }
  return thousandths;
}

}  // namespace

std::string_view to_text(Language language) {
  switch (language) {
    case Language::zh_hant:
      return "zh-Hant";
    case Language::en:
      return "en";
    case Language::zh_hans:
      break;
  }
  return "zh-Hans";
}

Language parse_accept_language(std::string_view header) {
  Language best = Language::zh_hans;
  int best_weight = 0;
  while (!header.empty()) {
    const auto comma = header.find(',');
    const std::string_view part = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    const auto semicolon = part.find(';');
    const int weight =
        semicolon == std::string_view::npos ? 1000 : weight_of(part.substr(semicolon + 1));
    const auto language = language_of(trim(part.substr(0, semicolon)));
    if (language && weight > best_weight) {
      best = *language;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace guiju::app
