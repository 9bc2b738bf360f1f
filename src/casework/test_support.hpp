#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "calendar/holiday_file.hpp"
#include "casework/decide.hpp"
#include "casework/value_json.hpp"
#include "pack/compile.hpp"

/// Packs and worlds small enough to be read beside a test. Only tests include this.
namespace guiju::test {

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline const std::vector<calendar::HolidayTable>& holidays() {
  static const auto tables = [] {
    Diagnostics diagnostics;
    return std::vector{*calendar::read_holiday_table(
        "statutory_cn.yaml", read("data/calendars/statutory_cn.yaml"), diagnostics)};
  }();
  return tables;
}

/// The pack `company` as it is shipped.
inline std::shared_ptr<const pack::Pack> base_pack() {
  static const auto pack = [] {
    std::vector<pack::SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator("packs/company")) {
      if (!entry.is_regular_file()) continue;
      files.push_back({std::filesystem::relative(entry.path(), "packs/company").generic_string(),
                       read(entry.path())});
    }
    Diagnostics diagnostics;
    return pack::compile(files, {.base = nullptr, .holidays = holidays(), .parameters = {}},
                         diagnostics);
  }();
  return pack;
}

inline constexpr const char* small_pack_yaml = R"(
id: small
version: 1.0.0
title: {zh: 小, en: Small}
effective_from: 2026-01-01
calendar: {working_periods: [["09:00", "18:00"]], close_of_business: "18:00", day_zero: next_working_day_if_after_close, n_working_days_end: close_of_business}
late_rounding: whole_minutes_up
step_order_rules: [T-9]
parameters:
  answer_days: {type: number, value: 2, unit: working_days, title: {zh: 天, en: Days}, rules: [T-2]}
roles:
  clerk: {title: {zh: 内勤, en: Clerk}}
codes:
  NAME_MISSING: {zh: 缺, en: Missing}
  TOO_BIG: {zh: 大, en: Big}
  ANSWER_LATE: {zh: 迟, en: Late}
  SLOW: {zh: 慢, en: Slow}
texts:
  opened: {zh: 开, en: Opened}
)";

inline constexpr const char* small_articles_yaml = R"(
- id: "1"
  number: "1"
  heading: {zh: 一, en: One}
  rules:
    - {id: T-1, text: {zh: 一, en: one}}
    - {id: T-2, text: {zh: 二, en: two}}
    - {id: T-3, text: {zh: 三, en: three}}
    - {id: T-9, text: {zh: 九, en: nine}}
)";

inline constexpr const char* small_type_yaml = R"(
type: matter
title: {zh: 事, en: Matter}
key: '{site}-{serial:3}'
serial_per: [site]
site: site
case: true
fields:
  name: {type: text, title: {zh: 名, en: Name}}
  site: {type: site, title: {zh: 项目, en: Site}}
  size: {type: number, title: {zh: 大小, en: Size}}
  kind: {type: text, choices: [a, b], title: {zh: 类, en: Kind}}
  opened_at: {type: time, title: {zh: 时, en: At}}
states:
  open: {title: {zh: 开, en: Open}}
  waiting: {title: {zh: 等, en: Waiting}}
  done: {title: {zh: 完, en: Done}, final: true}
commands:
  matter.open:
    title: {zh: 开, en: Open}
    rules: [T-1]
    who: [clerk]
    creates: true
    to: open
    input: {name: {}, site: {required: true}, size: {}, kind: {default: '"a"'}}
    refuse:
      - {code: NAME_MISSING, missing: [name], rules: [T-1]}
      - {code: TOO_BIG, when: size > 10, field: size, rules: [T-3]}
    set: {opened_at: now}
    fact: matter_opened
    mark: [{marker: SLOW, when: size > 5, rules: [T-3]}]
  matter.wait: {title: {zh: 等, en: Wait}, rules: [T-2], who: [clerk], from: [open], to: waiting, fact: matter_put_off}
  matter.go_on: {title: {zh: 续, en: Go on}, rules: [T-2], who: [clerk], from: [waiting], to: open, fact: matter_taken_up}
  matter.void: {title: {zh: 废, en: Void}, rules: [T-2], who: [clerk], from: [open, waiting], to: done, fact: matter_voided}
  matter.restart: {title: {zh: 重, en: Restart}, rules: [T-2], who: [clerk], fact: matter_restarted}
  matter.answer: {title: {zh: 答, en: Answer}, rules: [T-2], who: [clerk], from: [open], to: done, fact: matter_answered}
)";

