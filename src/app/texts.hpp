#pragma once

#include <functional>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "app/language.hpp"
#include "pack/model.hpp"

namespace guiju::app {

/// Texts for people in the language they asked for. Traditional Chinese is made from `zh` where it
/// is not stated; English that is not stated is said in Chinese, for a rule in the wrong language
/// still says more than none. May be used by any number of threads.
class Texts {
 public:
  /// Simplified in, traditional out; pure, callable from any thread.
  using Converter = std::function<std::string(std::string_view)>;
  /// Without a converter traditional readers get the simplified text.
  explicit Texts(Converter to_traditional = {});

  /// Lives as long as both this and `text`.
  std::string_view say(const pack::Text& text, Language language) const;
  /// Chinese that is not in a pack, a name or a sentence of the program: converted where asked for.
  std::string_view say_zh(std::string_view zh, Language language) const;

 private:
  Converter to_traditional_;
  mutable std::shared_mutex mutex_;
  mutable std::unordered_map<std::string, std::unique_ptr<const std::string>> traditional_;
};

}  // namespace guiju::app
