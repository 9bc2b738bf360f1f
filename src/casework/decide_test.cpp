#include "casework/decide.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <boost/json/parse.hpp>

#include "casework/decider.hpp"
#include "casework/fact_json.hpp"
#include "casework/test_support.hpp"

namespace guiju::casework {
namespace {

using feel::Value;
using test::at;
using testing::ElementsAre;

class Deciding : public testing::Test {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    pack = test::compile(test::small_files(), diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    ASSERT_NE(pack, nullptr);
    const auto site =
        order("site.register", {}, {{"key", Value::string("P1")}, {"name", Value::string("一")}});
    known.take(std::get<Decision>(decide(known, site, at("2026-01-01T00:00:00Z"))));
  }

  Order order(const std::string& name, RecordId on,
              std::vector<std::pair<std::string, Value>> with = {}, const char* by = "") {
    const auto* command = pack->find_command(name);
    EXPECT_NE(command, nullptr) << name;
    const Actor actor =
        *by == '\0' ? Actor{Actor::Kind::system, {}} : Actor{Actor::Kind::person, by};
    Order made{command,
               std::move(on),
               std::vector<Value>(command->inputs.size()),
               std::vector<bool>(command->inputs.size(), false),
               actor,
               {}};
    for (auto& [input, value] : with) {
      const auto index = static_cast<std::size_t>(command->find_input(input));
      made.inputs[index] = std::move(value);
      made.given[index] = true;
    }
    return made;
  }

  std::string refusal_of(const Order& given, const char* when) {
    const auto outcome = decide(known, given, at(when));
    const auto* refusal = std::get_if<Refusal>(&outcome);
    return refusal == nullptr ? "" : refusal->code;
  }

  RecordId do_it(const Order& given, const char* when) {
    const auto outcome = decide(known, given, at(when));
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) {
      ADD_FAILURE() << given.command->name << " refused: " << refusal->code;
      return {};
    }
    known.take(std::get<Decision>(outcome));
    return std::get<Decision>(outcome).subject;
  }

  RecordId open_matter(const char* when) {
    return do_it(order("matter.open", {},
                       {{"name", Value::string("漏水")}, {"site", Value::string("P1")}}, "甲"),
                 when);
  }

  /// Lets the clock do all until `when`; the names of the facts it made, with their moments.
  std::vector<std::string> pass(const RecordId& id, const char* when) {
    std::vector<std::string> made;
    while (const auto step = advance(known, *known.find(id), at(when))) {
      const auto& decision = std::get<Decision>(step->outcome);
      known.take(decision);
      for (const auto& fact : decision.facts) {
        made.push_back(fact.name + " " + guiju::to_text(step->at, std::chrono::hours{8}));
      }
    }
    return made;
  }

  const Clock& clock(const RecordId& id) { return known.find(id)->clocks.back(); }

