#include "pack/functions.hpp"

namespace guiju::pack {
namespace {

using feel::Type;

const Type number = Type::number();
const Type text = Type::string();
const Type numbers = Type::list(Type::number());
const Type texts = Type::list(Type::string());

/// What a money function gives: its own members, then those that all of them have.
Type answer(std::vector<feel::TypeField> members) {
  members.push_back({"refusal", text});
  members.push_back({"refused_input", text});
  members.push_back({"derivation", Type::any()});
  return Type::context(std::move(members));
}

Type lines_of(std::vector<feel::TypeField> columns) {
  return Type::list(Type::context(std::move(columns)));
}

class Adder {
 public:
  explicit Adder(feel::Scope& scope) : scope_(scope) {}

  void operator()(const char* name, std::vector<feel::Parameter> parameters, Type result,
                  Function function) {
    scope_.add_function(name, std::move(parameters), std::move(result), static_cast<int>(function));
  }

 private:
  feel::Scope& scope_;
};

void add_losses(Adder add) {
  const Type amount = answer({{"amount_fen", number}});
  add("loss_by_lines", {{"lines", texts}, {"amounts_fen", numbers}, {"counts", numbers, true}},
      amount, Function::loss_by_lines);
  add("a_grade_loss",
      {{"quantity", number},
       {"a_grade_price_fen", number},
       {"resale_amount_fen", number},
       {"unsold_loss_fen", number, true}},
      amount, Function::a_grade_loss);
  add("total_of", {{"lines", texts}, {"amounts_fen", numbers}}, amount, Function::total_of);
  add("balance_of", {{"amount_fen", number}, {"lines", texts}, {"amounts_fen", numbers}}, amount,
      Function::balance_of);
  add("part_of", {{"amount_fen", number}, {"pct", number}, {"rounding", text}}, amount,
      Function::part_of);
  add("quotient_of", {{"amount_fen", number}, {"divisor", number}, {"rounding", text}}, amount,
      Function::quotient_of);
}

void add_deductions(Adder add) {
  const Type points =
      answer({{"lines", lines_of({{"party", text}, {"points", number}, {"amount_fen", number}})},
              {"points", number},
              {"amount_fen", number}});
  const Type shares =
      answer({{"lines", lines_of({{"party", text}, {"share_pct", number}, {"amount_fen", number}})},
              {"amount_fen", number}});
  const Type month = answer({{"lines", lines_of({{"case", text},
                                                 {"balance_fen", number},
                                                 {"deducted_fen", number},
                                                 {"carried_fen", number}})},
                             {"cap_fen", number},
                             {"amount_fen", number},
                             {"carried_fen", number}});
  add("liability_shares",
      {{"loss_fen", number},
       {"parties", texts},
       {"shares_pct", numbers},
       {"share_decimals", number},
       {"rounding", text}},
      shares, Function::liability_shares);
  add("base_point_deductions",
      {{"loss_fen", number}, {"parties", texts}, {"points", numbers}, {"rounding", text}}, points,
      Function::base_point_deductions);
  add("commission_split",
      {{"commission_fen", number}, {"parties", texts}, {"group_pct", numbers}, {"among", numbers}},
      answer({{"lines", lines_of({{"party", text}, {"parts", number}, {"amount_fen", number}})},
              {"parts", number},
              {"amount_fen", number}}),
      Function::commission_split);
  add("rated_deductions",
      {{"amount_per_base_point_fen", number},
       {"parties", texts},
       {"points", numbers},
       {"rounding", text}},
      points, Function::rated_deductions);
  add("month_deductions",
      {{"cases", texts},
       {"balances_fen", numbers},
       {"performance_bonus_fen", number},
       {"cap_pct", number},
       {"administrative_deductions_fen", number},
       {"cap_includes_administrative", Type::boolean()},
       {"rounding", text}},
      month, Function::month_deductions);
}

void add_returns(Adder add) {
  add("return_tolerance",
      {{"approved_quantity", number},
       {"actual_quantity", number},
       {"over_quantity_ratio_pct", number},
       {"on_excess", text},
       {"rounding", text}},
      answer({{"quantity_max", number}, {"is_over", Type::boolean()}, {"quantity", number}}),
      Function::return_tolerance);
  add("voucher_amount",
      {{"quantity", number}, {"unit_price_fen", number}, {"stated_amount_fen", number, true}},
      answer({{"amount_fen", number}, {"difference_fen", number}}), Function::voucher_amount);
  add("allowance_booking",
      {{"amount_fen", number}, {"decided_fen", number}, {"booked_fen", number, true}},
      answer({{"amount_fen", number},
              {"remaining_fen", number},
              {"is_above_decision", Type::boolean()}}),
      Function::allowance_booking);
}

void add_rates(Adder add) {
  const Type rate = answer({{"rate_pct", number}});
  add("collection_rate",
      {{"due_fen", number},
       {"collected_fen", number},
       {"complained_receivable_fen", number},
       {"collected_on_complained_fen", number},
       {"excluded_from", text},
       {"decimals", number},
       {"rounding", text}},
      rate, Function::collection_rate);
  add("percentage", {{"part", number}, {"whole", number}, {"decimals", number}, {"rounding", text}},
      rate, Function::percentage);
}

}  // namespace

void add_money_functions(feel::Scope& scope) {
  const Adder add(scope);
  add_losses(add);
  add_deductions(add);
  add_returns(add);
  add_rates(add);
}

}  // namespace guiju::pack
