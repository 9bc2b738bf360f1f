#include "app/mapping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "app/mapped_timeline.hpp"
#include "app/replay.hpp"
#include "casework/test_support.hpp"

namespace guiju::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::shared_ptr<const pack::Pack> small_pack() {
  static const auto pack = [] {
    Diagnostics diagnostics;
    auto compiled = test::compile(test::small_files(), diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    return compiled;
  }();
  return pack;
}

constexpr const char* small_map = R"(
mapping: small
pack: small
columns: {opened: 日期, name: 事由}
key: row.号
lines:
  - {at: moment(row.opened), as: '"甲"', do: matter.open, ref: '"matter"', with: {name: row.name, site: '"P1"', size: number(row.大小)}}
  - {at: 'moment(row.opened, "17:00")', as: '"甲"', do: matter.answer, on: '"matter"', when: row.答 = "是"}
)";

std::optional<Mapping> compile(const std::string& yaml, const std::vector<std::string>& header,
                               Diagnostics& diagnostics) {
  return Mapping::compile({"m.yaml", yaml}, header, *small_pack(), diagnostics);
}

std::string findings(const std::string& yaml, const std::vector<std::string>& header) {
  Diagnostics diagnostics;
  EXPECT_FALSE(compile(yaml, header, diagnostics).has_value());
  std::string text;
  for (const auto& finding : diagnostics) text += to_text(finding) + "\n";
  return text;
}

const std::vector<std::string> header{"号", "日期", "事由", "大小", "答"};