  std::shared_ptr<const pack::Pack> pack;
  test::Known known;
};

TEST_F(Deciding, a_role_that_is_one_regulations_gives_no_right_under_another) {
  const auto register_clerk = [&](const char* key, const char* role) {
    const auto roles = Value::list({Value::context({{"role", Value::string(role)}})});
    do_it(order("person.register", {},
                {{"key", Value::string(key)}, {"name", Value::string(key)}, {"roles", roles}}),
          "2026-03-01T10:00:00+08:00");
    known.people.take(*known.find({std::string("company.person.") + key}));
    return refusal_of(order("matter.open", {},
                            {{"name", Value::string("漏水")}, {"site", Value::string("P1")}}, key),
                      "2026-03-02T10:00:00+08:00");
  };
  EXPECT_EQ(register_clerk("丙", "clerk"), "");
  EXPECT_EQ(register_clerk("丁", "small/clerk"), "");
  EXPECT_EQ(register_clerk("戊", "large/clerk"), "NOT_ENTITLED_ROLE");
}

TEST_F(Deciding, one_act_gets_one_refusal_in_the_order_of_precedence) {
  // Each row is wrong in one thing less than the row before it.
  const auto big = Value::number(11);
  const auto nowhere = Value::string("P9");
  const char* when = "2026-03-02T10:00:00+08:00";
  auto all = order("matter.open", {},
                   {{"size", big}, {"site", nowhere}, {"kind", Value::string("z")}}, "乙");
  EXPECT_EQ(refusal_of(all, when), "NOT_ENTITLED_ROLE");
  all.actor.key = "甲";
  EXPECT_EQ(refusal_of(all, when), "NOT_ENTITLED_ROLE") << "a clerk of P1 has no right at P9";
  known.people.people["甲"].roles = {{"clerk", {}, {}}};
  EXPECT_EQ(refusal_of(all, when), "NAME_MISSING");
  all.inputs[0] = Value::string("漏水");
  EXPECT_EQ(refusal_of(all, when), "TOO_BIG");
  all.inputs[2] = Value::number(10);
  all.inputs[1] = {};
  EXPECT_EQ(refusal_of(all, when), "FIELD_REQUIRED");
  all.inputs[1] = nowhere;
  EXPECT_EQ(refusal_of(all, when), "RECORD_UNKNOWN");
  all.inputs[1] = Value::string("P1");
  EXPECT_EQ(refusal_of(all, when), "CHOICE_INVALID");
  all.inputs[3] = Value::string("b");
  EXPECT_EQ(refusal_of(all, when), "");
}

TEST_F(Deciding, the_wrong_step_is_refused_last_and_cites_the_rule_of_steps) {
  const auto id = open_matter("2026-03-02T10:00:00+08:00");
  const auto outcome =
      decide(known, order("matter.go_on", id, {}, "甲"), at("2026-03-02T10:01:00+08:00"));
  const auto& refusal = std::get<Refusal>(outcome);
  EXPECT_EQ(refusal.code, "STEP_ORDER");
  EXPECT_THAT(pack::rules_of(*refusal.pack, refusal.basis), ElementsAre("T-9"));
  EXPECT_EQ(refusal_of(order("matter.go_on", id, {}, "乙"), "2026-03-02T10:01:00+08:00"),
            "NOT_ENTITLED_ROLE");
}

TEST_F(Deciding, a_refused_act_changes_nothing_and_takes_no_number) {
  EXPECT_EQ(refusal_of(order("matter.open", {}, {{"site", Value::string("P1")}}, "甲"),
                       "2026-03-02T10:00:00+08:00"),
            "NAME_MISSING");
  EXPECT_EQ(known.find(open_matter("2026-03-02T10:00:00+08:00"))->key, "P1-001");
  EXPECT_EQ(known.find(open_matter("2026-03-02T10:00:00+08:00"))->key, "P1-002");
}

TEST_F(Deciding, equal_arguments_give_equal_facts) {
  const auto asked = order("matter.open", {},
                           {{"name", Value::string("漏水")}, {"site", Value::string("P1")}}, "甲");
  const auto facts = [&] {
    std::string text;
    const auto outcome = decide(known, asked, at("2026-03-02T10:00:00+08:00"));
    for (const auto& fact : std::get<Decision>(outcome).facts) {
      append_journal_json(text, fact, *pack);
    }
    return text;
  };
  const auto first = facts();
  EXPECT_FALSE(first.empty());
  EXPECT_EQ(facts(), first);
}

TEST_F(Deciding, a_limit_is_warned_of_then_breached_at_the_first_second_after_it) {
  const auto id = open_matter("2026-03-02T10:00:00+08:00");
  EXPECT_EQ(clock(id).due_at, at("2026-03-04T18:00:00+08:00"));
  EXPECT_THAT(pass(id, "2026-03-04T18:00:00+08:00"),
              ElementsAre("warning_given 2026-03-04T14:00:00+08:00",
                          "notice_given 2026-03-04T14:00:00+08:00"));
  EXPECT_THAT(pass(id, "2026-03-05T00:00:00+08:00"),
              ElementsAre("breach_recorded 2026-03-04T18:00:01+08:00",
                          "limit_passed 2026-03-04T18:00:01+08:00",
                          "slip_issued 2026-03-04T18:00:01+08:00"));
  EXPECT_EQ(clock(id).status, ClockStatus::breached);
}

TEST_F(Deciding, an_act_in_the_last_second_is_in_time) {
  const auto id = open_matter("2026-03-02T10:00:00+08:00");
  pass(id, "2026-03-04T18:00:00+08:00");
  do_it(order("matter.answer", id, {}, "甲"), "2026-03-04T18:00:00+08:00");
  EXPECT_EQ(clock(id).status, ClockStatus::met);
  EXPECT_TRUE(pass(id, "2026-04-01T00:00:00+08:00").empty());
}

TEST_F(Deciding, a_late_act_is_done_all_the_same_and_settles_its_lateness_in_minutes_rounded_up) {
  const auto id = open_matter("2026-03-02T10:00:00+08:00");
  pass(id, "2026-03-04T18:00:01+08:00");
  do_it(order("matter.answer", id, {}, "甲"), "2026-03-04T18:01:01+08:00");
  EXPECT_EQ(clock(id).status, ClockStatus::late);
  EXPECT_EQ(clock(id).late_seconds, 61);
  const auto breaches = known.records(*pack->find_type("breach"), {}, {}, {});
  ASSERT_EQ(breaches.size(), 1u);
  EXPECT_EQ(breaches[0]->state, "settled");
  EXPECT_EQ(breaches[0]->field("late_minutes").as_int64(), 2);
  EXPECT_EQ(breaches[0]->field("owed_by").as_string(), "clerk");
}

TEST_F(Deciding, a_pause_moves_a_limit_in_working_days_by_the_days_that_it_lasted) {
  const auto id = open_matter("2026-03-02T10:00:00+08:00");
  do_it(order("matter.wait", id, {}, "甲"), "2026-03-03T10:00:00+08:00");
  EXPECT_EQ(clock(id).status, ClockStatus::paused);
  EXPECT_TRUE(pass(id, "2026-03-04T20:00:00+08:00").empty())
      << "a paused clock neither warns nor breaches";
  do_it(order("matter.go_on", id, {}, "甲"), "2026-03-05T10:00:00+08:00");
  EXPECT_EQ(clock(id).due_at, at("2026-03-06T18:00:00+08:00"));
}

TEST_F(Deciding, no_time_passes_for_a_deadline_where_the_machines_clock_was_set_back) {
  const auto id = open_matter("2026-03-02T10:00:00+08:00");
  do_it(order("matter.wait", id, {}, "甲"), "2026-03-02T09:50:00+08:00");
  EXPECT_EQ(clock(id).status, ClockStatus::paused);
  do_it(order("matter.go_on", id, {}, "甲"), "2026-03-02T09:40:00+08:00");
  EXPECT_EQ(clock(id).due_at, at("2026-03-04T18:00:00+08:00"));
  do_it(order("matter.restart", id, {}, "甲"), "2026-03-02T09:30:00+08:00");
  EXPECT_EQ(clock(id).started_at, at("2026-03-02T10:00:00+08:00"));
  do_it(order("matter.wait", id, {}, "甲"), "2026-03-02T09:20:00+08:00");
  EXPECT_EQ(clock(id).status, ClockStatus::paused);
}

TEST_F(Deciding, a_cancelled_clock_owes_nothing_and_a_reset_one_runs_anew) {
  const auto voided = open_matter("2026-03-02T10:00:00+08:00");
  do_it(order("matter.void", voided, {}, "甲"), "2026-03-02T11:00:00+08:00");
  EXPECT_EQ(clock(voided).status, ClockStatus::cancelled);
  EXPECT_TRUE(pass(voided, "2026-04-01T00:00:00+08:00").empty());

  const auto restarted = open_matter("2026-03-02T10:00:00+08:00");
  pass(restarted, "2026-03-04T14:00:00+08:00");
  do_it(order("matter.restart", restarted, {}, "甲"), "2026-03-04T15:00:00+08:00");
  EXPECT_EQ(clock(restarted).events.size(), 2u);
  EXPECT_FALSE(clock(restarted).warned);
}

/// A deadline whose own end starts it again, to end `due`.
class RunningInCircles : public Deciding, public testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    auto files = test::small_files();
    files["cases/matter.yaml"] += R"(
  matter.nudge: {title: {zh: 催, en: Nudge}, rules: [T-2], who: [], fact: matter_nudged}
)";
    files["ladders.yaml"] += std::string(R"(
  nudging:
    title: {zh: 催办, en: Nudging}
    type: matter
    rules: [T-3]
    start: {on: [matter_opened, matter_nudged]}
    due: )") + GetParam() + R"(
    owed_by: clerk
    lapse: {then: [{do: matter.nudge}]}
)";
    Diagnostics diagnostics;
    pack = test::compile(files, diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    ASSERT_NE(pack, nullptr);
    do_it(order("site.register", {}, {{"key", Value::string("P1")}, {"name", Value::string("一")}}),
          "2026-01-01T00:00:00Z");
  }
};
INSTANTIATE_TEST_SUITE_P(, RunningInCircles,
                         testing::Values("{at: 'created_at'}", "{at: 'now'}",
                                         "{at: 'now - duration(\"P1D\")'}"));

