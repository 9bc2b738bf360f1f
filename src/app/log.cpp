#include "app/log.hpp"

#include <algorithm>
#include <cstdio>

#include "base/json.hpp"
#include "base/time.hpp"

namespace guiju::app {
namespace {

constexpr std::size_t text_bytes_max = 1000;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string_view word_of(Log::Level level) {
  constexpr std::string_view words[] = {"info", "warning", "error"};
  return words[static_cast<std::size_t>(level)];
}

/// The bytes of the character at `at`; 0 where none begins there.
std::size_t character_at(std::string_view text, std::size_t at) {
  for (std::size_t length = 1; length <= 4 && at + length <= text.size(); ++length) {
    if (is_valid_utf8(text.substr(at, length))) return length;
  }
  return 0;
}

unsigned code_point(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  unsigned code = character.size() == 1   ? byte(0)
                  : character.size() == 2 ? byte(0) & 0x1FU
                  : character.size() == 3 ? byte(0) & 0x0FU
                                          : byte(0) & 0x07U;
  for (std::size_t i = 1; i < character.size(); ++i) code = code << 6U | (byte(i) & 0x3FU);
  return code;
}

/// Neither seen nor JSON's own to escape: a terminal or a reader of lines may obey it.
bool is_obeyed(unsigned code) {
  return (code >= 0x7F && code <= 0x9F) || code == 0x061C || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

void append_text(std::string& out, std::string_view text) {
  std::string kept;  // JSON's own escapes, between those that are added here
  out += '"';
  const auto flush = [&] {
    std::string quoted;
    append_json_string(quoted, kept);
    out.append(quoted, 1, quoted.size() - 2);
    kept.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    if (at >= text_bytes_max) {
      kept += "…";
      break;
    }
    const std::size_t length = character_at(text, at);
    const auto character = text.substr(at, std::max<std::size_t>(length, 1));
    const unsigned code = length == 0 ? 0 : code_point(character);
    if (length == 0) {
      kept += replacement;
    } else if (is_obeyed(code)) {
      flush();
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", code);
      out += escape;
    } else {
      kept += character;
    }
    at += character.size();
  }
  flush();
  out += '"';
}

}  // namespace

std::string log_line(std::chrono::sys_time<std::chrono::milliseconds> at, Log::Level level,
                     std::string_view what, const Log::Fields& fields) {
  const auto second = std::chrono::floor<Seconds>(at);
  std::string time = to_utc_text(second);
  char fraction[8];
  std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>((at - second).count()));
  time.replace(time.size() - 1, 1, fraction);
  std::string line;
  JsonWriter json(line);
  json.begin_object().field("time", time).field("level", word_of(level)).field("what", what);
  for (const auto& [name, value] : fields) {
    json.key(name);
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      json.number(*number);
    } else {
      std::string text;
      append_text(text, std::get<std::string>(value));
      json.raw(text);
    }
  }
  json.end_object();
  line += '\n';
  return line;
}

}  // namespace guiju::app
