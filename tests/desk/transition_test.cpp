#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "app/fold.hpp"
#include "app/journal_body.hpp"
#include "app/why.hpp"
#include "casework/record_json.hpp"
#include "editions.hpp"

/// Cases of two versions side by side: acts that reach over, and cases that a new version takes
/// over.
namespace guiju::app {
namespace {

using test::at;
using testing::HasSubstr;

/// The second version has its fields and inputs in other places, another limit, and no `greeting`.
class TwoVersions : public Editions {
 protected:
  test::Files files() const override {
    auto files = Editions::files();
    files["cases/matter.yaml"] += R"(
  matter.note: {title: {zh: 记, en: Note}, rules: [T-2], who: [], input: {note: {type: text, title: {zh: 记, en: Note}}}, set: {name: note}, fact: matter_noted}
  matter.tell:
    title: {zh: 告, en: Tell}
    rules: [T-2]
    who: [clerk]
    input: {other: {type: text, title: {zh: 另, en: Other}}, word: {type: text, title: {zh: 话, en: Word}}}
    fact: matter_told
    then: [{do: matter.note, on: other, with: {note: word}}]
)";
    files["ladders.yaml"] += R"(
  greeting:
    title: {zh: 问候, en: Greeting}
    type: matter
    rules: [T-3]
    start: {on: [matter_opened]}
    due: {calendar_days: 30}
    stop: {on: [matter_answered]}
    owed_by: clerk
    breach: {code: SLOW}
)";
    files["reports.yaml"] = R"(
evening:
  title: {zh: 晚, en: Evening}
  rules: [T-2]
  every: {day: true, at: '"20:00"'}
  for: 'records("matter")'
  do: matter.note
  on: each.key
  with: {note: '"晚"'}
)";
    return files;
  }

  test::Files second_files() const override {
    auto files = Editions::second_files();
    auto& type = files["cases/matter.yaml"];
    replace(type, "fields:\n", "fields:\n  colour: {type: text, title: {zh: 色, en: Colour}}\n");
    replace(type, "input: {note: {",
            "input: {loud: {type: text, title: {zh: 响, en: Loud}}, note: {");
    replace(files["pack.yaml"], "value: 2, unit: working_days", "value: 1, unit: working_days");
    auto& ladders = files["ladders.yaml"];
    ladders.erase(ladders.find("  greeting:"));
    files["transition.yaml"] = transition;
    return files;
  }

  static void replace(std::string& text, const std::string& before, const std::string& after) {
    const auto place = text.find(before);
    ASSERT_NE(place, std::string::npos) << before;
    text.replace(place, before.size(), after);
  }

  void open(const char* when, const char* name) {
    const auto with = std::string(R"({"name":")") + name + R"(","site":"P1"})";
    EXPECT_EQ(act(when, "small", "matter.open", "", with.c_str()).status, 201);
  }

  void put_in_force(const char* when, const char* day) {
    submit(*second, when);
    const auto with = std::string(R"({"effective_from":")") + day + R"(","reason":"会"})";
    EXPECT_EQ(act(when, "company", "edition.adopt", "small@2.0.0", with.c_str()).status, 200);
  }

  casework::RecordPtr matter(const char* key) {
    return store.open_reader()->find({std::string("small.matter.") + key});
  }

  /// Makes every record anew from the journal; each must be what the store keeps.
  void expect_that_the_journal_tells_all() {
    std::map<std::string, casework::RecordPtr> known;
    const auto reader = store.open_reader();
    const auto find_pack = [&](std::string_view id, std::string_view version) {
      return shelf.find(id, version);
    };
    const auto find = [&](const casework::RecordId& id) { return known[id.text]; };
    for (const auto& entry : reader->entries(1, 10'000)) {
      for (const auto& record : fold(read_decision(view(entry), find_pack), entry.at, find)) {
        known[record->id.text] = record;
      }
      // Whatever was decided is decided again, to the byte.
      const auto again = decide_again(*reader, shelf, entry.seq);
      if (again) {
        EXPECT_TRUE(again->is_same) << entry.command << ' ' << entry.body;
      }
    }
    for (const auto& [id, record] : known) {
      const auto kept = reader->find({id});
      ASSERT_NE(kept, nullptr) << id;
      EXPECT_EQ(kept->type, record->type) << id;
      EXPECT_EQ(kept->state, record->state) << id;
      std::string here, there;
      casework::append_body_json(here, *kept);
      casework::append_body_json(there, *record);
      EXPECT_EQ(here, there) << id;
    }
  }

  std::string transition = "";
};

TEST_F(TwoVersions, an_act_reaches_a_case_of_the_other_version_by_names) {
  open("2026-03-02T10:00:00+08:00", "旧");
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  open("2026-03-03T10:00:00+08:00", "新");
  EXPECT_EQ(matter("P1-001")->pack().version, "1.0.0");
  EXPECT_EQ(matter("P1-002")->pack().version, "2.0.0");
  const auto tell = [&](const char* when, const char* on, const char* other, const char* word) {
    const auto with = std::string(R"({"other":")") + other + R"(","word":")" + word + R"("})";
    EXPECT_EQ(act(when, "small", "matter.tell", on, with.c_str()).status, 200);
  };
  tell("2026-03-03T11:00:00+08:00", "P1-001", "P1-002", "去");
  tell("2026-03-03T12:00:00+08:00", "P1-002", "P1-001", "回");
  EXPECT_EQ(matter("P1-001")->field("name").as_string(), "回");
  EXPECT_EQ(matter("P1-002")->field("name").as_string(), "去");
  EXPECT_TRUE(matter("P1-002")->field("colour").is_null());
  expect_that_the_journal_tells_all();
}

TEST_F(TwoVersions, without_a_transition_every_case_keeps_its_version_and_its_schedule) {
  open("2026-03-02T10:00:00+08:00", "旧");
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  open("2026-03-03T10:00:00+08:00", "新");
  observed.write([&](UnitOfWork& unit) {
    EXPECT_EQ(desk.next_schedule(unit, at("2026-03-03T11:00:00+08:00")),
              at("2026-03-03T20:00:00+08:00"));
  });
  in_force("2026-03-03T21:00:00+08:00");
  EXPECT_EQ(matter("P1-001")->field("name").as_string(), "晚");
  EXPECT_EQ(matter("P1-002")->field("name").as_string(), "晚");
  EXPECT_EQ(matter("P1-001")->pack().version, "1.0.0");
  expect_that_the_journal_tells_all();
}

/// The second version takes over running cases, and keeps their limits.
class Moved : public TwoVersions {
 protected:
  Moved() { transition = "- {cases: matter, rules: [T-9]}\n"; }

  const casework::Clock* clock(const char* key, const char* deadline) {
    kept = matter(key);
    for (const auto& clock : kept->clocks) {
      if (kept->pack().deadlines[static_cast<std::size_t>(clock.deadline)].id == deadline)
        return &clock;
    }
    return nullptr;
  }
  const journal::Entry move_of(const char* key) {
    for (auto& entry : store.open_reader()->timeline(matter(key)->stream, 1, 100)) {
      if (entry.command == "version.change") return entry;
    }
    ADD_FAILURE() << key << " was not moved";
    return {};
  }
  casework::RecordPtr kept;
};

TEST_F(Moved, running_cases_come_under_the_new_version_with_both_clauses_in_the_journal) {
  open("2026-03-02T10:00:00+08:00", "在办");
  open("2026-03-02T10:00:00+08:00", "办完");
  EXPECT_EQ(act("2026-03-02T10:30:00+08:00", "small", "matter.answer", "P1-002", "{}").status, 200);
  const auto due = clock("P1-001", "answer")->due_at;
  ASSERT_NE(clock("P1-001", "greeting"), nullptr);
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  in_force("2026-03-03T00:00:01+08:00");
  EXPECT_EQ(matter("P1-001")->pack().version, "2.0.0");
  EXPECT_EQ(matter("P1-002")->pack().version, "1.0.0") << "it was done";
  EXPECT_EQ(matter("P1-001")->field("name").as_string(), "在办");
  EXPECT_EQ(clock("P1-001", "answer")->due_at, due);
  EXPECT_EQ(clock("P1-001", "greeting"), nullptr);
  const auto entry = move_of("P1-001");
  EXPECT_EQ(entry.at, at("2026-03-03T00:00:00+08:00"));
  EXPECT_EQ(entry.pack_version, "2.0.0");
  EXPECT_THAT(
      entry.body,
      HasSubstr(R"("version_before":{"pack":"small","version":"1.0.0","rules":["T-2","T-3"]})"));
  EXPECT_THAT(entry.body, HasSubstr(R"("basis":{"pack":"small","rules":["T-9"]})"));
  EXPECT_THAT(entry.body,
              HasSubstr(R"("fact":"clock_cancelled","pack":"small","version":"1.0.0")"));
  EXPECT_EQ(act("2026-03-03T10:00:00+08:00", "small", "matter.answer", "P1-001", "{}").status, 200);
  expect_that_the_journal_tells_all();
}

TEST_F(Moved, an_act_that_is_quicker_than_the_clock_finds_the_case_moved) {
  open("2026-03-02T10:00:00+08:00", "在办");
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  const auto receipt =
      act_at_once("2026-03-03T00:00:00+08:00", "small", "matter.answer", "P1-001", "{}");
  EXPECT_EQ(receipt.status, 200) << receipt.body;
  EXPECT_EQ(state("small@2.0.0"), "in_force");
  EXPECT_EQ(matter("P1-001")->pack().version, "2.0.0");
  expect_that_the_journal_tells_all();
}

/// The limits become those of the second version.
class Recomputed : public Moved {
 protected:
  Recomputed() {
    transition = "- {cases: matter, when: 'state = \"open\"', limits: recomputed, rules: [T-9]}\n";
  }
};

TEST_F(Recomputed, limits_are_those_of_the_new_version_from_when_they_began) {
  open("2026-03-02T10:00:00+08:00", "在办");
  EXPECT_EQ(clock("P1-001", "answer")->due_at, at("2026-03-04T18:00:00+08:00"));
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  in_force("2026-03-03T00:00:01+08:00");
  EXPECT_EQ(clock("P1-001", "answer")->due_at, at("2026-03-03T18:00:00+08:00"));
  in_force("2026-03-03T18:00:01+08:00");
  EXPECT_EQ(clock("P1-001", "answer")->status, casework::ClockStatus::breached);
  expect_that_the_journal_tells_all();
}

TEST_F(Recomputed, a_limit_that_has_passed_by_the_new_measure_is_breached_when_the_case_moves) {
  open("2026-03-02T10:00:00+08:00", "在办");
  put_in_force("2026-03-04T11:00:00+08:00", "2026-03-04");
  in_force("2026-03-04T11:00:01+08:00");
  EXPECT_EQ(clock("P1-001", "answer")->due_at, at("2026-03-03T18:00:00+08:00"));
  EXPECT_EQ(clock("P1-001", "answer")->status, casework::ClockStatus::breached);
  const auto breaches =
      store.open_reader()->children(matter("P1-001")->id, *pack->find_type("breach"));
  ASSERT_EQ(breaches.size(), 1u);
  EXPECT_EQ(breaches.front()->created_at, at("2026-03-04T11:00:00+08:00")) << "not before the move";
  expect_that_the_journal_tells_all();
}

/// Two limits of a case run on under the second version.
class TwoLimits : public Recomputed {
 protected:
  test::Files second_files() const override {
    auto all = Recomputed::second_files();
    const auto ladders = files().at("ladders.yaml");
    auto greeting = ladders.substr(ladders.find("  greeting:"));
    replace(greeting, "calendar_days: 30", "calendar_days: 20");
    all["ladders.yaml"] += greeting;
    return all;
  }
};

TEST_F(TwoLimits, each_is_that_of_the_new_version) {
  open("2026-03-02T10:00:00+08:00", "在办");
  const auto before = clock("P1-001", "greeting")->due_at;
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  in_force("2026-03-03T00:00:01+08:00");
  EXPECT_EQ(clock("P1-001", "answer")->due_at, at("2026-03-03T18:00:00+08:00"));
  EXPECT_EQ(clock("P1-001", "greeting")->due_at, *before - std::chrono::days{10});
  expect_that_the_journal_tells_all();
}

TEST_F(Recomputed, a_limit_that_was_paused_keeps_its_measure) {
  open("2026-03-02T10:00:00+08:00", "在办");
  EXPECT_EQ(act("2026-03-02T10:10:00+08:00", "small", "matter.wait", "P1-001", "{}").status, 200);
  EXPECT_EQ(act("2026-03-02T10:20:00+08:00", "small", "matter.go_on", "P1-001", "{}").status, 200);
  const auto due = clock("P1-001", "answer")->due_at;
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  in_force("2026-03-03T00:00:01+08:00");
  EXPECT_EQ(matter("P1-001")->pack().version, "2.0.0");
  EXPECT_EQ(clock("P1-001", "answer")->due_at, due);
  expect_that_the_journal_tells_all();
}

TEST_F(Recomputed, a_case_that_the_clause_does_not_name_on_that_day_keeps_its_version_for_good) {
  open("2026-03-02T10:00:00+08:00", "在等");
  EXPECT_EQ(act("2026-03-02T10:30:00+08:00", "small", "matter.wait", "P1-001", "{}").status, 200);
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  EXPECT_EQ(act("2026-03-03T10:00:00+08:00", "small", "matter.go_on", "P1-001", "{}").status, 200);
  EXPECT_EQ(act("2026-03-03T11:00:00+08:00", "small", "matter.answer", "P1-001", "{}").status, 200);
  EXPECT_EQ(matter("P1-001")->pack().version, "1.0.0");
  expect_that_the_journal_tells_all();
}

/// The second version has no such state.
class NowhereToGo : public Moved {
  test::Files second_files() const override {
    auto files = Moved::second_files();
    auto& type = files["cases/matter.yaml"];
    replace(type, "  open: {title: {zh: 开, en: Open}}\n",
            "  begun: {title: {zh: 开, en: Begun}}\n");
    for (auto place = type.find("open]"); place != std::string::npos; place = type.find("open]")) {
      type.replace(place, 5, "begun]");
    }
    for (const char* named : {"to: open", "[open,"}) {
      for (auto place = type.find(named); place != std::string::npos; place = type.find(named)) {
        type.replace(place, std::string(named).size(),
                     std::string(named).starts_with("to") ? "to: begun" : "[begun,");
      }
    }
    return files;
  }
};

TEST_F(NowhereToGo, a_case_for_which_the_new_version_has_no_place_stays) {
  open("2026-03-02T10:00:00+08:00", "在办");
  put_in_force("2026-03-02T11:00:00+08:00", "2026-03-03");
  in_force("2026-03-03T00:00:01+08:00");
  EXPECT_EQ(matter("P1-001")->pack().version, "1.0.0");
  EXPECT_EQ(act("2026-03-03T10:00:00+08:00", "small", "matter.answer", "P1-001", "{}").status, 200);
}

}  // namespace
}  // namespace guiju::app
