#include <gmock/gmock.h>

#include <random>

#include "casework/record_json.hpp"
#include "journal/verifier.hpp"
#include "store/maintenance.hpp"
#include "store/memory.hpp"
#include "store/sql_store.hpp"
#include "store/test_support.hpp"

/// The same random work in memory and on the lasting engine: they must answer alike, and their
/// records must be what the journal's facts make of them.
namespace guiju::store {
namespace {

using casework::RecordId;
using testing::Desk;
using testing::Packs;

const pack::Pack* find_pack(std::string_view id, std::string_view version) {
  return Packs::get().find(id, version);
}

/// Numbers from a seed, the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  bool one_in(std::size_t times) { return below(times) == 0; }
  std::string of(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }

 private:
  std::mt19937_64 engine_;
};

const std::vector<std::string> sites{"P1", "P2", "P3"};
const std::vector<std::string> people{"王工", "李店", "赵六", "钱七"};
const std::vector<std::string> departments{"工程部", "客服部"};
const std::vector<std::string> clients{"C1", "C2", "C3"};
const std::vector<std::string> words{"水管漏水", "電梯異響", "退款", "钥匙 3-502", "Lift A12"};

void found_company(Desk& desk) {
  for (const auto& site : sites) {
    desk.act("site.register", R"({"key":")" + site + R"(","name":")" + site + R"("})");
  }
  for (const auto& name : departments) {
    desk.act("department.register", R"({"key":")" + name + R"(","name":")" + name + R"("})");
  }
  const std::vector<std::string> roles{
      R"([{"role":"manager","site":"P1"}])",
      R"([{"role":"manager","site":"P2"},{"role":"clerk","site":"P3"}])", "[]",
      R"([{"role":"manager"}])"};
  for (std::size_t i = 0; i < people.size(); ++i) {
    desk.act("person.register", R"({"key":")" + people[i] + R"(","name":")" + people[i] +
                                    R"(","department":")" + departments[i % 2] + R"(","roles":)" +
                                    roles[i] + "}");
  }
  for (const auto& key : clients) {
    desk.act("client.register", R"({"key":")" + key + R"(","name":"曾)" + key +
                                    R"(","phone":"1380000)" + key.substr(1) + R"(111"})");
  }
}

/// Random inputs of a ticket; the members named in `always` are all there.
std::string random_inputs(Dice& dice, bool always) {
  std::string with = "{";
  const auto add = [&](const std::string& name, const std::string& json) {
    if (!always && !dice.one_in(3)) return;
    if (always && name != "summary" && name != "site" && dice.one_in(3)) return;
    if (with.size() > 1) with += ',';
    with += '"' + name + "\":" + json;
  };
  const auto quoted = [](const std::string& text) { return '"' + text + '"'; };
  add("summary", quoted(dice.of(words)));
  add("site", quoted(dice.of(sites)));
  add("department", quoted(dice.of(departments)));
  add("officer", quoted(dice.of(people)));
  add("helpers", "[" + quoted(dice.of(people)) + "," + quoted(dice.of(people)) + "]");
  add("client", quoted(dice.of(clients)));
  add("received_on", quoted("2026-03-0" + std::to_string(1 + dice.below(9))));
  if (!always) add("tool", quoted(dice.of({"梯子", "锤子", "锯子"})));
  return with + "}";
}

void work(Desk& desk, Dice& dice, int acts) {
  std::vector<RecordId> tickets;
  for (int i = 0; i < acts; ++i) {
    if (tickets.empty() || dice.one_in(3)) {
      // Some are entered late, so that the order of creation is not that of entry.
      const Instant now = desk.now;
      if (dice.one_in(4)) desk.now -= std::chrono::minutes{1 + dice.below(300)};
      const RecordId made = desk.act("ticket.open", random_inputs(dice, true));
      if (!made.is_empty()) tickets.push_back(made);
      desk.now = now;
    } else {
      const RecordId& on = tickets[dice.below(tickets.size())];
      switch (dice.below(5)) {
        case 0:
          desk.act("ticket.close", "{}", on);
          break;
        case 1:
          desk.act("step.plan", R"({"what":"看","worker":")" + dice.of(people) + "\"}", on);
          break;
        case 2:
          desk.act(
              "client.update",
              R"({"name":")" + dice.of({"曾三", "单五", "解六"}) + R"(","phone":"13812340000"})",
              {"company.client." + dice.of(clients)});
          break;
        default:
          desk.act("ticket.change", random_inputs(dice, false), on);
      }
    }
    if (dice.one_in(4)) desk.pass_time(desk.now + std::chrono::minutes{dice.below(120)});
  }
}

