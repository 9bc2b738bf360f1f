#include "store/postgres/session.hpp"

#include <gmock/gmock.h>

#include <future>

#include "store/sql_store.hpp"
#include "store/test_support.hpp"

namespace guiju::store {
namespace {

using app::UnitOfWork;
using testing::Desk;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Packs;

TEST(A_url_of_PostgreSQL, is_shown_without_its_password) {
  EXPECT_EQ(shown_url("postgresql://guiju:secret@db:5433/a?options=-csearch_path%3Dsecond"),
            "postgresql://guiju@db:5433/a (-csearch_path=second)");
  EXPECT_EQ(shown_url("postgresql:///guiju?host=/run/postgresql"),
            "postgresql:///run/postgresql/guiju");
}

TEST(A_url_of_PostgreSQL, tells_no_part_of_a_password_that_nobody_has_encoded) {
  for (const std::string password : {"se/cret", "12/cret", "se@cret", "se%zzcret"}) {
    const std::string url = "postgresql://guiju:" + password + "@127.0.0.1:1/a";
    try {
      Session session(url, Access::read);
      ADD_FAILURE() << "there is no server " << url;
    } catch (const Fault& fault) {
      EXPECT_THAT(fault.what(), Not(HasSubstr("cret"))) << password;
      EXPECT_THAT(fault.what(), Not(HasSubstr("zz"))) << password;
      EXPECT_THAT(fault.what(), HasSubstr("percent-encoded")) << password;
    }
    EXPECT_EQ(Location(url).shown(), "postgresql://…") << password;
  }
}

/// A server of which all connections are ended, as when it is started anew.
class Lost_connections : public ::testing::Test {
 protected:
  void SetUp() override {
    if (testing::Places::are_files()) GTEST_SKIP() << "needs PostgreSQL (GUIJU_TEST_POSTGRES)";
    store_ = open();
    desk_ = std::make_unique<Desk>(*store_);
    desk_->act("site.register", R"({"key":"P1","name":"一期"})");
  }

  std::unique_ptr<SqlStore> open() const {
    return std::make_unique<SqlStore>(SqlOptions{
        .location = places_ / "guiju.db",
        .find_pack = [](auto id, auto version) { return Packs::get().find(id, version); }});
  }

  casework::RecordId open_ticket() {
    return desk_->act("ticket.open", R"({"summary":"水管漏水","site":"P1"})");
  }

  testing::Places places_;
  std::unique_ptr<SqlStore> store_;
  std::unique_ptr<Desk> desk_;
};

TEST_F(Lost_connections, are_made_anew_for_the_next_reading_and_the_next_writing) {
  const auto reader = store_->open_reader();
  { const app::Reader::Snapshot snapshot(*reader); }
  places_.lose_connections();
  {
    const app::Reader::Snapshot snapshot(*reader);
    EXPECT_EQ(reader->entry_count(), 1U);
  }
  places_.lose_connections();
  EXPECT_EQ(reader->entry_count(), 1U) << "outside of a snapshot, too";
  const auto ticket = open_ticket();
  EXPECT_NE(reader->find(ticket), nullptr);
}

TEST_F(Lost_connections, in_the_midst_of_a_snapshot_end_it_and_no_other) {
  const auto reader = store_->open_reader();
  {
    const app::Reader::Snapshot snapshot(*reader);
    places_.lose_connections();
    EXPECT_THROW(reader->entry_count(), Fault);
    EXPECT_THROW(reader->entry_count(), Fault) << "what follows is not of another moment";
  }
  open_ticket();
  const app::Reader::Snapshot snapshot(*reader);
  EXPECT_EQ(reader->entry_count(), 2U);
}

TEST_F(Lost_connections, in_the_midst_of_a_transaction_keep_nothing_of_it) {
  EXPECT_THROW(store_->write([&](UnitOfWork& unit) {
    unit.put_setting("", "before", "1");
    places_.lose_connections();
    // As a job that goes on regardless would.
    for (const char* name : {"one", "two"}) {
      try {
        unit.put_setting("", name, "1");
        unit.schedule_due("pack", name);
      } catch (const Fault& fault) {
        EXPECT_THAT(fault.what(), HasSubstr("lost"));
      }
    }
  }),
               Fault);
  const auto reader = store_->open_reader();
  for (const char* name : {"before", "one", "two"})
    EXPECT_FALSE(reader->find_setting("", name)) << name;
  EXPECT_EQ(open_ticket().text, "shop.ticket.P1-1");
}

TEST_F(Lost_connections, do_not_keep_a_server_from_hearing_of_others) {
  const auto other = open();
  std::promise<void> told;
  bool is_known = false;
  other->when_changed_elsewhere([&](const auto& directory, bool) {
    if (std::exchange(is_known, directory->find_person("王工") != nullptr) != is_known) {
      told.set_value();
    }
  });
  places_.lose_connections();
  desk_->act("person.register", R"({"key":"王工","name":"王工","roles":[]})");
  EXPECT_EQ(told.get_future().wait_for(std::chrono::seconds{20}), std::future_status::ready);
  other->when_changed_elsewhere({});
}

}  // namespace
}  // namespace guiju::store
