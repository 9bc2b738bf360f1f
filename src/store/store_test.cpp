#include <gmock/gmock.h>

#include "casework/version.hpp"
#include "journal/verifier.hpp"
#include "store/store_fixture.hpp"

/// What every engine must do.
namespace guiju::store {
namespace {

using app::Reader;
using app::UnitOfWork;
using casework::RecordId;
using testing::Desk;
using ::testing::ElementsAre;
using testing::Engine;
using ::testing::IsEmpty;
using testing::Packs;
using ::testing::SizeIs;
using testing::StoreTest;

std::vector<std::string> keys_of(const std::vector<app::Row>& rows) {
  std::vector<std::string> keys;
  for (const app::Row& row : rows) keys.push_back(row.key);
  return keys;
}

TEST_P(StoreTest, what_is_put_is_found_again_with_all_its_fields_and_clocks) {
  Desk desk(*store_);
  found_company(desk);
  const RecordId id = open_ticket(desk, "P1",
                                  R"(,"helpers":["王工","赵六"],"received_on":"2026-03-02",
                                      "urgent":true,"officer":"王工")");
  casework::RecordPtr put;
  store_->write([&](UnitOfWork& unit) { put = unit.find(id); });

  const auto found = store_->open_reader()->find(id);

  ASSERT_TRUE(put && found);
  EXPECT_EQ(found->number, "单P1-0001");
  EXPECT_EQ(found->state, "open");
  EXPECT_EQ(found->version, put->version);
  EXPECT_EQ(feel::to_text(casework::to_context(*found)), feel::to_text(casework::to_context(*put)));
  ASSERT_THAT(found->clocks, SizeIs(1));
  EXPECT_EQ(found->clocks[0].due_at, put->clocks[0].due_at);
  EXPECT_EQ(found->clocks[0].warn_at, put->clocks[0].warn_at);
  EXPECT_EQ(found->clocks[0].owed_by, put->clocks[0].owed_by);
}

TEST_P(StoreTest, a_record_that_comes_under_another_version_is_found_by_what_it_holds_there) {
  Desk desk(*store_);
  found_company(desk);
  const RecordId id = open_ticket(desk, "P1", R"(,"officer":"王工","received_on":"2026-03-02")");
  store_->write([&](UnitOfWork& unit) {
    unit.put(casework::under_version(unit.find(id), Packs::get().later_shop()));
  });
  if (GetParam() == Engine::lasting) open();  // what it has in mind is gone

  const auto reader = store_->open_reader();
  const auto found = reader->find(id);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->pack().version, "2.0.0");
  EXPECT_EQ(found->field("summary").as_string(), "水管漏水");
  EXPECT_TRUE(found->field("floor").is_null());
  const auto page = reader->rows({.owner = "王工"}, app::Visibility::all());
  ASSERT_TRUE(page);
  ASSERT_THAT(page->items, SizeIs(1));
  EXPECT_EQ(page->items[0].title, "水管漏水");
  store_->write([&](UnitOfWork& unit) {
    EXPECT_THAT(unit.records(*Packs::get().shop().find_type("ticket"), "P1", {}, {}), SizeIs(1));
    EXPECT_THAT(unit.due_records(*parse_instant("2026-03-03T00:00:00+08:00"), 10), ElementsAre(id));
    EXPECT_THAT(unit.open_records(*Packs::get().shop().find_type("ticket")), ElementsAre(id));
  });
}

TEST_P(StoreTest, records_whose_clocks_end_provisionally_are_found_as_they_were_made) {
  Desk desk(*store_);
  found_company(desk);
  const RecordId first = open_ticket(desk, "P1"), second = open_ticket(desk, "P2");
  const auto mark = [&](const RecordId& id, bool provisional) {
    store_->write([&](UnitOfWork& unit) {
      auto changed = std::make_shared<casework::Record>(*unit.find(id));
      changed->clocks[0].provisional = provisional;
      ++changed->version;
      unit.put(changed);
    });
  };
  const auto found = [&] {
    std::vector<std::string> ids;
    for (const auto& record : store_->open_reader()->with_provisional_clocks()) {
      ids.push_back(record->id.text);
    }
    std::size_t in_unit = 0;
    store_->write([&](UnitOfWork& unit) { in_unit = unit.with_provisional_clocks().size(); });
    EXPECT_EQ(in_unit, ids.size());
    return ids;
  };
  EXPECT_THAT(found(), IsEmpty());
  mark(second, true);
  mark(first, true);
  EXPECT_THAT(found(), ElementsAre(first.text, second.text));
  mark(first, false);
  EXPECT_THAT(found(), ElementsAre(second.text));
}

TEST_P(StoreTest, nothing_of_a_job_that_throws_is_kept) {
  Desk desk(*store_);
  found_company(desk);
  const auto fail = [&] {
    store_->write([&](UnitOfWork& unit) {
      desk.act_in(unit, "ticket.open", R"({"summary":"半途","site":"P1"})");
      unit.put_receipt("王工", "k1", "h", desk.now, {201, "{}"});
      unit.set_schedule_due("shop", "daily", desk.now);
      unit.put_notice({.to = {casework::Owner::Kind::person, "王工"}, .message = "m"});
      unit.put_credential({.login = "wang", .person = "王工", .password_hash = "x"});
      throw std::runtime_error("the power fails here");
    });
  };
  EXPECT_THROW(fail(), std::runtime_error);

  const auto reader = store_->open_reader();
  EXPECT_THAT(reader->named("单P1-0001"), IsEmpty());
  EXPECT_FALSE(reader->find_receipt("王工", "k1", "h"));
  EXPECT_FALSE(reader->find_credential("wang"));
  EXPECT_FALSE(reader->next_timer());
  EXPECT_EQ(reader->serials_taken(*Packs::get().shop().find_type("ticket"), "P1"), 0);
  EXPECT_THAT(reader->timeline({"shop.ticket.P1-1"}, 1, 10), IsEmpty());
  EXPECT_EQ(reader->notices({.key = "王工"}, 10).unread, 0);
  store_->write(
      [&](UnitOfWork& unit) { EXPECT_FALSE(unit.schedule_due("shop", "daily").has_value()); });
  EXPECT_EQ(open_ticket(desk, "P1").text, "shop.ticket.P1-1");
}

TEST_P(StoreTest, a_job_that_fails_does_not_harm_those_that_queue_with_it) {
  Desk desk(*store_);
  found_company(desk);
  std::mutex mutex;
  std::condition_variable wake;
  int done = 0, failed = 0;
  constexpr int jobs = 40;
  for (int i = 0; i < jobs; ++i) {
    store_->submit(
        [&desk, i](UnitOfWork& unit) {
          desk.act_in(unit, "ticket.open", R"({"summary":"同批","site":"P1"})");
          if (i % 7 == 3) throw std::runtime_error("this one fails");
        },
        [&](std::exception_ptr failure) {
          const std::lock_guard lock(mutex);
          ++done;
          failed += failure != nullptr;
          wake.notify_one();
        });
  }
  std::unique_lock lock(mutex);
  wake.wait(lock, [&] { return done == jobs; });

  EXPECT_EQ(failed, 6);
  const auto page = store_->open_reader()->rows({.limit = 100}, app::Visibility::all());
  ASSERT_TRUE(page);
  EXPECT_EQ(page->total, jobs - failed);
  EXPECT_THAT(page->items, SizeIs(jobs - failed));
}

TEST_P(StoreTest, a_retry_finds_the_first_receipt_and_another_request_is_told_so) {
  const app::Receipt receipt{201, R"({"ok":true})"};
  store_->write([&](UnitOfWork& unit) {
    EXPECT_FALSE(unit.find_receipt("王工", "k", "h1"));
    unit.put_receipt("王工", "k", "h1", Instant{}, receipt);
    EXPECT_EQ(unit.find_receipt("王工", "k", "h1")->body, receipt.body);
  });
  const auto reader = store_->open_reader();
  EXPECT_EQ(reader->find_receipt("王工", "k", "h1")->status, 201);
  EXPECT_THROW(reader->find_receipt("王工", "k", "h2"), UnitOfWork::KeyReused);
  EXPECT_FALSE(reader->find_receipt("赵六", "k", "h2"));
}

TEST_P(StoreTest, a_setting_is_kept_for_its_person_and_takes_the_place_of_the_one_before) {
  store_->write([&](UnitOfWork& unit) {
    unit.put_setting("王工", "import", "one");
    unit.put_setting("", "import", "the company's");
    EXPECT_EQ(unit.find_setting("王工", "import"), "one") << "as this transaction has written it";
    EXPECT_EQ(unit.find_setting("赵六", "import"), std::nullopt);
    unit.put_setting("王工", "import", "two");
  });
  const auto reader = store_->open_reader();
  EXPECT_EQ(reader->find_setting("王工", "import"), "two");
  EXPECT_EQ(reader->find_setting("", "import"), "the company's");
  EXPECT_EQ(reader->find_setting("赵六", "import"), std::nullopt);
}

TEST_P(StoreTest, serial_numbers_run_without_gaps_in_each_scope) {
  Desk desk(*store_);
  found_company(desk);
  EXPECT_EQ(open_ticket(desk, "P1").text, "shop.ticket.P1-1");
  EXPECT_EQ(open_ticket(desk, "P2").text, "shop.ticket.P2-1");
  EXPECT_EQ(open_ticket(desk, "P1").text, "shop.ticket.P1-2");
}

TEST_P(StoreTest, children_and_records_come_in_the_order_in_which_they_were_made) {
  Desk desk(*store_);
  found_company(desk);
  const RecordId ticket = open_ticket(desk, "P1", R"(,"received_on":"2026-03-02")");
  open_ticket(desk, "P2", R"(,"received_on":"2026-03-03")");
  open_ticket(desk, "P1", R"(,"received_on":"2026-03-09")");
  for (int i = 0; i < 11; ++i) desk.act("step.plan", R"({"what":"看"})", ticket);
  desk.act("ticket.change", R"({"cost":5})", ticket);

  const auto reader = store_->open_reader();
  const pack::RecordType& step = *Packs::get().shop().find_type("step");
  const pack::RecordType& type = *Packs::get().shop().find_type("ticket");
  const auto steps = reader->children(ticket, step);
  ASSERT_THAT(steps, SizeIs(11));
  EXPECT_EQ(steps[1]->key, "P1-1-2");
  EXPECT_EQ(steps[10]->key, "P1-1-11");
  const auto keys = [&](std::string_view site, std::optional<LocalDate> from,
                        std::optional<LocalDate> to) {
    std::vector<std::string> found;
    for (const auto& record : reader->records(type, site, from, to)) found.push_back(record->key);
    return found;
  };
  EXPECT_THAT(keys("", {}, {}), ElementsAre("P1-1", "P2-1", "P1-2"));
  EXPECT_THAT(keys("P1", {}, {}), ElementsAre("P1-1", "P1-2"));
  EXPECT_THAT(keys("", parse_date("2026-03-03"), parse_date("2026-03-09")),
              ElementsAre("P2-1", "P1-2"));
  EXPECT_THAT(keys("P1", {}, parse_date("2026-03-08")), ElementsAre("P1-1"));
}

TEST_P(StoreTest, due_records_come_soonest_first_and_only_when_due) {
  Desk desk(*store_);
  found_company(desk);
  const RecordId first = open_ticket(desk, "P1");
  desk.now += std::chrono::minutes{10};
  const RecordId second = open_ticket(desk, "P1");
  const RecordId third = open_ticket(desk, "P1");
  const Instant warning = desk.now + std::chrono::hours{3} - std::chrono::minutes{10};

  EXPECT_EQ(store_->next_timer(), warning);
  store_->write([&](UnitOfWork& unit) {
    EXPECT_THAT(unit.due_records(warning - Seconds{1}, 10), IsEmpty());
    EXPECT_THAT(unit.due_records(warning, 10), ElementsAre(first));
    const Instant later = warning + std::chrono::minutes{10};
    EXPECT_THAT(unit.due_records(later, 10), ElementsAre(first, second, third));
    EXPECT_THAT(unit.due_records(later, 2), ElementsAre(first, second));
  });
}

TEST_P(StoreTest, the_journal_is_one_chain_a_stream_and_the_verifier_finds_no_fault) {
  Desk desk(*store_);
  found_company(desk);
  const RecordId ticket = open_ticket(desk, "P1");
  desk.act("step.plan", R"({"what":"看"})", ticket);
  desk.act("ticket.close", "{}", open_ticket(desk, "P2"));
  desk.pass_time(desk.now + std::chrono::days{2});
  desk.act("ticket.close", "{}", ticket);

  const auto reader = store_->open_reader();
  const auto entries = reader->timeline(ticket, 1, 100);
  ASSERT_THAT(entries, SizeIs(5));  // opened, planned, warned, breached, closed
  EXPECT_EQ(entries[0].command, "ticket.open");
  EXPECT_EQ(entries[3].stream_seq, 4U);
  EXPECT_EQ(entries[4].previous_hash, entries[3].hash);
  EXPECT_EQ(journal::hash_of(entries[4]), entries[4].hash);
  EXPECT_THAT(reader->timeline(ticket, 3, 2), SizeIs(2));
}

TEST_P(StoreTest, pages_follow_one_another_without_gap_or_double_though_moments_are_equal) {
  Desk desk(*store_);
  found_company(desk);
  for (int i = 0; i < 25; ++i) {
    open_ticket(desk, i % 3 == 0 ? "P2" : "P1");
    if (i % 5 == 4) desk.now += std::chrono::minutes{1};
  }
  const auto reader = store_->open_reader();
  for (const auto sort : {app::RowSort::newest, app::RowSort::oldest, app::RowSort::soonest_due,
                          app::RowSort::last_updated}) {
    app::RowQuery query{.sort = sort, .limit = 100};
    const auto whole = keys_of(reader->rows(query, app::Visibility::all())->items);
    EXPECT_THAT(whole, SizeIs(25));
    std::vector<std::string> paged;
    query.limit = 4;
    do {
      const auto page = reader->rows(query, app::Visibility::all());
      ASSERT_TRUE(page);
      EXPECT_EQ(page->total, 25);
      for (const auto& key : keys_of(page->items)) paged.push_back(key);
      query.cursor = page->next_cursor;
    } while (!query.cursor.empty());
    EXPECT_EQ(paged, whole);
  }
  EXPECT_FALSE(reader->rows({.cursor = "d1.2"}, app::Visibility::all()));
  EXPECT_FALSE(reader->rows({.cursor = "rubbish"}, app::Visibility::all()));
}

TEST_P(StoreTest, whoever_may_not_see_a_record_neither_lists_nor_counts_nor_finds_it) {
  Desk desk(*store_);
  found_company(desk);
  open_ticket(desk, "P1", R"(,"client":"C1")");                             // P1-1
  open_ticket(desk, "P2", R"(,"officer":"王工")");                          // P2-1
  open_ticket(desk, "P2", R"(,"department":"客服部")");                     // P2-2
  open_ticket(desk, "P2", R"(,"helpers":["赵六"],"department":"工程部")");  // P2-3
  open_ticket(desk, "P1", R"(,"department":"客服部","officer":"赵六")");    // P1-2

  const auto reader = store_->open_reader();
  const auto seen = [&](const std::string& person, app::RowQuery query = {}) {
    const auto page = reader->rows(query, seen_by(person));
    EXPECT_EQ(page->total, static_cast<std::int64_t>(page->items.size()));
    return keys_of(page->items);
  };
  EXPECT_THAT(seen("王工"), ElementsAre("P2-3", "P2-1"));
  EXPECT_THAT(seen("赵六"), ElementsAre("P1-2", "P2-3", "P2-2"));
  EXPECT_THAT(seen("李店"), ElementsAre("P1-2", "P2-3", "P2-2", "P2-1", "P1-1"));  // clerk anywhere
  EXPECT_THAT(seen("赵六", {.site = "P2"}), ElementsAre("P2-3", "P2-2"));
  EXPECT_THAT(seen("王工", {.department = "客服部"}), IsEmpty());
  EXPECT_THAT(seen("王工", {.text = "漏水"}), ElementsAre("P2-3", "P2-1"));
  EXPECT_THAT(seen("王工", {.client = "C1"}), IsEmpty());
  EXPECT_THAT(keys_of(reader->search("漏水", 10, seen_by("王工")).cases),
              ElementsAre("P2-3", "P2-1"));
  EXPECT_THAT(keys_of(reader->search("单小芳", 10, seen_by("王工")).cases), IsEmpty());
}

TEST_P(StoreTest, filters_hold_together) {
  Desk desk(*store_);
  found_company(desk);
  open_ticket(desk, "P1", R"(,"officer":"王工","client":"C1")");
  const RecordId second = open_ticket(desk, "P1", R"(,"officer":"王工","department":"工程部")");
  open_ticket(desk, "P2", R"(,"officer":"赵六","client":"C1")");
  desk.act("ticket.close", "{}", second);

  const auto reader = store_->open_reader();
  const auto found = [&](const app::RowQuery& query) {
    return keys_of(reader->rows(query, app::Visibility::all())->items);
  };
  EXPECT_THAT(found({.owner = "王工"}), ElementsAre("P1-2", "P1-1"));
  EXPECT_THAT(found({.owner = "王工", .open = true}), ElementsAre("P1-1"));
  EXPECT_THAT(found({.state = "done"}), ElementsAre("P1-2"));
  EXPECT_THAT(found({.client = "C1"}), ElementsAre("P2-1", "P1-1"));
  EXPECT_THAT(found({.site = "P1", .client = "C1"}), ElementsAre("P1-1"));
  EXPECT_THAT(found({.pack = "shop", .type = "ticket", .department = "工程部"}),
              ElementsAre("P1-2"));
  EXPECT_THAT(found({.due_until = desk.now + std::chrono::hours{5}}), ElementsAre("P2-1", "P1-1"));
  EXPECT_THAT(found({.due_until = desk.now}), IsEmpty());
  EXPECT_THAT(found({.family = app::Family::every, .type = "client", .sort = app::RowSort::oldest}),
              ElementsAre("C1", "C2"));
  EXPECT_THAT(found({.family = app::Family::reports}), IsEmpty());
}

TEST_P(StoreTest, a_row_shows_what_must_be_done_first_and_what_the_client_is_called_now) {
  Desk desk(*store_);
  found_company(desk);
  const RecordId ticket = open_ticket(desk, "P1", R"(,"client":"C1","officer":"王工")");
  const auto reader = store_->open_reader();
  auto row = reader->row(ticket);
  ASSERT_TRUE(row && row->next_deadline);
  EXPECT_EQ(row->client_name, "單小芳");
  EXPECT_EQ(row->next_deadline->deadline->id, "answer");
  EXPECT_EQ(row->next_deadline->due_at, desk.now + std::chrono::hours{4});
  EXPECT_EQ(row->next_deadline->owed_by.key, "王工");
  EXPECT_TRUE(row->is_overdue(desk.now + std::chrono::hours{4} + Seconds{1}));

  desk.act("client.update", R"({"name":"单小方","phone":"13800001234"})", {"company.client.C1"});
  desk.act("ticket.change", R"({"cost":1001})", ticket);
  desk.act("ticket.close", "{}", ticket);

  row = reader->row(ticket);
  EXPECT_EQ(row->client_name, "单小方");
  EXPECT_FALSE(row->next_deadline);
  EXPECT_THAT(row->markers, ElementsAre("COSTLY"));
  EXPECT_TRUE(row->is_final);
}

TEST_P(StoreTest, a_client_is_found_by_name_in_either_script_pinyin_phone_tail_and_room) {
  Desk desk(*store_);
  found_company(desk);
  open_ticket(desk, "P1", R"(,"client":"C1","text":"要求退還訂金")");
  open_ticket(desk, "P2", R"(,"text":"电梯异响")");
  const auto reader = store_->open_reader();
  const auto clients = [&](const char* text) {
    return keys_of(reader->search(text, 10, app::Visibility::all()).clients);
  };
  const auto cases = [&](const char* text) {
    return keys_of(reader->search(text, 10, app::Visibility::all()).cases);
  };
  for (const char* text : {"單小芳", "单小芳", "小芳", "芳", "shanxiaofang", "sxf", "danxiaof",
                           "1234", "13800001234", "3-502", "3502", "502"}) {
    EXPECT_THAT(clients(text), ElementsAre("C1")) << text;
    EXPECT_THAT(cases(text), ElementsAre("P1-1")) << text;
  }
  // A masked number is found by what the mask leaves and by the whole, not digit by digit.
  EXPECT_THAT(clients("138"), ::testing::Contains("C1"));
  for (const char* text : {"1380", "1380000123", "01234", "3800001234"}) {
    EXPECT_THAT(clients(text), IsEmpty()) << text;
  }
  EXPECT_THAT(clients("ouyang"), ElementsAre("C2"));
  EXPECT_THAT(clients("oyxw"), ElementsAre("C2"));
  EXPECT_THAT(cases("退还"), ElementsAre("P1-1"));
  EXPECT_THAT(cases("單P2-0001"), ElementsAre("P2-1"));
  EXPECT_THAT(cases("异响 电梯"), ElementsAre("P2-1"));
  EXPECT_THAT(cases("水管"), ElementsAre("P2-1", "P1-1"));
  EXPECT_THAT(cases("管水"), IsEmpty());
  EXPECT_THAT(clients("。"), IsEmpty());
  desk.act("client.update", R"({"name":"王五","phone":"13700000000"})", {"company.client.C1"});
  EXPECT_THAT(clients("单小芳"), IsEmpty());
  EXPECT_THAT(clients("wangwu"), ElementsAre("C1"));
}

TEST_P(StoreTest, logins_sessions_and_tokens_come_and_go) {
  const Instant now{Seconds{1'000}};
  store_->write([&](UnitOfWork& unit) {
    unit.put_credential({.login = "wang", .person = "王工", .password_hash = "$argon2id$1"});
    unit.put_credential({.login = "wang", .person = "王工", .password_hash = "$argon2id$2"});
    unit.put_session({.token_hash = "s1", .person = "王工", .created_at = now, .expires_at = now});
    unit.put_session({.token_hash = "s2", .person = "王工", .created_at = now, .expires_at = now});
    unit.put_session({.token_hash = "s3", .person = "赵六", .created_at = now, .expires_at = now});
    unit.put_token({.token_hash = "t1", .name = "报表", .person = "王工", .created_at = now});
  });
  const auto reader = store_->open_reader();
  EXPECT_EQ(reader->find_credential("wang")->password_hash, "$argon2id$2");
  EXPECT_EQ(reader->find_session("s1")->person, "王工");
  const auto account = reader->account_of("王工");
  EXPECT_THAT(account.credentials, SizeIs(1));
  EXPECT_THAT(account.sessions, SizeIs(2));
  EXPECT_THAT(account.tokens, SizeIs(1));
  EXPECT_THAT(reader->account_of("nobody").sessions, IsEmpty());
  store_->write([&](UnitOfWork& unit) {
    unit.drop_session("s1");
    unit.drop_sessions_of("王工");
    unit.drop_token("t1");
  });
  EXPECT_FALSE(reader->find_session("s1"));
  EXPECT_FALSE(reader->find_session("s2"));
  EXPECT_TRUE(reader->find_session("s3"));
  EXPECT_FALSE(reader->find_token("t1"));
}

TEST_P(StoreTest, a_snapshot_shows_the_store_as_it_was_when_it_began) {
  if (GetParam() == Engine::memory) GTEST_SKIP() << "a snapshot in memory holds up the writers";
  Desk desk(*store_);
  found_company(desk);
  const RecordId ticket = open_ticket(desk, "P1");
  const auto reader = store_->open_reader();
  {
    const Reader::Snapshot snapshot(*reader);
    desk.act("ticket.close", "{}", ticket);
    EXPECT_EQ(reader->find(ticket)->state, "open");
    EXPECT_EQ(reader->rows({.open = true}, app::Visibility::all())->total, 1);
  }
  EXPECT_EQ(reader->find(ticket)->state, "done");
  EXPECT_EQ(reader->rows({.open = true}, app::Visibility::all())->total, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreTest, ::testing::Values(Engine::memory, Engine::lasting),
                         testing::name_of_engine);

}  // namespace
}  // namespace guiju::store
