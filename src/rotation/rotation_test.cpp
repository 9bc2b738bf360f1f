#include "rotation/rotation.hpp"

#include <gtest/gtest.h>

// The worked examples of the two regulations: SOC of 2026-03-05, SCU of 2026-05-16. Which row of
// the attribution table an arrival belongs to is given; who receives is found.
namespace guiju::rotation {
namespace {

const Policy soc{.busy = PassedOver::forfeits_turn,
                 .on_errand = PassedOver::forfeits_turn,
                 .away = PassedOver::forfeits_turn,
                 .make_up_credit_per_pass = 1};
const Policy scu{.errand = Absence::leaves_queue,
                 .off_duty = Absence::leaves_queue,
                 .leave = Absence::leaves_queue};

/// A day on the floor: times of day are texts, people single letters.
class Day {
 public:
  Day(const Policy& policy, const char* queue) : policy_(policy) {
    std::vector<std::string> people;
    for (const char* p = queue; *p != '\0'; ++p) people.emplace_back(1, *p);
    floor_ = with_queue({}, people);
    for (const auto& person : people) set("09:00", person, Availability::on_duty);
  }

  void set(const char* at, const std::string& person, Availability to) {
    floor_ = with_availability(floor_, person, to, instant(at), policy_);
  }
  /// Gives a counted arrival: `B`, `B make_up`, or `waits`.
  std::string counted(const char* reception) {
    const auto turn = next_turn(floor_, policy_);
    if (!turn) return "waits";
    floor_ = with_reception(turn->after, turn->receiver, reception);
    return turn->receiver + (turn->is_make_up ? " make_up" : "");
  }
  /// Gives an arrival that belongs to `owner`: he receives, or someone stands in for him.
  std::string owned(const std::string& owner, const char* reception) {
    const auto* seller = floor_.find(owner);
    const auto receiver =
        seller != nullptr && seller->is_free() ? owner : std::string(stand_in(floor_, {owner}));
    if (receiver.empty()) return "waits";
    floor_ = with_reception(floor_, receiver, reception);
    return receiver;
  }
  void close(const std::string& person) { floor_ = with_reception(floor_, person, ""); }
  void credit(const char* at, const std::string& person) {
    floor_ = with_credit(floor_, person, instant(at));
  }
  std::string queue() const {
    std::string text;
    for (const auto& person : floor_.queue) text += person;
    return text;
  }
  std::size_t credits(const char* person) const {
    return floor_.find(person)->make_up_credits.size();
  }
  int missed(const char* person) const { return floor_.find(person)->missed_turns; }
  const Floor& floor() const { return floor_; }

 private:
  static Instant instant(const char* at) { return Instant{*parse_time_of_day(at)}; }

