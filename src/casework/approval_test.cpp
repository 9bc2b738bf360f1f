#include <gmock/gmock.h>

#include <random>

#include "casework/separation.hpp"
#include "casework/test_works.hpp"

/// Approval by a table of authority, and the duties that it keeps apart.
namespace guiju::casework {
namespace {

using feel::Value;
using test::at;
using test::Works;
using test::works_files;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Approval, goes_to_the_level_that_the_table_names_for_its_amount) {
  Works works;
  EXPECT_EQ(works.text(works.approval_of(works.ask(10000)), "decides"), "chief");
  const auto large = works.approval_of(works.ask(10001));
  EXPECT_EQ(works.text(large, "decides"), "director");
  EXPECT_EQ(works.known.find(large)->state, "countersigning");
}

TEST(Approval, rests_on_the_rules_of_the_pack_that_uses_it) {
  Works works;
  const auto approval = works.approval_of(works.ask(10000));
  const auto outcome = works.attempt("approval.approve", "长", approval);
  const auto& fact = std::get<Decision>(outcome).facts.front();
  EXPECT_EQ(fact.name, "approval_granted");
  EXPECT_THAT(pack::rules_of(*fact.basis_pack, fact.basis), ElementsAre("W-2"));
}

TEST(Approval, by_a_lower_level_is_beyond_its_authority_and_by_a_higher_one_is_not) {
  Works works;
  const auto large = works.approval_of(works.ask(10001));
  EXPECT_EQ(works.code("approval.approve", "长", large), "BEYOND_AUTHORITY");
  const auto small = works.approval_of(works.ask(10000));
  EXPECT_EQ(works.code("approval.approve", "总", small), "done");
}

TEST(Approval, waits_for_every_countersignature) {
  Works works;
  const auto purchase = works.ask(10001);
  const auto approval = works.approval_of(purchase);
  EXPECT_EQ(works.code("approval.approve", "总", approval), "COUNTERSIGN_MISSING");
  EXPECT_EQ(works.code("approval.countersign", "总", approval), "NOT_ENTITLED_ROLE");
  EXPECT_EQ(works.code("approval.countersign", "法", approval), "done");
  EXPECT_EQ(works.code("approval.approve", "总", approval), "done");
  EXPECT_EQ(works.known.find(purchase)->state, "granted");
}

TEST(Approval, is_given_once_by_whoever_comes_first) {
  Works works;
  const auto approval = works.approval_of(works.ask(10000));
  EXPECT_EQ(works.code("approval.approve", "长", approval), "done");
  EXPECT_EQ(works.code("approval.approve", "总", approval), "WRONG_STAGE");
}

TEST(Approval, comes_too_late_after_a_withdrawal) {
  Works works;
  const auto purchase = works.ask(10000);
  const auto approval = works.approval_of(purchase);
  const std::vector<std::pair<std::string, Value>> why{{"reason", Value::string("改金额")}};
  EXPECT_EQ(works.code("approval.withdraw", "长", approval, why), "NOT_ENTITLED_ROLE");
  EXPECT_EQ(works.code("approval.withdraw", "问", approval, why), "done");
  EXPECT_EQ(works.code("approval.approve", "长", approval), "WRONG_STAGE");
  EXPECT_EQ(works.known.find(purchase)->state, "draft");
}

TEST(Approval, is_asked_for_anew_when_the_amount_changes) {
  Works works;
  const auto purchase = works.ask(10000);
  const auto first = works.approval_of(purchase);
  EXPECT_EQ(works.code("purchase.ask", "问", purchase, {{"amount_fen", Value::number(99999)}}),
            "WRONG_STAGE");
  EXPECT_EQ(works.code("approval.send_back", "长", first), "FIELD_REQUIRED");
  EXPECT_EQ(works.code("approval.send_back", "长", first, {{"reason", Value::string("太少")}}),
            "done");
  EXPECT_EQ(works.code("purchase.ask", "问", purchase, {{"amount_fen", Value::number(99999)}}),
            "done");
  EXPECT_EQ(works.text(works.approval_of(purchase), "decides"), "director");
}

TEST(Approval, goes_one_level_up_where_nobody_is_there_and_is_never_passed_by_itself) {
  Works works;
  works.known.people.people.at("长").on_leave = true;
  const auto upward = works.approval_of(works.ask(10000));
  EXPECT_EQ(works.text(upward, "assigned_to"), "director");
  works.known.people.people.at("总").on_leave = true;
  const auto purchase = works.ask(10000);
  const auto waiting = works.approval_of(purchase);
  EXPECT_EQ(works.text(waiting, "assigned_to"), "");
  EXPECT_THAT(works.known.find(waiting)->markers, Contains("APPROVER_MISSING"));
  EXPECT_EQ(works.known.find(waiting)->state, "deciding");
  EXPECT_EQ(works.known.find(purchase)->state, "asked");
}

TEST(Approval, may_be_given_by_a_delegate_in_the_place_of_the_principal) {
  Works works;
  works.hire("代", {});
  works.stand_in("代", "chief", "长");
  const auto approval = works.approval_of(works.ask(10000));
  EXPECT_EQ(works.code("approval.approve", "代", approval), "done");
  EXPECT_EQ(works.text(approval, "decided_by"), "代");
  EXPECT_EQ(works.text(approval, "decided_for"), "长");
}

TEST(Duties, refuse_who_asked_to_decide) {
  Works works;
  const auto approval = works.approval_of(works.ask(10000, "长"));
  const auto outcome = works.attempt("approval.approve", "长", approval);
  const auto& refusal = std::get<Refusal>(outcome);
  EXPECT_EQ(refusal.code, "DUTIES_NOT_SEPARATE");
  EXPECT_THAT(refusal.names, ElementsAre("长", "requests"));
  EXPECT_THAT(pack::rules_of(*refusal.pack, refusal.basis), ElementsAre("COM-9"));
  EXPECT_EQ(works.code("approval.approve", "总", approval), "done");
}

TEST(Duties, refuse_the_delegate_of_who_asked) {
  Works works;
  works.hire("代", {});
  works.stand_in("代", "chief", "长");
  const auto approval = works.approval_of(works.ask(10000, "长"));
  EXPECT_EQ(works.code("approval.approve", "代", approval), "DUTIES_NOT_SEPARATE");
}

TEST(Duties, refuse_who_asked_to_decide_in_the_place_of_another) {
  Works works;
  works.stand_in("问", "chief", "长");
  const auto approval = works.approval_of(works.ask(10000));
  EXPECT_EQ(works.code("approval.approve", "问", approval), "DUTIES_NOT_SEPARATE");
}

TEST(Duties, refuse_who_decided_to_book) {
  Works works;
  works.stand_in("账", "chief", "长");
  const auto purchase = works.ask(10000);
  EXPECT_EQ(works.code("approval.approve", "账", works.approval_of(purchase)), "done");
  EXPECT_EQ(works.code("purchase.book", "账", purchase), "DUTIES_NOT_SEPARATE");
}

TEST(Duties, of_other_matters_do_not_count) {
  Works works;
  works.ask(10000, "长");
  EXPECT_EQ(works.code("approval.approve", "长", works.approval_of(works.ask(10000))), "done");
}

/// Every person holds roles at random, his own and in the place of others, and tries everything.
TEST(Duties, never_meet_in_one_person_whatever_is_tried) {
  std::mt19937 random(20260302);
  const auto any = [&](const auto& list) { return list[random() % list.size()]; };
  const std::vector<std::string> roles{"asker", "chief", "director", "lawyer", "cashier"};
  const std::vector<const char*> people{"甲", "乙", "丙", "丁", "戊"};
  const std::vector<std::string> commands{"purchase.ask", "approval.countersign",
                                          "approval.approve", "purchase.book"};
  int booked = 0;
  for (int round = 0; round < 150; ++round) {
    Works works;
    for (const auto* key : people) works.hire(key, {any(roles)});
    for (int i = 0; i < 6; ++i) works.stand_in(any(people), any(roles), any(people));
    const auto made =
        works.attempt("purchase.draft", people[0], {}, {{"amount_fen", Value::number(10001)}});
    const auto purchase = std::get<Decision>(made).subject;
    for (int i = 0; i < 60; ++i) {
      const auto& command = any(commands);
      const auto on = command.starts_with("purchase") ? purchase : works.approval_of(purchase);
      if (!on.is_empty()) works.attempt(command, any(people), on);
    }
    booked += works.known.find(purchase)->state == "booked" ? 1 : 0;
    const auto duties = works.known.children(purchase, *works.pack->find_type("duty"));
    for (const auto& one : duties) {
      for (const auto& other : duties) {
        if (one->field("duty") == other->field("duty")) continue;
        EXPECT_NE(one->field("by"), other->field("by"));
        EXPECT_NE(one->field("by"), other->field("acted_for"));
        EXPECT_NE(one->field("acted_for"), other->field("acted_for"));
      }
    }
  }
  EXPECT_GT(booked, 10);  // enough of them came to their end
}

TEST(Numbers, are_given_by_the_act_that_the_pack_names_and_counted_within_the_month) {
  Works works;
  const auto first = works.ask(1);
  const auto second = works.ask(2);
  EXPECT_EQ(works.known.find(first)->number, "N260301");
  EXPECT_EQ(works.known.find(second)->number, "N260302");
}

TEST(Numbers, take_a_third_digit_when_two_no_longer_do) {
  Works works;
  for (int i = 1; i < 100; ++i) works.ask(1);
  EXPECT_EQ(works.known.find(works.ask(1))->number, "N2603100");
}

TEST(StepOrder, goes_before_what_the_pack_ranks_behind_it) {
  Works works;
  const auto purchase = works.ask(1);
  EXPECT_EQ(works.code("purchase.ask", "问", purchase, {{"amount_fen", Value::number(0)}}),
            "WRONG_STAGE");
  const auto draft = works.attempt("purchase.draft", "问", {}, {{"amount_fen", Value::number(0)}});
  EXPECT_EQ(works.code("purchase.ask", "问", std::get<Decision>(draft).subject), "TOO_LITTLE");
}

std::vector<std::string> findings(const Works& works) {
  std::vector<std::string> texts;
  for (const auto& finding : check_separation(*works.pack, works.known.people)) {
    texts.push_back(to_text(finding));
  }
  return texts;
}

TEST(Separation, has_nothing_to_say_where_everyone_has_one_duty) {
  EXPECT_THAT(findings(Works()), IsEmpty());
}

TEST(Separation, shows_who_could_ask_and_would_have_to_decide_it_himself) {
  Works works;
  works.hire("总", {"asker", "director"});
  EXPECT_THAT(findings(works),
              Contains(AllOf(HasSubstr("nobody-left-to-decide"), HasSubstr("row 2 of `authority`"),
                             HasSubstr("`总` as `asker` may `purchase.ask`"),
                             HasSubstr("decided by `总` as `director`"))));
}

TEST(Separation, counts_a_delegate_as_the_one_in_whose_place_he_stands) {
  Works works;
  works.hire("总", {"asker", "director"});
  works.stand_in("法", "director", "总");
  EXPECT_THAT(findings(works), Contains(HasSubstr("nobody-left-to-decide")));
  works.hire("副", {"director"});
  EXPECT_THAT(findings(works), Not(Contains(HasSubstr("nobody-left-to-decide"))));
}

TEST(Separation, shows_that_nobody_is_there_to_decide_or_countersign) {
  Works works;
  works.known.people.people.at("总").on_leave = true;
  works.known.people.people.at("法").active = false;
  EXPECT_THAT(findings(works),
              AllOf(Contains(HasSubstr("nobody-to-decide")),
                    Contains(AllOf(HasSubstr("nobody-to-countersign"), HasSubstr("`lawyer`")))));
}

TEST(Separation, shows_that_nobody_is_left_to_book) {
  Works works;
  works.hire("账", {});
  works.hire("长", {"chief", "cashier"});
  EXPECT_THAT(findings(works), Contains(AllOf(HasSubstr("nobody-left-to-book"),
                                              HasSubstr("`长` as `chief` may decide it"))));
}

TEST(Separation, shows_the_path_where_two_duties_stand_in_matters_of_their_own) {
  auto files = works_files();
  auto& purchase = files.at("cases/purchase.yaml");
  const auto book = purchase.find("  purchase.book:");
  purchase = purchase.substr(0, book);
  const auto state = purchase.find("  booked:");
  purchase.erase(state, purchase.find('\n', state) - state + 1);
  files["cases/voucher.yaml"] = R"(
type: voucher
title: {zh: 传票, en: Voucher}
fields: {purchase: {type: ref purchase, title: {zh: 请款, en: Purchase}, rules: [W-4]}}
states: {booked: {title: {zh: 账, en: Booked}, final: true}}
commands:
  voucher.book: {title: {zh: 记, en: Book}, rules: [W-4], who: [cashier], creates: true, to: booked, duty: books, input: {purchase: {}}, fact: voucher_booked}
)";
  Diagnostics diagnostics;
  Works works;
  works.pack = test::compile(files, diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  ASSERT_NE(works.pack, nullptr);
  EXPECT_THAT(findings(works),
              Contains(AllOf(HasSubstr("duties-not-kept-apart"), HasSubstr("delegates that to him"),
                             HasSubstr("voucher.purchase"))));
  works.hire("问", {"asker", "cashier"});
  EXPECT_THAT(findings(works), Contains(AllOf(HasSubstr("`问` as `asker` may `purchase.ask`"),
                                              HasSubstr("`问` as `cashier` may `voucher.book`"))));
}

TEST(Kinds, that_are_not_there_are_found_and_so_is_a_ground_without_rules) {
  auto files = works_files();
  auto& approval = files.at("cases/approval.yaml");
  approval.replace(approval.find("like: approval"), 14, "like: approvel");
  Diagnostics diagnostics;
  EXPECT_EQ(test::compile(files, diagnostics), nullptr);
  EXPECT_EQ(diagnostics.front().code, "unknown-kind");

  files = works_files();
  auto& basis = files.at("cases/approval.yaml");
  basis.replace(basis.find(", remind: [W-2]"), 15, "");
  diagnostics.clear();
  EXPECT_EQ(test::compile(files, diagnostics), nullptr);
  EXPECT_THAT(to_text(diagnostics.front()),
              AllOf(HasSubstr("unknown-rule"), HasSubstr("`remind`")));
}

TEST(Kinds, do_not_lose_what_they_refuse) {
  auto files = works_files();
  auto& approval = files.at("cases/approval.yaml");
  const std::string who = "    who: &levels [chief, director]\n";
  approval.insert(approval.find(who) + who.size(), "    refuse: []\n");
  Diagnostics diagnostics;
  EXPECT_EQ(test::compile(files, diagnostics), nullptr);
  EXPECT_THAT(to_text(diagnostics.front()),
              AllOf(HasSubstr("replaces-kind"), HasSubstr("write `!added`")));
}

}  // namespace
}  // namespace guiju::casework
