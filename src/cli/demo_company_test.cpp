#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <set>

#include "app/clause_use.hpp"
#include "app/present_dry_run.hpp"
#include "app/reader.hpp"
#include "cli/demo/seeding.hpp"
#include "cli/dry_run_threads.hpp"
#include "cli/pack_files.hpp"
#include "pack/yaml_json.hpp"
#include "store/content_folder.hpp"
#include "store/memory.hpp"
#include "store/test_support.hpp"

namespace guiju::cli {
namespace {

/// The shipped demo, told up to a moment, in memory.
class DemoCompany {
 public:
  explicit DemoCompany(Instant now) : now_(now) {
    const auto& loader = loader_;
    shelf_.add(loader.base_pointer());
    shelf_.add(loader.load("huayuan"));
    shelf_.add(loader.load("property-ladder"));
    shelf_.add(loader.load("sales-office"));
    const auto data = demo::read_data("demo");
    Diagnostics diagnostics;
    const auto company = app::read_company(
        pack::yaml_to_json("company.yaml", data.company_yaml, diagnostics), "", diagnostics);
    const auto as_shipped = loader.load("product-complaint");
    std::vector<pack::ParameterOverride> own;
    for (const auto& stated : company.parameters) {
      if (as_shipped->find_parameter(stated.name) != nullptr) own.push_back(stated);
    }
    shelf_.add(loader.load("product-complaint", own));
    const auto lines = demo::tell(data, *shelf_.in_force("huayuan", now)->calendar, now, 1);
    const app::Texts texts;
    store::ContentFolder contents(folder_ / "company");
    demo::Seeding seeding(store_, contents, shelf_, texts);
    seeding.found(company, lines.front().at - std::chrono::hours{6});
    seeding.play(lines, now, [](std::size_t) {});
    seeding.admit(data.logins, "hash");
  }

  std::vector<app::Row> cases_of(const std::string& type) {
    app::RowQuery query;
    query.family = app::Family::every;
    query.type = type;
    query.limit = 1000;
    const auto reader = store_.open_reader();
    return reader->rows(query, app::Visibility::all())->items;
  }
  std::set<std::string> states_of(const std::string& type) {
    std::set<std::string> states;
    for (const auto& row : cases_of(type)) states.insert(row.state);
    return states;
  }
  const PackLoader& loader() const { return loader_; }
  store::MemoryStore& store() { return store_; }
  const app::Shelf& shelf() const { return shelf_; }
  Instant now() const { return now_; }

