#include "calendar/holiday_file.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <utility>

namespace guiju::calendar {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

class Reader {
 public:
  Reader(const std::string& file, Diagnostics& diagnostics)
      : file_(file), diagnostics_(diagnostics) {}

  /// One entry of `years`, for a table that has the names.
  YearNotice notice(const YAML::Node& root, const HolidayTable& known) {
    HolidayTable one{.id = known.id, .title = {}, .names = known.names, .years = {}, .days = {}};
    if (!root.IsMap() || root.size() != 1) {
      error(root, "not-one-year", "a notice is one year with its days",
            "write `2027:` and below it `notices`, `days_off` and `make_up_workdays`");
      return {};
    }
    read_years(root, one);
    if (one.years.empty()) return {};
    const auto key = root.begin()->first;
    const auto& year = one.years.front();
    if (known.is_published(year.year)) {
      error(key, "year-published", "the notice of " + key.Scalar() + " is in the calendar already");
    }
    check_announced(root.begin()->second["notices"], year);
    return one.notice_of(year.year);
  }

  HolidayTable table(const YAML::Node& root) {
    HolidayTable table;
    if (!is_map(root, "the file")) return table;
    only_keys(root, {"id", "title", "names", "years"});
    table.id = text(need(root, "id"));
    table.title = name(need(root, "title"));
    read_names(need(root, "names"), table);
    read_years(need(root, "years"), table);
    std::sort(table.years.begin(), table.years.end(),
              [](const HolidayYear& a, const HolidayYear& b) { return a.year < b.year; });
    std::sort(table.days.begin(), table.days.end(),
              [](const SpecialDay& a, const SpecialDay& b) { return a.date < b.date; });
    return table;
  }

 private:
  void error(const YAML::Node& node, const char* code, std::string message, std::string help = {}) {
    diagnostics_.push_back({.place = {file_, node.Mark().line + 1, node.Mark().column + 1},
                            .code = code,
                            .message = std::move(message),
                            .help = std::move(help)});
  }

  bool is_map(const YAML::Node& node, const std::string& what) {
    if (node.IsMap()) return true;
    if (node.IsDefined()) error(node, "wrong-type", what + " must be a mapping");
    return false;
  }

  void only_keys(const YAML::Node& map, std::initializer_list<const char*> known) {
    for (const auto& item : map) {
      const std::string key = item.first.Scalar();
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      const std::string near = nearest(key, {known.begin(), known.end()});
      error(item.first, "unknown-key", "`" + key + "` means nothing here",
            near.empty() ? "" : "write `" + near + "`");
    }
  }

  YAML::Node need(const YAML::Node& map, const char* key) {
    const YAML::Node value = map[key];
    if (!value) error(map, "missing-key", std::string("`") + key + "` is missing");
    return value;
  }

  std::string text(const YAML::Node& node) {
    if (!node) return {};
    if (node.IsScalar()) return node.Scalar();
    error(node, "wrong-type", "this must be a text");
    return {};
  }

  std::optional<LocalDate> date(const YAML::Node& node) {
    if (!node) return std::nullopt;
    const auto read = parse_date(text(node));
    if (!read) error(node, "bad-date", "this is not a date", "write `2026-11-04`");
    return read;
  }

  Name name(const YAML::Node& node) {
    if (!node || !is_map(node, "a name")) return {};
    only_keys(node, {"zh", "en"});
    return {text(need(node, "zh")), text(need(node, "en"))};
  }

  void read_names(const YAML::Node& node, HolidayTable& table) {
    if (!node || !is_map(node, "`names`")) return;
    for (const auto& item : node) table.names.push_back({text(item.first), name(item.second)});
  }

  /// Who announced the year, when and under which number.
  void check_announced(const YAML::Node& node, const HolidayYear& year) {
    if (!node || !node.IsSequence()) return;
    if (node.size() == 0) return error(node, "missing-key", "the notice itself is missing");
    if (year.notices.empty()) return;  // it has no shape, which was told
    const auto& first = year.notices.front();
    for (const char* key : {"number", "issued_by", "published_on"}) need(node[0], key);
    const std::string number = std::to_string(year.year);
    if (first.title.find("年") != std::string::npos &&
        first.title.find(number + "年") == std::string::npos) {
      error(node[0]["title"], "wrong-year", "the title does not name the year " + number);
    }
  }

