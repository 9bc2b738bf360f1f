#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <optional>
#include <random>

#include "app/reader.hpp"
#include "caller.hpp"

// Whatever is registered, linked and expires: at any instant a client has one valid owner at most,
// and it is the one whom the journal's registrations give (SCU-3, SCU-5, SCU-15). A failure prints
// the seed of its run.
namespace guiju::http_test {
namespace {

namespace json = boost::json;

constexpr int steps = 60;
const std::vector<std::string> sellers{"A", "B", "C"};

class Owners : public testing::TestWithParam<unsigned> {
 protected:
  Rig rig{Rig::default_settings(), "sales-site"};
  std::map<std::string, Caller> people;
  std::mt19937 dice{GetParam()};
  std::set<std::string> clients;  ///< keys

  std::size_t pick(std::size_t below) { return dice() % below; }
  Caller& who(const std::string& person) {
    return people.try_emplace(person, rig, person).first->second;
  }
  void give(const std::string& person, const std::string& command, const json::object& with) {
    const auto reply = who(person).post("/api/v1/commands/sales-site/" + command,
                                        json::serialize(json::object{{"with", with}}));
    ASSERT_TRUE(reply.status == 201 || reply.status == 422) << command << reply.body;
  }

  void step() {
    rig.clock().advance_to(rig.clock().now() + Seconds{1});  // nothing happens at the same second
    const auto choice = pick(10);
    if (choice < 6) {
      const auto number = std::to_string(pick(6));
      give(sellers[pick(sellers.size())], "call.register",
           {{"site", "P1"}, {"name", "客户" + number}, {"phone", "1390000000" + number}});
    } else if (choice < 7 && clients.size() > 1) {
      const auto any = [&] {
        return *std::next(clients.begin(), static_cast<long>(pick(clients.size())));
      };
      give("销售主管", "household.link", {{"members", {any(), any()}}, {"relation", "spouse"}});
    } else {
      const auto days = json::serialize(
          json::object{{"advance_seconds", static_cast<std::int64_t>(1 + pick(25)) * 86'400}});
      ASSERT_EQ(who("销售主管").post("/api/v1/clock", days).status, 200);
    }
  }

  /// Of the live registrations of the family the earliest, worked out from the records alone.
  static std::optional<std::string> expected_owner(const app::Reader& reader,
                                                   const casework::Record& client,
                                                   const std::vector<casework::RecordPtr>& all,
                                                   LocalDate today) {
    const auto& registration = *client.pack().find_type("registration");
    const auto family = client.field("household").as_string();
    std::optional<std::string> owner;
    std::optional<Instant> first;
    for (const auto& member : all) {
      const bool is_of_family =
          member->id == client.id ||
          (!family.empty() && member->field("household").as_string() == family);
      if (!is_of_family) continue;
      for (const auto& claim : reader.children(member->id, registration)) {
        const auto end = claim->field("expires_on").as_date();
        if (claim->state != "live" || (end && *end < today)) continue;
        const auto at = claim->field("registered_at").as_instant();
        if (first && *at >= *first) continue;
        first = at;
        owner = std::string(claim->field("salesperson").as_string());
      }
    }
    return owner;
  }

  void check(int step) {
    const auto reader = rig.store().open_reader();
    const auto& pack = *rig.shelf().in_force("sales-site", rig.clock().now());
    const auto today = pack.calendar->date_of(rig.clock().now());
    const auto all = reader->records(*pack.find_type("prospect"), {}, {}, {});
    for (const auto& client : all) {
      clients.insert(client->key);
      const auto expected = expected_owner(*reader, *client, all, today);
      const auto kept = client->field("family_owner").as_string();
      EXPECT_EQ(kept, expected.value_or(""))
          << client->key << " after step " << step << ", seed " << GetParam();
    }
  }
};

TEST_P(Owners, a_client_has_one_valid_owner_at_any_instant) {
  for (int i = 0; i < steps && !HasFailure(); ++i) {
    step();
    check(i);
  }
  EXPECT_GE(clients.size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Owners, testing::Range(1U, 9U));

}  // namespace
}  // namespace guiju::http_test