Mapping small_mapping(const std::string& yaml = small_map) {
  Diagnostics diagnostics;
  auto mapping = compile(yaml, header, diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  return *std::move(mapping);
}

std::variant<MappedEntry, EntryFault> map_row(const std::vector<std::string>& cells,
                                              const std::string& yaml = small_map) {
  static std::vector<Mapping> kept;  // lines point into their mapping's pack only
  kept.push_back(small_mapping(yaml));
  return kept.back().map(Entry{{{7, cells}}});
}

TEST(Mapping, makes_lines_with_inputs_of_the_right_shape) {
  const auto mapped = std::get<MappedEntry>(map_row({"17", "2026/3/2 10:00", "漏水", "3", "是"}));
  EXPECT_EQ(mapped.key, "17");
  ASSERT_EQ(mapped.lines.size(), 2U);
  EXPECT_EQ(mapped.lines[0].command->name, "matter.open");
  EXPECT_EQ(mapped.lines[0].csv_line, 7);
  EXPECT_EQ(mapped.lines[0].at, test::at("2026-03-02T10:00:00+08:00"));
  EXPECT_EQ(mapped.lines[0].inputs[0], feel::Value::string("漏水"));
  EXPECT_EQ(mapped.lines[0].inputs[2], feel::Value::number(3));
  EXPECT_EQ(mapped.lines[1].at, test::at("2026-03-02T17:00:00+08:00"));
  EXPECT_EQ(mapped.lines[1].on, "matter");
}

TEST(Mapping, leaves_empty_cells_to_the_defaults_of_the_command) {
  const auto mapped = std::get<MappedEntry>(map_row({"17", "2026-03-02", "", "", ""}));
  ASSERT_EQ(mapped.lines.size(), 1U) << "the answer has a condition";
  EXPECT_FALSE(mapped.lines[0].given[0]);
  EXPECT_TRUE(mapped.lines[0].given[1]);
}

TEST(Mapping, fills_empty_cells_from_its_defaults) {
  const auto mapped = std::get<MappedEntry>(map_row(
      {"17", "2026-03-02", "", "", ""}, std::string(small_map) + "defaults: {name: 不详}\n"));
  EXPECT_EQ(mapped.lines[0].inputs[0], feel::Value::string("不详"));
}

TEST(Mapping, hands_back_rows_with_the_step_and_the_reason) {
  const auto reason = [](const std::vector<std::string>& cells) {
    const auto mapped = map_row(cells);
    const auto* fault = std::get_if<EntryFault>(&mapped);
    return fault == nullptr ? "" : fault->reason;
  };
  EXPECT_EQ(reason({"17", "", "漏水", "3", ""}), "step 1 (matter.open): `at` is empty");
  EXPECT_EQ(reason({"17", "2026-02-30", "漏水", "3", ""}), "step 1 (matter.open): `at` is empty");
  EXPECT_EQ(reason({"17", "2026-03-02 18:00", "漏水", "3", "是"}),
            "step 2 (matter.answer): goes back in time, from 2026-03-02T18:00:00+08:00 to "
            "2026-03-02T17:00:00+08:00");
  EXPECT_EQ(reason({"", "2026-03-02", "漏水", "3", ""}), "`key` is empty");
  EXPECT_EQ(reason({"17", "2026-03-02"}), "the row has 2 cells, the header 5");
}

TEST(Mapping, says_what_it_does_not_know_and_what_is_near) {
  EXPECT_THAT(findings(small_map, {"号", "日期时间", "事由", "大小", "答"}),
              HasSubstr("the file has no column `日期`"));
  const auto with = [](const std::string& line) {
    return findings("mapping: m\npack: small\nlines:\n  - " + line + "\n", header);
  };
  EXPECT_THAT(with("{at: moment(row.日期), as: '\"甲\"', do: matter.opn}"),
              HasSubstr("did you mean `matter.open`?"));
  EXPECT_THAT(with("{at: moment(row.日期), as: '\"甲\"', do: matter.open, with: {nam: row.事由}}"),
              HasSubstr("m.yaml:4:"));
  EXPECT_THAT(with("{at: moment(row.日期), as: '\"甲\"', do: matter.open, with: {nam: row.事由}}"),
              HasSubstr("did you mean `name`?"));
  EXPECT_THAT(with("{at: moment(row.日), as: '\"甲\"', do: matter.open}"),
              HasSubstr("the columns are `row.号`, `row.日期`"));
  EXPECT_THAT(with("{at: moment(row.日期), do: matter.open}"), HasSubstr("`as` is missing"));
  EXPECT_THAT(findings("mapping: m\npack: small\n", header), HasSubstr("`lines` is missing"));
}

TEST(Mapping, hands_back_a_row_with_a_cell_that_the_spreadsheet_has_spoiled) {
  const TableRow row{7,
                     {"1", "2026-03-02", "x", "110101199003070000", ""},
                     {{.column = 3, .kind = CellFault::Kind::shortened}}};
  const auto fault = std::get<EntryFault>(small_mapping().map(Entry{{row}}));
  EXPECT_EQ(fault.csv_line, 7);
  EXPECT_THAT(fault.reason, HasSubstr("`大小`: the number is too long"));
}

TEST(Mapping, numbers_columns_that_have_the_same_title) {
  Diagnostics diagnostics;
  const auto mapping = compile(
      "mapping: m\npack: small\nlines:\n  - {at: moment(row.A 2), as: '\"甲\"', do: matter.open}\n",
      {"A", "A"}, diagnostics);
  ASSERT_TRUE(mapping) << to_text(diagnostics.front());
  const auto mapped =
      std::get<MappedEntry>(mapping->map(Entry{{{2, {"2026-01-01", "2026-03-02"}}}}));
  EXPECT_EQ(mapped.lines[0].at, test::at("2026-03-02T00:00:00+08:00"));
}

TEST(Moments, are_read_as_tables_write_them) {
  const auto rome = *calendar::Zone::find("Europe/Rome");
  const auto utc = [&](const char* text) {
    const auto at = read_moment(text, rome);
    return at ? to_utc_text(*at) : "none";
  };
  EXPECT_EQ(utc("2012/10/09 14:50:17.000"), "2012-10-09T12:50:17Z");
  EXPECT_EQ(utc("2012-1-9 4:05"), "2012-01-09T03:05:00Z");
  EXPECT_EQ(utc("2012年1月9日"), "2012-01-08T23:00:00Z");
  EXPECT_EQ(utc("2012-01-09T04:05:06+08:00"), "2012-01-08T20:05:06Z");
  EXPECT_EQ(utc("9/1/2012"), "none");
  EXPECT_EQ(utc("2012-01-09 25:00"), "none");
  EXPECT_EQ(utc("2012-01-09 10:00 AM"), "none");
  EXPECT_EQ(utc(""), "none");
}

std::vector<std::string> played(const std::string& yaml, const std::string& csv_text) {
  std::istringstream in(csv_text);
  CsvReader csv(in);
  TableRow first;
  csv.next(first);
  Diagnostics diagnostics;
  const auto mapping = compile(yaml, first.cells, diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  EntryReader entries(csv, *mapping);
  MappedTimeline timeline(entries, *mapping);
  std::vector<std::string> lines;
  for (MappedLine line; timeline.next(line);) {
    lines.push_back(to_utc_text(line.at).substr(0, 10) + " " + std::to_string(line.csv_line));
  }
  if (timeline.fault()) lines.push_back(timeline.fault()->reason);
  return lines;
}

constexpr const char* two_steps = R"(
mapping: m
pack: small
as: '"甲"'
lines:
  - {at: moment(row.a), do: matter.open}
  - {at: moment(row.b), do: matter.answer, on: '"x"'}
)";

TEST(MappedTimeline, merges_entries_in_the_order_of_time) {
  const std::string csv =
      "a,b\n2026-03-02,2026-03-09\n2026-03-03,2026-03-04\n2026-03-05,2026-03-05\n";
  const std::vector<std::string> expected{"2026-03-01 2", "2026-03-02 3", "2026-03-03 3",
                                          "2026-03-04 4", "2026-03-04 4", "2026-03-08 2"};
  EXPECT_EQ(played(std::string(two_steps) + "order: ascending\n", csv), expected);
  EXPECT_EQ(played(two_steps, csv), expected);
}

TEST(MappedTimeline, stops_where_rows_do_not_ascend_as_promised) {
  EXPECT_THAT(played(std::string(two_steps) + "order: ascending\n",
                     "a,b\n2026-03-02,2026-03-02\n2026-03-01,2026-03-01\n")
                  .back(),
              HasSubstr("begins before the row above it"));
}

TEST(Mapping, takes_rows_of_a_group_together) {
  const std::string yaml = R"(
mapping: m
pack: small
sort: true
group: row.case
as: '"甲"'
lines:
  - {at: 'moment(rows[item.what = "end"][1].at)', when: 'count(rows) > 1', do: matter.answer, on: '"x"'}
  - {at: moment(row.at), do: matter.open}
  - {at: moment(each.at), for: rows, do: clock.advance}
)";
  EXPECT_THAT(
      played(yaml, "case,what,at\n1,begin,2026-03-02\n1,end,2026-03-04\n2,begin,2026-03-03\n"),
      ElementsAre("2026-03-01 2", "2026-03-01 2", "2026-03-02 4", "2026-03-02 4", "2026-03-03 2",
                  "2026-03-03 2"));
}

