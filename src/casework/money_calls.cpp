#include "casework/money_calls.hpp"

#include "base/assert.hpp"
#include "casework/money_values.hpp"
#include "money/deductions.hpp"
#include "money/loss.hpp"
#include "money/rates.hpp"
#include "money/returns.hpp"
#include "money/shares.hpp"

namespace guiju::casework {
namespace {

using feel::ContextEntries;
using feel::Value;
using money::Refusal;
using Arguments = MoneyArguments;

/// Names of the members that a function gives, in order; `lines` is a list.
using Members = std::span<const char* const>;

Value refused(const Refusal& refusal, Members members) {
  ContextEntries entries;
  for (const std::string_view name : members) {
    entries.emplace_back(name, name == "lines" ? Value::list({}) : Value{});
  }
  entries.emplace_back("refusal", Value::string(money::to_text(refusal.reason)));
  entries.emplace_back("refused_input", Value::string(refusal.input));
  entries.emplace_back("derivation", Value{});
  return Value::context(std::move(entries));
}

/// The context of a function: `values` are its members, one for each name.
template <class T, class Values>
Value answer(const money::Result<T>& result, Members members, Values values) {
  if (const auto* refusal = std::get_if<Refusal>(&result)) return refused(*refusal, members);
  const T& computed = std::get<T>(result);
  feel::List list = values(computed);
  GUIJU_ASSERT(list.size() == members.size());
  ContextEntries entries;
  std::size_t at = 0;
  for (const char* name : members) entries.emplace_back(name, std::move(list[at++]));
  entries.emplace_back("refusal", Value{});
  entries.emplace_back("refused_input", Value{});
  entries.emplace_back("derivation", to_value(computed.derivation));
  return Value::context(std::move(entries));
}

template <class T>
Value or_null(const std::optional<T>& value) {
  return value ? to_value(*value) : Value{};
}

constexpr const char* amount_members[] = {"amount_fen"};

feel::List amount_values(const money::Amount& amount) { return {to_value(amount.amount)}; }

Value loss_by_lines(Arguments& a) {
  const auto names = a.texts(0, "lines");
  const auto amounts = a.whole_numbers(1, "amounts_fen");
  const auto counts = a.is_given(2) ? a.whole_numbers(2, "counts") : std::vector<std::int64_t>{};
  if (a.refusal()) return refused(*a.refusal(), amount_members);
  std::vector<money::LossLine> lines;
  for (std::size_t i = 0; i < names.size(); ++i) {
    money::LossLine line{.name = names[i], .amount = {amounts[i]}, .count = {}};
    if (a.is_given(2)) line.count = money::Quantity{counts[i]};
    lines.push_back(std::move(line));
  }
  return answer(money::loss_by_lines(lines), amount_members, amount_values);
}

std::vector<money::NamedAmount> named_amounts(const std::vector<std::string>& names,
                                              const std::vector<std::int64_t>& amounts) {
  std::vector<money::NamedAmount> lines;
  for (std::size_t i = 0; i < names.size(); ++i) lines.push_back({names[i], {amounts[i]}});
  return lines;
}

Value total_of(Arguments& a) {
  const auto names = a.texts(0, "lines");
  const auto amounts = a.whole_numbers(1, "amounts_fen");
  if (a.refusal()) return refused(*a.refusal(), amount_members);
  return answer(money::total_of(named_amounts(names, amounts)), amount_members, amount_values);
}

Value balance_of(Arguments& a) {
  const auto amount = a.money(0, "amount_fen");
  const auto names = a.texts(1, "lines");
  const auto taken = a.whole_numbers(2, "amounts_fen");
  if (a.refusal()) return refused(*a.refusal(), amount_members);
  return answer(money::balance_of(amount, named_amounts(names, taken)), amount_members,
                amount_values);
}

Value a_grade_loss(Arguments& a) {
  const money::Resale resale{.quantity = a.quantity(0, "quantity"),
                             .a_grade_price = a.money(1, "a_grade_price_fen"),
                             .resale_amount = a.money(2, "resale_amount_fen"),
                             .unsold_loss = a.optional_money(3, "unsold_loss_fen")};
  if (a.refusal()) return refused(*a.refusal(), amount_members);
  return answer(money::a_grade_loss(resale), amount_members, amount_values);
}

std::vector<money::Party> parties_of(const std::vector<std::string>& ids,
                                     const std::vector<money::Number>& weights) {
  std::vector<money::Party> parties;
  for (std::size_t i = 0; i < ids.size(); ++i) parties.push_back({ids[i], weights[i]});
  return parties;
}

money::TieOrder ties_of(Arguments& a, std::size_t at) {
  const auto word =
      a.word(at, "rounding", {"largest_remainder_to_fen", "largest_remainder_as_listed"});
  return word == 0 ? money::TieOrder::lower_id : money::TieOrder::as_listed;
}

Value lines_of(const money::Shares& shares, const char* weight) {
  feel::List lines;
  for (const auto& share : shares.shares) {
    lines.push_back(Value::context({{"party", Value::string(share.party)},
                                    {weight, to_value(share.weight)},
                                    {"amount_fen", to_value(share.amount)}}));
  }
  return Value::list(std::move(lines));
}

constexpr const char* shares_members[] = {"lines", "amount_fen"};

Value liability_shares(Arguments& a) {
  const auto loss = a.money(0, "loss_fen");
  const auto ids = a.texts(1, "parties");
  const auto weights = a.numbers(2, "shares_pct");
  const int decimals = a.decimals(3, "share_decimals");
  const auto ties = ties_of(a, 4);
  if (a.refusal()) return refused(*a.refusal(), shares_members);
  return answer(money::liability_shares(loss, parties_of(ids, weights), decimals, ties),
                shares_members, [](const money::Shares& shares) {
                  return feel::List{lines_of(shares, "share_pct"), to_value(shares.amount)};
                });
}

constexpr const char* points_members[] = {"lines", "points", "amount_fen"};

feel::List points_values(const money::Shares& shares) {
  return {lines_of(shares, "points"), to_value(shares.weight), to_value(shares.amount)};
}

Value base_point_deductions(Arguments& a) {
  const auto loss = a.money(0, "loss_fen");
  const auto ids = a.texts(1, "parties");
  const auto points = a.numbers(2, "points");
  const auto ties = ties_of(a, 3);
  if (a.refusal()) return refused(*a.refusal(), points_members);
  return answer(money::base_point_deductions(loss, parties_of(ids, points), ties), points_members,
                points_values);
}

constexpr const char* parts_members[] = {"lines", "parts", "amount_fen"};

Value commission_split(Arguments& a) {
  const auto commission = a.money(0, "commission_fen");
  const auto ids = a.texts(1, "parties");
  const auto pcts = a.numbers(2, "group_pct");
  const auto among = a.whole_numbers(3, "among");
  if (a.refusal()) return refused(*a.refusal(), parts_members);
  std::vector<money::Participant> participants;
  for (std::size_t i = 0; i < ids.size(); ++i) participants.push_back({ids[i], pcts[i], among[i]});
  return answer(money::commission_split(commission, participants), parts_members,
                [](const money::Shares& shares) {
                  return feel::List{lines_of(shares, "parts"), to_value(shares.weight),
                                    to_value(shares.amount)};
                });
}

Value rated_deductions(Arguments& a) {
  const auto rate = a.money(0, "amount_per_base_point_fen");
  const auto ids = a.texts(1, "parties");
  const auto points = a.numbers(2, "points");
  const auto rounding = a.rounding(3, "rounding");
  if (a.refusal()) return refused(*a.refusal(), points_members);
  return answer(money::rated_deductions(rate, parties_of(ids, points), rounding), points_members,
                points_values);
}

feel::List month_values(const money::MonthDeductions& month) {
  feel::List lines;
  for (const auto& line : month.lines) {
    lines.push_back(Value::context({{"case", Value::string(line.case_number)},
                                    {"balance_fen", to_value(line.balance)},
                                    {"deducted_fen", to_value(line.deducted)},
                                    {"carried_fen", to_value(line.carried)}}));
  }
  return {Value::list(std::move(lines)), to_value(month.cap), to_value(month.deducted),
          to_value(month.carried)};
}

constexpr const char* month_members[] = {"lines", "cap_fen", "amount_fen", "carried_fen"};

Value month_deductions(Arguments& a) {
  using money::AdministrativeCount;
  const auto cases = a.texts(0, "cases");
  const auto balances = a.whole_numbers(1, "balances_fen");
  money::DeductionMonth month{
      .performance_bonus = a.money(2, "performance_bonus_fen"),
      .cap_pct = a.number(3, "cap_pct"),
      .administrative_deductions = a.money(4, "administrative_deductions_fen")};
  month.administrative_count = a.boolean(5, "cap_includes_administrative")
                                   ? AdministrativeCount::into_cap
                                   : AdministrativeCount::beside_cap;
  month.cap_rounding = a.rounding(6, "rounding");
  if (a.refusal()) return refused(*a.refusal(), month_members);
  std::vector<money::OpenDeduction> open;
  for (std::size_t i = 0; i < cases.size(); ++i) open.push_back({cases[i], {balances[i]}});
  return answer(money::month_deductions(open, month), month_members, month_values);
}

constexpr const char* tolerance_members[] = {"quantity_max", "is_over", "quantity"};

Value return_tolerance(Arguments& a) {
  using money::ExcessTreatment;
  constexpr ExcessTreatment treatments[] = {ExcessTreatment::hold, ExcessTreatment::book_max,
                                            ExcessTreatment::book_actual};
  money::ReturnedGoods goods{.approved = a.quantity(0, "approved_quantity"),
                             .actual = a.quantity(1, "actual_quantity")};
  if (a.is_given(2)) goods.over_quantity_ratio_pct = a.number(2, "over_quantity_ratio_pct");
  goods.on_excess = treatments[a.word(3, "on_excess", {"hold", "book_max", "book_actual"})];
  goods.rounding = a.rounding(4, "rounding");
  if (a.refusal()) return refused(*a.refusal(), tolerance_members);
  return answer(money::return_tolerance(goods), tolerance_members,
                [](const money::ReturnTolerance& t) {
                  return feel::List{Value::number(t.quantity_max.pieces), Value::boolean(t.is_over),
                                    t.quantity ? Value::number(t.quantity->pieces) : Value{}};
                });
}

constexpr const char* voucher_members[] = {"amount_fen", "difference_fen"};

Value voucher_amount(Arguments& a) {
  const auto quantity = a.quantity(0, "quantity");
  const auto unit_price = a.money(1, "unit_price_fen");
  const auto stated = a.optional_money(2, "stated_amount_fen");
  if (a.refusal()) return refused(*a.refusal(), voucher_members);
  return answer(money::voucher_amount(quantity, unit_price, stated), voucher_members,
                [](const money::VoucherAmount& v) {
                  return feel::List{to_value(v.amount),
                                    v.difference_fen ? Value::number(*v.difference_fen) : Value{}};
                });
}

constexpr const char* booking_members[] = {"amount_fen", "remaining_fen", "is_above_decision"};

Value allowance_booking(Arguments& a) {
  const auto amount = a.money(0, "amount_fen");
  const auto decided = a.money(1, "decided_fen");
  const auto booked = a.optional_money(2, "booked_fen");
  if (a.refusal()) return refused(*a.refusal(), booking_members);
  return answer(money::allowance_booking(amount, decided, booked), booking_members,
                [](const money::AllowanceBooking& b) {
                  return feel::List{to_value(b.amount), Value::number(b.remaining_fen),
                                    Value::boolean(b.is_above_decision)};
                });
}

constexpr const char* rate_members[] = {"rate_pct"};

feel::List rate_values(const money::Rate& rate) { return {or_null(rate.rate_pct)}; }

money::RateRules rate_rules(Arguments& a, std::size_t at) {
  money::RateRules rules;
  rules.decimals = a.decimals(at, "decimals");
  rules.rounding = a.rounding(at + 1, "rounding");
  return rules;
}

Value collection_rate(Arguments& a) {
  using money::ReceivableExclusion;
  money::Collection collection{
      .due = a.money(0, "due_fen"),
      .collected = a.money(1, "collected_fen"),
      .complained_receivable = a.money(2, "complained_receivable_fen"),
      .collected_on_complained = a.money(3, "collected_on_complained_fen")};
  collection.excluded_from = a.word(4, "excluded_from", {"due_and_collected", "due_only"}) == 0
                                 ? ReceivableExclusion::due_and_collected
                                 : ReceivableExclusion::due_only;
  const auto rules = rate_rules(a, 5);
  if (a.refusal()) return refused(*a.refusal(), rate_members);
  return answer(money::collection_rate(collection, rules), rate_members, rate_values);
}

Value percentage(Arguments& a) {
  const auto part = a.number(0, "part");
  const auto whole = a.number(1, "whole");
  const auto rules = rate_rules(a, 2);
  if (a.refusal()) return refused(*a.refusal(), rate_members);
  return answer(money::percentage(part, whole, rules), rate_members, rate_values);
}

Value part_of(Arguments& a) {
  const auto amount = a.money(0, "amount_fen");
  const auto pct = a.number(1, "pct");
  const auto rounding = a.rounding(2, "rounding");
  if (a.refusal()) return refused(*a.refusal(), amount_members);
  return answer(money::part_of(amount, pct, rounding), amount_members, amount_values);
}

Value quotient_of(Arguments& a) {
  const auto amount = a.money(0, "amount_fen");
  const auto divisor = a.number(1, "divisor");
  const auto rounding = a.rounding(2, "rounding");
  if (a.refusal()) return refused(*a.refusal(), amount_members);
  return answer(money::quotient_of(amount, divisor, rounding), amount_members, amount_values);
}

}  // namespace

Value money_call(pack::Function function, std::span<const Value> arguments) {
  using pack::Function;
  Arguments a(arguments);
  switch (function) {
    case Function::loss_by_lines:
      return loss_by_lines(a);
    case Function::a_grade_loss:
      return a_grade_loss(a);
    case Function::liability_shares:
      return liability_shares(a);
    case Function::base_point_deductions:
      return base_point_deductions(a);
    case Function::commission_split:
      return commission_split(a);
    case Function::rated_deductions:
      return rated_deductions(a);
    case Function::month_deductions:
      return month_deductions(a);
    case Function::return_tolerance:
      return return_tolerance(a);
    case Function::voucher_amount:
      return voucher_amount(a);
    case Function::allowance_booking:
      return allowance_booking(a);
    case Function::collection_rate:
      return collection_rate(a);
    case Function::percentage:
      return percentage(a);
    case Function::part_of:
      return part_of(a);
    case Function::quotient_of:
      return quotient_of(a);
    case Function::total_of:
      return total_of(a);
    case Function::balance_of:
      return balance_of(a);
    default:
      break;
  }
  GUIJU_ASSERT(!"a function that computes no amount");
  return {};
}

}  // namespace guiju::casework
