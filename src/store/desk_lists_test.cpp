#include "store/store_fixture.hpp"

/// What a person finds on his desk: what is owed, what broke, what he is told.
namespace guiju::store {
namespace {

using casework::RecordId;
using testing::Desk;
using ::testing::ElementsAre;
using testing::Engine;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DeskLists : public testing::StoreTest {};

TEST_P(DeskLists, the_desk_shows_what_a_person_a_department_and_a_role_owe_soonest_first) {
  Desk desk(*store_);
  found_company(desk);
  open_ticket(desk, "P1");  // owed by the clerks
  desk.now += std::chrono::hours{1};
  open_ticket(desk, "P1", R"(,"officer":"李店")");
  open_ticket(desk, "P2", R"(,"officer":"王工")");
  const auto reader = store_->open_reader();
  const auto owed = [&](const std::string& person) {
    const auto by = app::debtors_of(*reader->directory().find_person(person));
    return reader->owed(by, desk.now + std::chrono::hours{3} + Seconds{1},
                        desk.now + std::chrono::hours{9}, 10, app::Visibility::all());
  };
  const app::OwedPage page = owed("李店");
  ASSERT_THAT(page.items, SizeIs(2));
  EXPECT_EQ(page.items[0].row.key, "P1-1");
  EXPECT_EQ(page.items[0].clock.owed_by.key, "clerk");
  EXPECT_EQ(page.items[1].row.key, "P1-2");
  EXPECT_EQ(page.total, 2);
  EXPECT_EQ(page.overdue, 1);
  EXPECT_EQ(page.today, 1);
  EXPECT_THAT(owed("王工").items, SizeIs(1));
  EXPECT_THAT(owed("赵六").items, IsEmpty());
}

TEST_P(DeskLists, breaches_are_listed_with_their_record_and_counted_by_code_and_owner) {
  Desk desk(*store_);
  found_company(desk);
  open_ticket(desk, "P1", R"(,"officer":"王工")");
  open_ticket(desk, "P2");
  desk.pass_time(desk.now + std::chrono::hours{5});
  const auto reader = store_->open_reader();
  const auto page = reader->breaches({}, app::Visibility::all());
  ASSERT_TRUE(page);
  ASSERT_THAT(page->items, SizeIs(2));
  EXPECT_EQ(page->items[0].on.key, "P2-1");
  EXPECT_EQ(page->items[0].breach->field("code").as_string(), "ANSWER_LATE");
  EXPECT_THAT(page->by_code, ElementsAre(std::pair<std::string, std::int64_t>{"ANSWER_LATE", 2}));
  EXPECT_THAT(page->by_owner, SizeIs(2));
  EXPECT_EQ(reader->breaches({.site = "P1"}, app::Visibility::all())->total, 1);
  EXPECT_EQ(reader->breaches({.code = "OTHER"}, app::Visibility::all())->total, 0);
  EXPECT_EQ(reader->breaches({}, seen_by("王工"))->total, 1);
  const auto first = reader->breaches({.limit = 1}, app::Visibility::all());
  const auto second =
      reader->breaches({.limit = 1, .cursor = first->next_cursor}, app::Visibility::all());
  EXPECT_EQ(second->items[0].on.key, "P1-1");
  EXPECT_EQ(second->next_cursor, "");
}

TEST_P(DeskLists, notices_reach_a_person_by_name_and_by_role_until_they_are_read) {
  Desk desk(*store_);
  found_company(desk);
  const RecordId ticket = open_ticket(desk, "P1", R"(,"officer":"王工")");
  const RecordId other = open_ticket(desk, "P2");
  desk.act("ticket.change", R"({"officer":"王工","cost":1})", ticket);
  desk.act("ticket.change", R"({"officer":"王工","cost":1})", other);
  const auto reader = store_->open_reader();
  const auto of = [&](const std::string& person) {
    return reader->notices(*reader->directory().find_person(person), 10);
  };
  EXPECT_EQ(of("王工").unread, 2);
  ASSERT_THAT(of("李店").items, SizeIs(1));  // manager of P1 only
  EXPECT_EQ(of("李店").items[0].notice.record, ticket);
  EXPECT_THAT(of("赵六").items, IsEmpty());
  const std::int64_t up_to = of("王工").items[1].notice.id;
  store_->write([&](app::UnitOfWork& unit) { unit.mark_notices_read("王工", up_to); });
  EXPECT_EQ(of("王工").unread, 1);
  EXPECT_TRUE(of("王工").items[1].is_read);
}

TEST_P(DeskLists, a_role_of_one_regulation_is_not_told_what_another_tells_or_owes) {
  Desk desk(*store_);
  found_company(desk);
  desk.act("person.register",
           R"({"key":"甲","name":"甲","department":"客服部","roles":[{"role":"shop/manager"}]})");
  desk.act(
      "person.register",
      R"({"key":"乙","name":"乙","department":"客服部","roles":[{"role":"company/manager"}]})");
  const RecordId ticket = open_ticket(desk, "P1", R"(,"officer":"王工")");
  desk.act("ticket.change", R"({"officer":"王工","cost":1})", ticket);
  const auto reader = store_->open_reader();
  const auto notices_of = [&](const std::string& person) {
    return reader->notices(*reader->directory().find_person(person), 10).unread;
  };
  EXPECT_EQ(notices_of("甲"), 1);
  EXPECT_EQ(notices_of("乙"), 0);
  const auto owed_of = [&](const std::string& pack) {
    return reader->owed({{.owner = {casework::Owner::Kind::person, "王工"}, .pack = pack}},
                        desk.now, desk.now, 10, app::Visibility::all());
  };
  EXPECT_THAT(owed_of("shop").items, SizeIs(1));
  EXPECT_THAT(owed_of("company").items, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, DeskLists, ::testing::Values(Engine::memory, Engine::lasting),
                         testing::name_of_engine);

}  // namespace
}  // namespace guiju::store