 private:
  Instant now_;
  store::testing::Folder folder_;
  PackLoader loader_{find_places()};
  app::Shelf shelf_;
  store::MemoryStore store_;
};

Instant at(const char* text) { return *parse_instant(text); }

TEST(DemoCompany, is_told_without_a_refusal_whenever_it_is_made) {
  // A working afternoon, a Sunday night, the day of the report, New Year's Eve, a long holiday.
  for (const char* now :
       {"2026-11-20T15:00:00+08:00", "2026-11-22T01:10:00+08:00", "2026-11-25T10:00:00+08:00",
        "2026-12-31T23:59:59+08:00", "2026-02-19T12:00:00+08:00"}) {
    EXPECT_NO_THROW(DemoCompany{at(now)}) << now;
  }
}

/// Rules that people overrode by hand, with the acts that did.
std::map<std::string, std::set<std::string>> overridden(DemoCompany& demo, const pack::Pack& pack) {
  const auto entries = demo.store().open_reader()->entries(1, 1'000'000);
  const auto count = [&](std::string_view listed) {
    app::ClauseUses uses(pack, demo.shelf(),
                         {.from = Instant::min(), .to = Instant::max(), .listed = listed},
                         [](std::string_view) { return true; });
    for (const auto& entry : entries) uses.take(view(entry));
    return uses;
  };
  std::map<std::string, std::set<std::string>> acts;
  const auto all = count({});
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    if (all.by_rule()[i].of(app::ClauseEffect::overridden) == 0) continue;
    for (const auto& act : count(pack.rules[i].id).acts()) {
      if (act.effect == app::ClauseEffect::overridden)
        acts[pack.rules[i].id].insert(act.command->name);
    }
  }
  return acts;
}

TEST(DemoCompany, nobody_overrides_a_clause_but_who_grants_a_delay) {
  DemoCompany demo(at("2026-11-20T15:00:00+08:00"));
  const std::set<std::string> delay{"service_case.reply_delay"};
  for (const auto* pack : demo.shelf().all()) {
    const auto found = overridden(demo, *pack);
    if (pack->id == "property-ladder") {
      EXPECT_EQ(found, (std::map<std::string, std::set<std::string>>{
                           {"PSL-7", delay}, {"PSL-8", delay}, {"PSL-12", delay}}));
    } else {
      EXPECT_TRUE(found.empty()) << pack->id << ' ' << found.begin()->first << ' '
                                 << *found.begin()->second.begin();
    }
  }
}

TEST(DemoCompany, stands_at_every_stage_of_each_regulation) {
  DemoCompany demo(at("2026-11-20T15:00:00+08:00"));
  for (const char* state : {"received", "sorted", "dispatched", "executing", "closed"}) {
    EXPECT_TRUE(demo.states_of("item").contains(state)) << state;
  }
  for (const char* state :
       {"recorded", "at_desk", "dispatched", "handling", "verified", "level_company", "closed"}) {
    EXPECT_TRUE(demo.states_of("service_case").contains(state)) << state;
  }
  EXPECT_TRUE(demo.states_of("complaint").contains("closed"));
  EXPECT_TRUE(demo.states_of("complaint").contains("approval_1"));
  EXPECT_GE(demo.states_of("complaint").size(), 5u);
  for (const char* state : {"deciding", "approved"}) {
    EXPECT_TRUE(demo.states_of("approval").contains(state)) << state;
  }
}

TEST(DemoCompany, has_units_at_every_stage_and_someone_with_a_client) {
  DemoCompany demo(at("2026-11-20T15:00:00+08:00"));
  for (const char* state :
       {"available", "held", "small_deposit_paid", "subscribed", "contracted"}) {
    EXPECT_TRUE(demo.states_of("unit").contains(state)) << state;
  }
  EXPECT_TRUE(demo.states_of("reception").contains("receiving"));
}

TEST(DemoCompany, owes_something_late_and_something_soon) {
  DemoCompany demo(at("2026-11-20T15:00:00+08:00"));
  std::size_t overdue = 0, soon = 0;
  for (const char* type : {"item", "service_case"}) {
    for (const auto& row : demo.cases_of(type)) {
      overdue += row.is_overdue(demo.now());
      soon += row.next_deadline && row.next_deadline->due_at &&
              *row.next_deadline->due_at >= demo.now() &&
              *row.next_deadline->due_at < demo.now() + std::chrono::hours{4};
    }
  }
  EXPECT_GE(overdue, 5u);
  EXPECT_GE(soon, 3u);
}

/// What a dry run over the whole journal tells, as JSON.
std::string report_under(DemoCompany& demo, const pack::Pack& draft, bool on_threads) {
  app::DryRun run(demo.shelf(), draft, Instant{}, Instant::max(), app::Visibility::all());
  auto entries = demo.store().open_reader()->entries(1, std::numeric_limits<std::int64_t>::max());
  if (on_threads) {
    std::size_t at = 0;
    const auto next = [&](journal::Entry& entry) {
      if (at == entries.size()) return false;
      entry = std::move(entries[at++]);
      return true;
    };
    play_on_threads(run, next, [](std::uint64_t) {});
  } else {
    for (auto& entry : entries) run.take(std::move(entry));
  }
  const auto report = run.finish();
  const app::Texts texts;
  const auto everything = app::Visibility::all();
  const std::vector<const pack::Pack*> packs{&draft};
  const app::Stage stage{.view = {run.world(), nullptr},
                         .directory = run.world().directory(),
                         .texts = texts,
                         .now = demo.now(),
                         .sees = everything,
                         .packs = packs};
  std::string out;
  JsonWriter json(out);
  app::write_dry_run(json, stage, report, {.limit = report.differences.size()});
  return out;
}

TEST(DemoCompany, would_have_lived_the_same_under_the_versions_in_force) {
  DemoCompany demo(at("2026-11-20T15:00:00+08:00"));
  for (const char* id : {"huayuan", "sales-office"}) {
    const auto report = report_under(demo, *demo.shelf().in_force(id, demo.now()), true);
    EXPECT_NE(report.find(R"("differing_acts":0,"differing_cases":0)"), std::string::npos)
        << id << ' ' << report.substr(0, 2000);
  }
}

TEST(DemoCompany, is_told_the_same_of_a_draft_on_one_thread_and_on_three) {
  DemoCompany demo(at("2026-11-20T15:00:00+08:00"));
  const std::vector<pack::ParameterOverride> shorter{
      {"rectification_client_days", "1", {"test", 0, 0}}, {"pickup_minutes", "15", {"test", 0, 0}}};
  const auto draft = demo.loader().load("huayuan", shorter);
  const auto report = report_under(demo, *draft, false);
  EXPECT_NE(report.find(R"("effect":"late")"), std::string::npos) << report.substr(0, 2000);
  EXPECT_EQ(report, report_under(demo, *draft, true));
}

TEST(DemoCompany, lets_its_people_in) {
  DemoCompany demo(at("2026-11-20T15:00:00+08:00"));
  const auto credential = demo.store().open_reader()->find_credential("zhoumin");
  ASSERT_TRUE(credential);
  EXPECT_EQ(credential->person, "周敏");
}

}  // namespace
}  // namespace guiju::cli
