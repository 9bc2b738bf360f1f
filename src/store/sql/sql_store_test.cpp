#include "store/sql_store.hpp"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "pack/fingerprint.hpp"
#include "store/maintenance.hpp"
#include "store/sql/schema.hpp"
#include "store/test_support.hpp"

/// What only a lasting engine does: lasting, sealing, proving; and copying, where it is a file.
namespace guiju::store {
namespace {

using app::UnitOfWork;
using casework::RecordId;
using ::testing::Contains;
using testing::Desk;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Packs;
using testing::Places;
using ::testing::SizeIs;

const Progress silent = [](std::uint64_t, std::uint64_t) {};

const pack::Pack* find_pack(std::string_view id, std::string_view version) {
  return Packs::get().find(id, version);
}

class SqlStoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<SqlStore> open() {
    return std::make_unique<SqlStore>(SqlOptions{.location = location(), .find_pack = find_pack});
  }
  Location location() const { return places_ / "guiju.db"; }
  /// Precondition: an engine of files.
  std::filesystem::path file(const char* name = "guiju.db") const {
    return places_.folder() / name;
  }

  /// Three days of work at one site: the first two are sealed.
  void work_three_days() {
    const auto store = open();
    Desk desk(*store);
    desk.act("site.register", R"({"key":"P1","name":"一期"})");
    for (int day = 0; day < 3; ++day) {
      for (int i = 0; i < 5; ++i) open_ticket(desk);
      if (day < 2) desk.now += std::chrono::days{1};
    }
  }

  static std::size_t found(app::Store& store, const char* text) {
    return store.open_reader()->search(text, 50, app::Visibility::all()).cases.size();
  }

  static RecordId open_ticket(Desk& desk) {
    return desk.act("ticket.open", R"({"summary":"水管漏水","site":"P1"})");
  }

  void tamper(const std::string& sql) { connect(location(), Access::write)->execute(sql); }

  VerifyReport verified(const std::optional<Hash>& root = {}) const {
    return verify(location(), find_pack, root, silent);
  }

