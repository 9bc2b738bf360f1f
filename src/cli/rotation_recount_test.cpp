#include "cli/rotation_recount.hpp"

#include <gtest/gtest.h>

#include "cli/pack_files.hpp"

namespace guiju::cli {
namespace {

/// A floor with A and B on duty, A in front, told as the journal tells it.
class RecountTest : public testing::Test {
 protected:
  void SetUp() override {
    tell(
        R"("facts":[{"fact":"rotation_order_set","type":"floor","key":"P1","set":{"queue":["A","B"]}}])");
    come("A");
    come("B");
  }
  void tell(const std::string& facts) {
    const std::string body = R"({"by":{"kind":"person","key":"A"},)" + facts + "}";
    journal::EntryView entry;
    entry.body = body;
    recount.take(entry, *pack);
  }
  void come(const std::string& person) {
    tell(
        R"("input":{"salesperson":")" + person +
        R"(","to":"on_duty"},"facts":[{"fact":"availability_changed","type":"floor","key":"P1"}])");
  }
  void give(const std::string& receiver, const std::string& kind, const std::string& queue) {
    tell(R"("facts":[{"fact":"rotation_moved","type":"floor","key":"P1","set":{"last_kind":")" +
         kind + R"(","last_receiver":")" + receiver +
         R"(","last_reception":"P1-260302-1","queue":)" + queue + "}}]");
  }

  PackLoader loader{find_places()};
  std::shared_ptr<const pack::Pack> pack = loader.load("sales-office");
  Recount recount;
};

TEST_F(RecountTest, finds_that_whoever_is_on_turn_received) {
  give("A", "rotation", R"(["B","A"])");
  EXPECT_EQ(recount.right, 1);
  EXPECT_EQ(recount.wrong, 0);
}

TEST_F(RecountTest, knows_that_whoever_was_dismissed_has_no_turn_any_more) {
  tell(
      R"("part":2,"facts":[{"fact":"person_dismissed","type":"floor","key":"P1","set":{"last_dismissed":"A"}}])");
  give("B", "rotation", R"(["B"])");
  EXPECT_EQ(recount.right, 1);
}

TEST_F(RecountTest, knows_that_nobody_is_unwanted_any_more_where_that_was_taken_back) {
  tell(
      R"("facts":[{"fact":"reception_reclassified","type":"reception","key":"P1-260302-1","set":{"refuses":null}}])");
  give("A", "stand_in", R"(["A","B"])");
  EXPECT_EQ(recount.right, 1);
}

TEST_F(RecountTest, finds_whoever_received_out_of_turn) {
  give("B", "rotation", R"(["A","B"])");
  EXPECT_EQ(recount.wrong, 1);
}

TEST_F(RecountTest, finds_a_queue_that_moved_otherwise_than_the_rule_says) {
  give("A", "rotation", R"(["A","B"])");
  EXPECT_EQ(recount.wrong, 1);
}

TEST_F(RecountTest, finds_whoever_received_two_at_once) {
  give("A", "rotation", R"(["B","A"])");
  give("A", "owner", R"(["B","A"])");
  EXPECT_EQ(recount.right, 1);
  EXPECT_EQ(recount.wrong, 1);
}

TEST_F(RecountTest, knows_that_who_is_dismissed_is_no_longer_on_turn) {
  tell(
      R"("input":{},"facts":[{"fact":"salesperson_dismissed","type":"floor","key":"P1","set":{"last_dismissed":"A"}}])");
  give("B", "rotation", R"(["B"])");
  EXPECT_EQ(recount.right, 1);
}

TEST_F(RecountTest, frees_nobody_by_a_client_given_back_after_the_reception) {
  give("A", "rotation", R"(["B","A"])");
  tell(
      R"("facts":[{"fact":"client_handed_back","type":"reception","key":"P1-260302-1","set":{"returned_at":"x"}}])");
  give("A", "owner", R"(["B","A"])");
  EXPECT_EQ(recount.wrong, 1) << "A is still receiving";
}

TEST_F(RecountTest, gives_a_turn_back_to_whoever_finds_out_that_it_was_none) {
  give("A", "rotation", R"(["B","A"])");
  tell(
      R"("facts":[{"fact":"reception_reclassified","type":"reception","key":"P1-260302-1","set":{}},)"
      R"({"fact":"make_up_credit_changed","type":"floor","key":"P1"}])");
  tell(R"("facts":[{"fact":"reception_closed","type":"reception","key":"P1-260302-1"}])");
  give("A", "make_up", R"(["B","A"])");
  EXPECT_EQ(recount.wrong, 0);
}

TEST_F(RecountTest, moves_whoever_had_a_turn_that_the_queue_did_not_give) {
  give("A", "owner", R"(["A","B"])");
  tell(R"("facts":[{"fact":"named_turn_counted","type":"floor","key":"P1"}])");
  give("B", "rotation", R"(["A","B"])");
  EXPECT_EQ(recount.right, 2);
}

TEST_F(RecountTest, counts_the_turns_of_an_event_that_goes_by_the_rotation) {
  tell(
      R"("facts":[{"fact":"rotation_moved","type":"floor","key":"P1","set":{"last_kind":"event","last_receiver":"B","last_reception":"P1-260302-1","last_counted":true,"queue":["A","B"]}}])");
  EXPECT_EQ(recount.wrong, 1);
}

}  // namespace
}  // namespace guiju::cli
