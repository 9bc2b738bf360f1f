#include "app/why.hpp"

#include <gmock/gmock.h>

#include "app/present_why.hpp"
#include "app/what_if.hpp"
#include "app/why_text.hpp"
#include "small_company.hpp"

/// 为何如此: a decision of the journal, made once more, and what would have turned it.
namespace guiju::app {
namespace {

using casework::Read;
using casework::Step;
using test::at;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const MayTell everything = [](const Read&) { return true; };

constexpr const char* share_yaml = R"(
type: share
title: {zh: 分, en: Share}
key: '{serial}'
fields:
  word: {type: text, title: {zh: 词, en: Word}}
  size: {type: number, title: {zh: 大小, en: Size}}
states:
  open: {title: {zh: 开, en: Open}}
commands:
  share.draw:
    title: {zh: 抽, en: Draw}
    rules: [T-1]
    who: [clerk]
    creates: true
    to: open
    input: {size: {}}
    let: {taken: tables.sizes}
    set: {word: taken}
    fact: share_drawn
)";

constexpr const char* sizes_yaml = R"(
id: sizes
title: {zh: 大小表, en: Sizes}
rules: [T-1]
hit: first
inputs:
  - {label: 大小, value: size}
outputs:
  - {name: word, type: text}
rows:
  - {when: ['> 10'], then: ['"big"'], rules: [T-2]}
  - {when: ['> 5'], then: ['"middling"'], rules: [T-3]}
  - {when: ['-'], then: ['"small"'], rules: [T-1]}
)";

class WhyOver : public SmallCompany {
 protected:
  test::Files files() const override {
    auto files = test::small_files();
    files["cases/share.yaml"] = share_yaml;
    files["tables/sizes.yaml"] = sizes_yaml;
    return files;
  }

  void SetUp() override {
    SmallCompany::SetUp();
    for (const char* person : {R"({"key":"甲","name":"甲","roles":[{"role":"clerk","site":"P1"}]})",
                               R"({"key":"乙","name":"乙","roles":[]})"}) {
      found("person.register", person);
    }
  }

  /// The number of the entry that tells what came of it.
  std::uint64_t act(const char* when, const char* command, const char* on, const char* with,
                    const char* by = "甲") {
    come_to(when);
    const auto seq = store.open_reader()->entry_count() + 1;
    execute(when, request(by, command, on, with));
    return seq;
  }

  Redecided again(std::uint64_t seq) {
    auto found = decide_again(*reader, shelf, seq);
    EXPECT_TRUE(found.has_value()) << seq;
    return *std::move(found);
  }

  static std::vector<std::string> sentences(const Stage& stage, const Redecided& again) {
    std::vector<std::string> told;
    for (const auto& flip : find_flips(again, everything).found) {
      told.push_back(flip_text(stage, again, flip));
    }
    return told;
  }

  /// As the program itself sees it; `viewer`: as he does.
  Stage stage(const casework::Person* viewer = nullptr) {
    const auto packs_in_force = shelf.all_in_force(at("2026-04-01T00:00:00Z"));
    packs.assign(packs_in_force.begin(), packs_in_force.end());
    sees = viewer == nullptr ? Visibility::all() : visibility_of(*viewer, packs);
    return {.view = {*reader, viewer},
            .directory = reader->directory(),
            .texts = texts,
            .now = at("2026-04-01T00:00:00Z"),
            .viewer = viewer,
            .sees = sees,
            .packs = packs};
  }

  std::unique_ptr<Reader> reader = store.open_reader();
  std::vector<const pack::Pack*> packs;
  Visibility sees;
};

TEST_F(WhyOver, the_last_thing_that_a_refused_act_tried_is_what_refused_it) {
  const auto seq =
      act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1","size":12})");
  const auto why = again(seq);
  ASSERT_NE(why.refusal(), nullptr);
  EXPECT_TRUE(why.is_same);
  const auto& steps = why.trace.steps();
  ASSERT_THAT(steps, SizeIs(3));  // who, NAME_MISSING, TOO_BIG
  EXPECT_EQ(steps[0].kind, Step::Kind::who);
  EXPECT_FALSE(steps[0].holds);
  EXPECT_EQ(steps[1].code, "NAME_MISSING");
  EXPECT_FALSE(steps[1].holds);
  EXPECT_EQ(steps[2].code, "TOO_BIG");
  EXPECT_TRUE(steps[2].holds);
  EXPECT_EQ(steps[2].basis, why.refusal()->basis);
  ASSERT_THAT(steps[2].reads, SizeIs(1));
  EXPECT_EQ(steps[2].reads[0].value, feel::Value::number(12));
}

TEST_F(WhyOver, the_smallest_change_is_found_to_the_last_unit_and_proved) {
  const auto why = again(act("2026-03-02T10:00:00+08:00", "matter.open", "",
                             R"({"name":"一","site":"P1","size":12})"));
  const auto flips = find_flips(why, everything);
  ASSERT_THAT(flips.found, Not(IsEmpty()));
  const auto& flip = flips.found.front();
  ASSERT_THAT(flip.changes, SizeIs(1));
  EXPECT_EQ(flip.changes[0].value, feel::Value::number(10));
  EXPECT_TRUE(std::holds_alternative<casework::Decision>(decide_with(why, flip.changes)));
  EXPECT_THAT(sentences(stage(), why), Contains("如果「大小」是 10（实际是 12），就会办成。"));
}

TEST_F(WhyOver, two_faults_want_two_changes) {
  const auto why =
      again(act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"site":"P1","size":12})"));
  EXPECT_EQ(why.refusal()->code, "NAME_MISSING");
  const auto flips = find_flips(why, everything);
  ASSERT_THAT(flips.found, Not(IsEmpty()));
  EXPECT_THAT(flips.found.front().changes, SizeIs(2));
  EXPECT_TRUE(
      std::holds_alternative<casework::Decision>(decide_with(why, flips.found.front().changes)));
}

