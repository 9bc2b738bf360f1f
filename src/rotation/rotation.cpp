#include "rotation/rotation.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace guiju::rotation {
namespace {

bool is_in_queue(const Floor& floor, std::string_view person) {
  return std::find(floor.queue.begin(), floor.queue.end(), person) != floor.queue.end();
}

Seller& seller_of(Floor& floor, std::string_view person) {
  Seller* seller = floor.find(person);
  GUIJU_ASSERT(seller != nullptr);
  return *seller;
}

/// RS-4 (a): of those with credit the one whose credit began earliest, then the lower id.
const Seller* first_to_make_up(const Floor& floor) {
  const Seller* first = nullptr;
  for (const auto& seller : floor.staff) {
    if (!seller.is_free() || seller.make_up_credits.empty()) continue;
    const auto began = seller.make_up_credits.front();
    if (first == nullptr || began < first->make_up_credits.front() ||
        (began == first->make_up_credits.front() && seller.person < first->person)) {
      first = &seller;
    }
  }
  return first;
}

Skip skip_of(const Seller& seller, const Policy& policy) {
  Skip skip{.person = seller.person, .availability = seller.availability};
  switch (seller.availability) {
    case Availability::on_duty:
      skip.is_busy = true;
      skip.treated = policy.busy;
      break;
    case Availability::official_errand:
      skip.treated = policy.on_errand;
      skip.missed_turns = policy.make_up_credit_per_pass;
      break;
    case Availability::off_duty:
    case Availability::leave:
    case Availability::left:
      skip.treated = policy.away;
      break;
  }
  return skip;
}

Absence absence_of(Availability to, const Policy& policy) {
  switch (to) {
    case Availability::on_duty:
      return Absence::stays_in_queue;
    case Availability::official_errand:
      return policy.errand;
    case Availability::off_duty:
      return policy.off_duty;
    case Availability::leave:
      return policy.leave;
    case Availability::left:
      break;
  }
  return Absence::leaves_queue;
}

}  // namespace

const Seller* Floor::find(std::string_view person) const {
  const auto found =
      std::find_if(staff.begin(), staff.end(), [&](const Seller& s) { return s.person == person; });
  return found == staff.end() ? nullptr : &*found;
}

Seller* Floor::find(std::string_view person) {
  return const_cast<Seller*>(std::as_const(*this).find(person));
}

std::optional<Turn> next_turn(const Floor& floor, const Policy& policy) {
  if (const Seller* maker = first_to_make_up(floor)) {
    Turn turn{.receiver = maker->person, .is_make_up = true, .skips = {}, .after = floor};
    auto& credits = seller_of(turn.after, turn.receiver).make_up_credits;
    credits.erase(credits.begin());
    return turn;
  }
  const auto receiver = std::string(stand_in(floor, {}));
  if (receiver.empty()) return std::nullopt;
  Turn turn{.receiver = receiver, .is_make_up = false, .skips = {}, .after = floor};
  std::vector<std::string> queue, to_the_end;
  bool is_before = true;
  for (const auto& person : floor.queue) {
    if (person == receiver) {
      is_before = false;
      continue;
    }
    if (is_before) {
      auto& seller = seller_of(turn.after, person);
      turn.skips.push_back(skip_of(seller, policy));
      seller.missed_turns += turn.skips.back().missed_turns;
      if (turn.skips.back().treated == PassedOver::forfeits_turn) {
        to_the_end.push_back(person);
        continue;
      }
    }
    queue.push_back(person);
  }
  queue.insert(queue.end(), to_the_end.begin(), to_the_end.end());
  queue.push_back(receiver);
  turn.after.queue = std::move(queue);
  return turn;
}

std::string_view stand_in(const Floor& floor, const std::vector<std::string>& except) {
  for (const auto& person : floor.queue) {
    const Seller* seller = floor.find(person);
    GUIJU_ASSERT(seller != nullptr);
    if (!seller->is_free()) continue;
    if (std::find(except.begin(), except.end(), person) == except.end()) return person;
  }
  return {};
}

Floor with_reception(Floor floor, std::string_view person, std::string reception) {
  seller_of(floor, person).reception = std::move(reception);
  return floor;
}

Floor with_availability(Floor floor, std::string_view person, Availability to, Instant at,
                        const Policy& policy) {
  if (floor.find(person) == nullptr) floor.staff.push_back({.person = std::string(person)});
  auto& seller = seller_of(floor, person);
  seller.availability = to;
  if (absence_of(to, policy) == Absence::leaves_queue) std::erase(floor.queue, person);
  if (to == Availability::left) {
    seller.missed_turns = 0;
    seller.make_up_credits.clear();
  }
  if (to == Availability::on_duty) {
    if (!is_in_queue(floor, person)) floor.queue.emplace_back(person);
    seller.make_up_credits.insert(seller.make_up_credits.end(),
                                  static_cast<std::size_t>(seller.missed_turns), at);
    seller.missed_turns = 0;
  }
  return floor;
}

Floor with_credit(Floor floor, std::string_view person, Instant at) {
  seller_of(floor, person).make_up_credits.push_back(at);
  return floor;
}

Floor with_queue(Floor floor, std::vector<std::string> queue) {
  floor.queue = std::move(queue);
  for (const auto& person : floor.queue) {
    if (floor.find(person) == nullptr) floor.staff.push_back({.person = person});
  }
  return floor;
}

}  // namespace guiju::rotation