  Policy policy_;
  Floor floor_;
};

/// Arrivals 1 to 9 of SOC.
void go_through_the_first_hour(Day& day) {
  EXPECT_EQ(day.counted("1"), "A");
  EXPECT_EQ(day.counted("2"), "B");
  EXPECT_EQ(day.owned("D", "3"), "D");
  EXPECT_EQ(day.queue(), "CDEAB");
  EXPECT_EQ(day.counted("4"), "C");
  day.set("09:22", "E", Availability::official_errand);
  day.close("A");
  EXPECT_EQ(day.counted("5"), "A");
  EXPECT_EQ(day.queue(), "BCDEA");
  EXPECT_EQ(day.missed("E"), 1);
  EXPECT_EQ(day.counted("6"), "waits");
  day.close("B");
  EXPECT_EQ(day.counted("6"), "B");
  EXPECT_EQ(day.queue(), "CDEAB");
  day.close("C");
  day.close("D");
  EXPECT_EQ(day.owned("B", "7"), "C");
  EXPECT_EQ(day.queue(), "CDEAB");
  EXPECT_EQ(day.counted("8"), "D");
  EXPECT_EQ(day.queue(), "EABCD");
  day.close("A");
  day.set("10:00", "E", Availability::on_duty);
  EXPECT_EQ(day.credits("E"), 1U);
  EXPECT_EQ(day.counted("9"), "E make_up");
  EXPECT_EQ(day.credits("E"), 0U);
  EXPECT_EQ(day.queue(), "EABCD");
}

TEST(Rotation, goes_through_the_day_of_soc) {
  Day day(soc, "ABCDE");
  go_through_the_first_hour(day);
  day.close("E");
  EXPECT_EQ(day.counted("10"), "E");
  EXPECT_EQ(day.queue(), "ABCDE");
  day.close("B");
  day.close("C");
  EXPECT_EQ(day.counted("11"), "A");
  EXPECT_EQ(day.counted("12"), "B");
  EXPECT_EQ(day.queue(), "CDEAB");
  day.close("B");  // the client of 12 is handed to C: B's turn is given back
  day.credit("10:33", "B");
  EXPECT_EQ(day.owned("C", "12"), "C");
  EXPECT_EQ(day.counted("13"), "B make_up");
  EXPECT_EQ(day.queue(), "CDEAB");
  day.close("C");
  day.close("D");
  day.set("10:41", "D", Availability::off_duty);
  EXPECT_EQ(day.counted("14"), "C");
  EXPECT_EQ(day.queue(), "DEABC");
  day.close("E");
  day.set("10:51", "E", Availability::official_errand);
  day.close("A");
  day.set("10:53", "A", Availability::official_errand);
  EXPECT_EQ(day.counted("15"), "waits");
  day.set("10:58", "D", Availability::on_duty);
  EXPECT_EQ(day.counted("15"), "D");
  EXPECT_EQ(day.queue(), "EABCD");
  EXPECT_EQ(day.counted("16"), "waits");
  day.close("B");
  EXPECT_EQ(day.counted("16"), "B");
  EXPECT_EQ(day.queue(), "CDEAB");
  day.set("11:10", "A", Availability::on_duty);
  day.set("11:12", "E", Availability::on_duty);
  EXPECT_EQ(day.counted("17"), "A make_up");
  EXPECT_EQ(day.counted("18"), "E make_up");
  day.close("C");
  EXPECT_EQ(day.queue(), "CDEAB");
  EXPECT_EQ(day.counted("19"), "C");
  EXPECT_EQ(day.queue(), "DEABC");
}

TEST(Rotation, goes_through_the_day_of_scu) {
  Day day(scu, "ABCDE");
  EXPECT_EQ(day.counted("1"), "A");
  EXPECT_EQ(day.counted("2"), "B");
  EXPECT_EQ(day.owned("C", "3"), "C");
  EXPECT_EQ(day.counted("4"), "D");
  EXPECT_EQ(day.queue(), "CEABD");
  day.close("C");
  EXPECT_EQ(day.counted("5"), "C");
  day.close("A");
  day.set("09:26", "A", Availability::off_duty);
  EXPECT_EQ(day.queue(), "EBDC");
  EXPECT_EQ(day.owned("A", "6"), "E");
  EXPECT_EQ(day.counted("7"), "waits");
  day.close("B");
  EXPECT_EQ(day.counted("7"), "B");
  EXPECT_EQ(day.queue(), "EDCB");
  day.close("E");
  EXPECT_EQ(day.counted("8"), "E");
  EXPECT_EQ(day.queue(), "DCBE");
  day.close("E");
  EXPECT_EQ(day.counted("9"), "E");
  EXPECT_EQ(day.queue(), "DCBE");
  day.close("D");
  day.set("09:52", "A", Availability::on_duty);
  EXPECT_EQ(day.queue(), "DCBEA");
  EXPECT_EQ(day.counted("10"), "D");
  day.close("D");
  EXPECT_EQ(day.owned("D", "11"), "D");
  EXPECT_EQ(day.queue(), "CBEAD");
  EXPECT_EQ(day.counted("12"), "A");
  EXPECT_EQ(day.queue(), "CBEDA");
  EXPECT_EQ(day.owned("B", "13"), "waits");
  day.close("B");
  EXPECT_EQ(day.owned("B", "13"), "B");
  day.close("C");
  day.set("10:13", "C", Availability::off_duty);
  EXPECT_EQ(day.queue(), "BEDA");
  day.close("D");
  EXPECT_EQ(day.counted("14"), "D");
  EXPECT_EQ(day.queue(), "BEAD");
  day.set("10:20", "C", Availability::on_duty);
  day.close("B");
  day.close("E");
  EXPECT_EQ(day.counted("15"), "B");
  EXPECT_EQ(day.counted("16"), "E");
  EXPECT_EQ(day.owned("C", "17"), "C");
  EXPECT_EQ(day.queue(), "ADCBE");
}

TEST(Rotation, tells_who_was_passed_over_and_why) {
  Day day(soc, "ABCD");
  day.owned("A", "1");
  day.set("09:05", "B", Availability::official_errand);
  const auto turn = next_turn(day.floor(), soc);
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->receiver, "C");
  ASSERT_EQ(turn->skips.size(), 2U);
  EXPECT_EQ(turn->skips[0].person, "A");
  EXPECT_TRUE(turn->skips[0].is_busy);
  EXPECT_EQ(turn->skips[0].missed_turns, 0);
  EXPECT_EQ(turn->skips[1].person, "B");
  EXPECT_FALSE(turn->skips[1].is_busy);
  EXPECT_EQ(turn->skips[1].availability, Availability::official_errand);
  EXPECT_EQ(turn->skips[1].missed_turns, 1);
}

TEST(Rotation, serves_credits_in_the_order_in_which_they_began_then_by_id) {
  Day day(soc, "ABC");
  day.credit("09:30", "B");
  day.credit("09:10", "C");
  day.credit("09:30", "A");
  EXPECT_EQ(day.counted("1"), "C make_up");
  EXPECT_EQ(day.counted("2"), "A make_up");
  EXPECT_EQ(day.counted("3"), "B make_up");
  EXPECT_EQ(day.counted("4"), "waits");
  EXPECT_EQ(day.queue(), "ABC");
}

TEST(Rotation, lets_credits_lapse_when_someone_leaves_for_good) {
  Day day(soc, "AB");
  day.credit("09:30", "A");
  day.set("10:00", "A", Availability::left);
  EXPECT_EQ(day.queue(), "B");
  EXPECT_EQ(day.credits("A"), 0U);
  day.set("11:00", "A", Availability::on_duty);  // comes back as someone new
  EXPECT_EQ(day.queue(), "BA");
  EXPECT_EQ(day.counted("1"), "B");
}

TEST(Rotation, keeps_a_credit_through_a_further_absence) {
  Day day(soc, "AB");
  day.set("09:05", "A", Availability::official_errand);
  day.counted("1");
  day.close("B");
  day.set("09:30", "A", Availability::off_duty);  // not back yet
  EXPECT_EQ(day.credits("A"), 0U);
  EXPECT_EQ(day.missed("A"), 1);
  day.set("10:00", "A", Availability::on_duty);
  EXPECT_EQ(day.credits("A"), 1U);
  day.set("10:05", "A", Availability::leave);
  EXPECT_EQ(day.counted("2"), "B");
  day.set("11:00", "A", Availability::on_duty);
  EXPECT_EQ(day.counted("3"), "A make_up");
}

}  // namespace
}  // namespace guiju::rotation