std::string line_of(const app::Row& row) {
  std::string line = row.id.text + '|' + row.number + '|' + row.title + '|' + row.state + '|' +
                     row.site + '|' + row.department + '|' + row.owner + '|' + row.client + '|' +
                     row.client_name + '|' + std::to_string(row.version) +
                     (row.is_final ? "|final" : "|open");
  for (const auto& marker : row.markers) line += '|' + marker;
  if (const auto& next = row.next_deadline) {
    line += '|' + next->deadline->id + '|' + std::string(to_text(next->status)) + '|' +
            to_utc_text(*next->due_at) + '|' + next->owed_by.key;
  }
  return line + '\n';
}

std::string lines_of(const std::vector<app::Row>& rows) {
  std::string lines;
  for (const app::Row& row : rows) lines += line_of(row);
  return lines;
}

std::string page_of(const app::Reader& reader, const app::RowQuery& query,
                    const app::Visibility& sees) {
  const auto page = reader.rows(query, sees);
  if (!page) return "bad cursor";
  return lines_of(page->items) + "total " + std::to_string(page->total) + " next " +
         page->next_cursor;
}

app::RowQuery random_query(Dice& dice, Instant now) {
  app::RowQuery query{.family = dice.one_in(4) ? app::Family::every : app::Family::cases};
  if (dice.one_in(4)) query.type = dice.of({"ticket", "step", "client"});
  if (dice.one_in(4)) query.state = dice.of({"open", "doing", "done"});
  if (dice.one_in(4)) query.site = dice.of(sites);
  if (dice.one_in(5)) query.owner = dice.of(people);
  if (dice.one_in(5)) query.department = dice.of(departments);
  if (dice.one_in(5)) query.client = dice.of(clients);
  if (dice.one_in(3)) query.open = dice.one_in(2);
  if (dice.one_in(5)) query.due_until = now + std::chrono::minutes{dice.below(240)};
  if (dice.one_in(6)) query.due_from = now;
  if (dice.one_in(5)) query.text = dice.of({"漏水", "电梯", "502", "lift", "a12", "退"});
  query.sort = static_cast<app::RowSort>(dice.below(4));
  query.limit = 1 + dice.below(7);
  return query;
}

class PropertyTest : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  PropertyTest()
      : lasting_(
            {.location = places_ / "guiju.db", .find_pack = find_pack, .waiting_words_max = 5}) {
    for (app::Store* store :
         {static_cast<app::Store*>(&memory_), static_cast<app::Store*>(&lasting_)}) {
      Desk desk(*store);
      Dice dice(GetParam());
      found_company(desk);
      work(desk, dice, 150);
      now_ = desk.now;
    }
    measure_ = memory_.open_reader();
    reader_ = lasting_.open_reader();
  }

  std::vector<app::Visibility> visibilities() const {
    std::vector<app::Visibility> all{app::Visibility::all()};
    const auto packs = Packs::get().all();
    for (const auto& person : people) {
      all.push_back(app::visibility_of(*measure_->directory().find_person(person), packs));
    }
    return all;
  }

  std::vector<app::Row> all_rows() const {
    const app::RowQuery query{.family = app::Family::every, .limit = 10'000};
    return reader_->rows(query, app::Visibility::all())->items;
  }

  testing::Places places_;
  MemoryStore memory_;
  SqlStore lasting_;
  Instant now_{};
  std::unique_ptr<app::Reader> measure_, reader_;
};

TEST_P(PropertyTest, both_engines_keep_the_same_journal) {
  const auto expected = measure_->entries(1, 100'000);
  const auto found = reader_->entries(1, 100'000);
  ASSERT_EQ(found.size(), expected.size());
  ASSERT_GT(found.size(), 150U);
  for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i].hash, expected[i].hash) << i;
}

TEST_P(PropertyTest, every_list_of_the_one_engine_is_that_of_the_other_page_by_page) {
  Dice dice(GetParam() + 1);
  const auto everyone = visibilities();
  for (int i = 0; i < 300; ++i) {
    app::RowQuery query = random_query(dice, now_);
    const app::Visibility& sees = everyone[dice.below(everyone.size())];
    for (int page = 0; page < 5; ++page) {
      const std::string expected = page_of(*measure_, query, sees);
      ASSERT_EQ(page_of(*reader_, query, sees), expected)
          << "seed " << GetParam() << " query " << i << " page " << page << " of " << sees.person;
      query.cursor = measure_->rows(query, sees)->next_cursor;
      if (query.cursor.empty()) break;
    }
  }
}