  testing::Places places_;
};

TEST_F(SqlStoreTest, words_are_found_while_they_wait_for_the_index_and_after) {
  const SqlOptions options{.location = location(), .find_pack = find_pack, .waiting_words_max = 4};
  const auto store = std::make_unique<SqlStore>(options);
  Desk desk(*store);
  desk.act("site.register", R"({"key":"P1","name":"一期"})");
  const auto waiting = [&] {
    if (!Places::are_files()) return std::int64_t{0};  // words wait in PostgreSQL's own index
    return connect(location(), Access::read)->integer("SELECT count(*) FROM search_pending");
  };
  for (std::size_t i = 1; i <= 3; ++i) {
    const RecordId ticket = open_ticket(desk);
    EXPECT_EQ(found(*store, "水管"), i);
    desk.act("ticket.change", R"({"summary":"电梯异响"})", ticket);
    EXPECT_EQ(found(*store, "水管"), i - 1);
    desk.act("ticket.change", R"({"summary":"水管又漏"})", ticket);
    EXPECT_EQ(found(*store, "水管"), i);
  }
  while (waiting() > 0) std::this_thread::sleep_for(std::chrono::milliseconds{20});
  EXPECT_EQ(found(*store, "水管"), 3u);
  for (int i = 0; i < 6; ++i) open_ticket(desk);
  EXPECT_EQ(found(*store, "水管"), 9u);
}

TEST_F(SqlStoreTest, a_masked_text_that_is_longer_than_any_word_is_taken) {
  const auto store = open();
  Desk desk(*store);
  std::string phone;  // whole, it is a word behind a mark of three bytes
  while (phone.size() < 4'000) phone += "é";
  desk.act("client.register", R"({"key":"C1","name":"單小芳","phone":")" + phone + R"("})");
  const auto found = store->open_reader()->search("單小芳", 50, app::Visibility::all());
  EXPECT_THAT(found.clients, SizeIs(1));
}

TEST_F(SqlStoreTest, what_was_committed_is_there_when_the_file_is_opened_again) {
  RecordId ticket;
  {
    const auto store = open();
    Desk desk(*store);
    desk.act("site.register", R"({"key":"P1","name":"一期"})");
    ticket = open_ticket(desk);
  }
  const auto store = open();
  const auto reader = store->open_reader();
  EXPECT_EQ(reader->find(ticket)->field("summary").as_string(), "水管漏水");
  EXPECT_EQ(reader->directory().sites.at("P1").name, "一期");
  EXPECT_TRUE(store->next_timer());
  Desk desk(*store);
  EXPECT_EQ(open_ticket(desk).text, "shop.ticket.P1-2");
  EXPECT_TRUE(verified().is_sound());
}

TEST_F(SqlStoreTest, a_day_is_sealed_with_the_first_entry_of_a_later_one) {
  work_three_days();
  const VerifyReport report = verified();
  EXPECT_TRUE(report.is_sound());
  EXPECT_EQ(report.entries, 16U);
  EXPECT_EQ(report.seals, 2U);
  ASSERT_TRUE(report.last_seal);
  EXPECT_EQ(report.last_seal->day, *parse_date("2026-03-03"));
  EXPECT_EQ(report.unsealed, 5U);

  open()->seal_before(*parse_instant("2026-03-05T00:00:00+08:00"));
  const VerifyReport later = verified();
  EXPECT_TRUE(later.is_sound());
  EXPECT_EQ(later.seals, 3U);
  EXPECT_EQ(later.unsealed, 0U);
}

TEST_F(SqlStoreTest, verification_detects_a_changed_a_removed_and_an_inserted_entry) {
  const std::vector<std::string> wrongs{
      "UPDATE journal SET body=replace(body, '漏水', '没事') WHERE seq=4",
      "UPDATE journal SET actor='别人' WHERE seq=9",
      "UPDATE journal SET at=at-60 WHERE seq=16",
      "UPDATE journal SET hash=previous_hash WHERE seq=7",
      "DELETE FROM journal WHERE seq=3",
      "UPDATE journal SET seq=100 WHERE seq=5",
      "INSERT INTO journal SELECT 17, stream, stream_seq+1, at, recorded_at, actor, command, pack,"
      " body, hash, previous_hash FROM journal WHERE seq=16",
      "UPDATE seals SET count=count+1 WHERE day=(SELECT min(day) FROM seals)"};
  for (const std::string& wrong : wrongs) {
    places_.clear("guiju.db");
    work_three_days();
    ASSERT_TRUE(verified().is_sound());
    tamper(wrong);
    EXPECT_FALSE(verified().is_sound()) << wrong;
  }
}

TEST_F(SqlStoreTest,
       verification_detects_truncation_against_the_last_seal_and_a_root_kept_elsewhere) {
  work_three_days();
  const auto root = verified().last_seal->root;
  EXPECT_TRUE(verified(root).is_sound());
  tamper("DELETE FROM journal WHERE seq>10; DELETE FROM records WHERE rid>10");
  EXPECT_THAT(verified().findings, Contains(Field(&Finding::text, HasSubstr("truncated"))));
  tamper("DELETE FROM seals WHERE last_seq>10");
  EXPECT_THAT(verified(root).findings,
              Contains(Field(&Finding::text, HasSubstr("no seal has the root"))));
}

TEST_F(SqlStoreTest, verification_detects_a_record_that_is_not_what_its_facts_make_of_it) {
  const std::vector<std::string> wrongs{
      "UPDATE records SET state='done' WHERE rid=3",
      "UPDATE records SET title='没事' WHERE rid=3",
      "UPDATE records SET next_due_at=next_due_at+1 WHERE rid=3",
      "UPDATE records SET body=replace(body, '漏水', '没事') WHERE rid=3",
      "UPDATE records SET version=version+1 WHERE rid=3",
      "UPDATE counts SET records=records+1 WHERE state='open'",
      "INSERT INTO named_counts VALUES('p:王工', 1, 'P1', 'open', 1, 1)",
      "DELETE FROM records WHERE rid=3",
      "UPDATE records SET id='shop.ticket.P9-9' WHERE rid=3"};
  for (const std::string& wrong : wrongs) {
    places_.clear("guiju.db");
    work_three_days();
    tamper(wrong);
    const VerifyReport report = verified();
    ASSERT_FALSE(report.is_sound()) << wrong;
    EXPECT_EQ(report.findings[0].kind, Finding::Kind::record) << wrong;
  }
}

TEST_F(SqlStoreTest, verification_detects_a_claim_that_is_not_what_the_facts_make_of_it) {
  const std::vector<std::string> wrongs{
      "UPDATE claims SET record='shop.ticket.P1-2'",
      "UPDATE claims SET claim=replace(claim, '梯子', '锤子')", "UPDATE claims SET since=since-60",
      "DELETE FROM claims",
      "INSERT INTO claims SELECT kind, replace(claim, '梯子', '电钻'), 'shop.ticket.P1-2', since"
      " FROM claims"};
  for (const std::string& wrong : wrongs) {
    places_.clear("guiju.db");
    work_three_days();
    {
      const auto store = open();
      Desk(*store).act("ticket.change", R"({"tool":"梯子"})", {"shop.ticket.P1-1"});
    }
    ASSERT_TRUE(verified().is_sound());
    tamper(wrong);
    const VerifyReport report = verified();
    ASSERT_FALSE(report.is_sound()) << wrong;
    for (const auto& finding : report.findings) {
      EXPECT_EQ(finding.kind, Finding::Kind::claim) << wrong;
    }
  }
}

TEST_F(SqlStoreTest, verification_names_the_entry_that_rests_on_a_rule_which_no_pack_carries) {
  {
    const auto store = open();
    store->write([](UnitOfWork& unit) {
      unit.append({.stream = "shop.refused",
                   .pack = "shop@1.0.0",
                   .body = R"({"by":{"kind":"system","key":""},"refusal":{"code":"X","fields":[],)"
                           R"("names":[],"basis":{"pack":"shop","rules":["SHP-99"]}}})"});
    });
  }
  const VerifyReport report = verified();
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].kind, Finding::Kind::entry);
  EXPECT_THAT(report.findings[0].text, HasSubstr("SHP-99"));
}

