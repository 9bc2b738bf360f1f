#include <gmock/gmock.h>

#include <future>
#include <set>
#include <thread>

#include "store/maintenance.hpp"
#include "store/sql_store.hpp"
#include "store/test_support.hpp"

/// Two processes with one database, as an import beside a running server: here two stores, of which
/// neither knows anything of the other.
namespace guiju::store {
namespace {

using app::Receipt;
using app::UnitOfWork;
using casework::RecordId;
using testing::Desk;
using testing::Packs;

class TwoWritersTest : public ::testing::Test {
 protected:
  TwoWritersTest() {
    // Both know an empty database; whatever follows is news to the other.
    one_desk_.act("site.register", R"({"key":"P1","name":"一期"})");
  }

  SqlOptions options() const {
    return {.location = places_ / "guiju.db",
            .find_pack = [](std::string_view id, std::string_view version) {
              return Packs::get().find(id, version);
            }};
  }

  static RecordId open_ticket(Desk& desk) {
    return desk.act("ticket.open", R"({"summary":"水管漏水","site":"P1"})");
  }

  void expect_sound() const {
    const VerifyReport report =
        verify(places_ / "guiju.db", options().find_pack, {}, [](std::uint64_t, std::uint64_t) {});
    for (const Finding& finding : report.findings) ADD_FAILURE() << finding.text;
  }

