#include "app/texts.hpp"

#include <mutex>

namespace guiju::app {
namespace {

/// Texts of packs are few; names of people and clients are not, and must not fill the memory.
constexpr std::size_t remembered_max = 50'000;

}  // namespace

Texts::Texts(Converter to_traditional) : to_traditional_(std::move(to_traditional)) {}

std::string_view Texts::say(const pack::Text& text, Language language) const {
  switch (language) {
    case Language::en:
      return text.en.empty() ? text.zh : text.en;
    case Language::zh_hant:
      return text.zh_hant.empty() ? say_zh(text.zh, language) : std::string_view(text.zh_hant);
    case Language::zh_hans:
      break;
  }
  return text.zh;
}

std::string_view Texts::say_zh(std::string_view zh, Language language) const {
  if (language != Language::zh_hant || !to_traditional_ || zh.empty()) return zh;
  const std::string key(zh);
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = traditional_.find(key); found != traditional_.end()) {
      return *found->second;
    }
    if (traditional_.size() >= remembered_max) return zh;
  }
  auto made = std::make_unique<const std::string>(to_traditional_(zh));
  const std::unique_lock lock(mutex_);
  return *traditional_.emplace(key, std::move(made)).first->second;
}

}  // namespace guiju::app