inline constexpr const char* small_ladders_yaml = R"(
deadlines:
  answer:
    title: {zh: 答, en: Answer}
    type: matter
    rules: [T-2]
    start: {on: [matter_opened]}
    due: {from: opened_at, working_days: params.answer_days}
    stop: {on: [matter_answered]}
    cancel: {on: [matter_voided]}
    pause: {on: [matter_put_off]}
    resume: {on: [matter_taken_up]}
    reset: {on: [matter_restarted]}
    owed_by: clerk
    warn: {before: 'duration("PT4H")'}
    breach: {code: ANSWER_LATE, slip: reminder_slip}
)";

inline constexpr const char* small_form_html =
    R"(<!-- form: slip, type: matter, title.zh: 单, title.en: Slip, rules: T-1 -->
<html><head><link rel="stylesheet" href="paper.css"></head>
<p>{{ name }}</p></html>
)";

using Files = std::map<std::string, std::string>;

inline Files small_files() {
  return {{"pack.yaml", small_pack_yaml},         {"articles.yaml", small_articles_yaml},
          {"cases/matter.yaml", small_type_yaml}, {"ladders.yaml", small_ladders_yaml},
          {"forms/slip.html", small_form_html},   {"forms/paper.css", "p { margin: 0; }\n"}};
}

inline std::shared_ptr<const pack::Pack> compile(const Files& files, Diagnostics& diagnostics) {
  std::vector<pack::SourceFile> list;
  for (const auto& [path, text] : files) list.push_back({path, text});
  return pack::compile(list, {.base = base_pack().get(), .holidays = holidays(), .parameters = {}},
                       diagnostics);
}

inline Instant at(const char* text) { return parse_instant(text).value(); }

/// A view that holds what it is given.
class Known final : public casework::View {
 public:
  Known() {
    people.people["甲"] = {
        .key = "甲", .name = "甲", .department = {}, .roles = {{"clerk", "P1", {}}}};
    people.people["乙"] = {
        .key = "乙", .name = "乙", .department = {}, .roles = {{"clerk", "P2", {}}}};
  }
  casework::RecordPtr find(const casework::RecordId& id) const override {
    const auto found = records_by_id.find(id.text);
    return found == records_by_id.end() ? nullptr : found->second;
  }
  std::vector<casework::RecordPtr> children(const casework::RecordId& parent,
                                            const pack::RecordType& type) const override {
    std::vector<casework::RecordPtr> out;
    for (const auto& [id, record] : records_by_id) {
      if (record->parent == parent && record->type == &type) out.push_back(record);
    }
    return out;
  }
  std::vector<casework::RecordPtr> records(const pack::RecordType& type, std::string_view,
                                           std::optional<LocalDate>,
                                           std::optional<LocalDate>) const override {
    std::vector<casework::RecordPtr> out;
    for (const auto& [id, record] : records_by_id) {
      if (record->type == &type) out.push_back(record);
    }
    return out;
  }
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override {
    const auto found = serials.find(type.name + "|" + std::string(scope));
    return found == serials.end() ? 0 : found->second;
  }
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const override {
    for (const auto& [id, record] : records_by_id) {
      const auto claims = casework::claims_of(*record);
      if (record->type != &type) continue;
      if (std::find(claims.begin(), claims.end(), claim) != claims.end()) {
        return {record, record->created_at};
      }
    }
    return {};
  }
  std::vector<casework::RecordPtr> with_provisional_clocks() const override {
    std::vector<casework::RecordPtr> found;
    for (const auto& [id, record] : records_by_id) {
      if (casework::has_provisional_clock(*record)) found.push_back(record);
    }
    return found;
  }
  const casework::Directory& directory() const override { return people; }

  void take(const casework::Decision& decision) {
    for (const auto& record : decision.touched) records_by_id[record->id.text] = record;
    for (const auto& s : decision.serials) serials[s.type->name + "|" + s.scope] = s.serial;
  }

  casework::Directory people;
  std::map<std::string, casework::RecordPtr> records_by_id;
  std::map<std::string, std::int64_t> serials;
};

}  // namespace guiju::test