TEST_P(PropertyTest, desk_search_breaches_and_notices_agree) {
  for (const auto& sees : visibilities()) {
    for (const char* text : {"漏水", "曾", "单五", "zeng", "shanwu", "0000", "3-502", "P1"}) {
      const auto expected = measure_->search(text, 5, sees);
      const auto found = reader_->search(text, 5, sees);
      EXPECT_EQ(lines_of(found.clients), lines_of(expected.clients)) << text;
      EXPECT_EQ(lines_of(found.cases), lines_of(expected.cases)) << text;
    }
    for (const app::BreachQuery& query :
         {app::BreachQuery{.limit = 3}, app::BreachQuery{.site = "P1"},
          app::BreachQuery{.owed_by = casework::Owner{casework::Owner::Kind::person, "王工"}}}) {
      const auto expected = measure_->breaches(query, sees);
      const auto found = reader_->breaches(query, sees);
      EXPECT_EQ(found->total, expected->total);
      EXPECT_EQ(found->by_code, expected->by_code);
      EXPECT_EQ(found->next_cursor, expected->next_cursor);
      ASSERT_EQ(found->items.size(), expected->items.size());
      for (std::size_t i = 0; i < found->items.size(); ++i) {
        EXPECT_EQ(found->items[i].breach->id, expected->items[i].breach->id);
        EXPECT_EQ(line_of(found->items[i].on), line_of(expected->items[i].on));
      }
    }
  }
  for (const auto& name : people) {
    const casework::Person& person = *measure_->directory().find_person(name);
    const auto by = app::debtors_of(person);
    const auto expected =
        measure_->owed(by, now_, now_ + std::chrono::hours{3}, 8, app::Visibility::all());
    const auto found =
        reader_->owed(by, now_, now_ + std::chrono::hours{3}, 8, app::Visibility::all());
    EXPECT_EQ(found.total, expected.total);
    EXPECT_EQ(found.overdue, expected.overdue);
    EXPECT_EQ(found.today, expected.today);
    ASSERT_EQ(found.items.size(), expected.items.size());
    for (std::size_t i = 0; i < found.items.size(); ++i) {
      EXPECT_EQ(line_of(found.items[i].row), line_of(expected.items[i].row));
      EXPECT_EQ(found.items[i].clock.due_at, expected.items[i].clock.due_at);
    }
    EXPECT_EQ(reader_->notices(person, 5).unread, measure_->notices(person, 5).unread);
  }
}

TEST_P(PropertyTest, what_is_visible_is_what_the_regulation_lets_the_person_see) {
  for (const auto& sees : visibilities()) {
    if (sees.everything) continue;
    const casework::Person& person = *measure_->directory().find_person(sees.person);
    for (const app::Row& row : all_rows()) {
      const auto record = reader_->find(row.id);
      EXPECT_EQ(app::is_visible(sees, *record), casework::may_see(*reader_, *record, person))
          << row.id.text << " by " << person.key;
    }
  }
}

TEST_P(PropertyTest, verification_finds_no_fault_and_the_tables_can_be_made_anew) {
  std::uint64_t told = 0;
  const Progress progress = [&](std::uint64_t done, std::uint64_t) { told = done; };
  const VerifyReport report = verify(places_ / "guiju.db", find_pack, {}, progress);
  for (const Finding& finding : report.findings) ADD_FAILURE() << finding.text;
  EXPECT_EQ(report.entries, reader_->entries(1, 100'000).size());
  EXPECT_GT(report.records, 50U);

  EXPECT_TRUE(rebuild(places_ / "guiju.db", places_ / "anew.db", places_.contents("anew.db"),
                      find_pack, progress)
                  .empty());
  EXPECT_EQ(told, report.entries);
  SqlStore anew({.location = places_ / "anew.db", .find_pack = find_pack});
  const auto again = anew.open_reader();
  Dice dice(GetParam() + 2);
  for (int i = 0; i < 100; ++i) {
    const app::RowQuery query = random_query(dice, now_);
    ASSERT_EQ(page_of(*again, query, app::Visibility::all()),
              page_of(*reader_, query, app::Visibility::all()));
  }
  for (const app::Row& row : all_rows()) {
    std::string expected, found;
    casework::append_body_json(expected, *reader_->find(row.id));
    casework::append_body_json(found, *again->find(row.id));
    EXPECT_EQ(found, expected);
  }
  EXPECT_EQ(anew.next_timer(), lasting_.next_timer());
  const pack::RecordType& ticket = *Packs::get().shop().find_type("ticket");
  for (const auto& site : sites) {
    EXPECT_EQ(again->serials_taken(ticket, site), reader_->serials_taken(ticket, site));
  }
  for (const auto& record : reader_->records(ticket, {}, {}, {})) {
    for (const auto& claim : casework::claims_of(*record)) {
      const auto holder = again->holder(ticket, claim);
      ASSERT_NE(holder.record, nullptr);
      EXPECT_EQ(holder.record->id, record->id);
      EXPECT_EQ(holder.since, reader_->holder(ticket, claim).since);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PropertyTest, ::testing::Range<std::uint64_t>(1, 4));

}  // namespace
}  // namespace guiju::store
