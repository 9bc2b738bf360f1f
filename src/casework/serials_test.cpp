#include <gmock/gmock.h>

#include "casework/test_support.hpp"

/// Within what a serial of a key counts.
namespace guiju::casework {
namespace {

using feel::Value;
using test::at;

TEST(Serials, a_serial_counts_within_what_its_type_names_and_nothing_else) {
  auto files = test::small_files();
  auto& type = files["cases/matter.yaml"];
  type.replace(type.find("serial_per: [site]"), 18, "serial_per: [room]");
  Diagnostics diagnostics;
  test::compile(files, diagnostics);
  ASSERT_FALSE(diagnostics.empty());
  EXPECT_THAT(to_text(diagnostics.front()), testing::HasSubstr("`room` is no field of `matter`"));
}

TEST(Serials, serials_by_the_day_begin_anew_each_day) {
  auto files = test::small_files();
  auto& type = files["cases/matter.yaml"];
  type.replace(type.find("serial_per: [site]"), 18, "serial_per: [site, day]");
  type.replace(type.find("key: '{site}-{serial:3}'"), 24, "key: '{site}-{dd}-{serial}'");
  Diagnostics diagnostics;
  const auto by_day = test::compile(files, diagnostics);
  ASSERT_NE(by_day, nullptr);
  test::Known world;
  const auto open = [&](const char* when) {
    const auto* command = by_day->find_command("matter.open");
    Order order{command,
                {},
                std::vector<Value>(command->inputs.size()),
                std::vector<bool>(command->inputs.size(), false),
                {},
                {}};
    order.actor = {Actor::Kind::system, {}};
    for (const auto& [input, text] : {std::pair{"name", "漏水"}, std::pair{"site", "P1"}}) {
      const auto index = static_cast<std::size_t>(command->find_input(input));
      order.inputs[index] = Value::string(text);
      order.given[index] = true;
    }
    const auto decision = std::get<Decision>(decide(world, order, at(when)));
    world.take(decision);
    return world.find(decision.subject)->key;
  };
  EXPECT_EQ(open("2026-03-02T10:00:00+08:00"), "P1-02-1");
  EXPECT_EQ(open("2026-03-02T11:00:00+08:00"), "P1-02-2");
  EXPECT_EQ(open("2026-03-03T10:00:00+08:00"), "P1-03-1");
}

}  // namespace
}  // namespace guiju::casework