TEST(Replay, plays_mapped_rows_and_sums_up_who_was_late) {
  World world;
  std::vector<std::string> answers;
  world.directory().people["甲"] = {
      .key = "甲", .name = "甲", .department = {}, .roles = {{"clerk", "P1", {}}}};
  world.directory().sites["P1"] = {"P1", "P1"};
  Replay replay(*small_pack(), world, [&](std::string_view line) { answers.emplace_back(line); });
  replay.write_summary_only();
  const auto mapping = small_mapping(R"(
mapping: m
pack: small
lines:
  - {at: moment(row.日期), as: '"clerk"', do: matter.open, ref: '"matter"', with: {name: row.事由, kind: '"a"'}}
)");
  const auto mapped = mapping.map(Entry{{{2, {"1", "2026-03-02 10:00", "漏水", "", ""}}}});
  const auto& line = std::get<MappedEntry>(mapped).lines.front();
  EXPECT_FALSE(replay.play(line)) << "refused for want of a site, which is an answer, not a stop";
  EXPECT_EQ(replay.refusals(), 1);
  replay.summarise(true);
  ASSERT_EQ(answers.size(), 1U) << "nothing but the summary";
  EXPECT_THAT(answers[0], HasSubstr("\"refusals\":1"));
  EXPECT_THAT(answers[0], HasSubstr("\"late_by\":[]"));
}

}  // namespace
}  // namespace guiju::app