  void read_years(const YAML::Node& node, HolidayTable& table) {
    if (!node || !is_map(node, "`years`")) return;
    for (const auto& item : node) read_year(item.first, item.second, table);
  }

  void read_year(const YAML::Node& key, const YAML::Node& node, HolidayTable& table) {
    int year = 0;
    if (!YAML::convert<int>::decode(key, year) || year < 1949 || year > 2199) {
      return error(key, "bad-date", "`" + key.Scalar() + "` is not a year");
    }
    if (table.is_published(year)) {
      return error(key, "duplicate-day", "the year " + key.Scalar() + " stands here twice");
    }
    if (!is_map(node, "a year")) return;
    only_keys(node, {"notices", "days_off", "make_up_workdays"});
    table.years.push_back({year, notices(need(node, "notices"))});
    read_days(need(node, "days_off"), SpecialDay::Kind::day_off, year, table);
    read_days(node["make_up_workdays"], SpecialDay::Kind::make_up_workday, year, table);
  }

  std::vector<Notice> notices(const YAML::Node& node) {
    std::vector<Notice> read;
    if (!node) return read;
    if (!node.IsSequence()) {
      error(node, "wrong-type", "`notices` must be a list");
      return read;
    }
    for (const auto& item : node) {
      if (!is_map(item, "a notice")) continue;
      only_keys(item, {"number", "title", "source", "issued_by", "published_on"});
      read.push_back({.number = text(item["number"]),
                      .title = text(need(item, "title")),
                      .source = text(item["source"]),
                      .issued_by = text(item["issued_by"]),
                      .published_on = date(item["published_on"])});
    }
    return read;
  }

  void read_days(const YAML::Node& node, SpecialDay::Kind kind, int year, HolidayTable& table) {
    if (!node || !is_map(node, "the days of a year")) return;
    for (const auto& item : node) {
      const std::string holiday = text(item.first);
      if (table.name_of(holiday) == nullptr) {
        error(item.first, "unknown-holiday", "`" + holiday + "` is not in `names`",
              near_holiday(holiday, table));
      }
      if (!item.second.IsSequence()) {
        error(item.second, "wrong-type", "the days of a holiday must be a list",
              "write `[2026-01-01..2026-01-03, 2026-01-05]`");
        continue;
      }
      for (const auto& range : item.second)
        read_range(range, {.kind = kind, .holiday = holiday}, year, table);
    }
  }

  static std::string near_holiday(const std::string& holiday, const HolidayTable& table) {
    std::vector<std::string> ids;
    for (const HolidayName& known : table.names) ids.push_back(known.id);
    const std::string near = nearest(holiday, ids);
    return near.empty() ? "" : "write `" + near + "`";
  }

  void read_range(const YAML::Node& node, SpecialDay day, int year, HolidayTable& table) {
    const std::string range = text(node);
    const auto dots = range.find("..");
    const auto first = parse_date(range.substr(0, dots));
    const auto last = dots == std::string::npos ? first : parse_date(range.substr(dots + 2));
    if (!first || !last) {
      return error(node, "bad-date", "`" + range + "` is neither a date nor a range of dates",
                   "write `2026-01-01` or `2026-01-01..2026-01-03`");
    }
    if (*last < *first) return error(node, "bad-range", "`" + range + "` ends before it begins");
    if (*last - *first > days{366}) return error(node, "bad-range", "`" + range + "` is too long");
    for (day.date = *first; day.date <= *last; day.date += days{1}) add_day(node, day, year, table);
  }

