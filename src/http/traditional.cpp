#include "http/traditional.hpp"

#include <SimpleConverter.hpp>
#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

namespace guiju::http {
namespace {

/// Words that are not only written but said differently. Left: what s2tw makes of the simplified
/// word.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> glossary{{
    {"網絡", "網路"},
    {"信息", "資訊"},
    {"短信", "簡訊"},
    {"登錄", "登入"},
    {"賬號", "帳號"},
    {"質量", "品質"},
    {"默認", "預設"},
    {"打印", "列印"},
    {"屏幕", "螢幕"},
    {"服務器", "伺服器"},
    {"數據", "資料"},
    {"軟件", "軟體"},
    {"視頻", "影片"},
    {"郵箱", "信箱"},
    {"刷新", "重新整理"},
    {"鏈接", "連結"},
}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::function<std::string(std::string_view)> make_traditional_converter() {
  std::shared_ptr<const opencc::SimpleConverter> converter;
  try {
    converter = std::make_shared<const opencc::SimpleConverter>("s2tw.json");
  } catch (const std::exception& error) {
    throw std::runtime_error(std::string("OpenCC's tables are missing: ") + error.what());
  }
  return [converter](std::string_view simplified) {
    std::string text = converter->Convert(simplified.data(), simplified.size());
    for (const auto& [from, to] : glossary) replace_all(text, from, to);
    return text;
  };
}

}  // namespace guiju::http
