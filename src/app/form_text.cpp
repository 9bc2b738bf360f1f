#include "app/form_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace guiju::app {
namespace {

std::string without_entities(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 4> entities{
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool found = false;
    for (const auto& [entity, sign] : entities) {
      if (!text.substr(at).starts_with(entity)) continue;
      out += sign;
      at += entity.size();
      found = true;
      break;
    }
    if (!found) out += text[at++];
  }
  return out;
}

}  // namespace

std::vector<std::string> words_of_page(std::string_view html) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const std::string_view end = html.substr(at).starts_with("<style>") ? "</style>" : ">";
      const auto close = html.find(end, at);
      at = close == std::string_view::npos ? html.size() : close + end.size();
      continue;
    }
    const auto next = std::min(html.find('<', at), html.size());
    if (const auto text = trimmed(html.substr(at, next - at)); !text.empty()) {
      words.push_back(without_entities(text));
    }
    at = next;
  }
  return words;
}

}  // namespace guiju::app
