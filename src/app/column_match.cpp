#include "app/column_match.hpp"

#include <algorithm>

#include "app/cell_input.hpp"

namespace guiju::app {
namespace {

/// Units and remarks in brackets, blanks and signs say nothing about what a column holds.
std::string bare(std::string_view title) {
  constexpr std::string_view dropped[] = {" ", "　", "*", "：", ":", "_", "-", "\n"};
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < title.size();) {
    const auto rest = title.substr(i);
    const bool opens = rest.starts_with("（"), closes = rest.starts_with("）");
    if (opens || closes || rest.front() == '(' || rest.front() == ')') {
      depth += opens || rest.front() == '(' ? 1 : depth > 0 ? -1 : 0;
      i += opens || closes ? std::string_view("（").size() : 1;
      continue;
    }
    const auto sign = std::find_if(std::begin(dropped), std::end(dropped),
                                   [&](std::string_view one) { return rest.starts_with(one); });
    if (sign != std::end(dropped)) {
      i += sign->size();
      continue;
    }
    const char c = title[i++];
    if (depth == 0) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

/// All that an input may be called.
std::vector<std::string> names_of(const pack::Field& field, const Texts& texts) {
  std::vector<std::string> names{bare(field.name)};
  for (const auto language : {Language::zh_hans, Language::zh_hant, Language::en}) {
    auto name = bare(texts.say(field.title, language));
    if (!name.empty()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

std::vector<int> match_columns(const std::vector<std::string>& titles, const pack::Command& command,
                               const Texts& texts) {
  std::vector<std::vector<std::string>> names;
  for (const auto& input : command.inputs) names.push_back(names_of(input.field, texts));
  std::vector<int> matched(titles.size(), -1);
  std::vector<bool> taken(command.inputs.size());
  const auto match = [&](auto means) {
    for (std::size_t column = 0; column < titles.size(); ++column) {
      const auto title = bare(titles[column]);
      for (std::size_t i = 0; matched[column] < 0 && !title.empty() && i < names.size(); ++i) {
        const bool is_free = !taken[i] && CellInput::can_read(command.inputs[i].field.type);
        const bool is_it = is_free && std::any_of(names[i].begin(), names[i].end(),
                                                  [&](const auto& n) { return means(title, n); });
        if (!is_it) continue;
        matched[column] = static_cast<int>(i);
        taken[i] = true;
      }
    }
  };
  match([](const std::string& title, const std::string& name) { return title == name; });
  // A single character or letter is in too many words.
  constexpr std::size_t bytes_min = 4;
  match([](const std::string& title, const std::string& name) {
    return name.size() >= bytes_min && title.find(name) != std::string::npos;
  });
  match([](const std::string& title, const std::string& name) {
    return title.size() >= bytes_min && name.find(title) != std::string::npos;
  });
  return matched;
}

}  // namespace guiju::app