TEST_F(SqlStoreTest, a_backup_made_beside_a_busy_writer_is_whole_and_of_one_moment) {
  if (!Places::are_files()) GTEST_SKIP() << "PostgreSQL's own tools copy its databases";
  const auto store = open();
  Desk desk(*store);
  desk.act("site.register", R"({"key":"P1","name":"一期"})");
  std::atomic<bool> is_done = false;
  std::thread busy([&] {
    for (int i = 0; i < 200 || !is_done; ++i) open_ticket(desk);
  });
  std::uint64_t done = 0, total = 1;
  backup(file(), file("copy.db"), [&](std::uint64_t d, std::uint64_t t) { done = d, total = t; });
  is_done = true;
  busy.join();
  EXPECT_EQ(done, total);
  const VerifyReport report = verify(file("copy.db"), find_pack, {}, silent);
  EXPECT_TRUE(report.is_sound());
  EXPECT_FALSE(std::filesystem::exists(file("copy.db.part")));
  EXPECT_THROW(backup(file(), file("copy.db"), silent), Fault);
}

TEST_F(SqlStoreTest, restoring_refuses_to_overwrite_and_what_is_no_store) {
  if (!Places::are_files()) GTEST_SKIP() << "PostgreSQL's own tools copy its databases";
  work_three_days();
  backup(file(), file("copy.db"), silent);
  restore(file("copy.db"), file("again.db"), silent);
  EXPECT_TRUE(verify(file("again.db"), find_pack, {}, silent).is_sound());
  EXPECT_THROW(restore(file("copy.db"), file(), silent), Fault);
  EXPECT_THROW(restore(file("nothing.db"), file("x.db"), silent), Fault);
  std::ofstream(file("text.db")) << std::string(8192, 'x');
  EXPECT_THROW(restore(file("text.db"), file("x.db"), silent), Fault);
  EXPECT_FALSE(std::filesystem::exists(file("x.db")));
}

