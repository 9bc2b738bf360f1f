#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "rotation/rotation.hpp"

// What holds after any interleaving of arrivals, ends, goings and comings. A failure prints the
// seed of its run.
namespace guiju::rotation {
namespace {

constexpr int runs = 400;
constexpr int steps = 300;

/// What a person has got out of the rotation.
struct Account {
  int turns = 0;
  int make_ups = 0;
  int forfeited = 0;  ///< passed over, and to the end for it
  int on_errand = 0;  ///< of these, those that are owed to him
};

class Floorwork {
 public:
  Floorwork(std::uint64_t seed, const Policy& policy) : dice_(seed), policy_(policy) {
    const auto size = 2 + pick(6);
    std::vector<std::string> people;
    for (std::size_t i = 0; i < size; ++i) people.emplace_back(1, static_cast<char>('A' + i));
    floor_ = with_queue({}, people);
    for (const auto& person : people) {
      floor_ = with_availability(floor_, person, Availability::on_duty, now_, policy_);
    }
  }

  void step() {
    now_ += Seconds{60};
    const auto choice = pick(10);
    if (choice < 5) {
      arrive();
    } else if (choice < 8) {
      end_one();
    } else {
      move_one();
    }
  }
  const Floor& floor() const { return floor_; }
  const std::map<std::string, Account>& accounts() const { return accounts_; }
  std::size_t pick(std::size_t below) { return dice_() % below; }
  bool saw_free_person_passed() const { return saw_free_person_passed_; }

 private:
  void arrive() {
    if (pick(4) == 0) {  // somebody's own client: no turn
      const auto owner =
          std::string(stand_in(floor_, {floor_.staff[pick(floor_.staff.size())].person}));
      if (!owner.empty()) floor_ = with_reception(floor_, owner, "r");
      return;
    }
    const auto turn = next_turn(floor_, policy_);
    if (!turn) return;
    for (const auto& skip : turn->skips) {
      if (floor_.find(skip.person)->is_free()) saw_free_person_passed_ = true;
      if (skip.treated != PassedOver::forfeits_turn) continue;
      ++accounts_[skip.person].forfeited;
      accounts_[skip.person].on_errand += skip.missed_turns;
    }
    auto& account = accounts_[turn->receiver];
    ++(turn->is_make_up ? account.make_ups : account.turns);
    floor_ = with_reception(turn->after, turn->receiver, "r");
  }
  void end_one() {
    const auto& seller = floor_.staff[pick(floor_.staff.size())];
    if (!seller.reception.empty()) floor_ = with_reception(floor_, seller.person, "");
  }
  void move_one() {
    constexpr Availability kinds[] = {Availability::on_duty, Availability::official_errand,
                                      Availability::off_duty, Availability::leave};
    const auto& seller = floor_.staff[pick(floor_.staff.size())];
    if (!seller.reception.empty()) return;  // refused by the regulations
    floor_ = with_availability(floor_, seller.person, kinds[pick(4)], now_, policy_);
  }

  std::mt19937_64 dice_;
  Policy policy_;
  Floor floor_;
  Instant now_{};
  std::map<std::string, Account> accounts_;
  bool saw_free_person_passed_ = false;
};

Policy ring() {
  return {.busy = PassedOver::forfeits_turn,
          .on_errand = PassedOver::forfeits_turn,
          .away = PassedOver::forfeits_turn,
          .make_up_credit_per_pass = 1};
}

// SOC: places of the ring come round to everyone alike, and what an errand costs is made up.
TEST(RotationProperties, the_ring_gives_everyone_the_same_number_of_places) {
  for (int seed = 0; seed < runs; ++seed) {
    Floorwork run(static_cast<std::uint64_t>(seed), ring());
    for (int i = 0; i < steps; ++i) {
      run.step();
      int least = steps, most = 0;
      for (const auto& seller : run.floor().staff) {
        const auto found = run.accounts().find(seller.person);
        const Account account = found == run.accounts().end() ? Account{} : found->second;
        least = std::min(least, account.turns + account.forfeited);
        most = std::max(most, account.turns + account.forfeited);
        const auto owed = seller.missed_turns + static_cast<int>(seller.make_up_credits.size());
        ASSERT_EQ(account.make_ups + owed, account.on_errand) << seller.person << " seed " << seed;
      }
      ASSERT_LE(most - least, 1) << "seed " << seed << ", step " << i;
    }
  }
}

TEST(RotationProperties, nobody_who_is_free_is_passed_over_and_the_queue_loses_nobody) {
  for (int seed = 0; seed < runs; ++seed) {
    Policy policy;
    policy.busy = seed % 2 == 0 ? PassedOver::keeps_place : PassedOver::forfeits_turn;
    policy.off_duty = seed % 3 == 0 ? Absence::leaves_queue : Absence::stays_in_queue;
    policy.errand = policy.leave = policy.off_duty;
    Floorwork run(static_cast<std::uint64_t>(seed), policy);
    for (int i = 0; i < steps; ++i) {
      run.step();
      ASSERT_FALSE(run.saw_free_person_passed()) << "seed " << seed << ", step " << i;
      auto queue = run.floor().queue;
      std::sort(queue.begin(), queue.end());
      ASSERT_EQ(std::adjacent_find(queue.begin(), queue.end()), queue.end()) << "seed " << seed;
      for (const auto& seller : run.floor().staff) {
        const bool stands = std::binary_search(queue.begin(), queue.end(), seller.person);
        const bool may_be_out = policy.off_duty == Absence::leaves_queue &&
                                seller.availability != Availability::on_duty;
        ASSERT_EQ(stands, !may_be_out) << seller.person << " seed " << seed << ", step " << i;
      }
    }
  }
}

// SCU: while receptions end before the next arrival, everyone gets as many turns as the others.
TEST(RotationProperties, turns_differ_by_one_at_most_while_everyone_is_free) {
  Floor floor = with_queue({}, {"A", "B", "C", "D", "E"});
  for (const auto& person : std::vector<std::string>(floor.queue)) {
    floor = with_availability(floor, person, Availability::on_duty, Instant{}, {});
  }
  std::map<std::string, int> turns;
  for (int i = 0; i < 1000; ++i) {
    const auto turn = next_turn(floor, {});
    ASSERT_TRUE(turn);
    floor = turn->after;
    ++turns[turn->receiver];
    const auto [least, most] = std::minmax_element(
        turns.begin(), turns.end(), [](auto& a, auto& b) { return a.second < b.second; });
    ASSERT_LE(most->second - (turns.size() < 5 ? 0 : least->second), 1);
  }
}

}  // namespace
}  // namespace guiju::rotation
