#include "pack/phrase_words.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

namespace guiju::pack {
namespace {

std::string two_digits(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

}  // namespace

std::optional<Text> own_word(std::string_view name) {
  static const std::map<std::string_view, Text> words{
      {"now", {"此刻", {}, "now"}},
      {"today", {"今日", {}, "today"}},
      {"state", {"状态", {}, "state"}},
      {"actor", {"办理人", {}, "the one who acts"}},
      {"parent", {"上级单据", {}, "the record above"}},
      {"number", {"编号", {}, "number"}},
      {"item", {"该项", {}, "the item"}},
      {"key", {"编号", {}, "key"}},
      {"name", {"名称", {}, "name"}},
      {"created_at", {"登记时间", {}, "registered at"}},
      {"by", {"经办人", {}, "done by"}},
  };
  const auto found = words.find(name);
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

std::string yuan(const std::string& fen) {
  const auto number = std::stoll(fen);
  std::string whole = std::to_string(number / 100);
  for (std::size_t at = whole.size(); at > 3;) whole.insert(at -= 3, ",");
  return "¥" + whole + "." + two_digits(number % 100);
}

bool is_whole(const std::string& text) {
  return !text.empty() && text.size() < 16 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Text moment_words(const std::string& text) {
  const bool in_time = text.starts_with("PT");
  const auto digits = text.substr(std::min(text.size(), in_time ? std::size_t{2} : std::size_t{1}));
  if (!text.starts_with('P') || digits.size() < 2) return both(text);
  const auto amount = digits.substr(0, digits.size() - 1);
  if (!is_whole(amount)) return both(text);
  static const std::map<std::string, Text> units{
      {"TH", {"小时", {}, "h"}}, {"TM", {"分钟", {}, "min"}},   {"TS", {"秒", {}, "s"}},
      {"D", {"天", {}, "days"}}, {"M", {"个月", {}, "months"}}, {"Y", {"年", {}, "years"}}};
  const auto unit = units.find((in_time ? "T" : "") + digits.substr(amount.size()));
  if (unit == units.end()) return both(text);
  return {amount + " " + unit->second.zh, {}, amount + " " + unit->second.en};
}

Text unit_words(const std::string& unit) {
  static const std::map<std::string_view, Text> units{
      {"working days", {"个工作日", {}, "working days"}},
      {"calendar days", {"个自然日", {}, "calendar days"}},
      {"calendar months", {"个月", {}, "calendar months"}},
      {"working hours", {"个工作小时", {}, "working hours"}},
      {"working minutes", {"个工作分钟", {}, "working minutes"}},
      {"years", {"年", {}, "years"}},
      {"days", {"天", {}, "days"}},
      {"hours", {"小时", {}, "hours"}},
      {"minutes", {"分钟", {}, "minutes"}},
      {"months", {"个月", {}, "months"}},
      {"percent", both("%")}};
  std::string spaced = unit;
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  const auto found = units.find(spaced);
  return found == units.end() ? both(unit) : found->second;
}

namespace {

struct CallWords {
  std::string_view name;
  std::size_t arguments;
  const char* zh;  ///< `1` and `2` stand for the arguments
  const char* en;
};
constexpr CallWords calls[] = {
    {"not", 1, "并非（1）", "not (1)"},
    {"is_blank", 1, "1 空白", "1 is blank"},
    {"sum", 1, "1 之和", "the sum of 1"},
    {"min", 1, "1 中最小者", "the least of 1"},
    {"max", 1, "1 中最大者", "the greatest of 1"},
    {"min", 2, "1 与 2 中较小者", "the lesser of 1 and 2"},
    {"max", 2, "1 与 2 中较大者", "the greater of 1 and 2"},
    {"list contains", 2, "1 中有 2", "1 holds 2"},
    {"has_role", 2, "1 任 2", "1 holds 2"},
    {"holder", 2, "2 的 1", "the 1 of 2"},
    {"holders", 2, "2 的 1（各人）", "everyone who is 1 of 2"},
    {"present_holders", 2, "2 在岗的 1", "everyone present who is 1 of 2"},
    {"members", 1, "1 的人员", "the members of 1"},
    {"head_of", 1, "1 的负责人", "the head of 1"},
    {"records", 1, "各 1", "every 1"},
    {"children", 1, "所属的 1", "its 1"},
    {"date_of", 1, "1 当日", "the day of 1"},
    {"start_of_day", 1, "1 零时", "the beginning of 1"},
    {"end_of_day", 1, "1 终了", "the end of 1"},
    {"close_of_business", 1, "1 下班时", "close of business on 1"},
    {"next_working_day", 1, "1 的下一工作日", "the working day after 1"},
    {"is_working_day", 1, "1 是工作日", "1 is a working day"},
    {"after_working_days", 2, "1 后第 2 个工作日", "2 working days after 1"},
    {"after_calendar_days", 2, "1 后第 2 个自然日", "2 calendar days after 1"},
    {"after_working_minutes", 2, "1 后 2 个工作分钟", "2 working minutes after 1"},
    {"after_minutes", 2, "1 后 2 分钟", "2 minutes after 1"},
    {"after_hours", 2, "1 后 2 小时", "2 hours after 1"},
};

std::string filled(std::string_view words, const std::vector<Text>& arguments,
                   std::string Text::*language) {
  std::string out;
  for (const char c : words) {
    if (c == '1' || c == '2') {
      out += arguments[static_cast<std::size_t>(c - '1')].*language;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::optional<Text> call_words(const std::string& name, const std::vector<Text>& arguments) {
  for (const auto& call : calls) {
    if (call.name != name || call.arguments != arguments.size()) continue;
    return Text{filled(call.zh, arguments, &Text::zh), {}, filled(call.en, arguments, &Text::en)};
  }
  return std::nullopt;
}

}  // namespace guiju::pack