TEST_F(SqlStoreTest, a_file_of_a_newer_program_or_of_another_one_is_refused) {
  open();
  {
    const auto database = connect(location(), Access::write);
    const auto steps = database->migrations();
    int number = steps.front().number;
    for (const Migration& step : steps) EXPECT_EQ(step.number, number++) << step.name;
    EXPECT_EQ(database->schema(), steps.back().number);
    database->set_schema(steps.back().number + 1);
  }
  EXPECT_THROW(open(), Fault);
  EXPECT_THROW(stored_packs(location()), Fault);
  places_.clear("guiju.db");
  tamper("CREATE TABLE theirs(x integer)");
  EXPECT_THROW(open(), Fault);
}

TEST_F(SqlStoreTest, every_pack_version_in_use_is_kept_with_its_files) {
  EXPECT_THAT(stored_packs(location()), IsEmpty());
  open()->keep_pack(Packs::get().company());
  open()->keep_pack(Packs::get().shop());
  const auto packs = stored_packs(location());
  ASSERT_THAT(packs, SizeIs(2));
  EXPECT_EQ(packs[0].id, "company");
  EXPECT_EQ(packs[1].version, "1.0.0");
  EXPECT_EQ(pack::fingerprint_of(packs[1].files), pack::fingerprint_of(Packs::get().shop().files));
  const auto again = Packs::get().compile(packs[1].files, &Packs::get().company());
  EXPECT_EQ(again->deadlines.size(), 1U);
}

TEST_F(SqlStoreTest, files_of_a_pack_that_are_no_text_stay_what_they_are_wherever_it_moves) {
  std::vector<pack::SourceFile> files = Packs::get().shop().files;
  using namespace std::string_literals;
  files.push_back({"\xD6\xC6\xB6\xC8.txt", "制度\xD6\xC6\0\xFF"s});
  const auto odd = Packs::get().compile(files, &Packs::get().company());
  const Location first = file("first.db"), back = file("back.db");
  SqlStore({.location = first, .find_pack = find_pack}).keep_pack(*odd);
  const Location moved = places_ / "moved.db";
  EXPECT_THAT(rebuild(first, moved, places_.contents("moved.db"), find_pack, silent), IsEmpty());
  EXPECT_THAT(rebuild(moved, back, {}, find_pack, silent), IsEmpty());
  for (const Location& location : {first, moved, back}) {
    const auto packs = stored_packs(location);
    ASSERT_THAT(packs, SizeIs(1)) << location.shown();
    EXPECT_EQ(pack::fingerprint_of(packs[0].files), pack::fingerprint_of(odd->files));
  }
}

TEST_F(SqlStoreTest, a_pack_that_was_changed_under_its_version_is_refused_unless_it_is_a_demo) {
  std::vector<pack::SourceFile> files = Packs::get().shop().files;
  files[0].text += "\n# 悄悄改动\n";
  const auto changed = Packs::get().compile(files, &Packs::get().company());
  const auto store = open();
  store->keep_pack(Packs::get().shop());
  store->keep_pack(Packs::get().shop());
  EXPECT_THROW(store->keep_pack(*changed), PackChanged);
  store->set_meta("demo", "1");
  store->keep_pack(*changed);
  EXPECT_EQ(pack::fingerprint_of(stored_packs(location())[0].files), pack::fingerprint_of(files));
  EXPECT_EQ(store->meta("demo"), "1");
  EXPECT_EQ(store->meta("nothing"), std::nullopt);
}

/// Opens tickets until it is killed; says each number on the pipe when it is durable.
[[noreturn]] void work_until_killed(const Location& location, int pipe) {
  SqlStore store({.location = location, .find_pack = find_pack});
  Desk desk(store);
  desk.act("site.register", R"({"key":"P1","name":"一期"})");
  for (;;) {
    const std::string line =
        desk.act("ticket.open", R"({"summary":"水管漏水","site":"P1"})").text + "\n";
    if (::write(pipe, line.data(), line.size()) < 0) ::_exit(1);
  }
}