TEST_P(RunningInCircles, it_stops_with_its_clause_on_record) {
  const auto id = open_matter("2026-03-02T10:00:00+08:00");
  std::vector<Fact> facts;
  for (int steps = 0; const auto step = advance(known, *known.find(id), at("2026-03-03T00:00:00Z"));
       ++steps) {
    ASSERT_LT(steps, 10) << "it runs for ever";
    const auto& decision = std::get<Decision>(step->outcome);
    known.take(decision);
    facts.insert(facts.end(), decision.facts.begin(), decision.facts.end());
  }
  const auto stopped = std::ranges::find(facts, "clock_not_started", &Fact::name);
  ASSERT_NE(stopped, facts.end());
  EXPECT_THAT(pack::rules_of(*pack, stopped->basis), ElementsAre("T-3"));
  EXPECT_THAT(known.find(id)->markers, ElementsAre(without_end));
}

TEST_F(Deciding, facts_come_back_from_the_journal_as_they_went_in) {
  const auto id = open_matter("2026-03-02T10:00:00+08:00");
  const auto outcome =
      decide(known, order("matter.answer", id, {}, "甲"), at("2026-03-02T11:00:00+08:00"));
  for (const auto& fact : std::get<Decision>(outcome).facts) {
    std::string once;
    append_journal_json(once, fact, *pack);
    const auto find = [&](std::string_view pack_id, std::string_view) {
      return pack_id == "small" ? pack.get() : pack->base;
    };
    std::string twice;
    append_journal_json(twice, read_journal_fact(boost::json::parse(once), find), *pack);
    EXPECT_EQ(once, twice);
  }
}

