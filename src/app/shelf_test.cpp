#include "app/shelf.hpp"

#include <gmock/gmock.h>

namespace guiju::app {
namespace {

using testing::ElementsAre;
using testing::IsNull;

Instant day(int n) { return Instant{std::chrono::days(n)}; }

std::shared_ptr<const pack::Pack> pack_of(const char* id, const char* version) {
  auto pack = std::make_shared<pack::Pack>();
  pack->id = id;
  pack->version = version;
  return pack;
}

TEST(Shelf, of_the_versions_in_force_the_one_that_began_last) {
  Shelf shelf;
  const auto first = pack_of("a", "1"), second = pack_of("a", "2");
  shelf.add(second, Term{day(10), day(20)});
  shelf.add(first);
  EXPECT_EQ(shelf.in_force("a", day(9)), first.get());
  EXPECT_EQ(shelf.in_force("a", day(10)), second.get());
  EXPECT_EQ(shelf.in_force("a", day(20) - Seconds{1}), second.get());
  EXPECT_EQ(shelf.in_force("a", day(20)), first.get());
}

TEST(Shelf, a_draft_is_found_by_its_version_and_never_in_force) {
  Shelf shelf;
  const auto draft = pack_of("a", "1");
  shelf.add(draft, std::nullopt);
  EXPECT_THAT(shelf.in_force("a", day(1)), IsNull());
  EXPECT_EQ(shelf.find("a", "1"), draft.get());
  EXPECT_TRUE(shelf.versions("a").empty());
  shelf.set_term(*draft, Term{day(1), Instant::max()});
  EXPECT_THAT(shelf.in_force("a", day(0)), IsNull());
  EXPECT_EQ(shelf.in_force("a", day(1)), draft.get());
}

TEST(Shelf, what_was_answered_stays_as_it_was_while_another_version_comes) {
  Shelf shelf;
  const auto first = pack_of("a", "1"), other = pack_of("b", "1"), second = pack_of("a", "2");
  shelf.add(first);
  shelf.add(other);
  const auto& before = shelf.all_in_force(day(5));
  shelf.add(second, Term{day(1), Instant::max()});
  EXPECT_THAT(before, ElementsAre(first.get(), other.get()));
  EXPECT_THAT(shelf.all_in_force(day(5)), ElementsAre(second.get(), other.get()));
  EXPECT_NE(&before, &shelf.all_in_force(day(5)));
}

}  // namespace
}  // namespace guiju::app