  testing::Places places_;
  SqlStore one_{options()};
  SqlStore other_{options()};
  Desk one_desk_{one_};
  Desk other_desk_{other_};
};

TEST_F(TwoWritersTest, in_turn_they_continue_one_chain_and_one_numbering) {
  std::vector<std::string> ids;
  for (int i = 0; i < 10; ++i)
    ids.push_back(open_ticket(i % 2 == 0 ? one_desk_ : other_desk_).text);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(ids[static_cast<std::size_t>(i)], "shop.ticket.P1-" + std::to_string(i + 1));
  }
  // Four times: before its first the other had written nothing. The fourth may not be counted yet,
  // and a pause may have let it hear of what the other wrote last.
  EXPECT_GE(one_.figures().reloads, 3U);
  EXPECT_LE(one_.figures().reloads, 5U);
  expect_sound();
}

TEST_F(TwoWritersTest, at_the_same_time_they_give_no_number_twice_and_both_chains_hold) {
  constexpr int each = 60;
  std::set<std::string> ids;
  std::mutex mutex;
  const auto work = [&](Desk& desk) {
    for (int i = 0; i < each; ++i) {
      if (i % 20 == 0) desk.now += std::chrono::days{1};  // so that both of them seal days
      const RecordId id = open_ticket(desk);
      const std::lock_guard lock(mutex);
      ids.insert(id.text);
    }
  };
  auto beside = std::async(std::launch::async, [&] { work(other_desk_); });
  work(one_desk_);
  beside.get();
  EXPECT_EQ(ids.size(), 2U * each);
  EXPECT_TRUE(ids.contains("shop.ticket.P1-" + std::to_string(2 * each)));
  // One of them may have come to the end before the other had begun: now both have news to hear.
  EXPECT_EQ(open_ticket(one_desk_).text, "shop.ticket.P1-" + std::to_string(2 * each + 1));
  EXPECT_EQ(open_ticket(other_desk_).text, "shop.ticket.P1-" + std::to_string(2 * each + 2));
  EXPECT_EQ(open_ticket(one_desk_).text, "shop.ticket.P1-" + std::to_string(2 * each + 3));
  EXPECT_GT(one_.figures().reloads, 0U);
  EXPECT_GT(other_.figures().reloads, 0U);
  expect_sound();
}

TEST_F(TwoWritersTest, what_the_one_has_changed_the_other_works_on_as_it_is_now) {
  const RecordId ticket = open_ticket(one_desk_);
  const auto version = [&] { return one_.open_reader()->find(ticket)->version; };
  const std::int64_t opened = version();
  other_desk_.act("ticket.change", R"({"summary":"电梯异响"})", ticket);
  const std::int64_t changed = version();
  EXPECT_GT(changed, opened);
  one_desk_.act("ticket.change", R"({"received_on":"2026-03-05"})", ticket);
  EXPECT_EQ(version() - changed, changed - opened);
  EXPECT_EQ(other_.open_reader()->row(ticket)->title, "电梯异响");
  expect_sound();
}

TEST_F(TwoWritersTest, a_key_that_the_one_has_answered_gets_the_same_answer_of_the_other) {
  one_.write([](UnitOfWork& unit) {
    unit.put_receipt("王工", "key-1", "hash", Instant{}, Receipt{201, "first"});
  });
  other_.write([](UnitOfWork& unit) {
    const auto earlier = unit.find_receipt("王工", "key-1", "hash");
    ASSERT_TRUE(earlier);
    EXPECT_EQ(earlier->body, "first");
    EXPECT_THROW(unit.find_receipt("王工", "key-1", "another"), UnitOfWork::KeyReused);
  });
}

TEST_F(TwoWritersTest, who_is_registered_by_the_one_the_other_comes_to_know_while_it_is_idle) {
  std::promise<void> told;
  bool is_known = false;
  other_.when_changed_elsewhere([&](const auto& directory, bool) {
    if (is_known) return;
    is_known = directory->find_person("王工") != nullptr;
    if (is_known) told.set_value();
  });
  one_desk_.act("person.register", R"({"key":"王工","name":"王工","roles":[]})");
  EXPECT_EQ(told.get_future().wait_for(std::chrono::seconds{20}), std::future_status::ready);
  other_.when_changed_elsewhere({});
}

TEST_F(TwoWritersTest, what_the_one_has_changed_the_other_is_told_before_it_decides_anything) {
  open_ticket(other_desk_);
  bool is_known = false;
  other_.when_changed_elsewhere(
      [&](const auto& directory, bool) { is_known = directory->find_person("王工") != nullptr; });
  one_desk_.act("person.register", R"({"key":"王工","name":"王工","roles":[]})");
  other_.write([&](UnitOfWork&) { EXPECT_TRUE(is_known); });
  other_.when_changed_elsewhere({});
}

TEST_F(TwoWritersTest, who_could_not_take_over_what_has_changed_is_told_again) {
  std::promise<void> told;
  int times = 0;
  other_.when_changed_elsewhere([&](const auto&, bool) {
    if (++times < 3) throw std::runtime_error("not now");
    if (times == 3) told.set_value();
  });
  open_ticket(one_desk_);
  EXPECT_EQ(told.get_future().wait_for(std::chrono::seconds{20}), std::future_status::ready);
  other_.when_changed_elsewhere({});
}

TEST_F(TwoWritersTest, versions_are_told_of_when_one_was_kept_and_no_sooner) {
  open_ticket(one_desk_);
  open_ticket(other_desk_);
  std::vector<bool> told;
  other_.when_changed_elsewhere(
      [&](const auto&, bool has_versions) { told.push_back(has_versions); });
  open_ticket(one_desk_);
  open_ticket(other_desk_);
  one_.keep_pack(Packs::get().later_shop());
  open_ticket(other_desk_);
  other_.when_changed_elsewhere({});
  EXPECT_THAT(told, ::testing::ElementsAre(false, true));
}

TEST_F(TwoWritersTest, a_newer_program_that_has_taken_over_is_seen_by_the_older_one) {
  open_ticket(other_desk_);
  {
    const auto newer = connect(places_ / "guiju.db", Access::write);
    Transaction transaction(*newer);
    newer->set_schema(99);
    transaction.commit();
  }
  try {
    other_.write([](UnitOfWork&) {});
    ADD_FAILURE() << "the older program goes on writing";
  } catch (const Fault& fault) {
    EXPECT_THAT(fault.what(), ::testing::HasSubstr("a newer guiju has taken it over (schema 99"));
  }
}

TEST_F(TwoWritersTest, while_nobody_writes_neither_has_anything_to_hear) {
  open_ticket(one_desk_);
  open_ticket(other_desk_);
  const auto pauses = std::chrono::milliseconds{1'500};  // three of each
  std::this_thread::sleep_for(pauses);
  const auto one = one_.figures().reloads, other = other_.figures().reloads;
  std::this_thread::sleep_for(pauses);
  EXPECT_EQ(one_.figures().reloads, one);
  EXPECT_EQ(other_.figures().reloads, other);
}

TEST_F(TwoWritersTest, a_store_that_is_alone_never_takes_its_own_work_for_anothers) {
  const auto before = one_.figures().reloads;
  for (int i = 0; i < 20; ++i) open_ticket(one_desk_);
  one_.write([](UnitOfWork&) {});
  EXPECT_EQ(one_.figures().reloads, before);
}

}  // namespace
}  // namespace guiju::store
