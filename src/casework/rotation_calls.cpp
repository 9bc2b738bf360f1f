#include "casework/rotation_calls.hpp"

#include <array>
#include <optional>
#include <utility>

#include "base/assert.hpp"
#include "rotation/rotation.hpp"

namespace guiju::casework {
namespace {

using feel::List;
using feel::Value;
using pack::Function;
using rotation::Absence;
using rotation::Availability;
using rotation::Floor;
using rotation::PassedOver;
using rotation::Policy;

template <class Word>
using Words = std::span<const std::pair<std::string_view, Word>>;

constexpr std::array<std::pair<std::string_view, Availability>, 5> availabilities{
    {{"on_duty", Availability::on_duty},
     {"official_errand", Availability::official_errand},
     {"off_duty", Availability::off_duty},
     {"leave", Availability::leave},
     {"left", Availability::left}}};
constexpr std::array<std::pair<std::string_view, PassedOver>, 2> treatments{
    {{"keeps_place", PassedOver::keeps_place}, {"forfeits_turn", PassedOver::forfeits_turn}}};
constexpr std::array<std::pair<std::string_view, Absence>, 2> absences{
    {{"stays_in_queue", Absence::stays_in_queue}, {"leaves_queue", Absence::leaves_queue}}};

template <class Word>
std::optional<Word> word_of(const Value& value, Words<Word> words) {
  for (const auto& [text, word] : words) {
    if (value.as_string() == text) return word;
  }
  return std::nullopt;
}

template <class Word>
Value text_of(Word wanted, Words<Word> words) {
  for (const auto& [text, word] : words) {
    if (word == wanted) return Value::string(text);
  }
  GUIJU_ASSERT(!"a word without a text");
  return {};
}

const Value& member(const Value& context, std::string_view name) {
  static const Value none{};
  const Value* found = context.find(name);
  return found == nullptr ? none : *found;
}

std::optional<rotation::Seller> seller_of(const Value& row) {
  const auto availability = word_of<Availability>(member(row, "availability"), availabilities);
  if (!availability) return std::nullopt;
  rotation::Seller seller{
      .person = std::string(member(row, "person").as_string()),
      .availability = *availability,
      .reception = std::string(member(row, "reception").as_string()),
      .missed_turns = static_cast<int>(member(row, "missed_turns").as_int64().value_or(0))};
  for (const auto& began : member(row, "make_up_credits").as_list()) {
    const auto at = began.as_instant();
    if (!at) return std::nullopt;
    seller.make_up_credits.push_back(*at);
  }
  return seller;
}

std::vector<std::string> texts_of(const Value& list) {
  std::vector<std::string> texts;
  for (const auto& item : list.as_list()) texts.emplace_back(item.as_string());
  return texts;
}

std::optional<Floor> floor_of(const Value& queue, const Value& staff) {
  Floor floor{.queue = texts_of(queue), .staff = {}};
  for (const auto& row : staff.as_list()) {
    auto seller = seller_of(row);
    if (!seller) return std::nullopt;
    floor.staff.push_back(*std::move(seller));
  }
  for (const auto& person : floor.queue) {
    if (floor.find(person) == nullptr) return std::nullopt;
  }
  return floor;
}

std::optional<Policy> policy_of(const Value& value) {
  const auto passed = [&](const char* name) {
    return word_of<PassedOver>(member(value, name), treatments);
  };
  const auto absence = [&](const char* name) {
    return word_of<Absence>(member(value, name), absences);
  };
  const auto busy = passed("passed_over_busy"), on_errand = passed("passed_over_official_errand"),
             away = passed("passed_over_away");
  const auto errand = absence("official_errand"), off_duty = absence("off_duty"),
             leave = absence("leave");
  const auto credit = member(value, "make_up_credit_per_pass").as_int64();
  if (!busy || !on_errand || !away || !errand || !off_duty || !leave || !credit || *credit < 0) {
    return std::nullopt;
  }
  return Policy{*busy, *on_errand, *away, *errand, *off_duty, *leave, static_cast<int>(*credit)};
}

List to_list(const std::vector<std::string>& texts) {
  List items;
  for (const auto& text : texts) items.push_back(Value::string(text));
  return items;
}

List to_rows(const Floor& floor, const calendar::Zone& zone) {
  List rows;
  for (const auto& seller : floor.staff) {
    List credits;
    for (const auto at : seller.make_up_credits) {
      credits.push_back(Value::date_time(at, zone.offset_at(at)));
    }
    rows.push_back(Value::context(
        {{"person", Value::string(seller.person)},
         {"availability", text_of<Availability>(seller.availability, availabilities)},
         {"reception", seller.reception.empty() ? Value{} : Value::string(seller.reception)},
         {"missed_turns", Value::number(seller.missed_turns)},
         {"make_up_credits", Value::list(std::move(credits))}}));
  }
  return rows;
}

Value to_value(const Floor& floor, const calendar::Zone& zone) {
  return Value::context(
      {{"queue", Value::list(to_list(floor.queue))}, {"staff", Value::list(to_rows(floor, zone))}});
}

Value to_value(const rotation::Turn& turn, const calendar::Zone& zone) {
  List skips;
  for (const auto& skip : turn.skips) {
    skips.push_back(Value::context(
        {{"person", Value::string(skip.person)},
         {"reason", skip.is_busy ? Value::string("busy")
                                 : text_of<Availability>(skip.availability, availabilities)},
         {"treated", text_of<PassedOver>(skip.treated, treatments)},
         {"missed_turns", Value::number(skip.missed_turns)}}));
  }
  return Value::context({{"receiver", Value::string(turn.receiver)},
                         {"is_make_up", Value::boolean(turn.is_make_up)},
                         {"skips", Value::list(std::move(skips))},
                         {"queue", Value::list(to_list(turn.after.queue))},
                         {"staff", Value::list(to_rows(turn.after, zone))}});
}

}  // namespace

Value rotation_call(Function function, std::span<const Value> a, const calendar::Zone& zone) {
  static const Value none{};
  const auto argument = [&](std::size_t i) -> const Value& { return i < a.size() ? a[i] : none; };
  auto floor = floor_of(argument(0), argument(1));
  if (!floor) return {};
  const auto person = argument(2).as_string();
  switch (function) {
    case Function::rotation_turn: {
      const auto policy = policy_of(argument(2));
      const auto turn = policy ? rotation::next_turn(*floor, *policy) : std::nullopt;
      return turn ? to_value(*turn, zone) : Value{};
    }
    case Function::rotation_stand_in: {
      const auto found = rotation::stand_in(*floor, texts_of(argument(2)));
      return found.empty() ? Value{} : Value::string(found);
    }
    case Function::rotation_with_reception:
      if (floor->find(person) == nullptr) return {};
      return to_value(
          rotation::with_reception(*std::move(floor), person, std::string(argument(3).as_string())),
          zone);
    case Function::rotation_with_availability: {
      const auto to = word_of<Availability>(argument(3), availabilities);
      const auto at = argument(4).as_instant();
      const auto policy = policy_of(argument(5));
      if (person.empty() || !to || !at || !policy) return {};
      return to_value(rotation::with_availability(*std::move(floor), person, *to, *at, *policy),
                      zone);
    }
    case Function::rotation_with_credit: {
      const auto at = argument(3).as_instant();
      if (floor->find(person) == nullptr || !at) return {};
      return to_value(rotation::with_credit(*std::move(floor), person, *at), zone);
    }
    case Function::rotation_with_queue:
      return to_value(rotation::with_queue(*std::move(floor), texts_of(argument(2))), zone);
    default:
      break;
  }
  GUIJU_ASSERT(!"no function of the rotation");
  return {};
}

}  // namespace guiju::casework