TEST_F(SqlStoreTest, whatever_was_acknowledged_outlives_a_kill_and_nothing_is_half_there) {
  Packs::get();
  const Location company = location();  // before there are two of this process
  for (int round = 0; round < 8; ++round) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(pipe[0]);
      work_until_killed(company, pipe[1]);
    }
    ::close(pipe[1]);
    std::string said;
    char buffer[4096];
    while (std::count(said.begin(), said.end(), '\n') < 5 + round * 3) {
      const auto length = ::read(pipe[0], buffer, sizeof buffer);
      ASSERT_GT(length, 0);
      said.append(buffer, static_cast<std::size_t>(length));
    }
    ::kill(child, SIGKILL);
    for (ssize_t length; (length = ::read(pipe[0], buffer, sizeof buffer)) > 0;) {
      said.append(buffer, static_cast<std::size_t>(length));
    }
    ::waitpid(child, nullptr, 0);
    ::close(pipe[0]);

    const auto store = open();
    const auto reader = store->open_reader();
    std::istringstream lines(said);
    for (std::string id; std::getline(lines, id);) {
      EXPECT_TRUE(reader->find({id})) << id;
      EXPECT_THAT(reader->timeline({id}, 1, 10), SizeIs(1)) << id;
    }
    EXPECT_TRUE(verified().is_sound());
  }
}

TEST_F(SqlStoreTest, jobs_that_queue_up_are_committed_together) {
  const auto store = open();
  Desk desk(*store);
  desk.act("site.register", R"({"key":"P1","name":"一期"})");
  const WriterFigures before = store->figures();
  std::promise<void> all_done;
  std::atomic<int> left = 500;
  for (int i = 0; i < 500; ++i) {
    store->submit(
        [&](UnitOfWork& unit) {
          desk.act_in(unit, "ticket.open", R"({"summary":"同批","site":"P1"})");
        },
        [&](std::exception_ptr failure) {
          EXPECT_FALSE(failure);
          if (--left == 0) all_done.set_value();
        });
  }
  all_done.get_future().wait();
  const WriterFigures after = store->figures();
  EXPECT_EQ(after.jobs - before.jobs, 500U);
  EXPECT_LT(after.commits - before.commits, 250U);
  EXPECT_EQ(after.redone, 0U);
  EXPECT_EQ(after.reloads, 0U) << "its own commits and checkpoints are no other process";
}

TEST_F(SqlStoreTest, a_list_that_a_decision_asks_for_again_knows_what_was_written_since) {
  const auto store = open();
  Desk desk(*store);
  desk.act("site.register", R"({"key":"P1","name":"一期"})");
  const pack::RecordType& type = *Packs::get().shop().find_type("ticket");
  const auto tickets = [&](UnitOfWork& unit) { return unit.records(type, "P1", {}, {}); };
  const auto open_in = [&](UnitOfWork& unit) {
    return desk.act_in(unit, "ticket.open", R"({"summary":"水管漏水","site":"P1"})");
  };
  RecordId ticket;
  store->write([&](UnitOfWork& unit) {
    EXPECT_THAT(tickets(unit), IsEmpty());
    ticket = open_in(unit);
    EXPECT_THAT(tickets(unit), SizeIs(1));
  });
  EXPECT_THROW(store->write([&](UnitOfWork& unit) {
    open_in(unit);
    EXPECT_THAT(tickets(unit), SizeIs(2));
    throw std::runtime_error("taken back");
  }),
               std::runtime_error);
  store->write([&](UnitOfWork& unit) {
    ASSERT_THAT(tickets(unit), SizeIs(1));
    const std::int64_t version = tickets(unit)[0]->version;
    desk.act_in(unit, "ticket.change", R"({"summary":"退款"})", ticket);
    EXPECT_GT(tickets(unit)[0]->version, version);
  });
}

}  // namespace
}  // namespace guiju::store