  void add_day(const YAML::Node& node, const SpecialDay& day, int year, HolidayTable& table) {
    const std::string date = to_text(day.date);
    if (static_cast<int>(year_month_day{day.date}.year()) != year) {
      return error(node, "wrong-year", date + " stands under " + std::to_string(year),
                   "move it to its own year");
    }
    if (!seen_.insert({day.date, node.Mark().line + 1}).second) {
      return error(node, "duplicate-day",
                   date + " stands on line " + std::to_string(seen_[day.date]) + " already");
    }
    const std::chrono::weekday weekday{day.date};
    if (day.kind == SpecialDay::Kind::make_up_workday && weekday != std::chrono::Saturday &&
        weekday != std::chrono::Sunday) {
      return error(node, "no-weekend", date + " is a working day without being made up for");
    }
    table.days.push_back(day);
  }

  const std::string& file_;
  Diagnostics& diagnostics_;
  std::map<LocalDate, int> seen_;  // the line on which a date stands
};

}  // namespace

namespace {

template <class Read>
auto read_with(const std::string& file, const std::string& text, Diagnostics& diagnostics,
               Read read) -> std::optional<decltype(read(std::declval<Reader&>(), YAML::Node{}))> {
  Diagnostics found;
  std::optional<decltype(read(std::declval<Reader&>(), YAML::Node{}))> made;
  try {
    Reader reader(file, found);
    made = read(reader, YAML::Load(text));
  } catch (const YAML::Exception& e) {
    found.push_back({.place = {file, e.mark.line + 1, e.mark.column + 1},
                     .code = "yaml-syntax",
                     .message = e.msg,
                     .help = ""});
  }
  diagnostics.insert(diagnostics.end(), found.begin(), found.end());
  if (has_errors(found)) return std::nullopt;
  return made;
}

/// In quotes that need no escape but their own.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c == '\n' ? ' ' : c;
  }
  return out + "'";
}

void write_days(std::string& out, const char* key, const YearNotice& notice,
                SpecialDay::Kind kind) {
  struct Run {
    std::string holiday;
    LocalDate first, last;
  };
  std::vector<Run> runs;
  for (const auto& day : notice.days) {
    if (day.kind != kind) continue;
    const bool goes_on = !runs.empty() && runs.back().holiday == day.holiday &&
                         runs.back().last + days{1} == day.date;
    if (!goes_on) runs.push_back({day.holiday, day.date, day.date});
    runs.back().last = day.date;
  }
  if (runs.empty()) return;
  out.append("  ").append(key).append(":\n");
  for (auto run = runs.begin(); run != runs.end();) {
    out += "    " + run->holiday + ": [";
    // A holiday is one line: what lies between its days moves behind them.
    const auto others = std::stable_partition(
        run, runs.end(), [name = run->holiday](const Run& one) { return one.holiday == name; });
    for (auto one = run; one != others; ++one) {
      if (one != run) out += ", ";
      out += to_text(one->first);
      if (one->last != one->first) out += ".." + to_text(one->last);
    }
    out += "]\n";
    run = others;
  }
}

}  // namespace

std::optional<HolidayTable> read_holiday_table(const std::string& file, const std::string& text,
                                               Diagnostics& diagnostics) {
  return read_with(file, text, diagnostics,
                   [](Reader& reader, const YAML::Node& root) { return reader.table(root); });
}

std::optional<YearNotice> read_notice(const std::string& file, const std::string& text,
                                      const HolidayTable& known, Diagnostics& diagnostics) {
  return read_with(file, text, diagnostics, [&](Reader& reader, const YAML::Node& root) {
    return reader.notice(root, known);
  });
}

std::string notice_text(const YearNotice& notice) {
  std::string out = std::to_string(notice.year.year) + ":\n  notices:\n";
  for (const auto& one : notice.year.notices) {
    out += "    - number: " + quoted(one.number) + "\n";
    out += "      title: " + quoted(one.title) + "\n";
    if (!one.issued_by.empty()) out += "      issued_by: " + quoted(one.issued_by) + "\n";
    if (one.published_on) out += "      published_on: " + to_text(*one.published_on) + "\n";
    if (!one.source.empty()) out += "      source: " + quoted(one.source) + "\n";
  }
  write_days(out, "days_off", notice, SpecialDay::Kind::day_off);
  write_days(out, "make_up_workdays", notice, SpecialDay::Kind::make_up_workday);
  return out;
}

}  // namespace guiju::calendar