TEST_F(WhyOver, of_what_was_done_it_is_told_what_would_have_been_refused) {
  const auto why = again(
      act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1","size":4})"));
  ASSERT_EQ(why.refusal(), nullptr);
  EXPECT_TRUE(why.is_same);
  EXPECT_THAT(sentences(stage(), why), Contains("如果「大小」是 11（实际是 4），就不会办成：大。"));
}

TEST_F(WhyOver, who_may_not_hears_of_somebody_who_may) {
  act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1"})");
  const auto why = again(
      act("2026-03-02T11:00:00+08:00", "matter.open", "", R"({"name":"二","site":"P1"})", "乙"));
  EXPECT_EQ(why.refusal()->code, "NOT_ENTITLED_ROLE");
  EXPECT_THAT(sentences(stage(), why), Contains("如果由 甲 来办，就会办成。"));
}

TEST_F(WhyOver, the_past_is_as_it_was_before_the_entry_whatever_came_after) {
  act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1"})");
  const auto wait = act("2026-03-02T11:00:00+08:00", "matter.wait", "P1-001", "{}");
  const auto refused = act("2026-03-02T12:00:00+08:00", "matter.wait", "P1-001", "{}");
  act("2026-03-02T13:00:00+08:00", "matter.go_on", "P1-001", "{}");
  act("2026-03-03T13:00:00+08:00", "matter.answer", "P1-001", "{}");
  EXPECT_EQ(again(wait).refusal(), nullptr);
  const auto why = again(refused);
  EXPECT_TRUE(why.is_same);
  EXPECT_EQ(why.refusal()->code, "STEP_ORDER");
  EXPECT_THAT(sentences(stage(), why), Contains(HasSubstr("「状态」是 开（实际是 等）")));
}

TEST_F(WhyOver, every_entry_of_a_week_comes_out_as_the_journal_has_it) {
  act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1"})");
  act("2026-03-02T11:00:00+08:00", "matter.open", "", R"({"name":"二","site":"P1","size":7})");
  act("2026-03-02T12:00:00+08:00", "matter.open", "", R"({"site":"P1"})");
  act("2026-03-02T12:30:00+08:00", "matter.wait", "P1-001", "{}");
  act("2026-03-03T12:30:00+08:00", "matter.go_on", "P1-001", "{}");
  act("2026-03-06T10:00:00+08:00", "matter.answer", "P1-002", "{}");
  act("2026-03-09T10:00:00+08:00", "matter.answer", "P1-001", "{}");
  std::size_t of_the_clock = 0;
  for (const auto& entry : reader->entries(1, 1000)) {
    const auto why = again(entry.seq);
    EXPECT_TRUE(why.is_same) << entry.seq << ' ' << entry.command << ' ' << entry.body;
    EXPECT_THAT(why.trace.steps(), Not(IsEmpty()));
    of_the_clock += why.order.command == nullptr ? 1 : 0;
  }
  EXPECT_GT(of_the_clock, 0u);
}

TEST_F(WhyOver, a_started_clock_says_when_it_is_due) {
  const auto why =
      again(act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1"})"));
  const auto told = why_json(stage(), why);
  EXPECT_THAT(told, HasSubstr("开始计时，应完成于 2026-03-04 18:00"));
}

TEST_F(WhyOver, a_table_tells_every_cell_the_row_that_was_taken_and_what_takes_another) {
  const auto why = again(act("2026-03-02T10:00:00+08:00", "share.draw", "", R"({"size":7})"));
  ASSERT_EQ(why.refusal(), nullptr);
  const auto set = std::ranges::find(why.trace.steps(), Step::Kind::set, &Step::kind);
  ASSERT_NE(set, why.trace.steps().end());
  ASSERT_THAT(set->tables, SizeIs(1));  // through a `let`
  const auto& table = set->tables[0];
  EXPECT_EQ(table.inputs[0].value, feel::Value::number(7));
  EXPECT_EQ(table.fits, (std::vector<std::vector<bool>>{{false}, {true}, {true}}));
  EXPECT_EQ(table.result.rows, std::vector<int>{1});
  EXPECT_THAT(sentences(stage(), why),
              Contains("如果「大小」是 5（实际是 7），「大小表」就会用第 3 行。"));
  const auto told = boost::json::parse(why_json(stage(), why)).as_object();
  const auto text = why_text(told, texts, Language::zh_hans);
  EXPECT_THAT(text, HasSubstr("第 1 行 ✗ 「big」：大小 要 > 10，是 7"));
  EXPECT_THAT(text, HasSubstr("第 2 行 → 采用：「middling」〔T-3〕"));
  EXPECT_THAT(text, HasSubstr("第 3 行 ✗ 「small」：也相符，但排在后面"));
  const Texts traditional([](std::string_view zh) { return std::string(zh) + "(繁)"; });
  EXPECT_THAT(why_text(told, traditional, Language::zh_hant), HasSubstr("也相符，但排在后面(繁)"));
}

TEST_F(WhyOver, what_is_no_decision_has_no_why) {
  EXPECT_FALSE(decide_again(*reader, shelf, 0).has_value());
  EXPECT_FALSE(decide_again(*reader, shelf, 999).has_value());
}

TEST_F(WhyOver, who_does_not_see_the_record_does_not_hear_of_it) {
  const auto seq =
      act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1"})");
  const auto why = again(seq);
  EXPECT_TRUE(may_hear(stage(reader->directory().find_person("甲")), why));
  EXPECT_FALSE(may_hear(stage(reader->directory().find_person("乙")), why));
}

}  // namespace
}  // namespace guiju::app
