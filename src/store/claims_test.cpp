#include "casework/claims.hpp"

#include <gtest/gtest.h>

#include "store/memory.hpp"
#include "store/sql_store.hpp"
#include "store/test_support.hpp"

namespace guiju::store {
namespace {

using app::UnitOfWork;
using casework::RecordId;
using testing::Desk;
using testing::Packs;

/// What only one record may have, on either engine.
void hold_one_holder(app::Store& store) {
  const auto early = store.open_reader();  // knows of nothing yet
  Desk desk(store);
  desk.act("site.register", R"({"key":"P1","name":"一期"})");
  const auto open_ticket = [&](Desk& by, const char* site) {
    return by.act("ticket.open", std::string(R"({"summary":"水管漏水","site":")") + site + "\"}");
  };
  const RecordId first = open_ticket(desk, "P1"), second = open_ticket(desk, "P1");
  const char* ladder = R"({"tool":"梯子"})";
  desk.act("ticket.change", ladder, first);
  const Instant taken = desk.now;
  desk.now += std::chrono::hours(1);
  desk.act("ticket.change", R"({"summary":"还在漏"})", first);  // keeps what it has
  EXPECT_TRUE(desk.act("ticket.change", ladder, second).is_empty());
  EXPECT_EQ(desk.last_refusal, "TOOL_IN_USE");
  EXPECT_EQ(desk.refused_since, taken);
  const pack::RecordType& ticket = *Packs::get().shop().find_type("ticket");
  const auto claim = casework::claim_text("one_tool", {"梯子"});
  const auto held = early->holder(ticket, claim).record;
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(held->id, first);
  EXPECT_EQ(store.open_reader()->holder(ticket, claim).since, taken);
  // Whatever a decision says, the store does not let a second one have it, and keeps nothing of it.
  EXPECT_ANY_THROW(store.write([&](UnitOfWork& unit) {
    unit.change_claims({{&ticket, "one_tool\n锤子", second, true, desk.now},
                        {&ticket, claim, second, true, desk.now}});
  }));
  EXPECT_EQ(store.open_reader()->holder(ticket, "one_tool\n锤子").record, nullptr);

  desk.now += std::chrono::hours(1);
  desk.act("ticket.close", "{}", first);
  EXPECT_EQ(store.open_reader()->holder(ticket, claim).record, nullptr);
  desk.act("ticket.change", ladder, second);
  EXPECT_EQ(store.open_reader()->holder(ticket, claim).record->id, second);
  EXPECT_EQ(store.open_reader()->holder(ticket, claim).since, desk.now);
}

TEST(Claims, two_records_do_not_claim_the_same_at_once_in_memory) {
  MemoryStore store;
  hold_one_holder(store);
}

TEST(Claims, two_records_do_not_claim_the_same_at_once_on_the_lasting_engine) {
  const testing::Places places;
  SqlStore store({.location = places / "guiju.db",
                  .find_pack = [](std::string_view id, std::string_view version) {
                    return Packs::get().find(id, version);
                  }});
  hold_one_holder(store);
}

}  // namespace
}  // namespace guiju::store