TEST_F(Deciding, records_are_the_fold_of_their_facts) {
  Record folded;
  const auto fold = [&](const Outcome& outcome, Instant when, const char* by) {
    for (const auto& fact : std::get<Decision>(outcome).facts) {
      if (fact.type->name == "matter") apply(folded, fact, when, by);
    }
    known.take(std::get<Decision>(outcome));
  };
  fold(decide(known,
              order("matter.open", {},
                    {{"name", Value::string("漏水")},
                     {"site", Value::string("P1")},
                     {"size", Value::number(6)}},
                    "甲"),
              at("2026-03-02T10:00:00+08:00")),
       at("2026-03-02T10:00:00+08:00"), "甲");
  const auto id = folded.id;
  fold(decide(known, order("matter.wait", id, {}, "甲"), at("2026-03-03T10:00:00+08:00")),
       at("2026-03-03T10:00:00+08:00"), "甲");
  const auto stored = known.find(id);
  EXPECT_EQ(folded.version, stored->version);
  EXPECT_EQ(folded.state, stored->state);
  EXPECT_EQ(folded.fields, stored->fields);
  EXPECT_EQ(folded.clocks.size(), stored->clocks.size());
  EXPECT_THAT(folded.markers, ElementsAre("SLOW"));
}

}  // namespace
}  // namespace guiju::casework
