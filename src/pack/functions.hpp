#pragma once

#include "feel/scope.hpp"

namespace guiju::pack {

/// Functions beside FEEL's own: the slot of a function; from `first_definition` on the definitions.
enum class Function : int {
  after_working_days,
  after_calendar_days,
  after_working_minutes,
  after_minutes,
  after_hours,
  close_of_business,
  at_time,
  start_of_day,
  end_of_day,
  is_working_day,
  next_working_day,
  day_zero,
  date_of,
  find,
  find_by,
  records,
  children,
  parent_children,
  holder,
  holders,
  has_role,
  members,
  head_of,
  sites,
  departments,
  acting_for,
  present_holders,
  drawn_order,
  rotation_turn,  ///< the first of those about who receives the next client
  rotation_stand_in,
  rotation_with_reception,
  rotation_with_availability,
  rotation_with_credit,
  rotation_with_queue,
  loss_by_lines,  ///< the first of those that compute amounts
  a_grade_loss,
  liability_shares,
  base_point_deductions,
  rated_deductions,
  commission_split,
  month_deductions,
  return_tolerance,
  voucher_amount,
  allowance_booking,
  collection_rate,
  percentage,
  part_of,
  quotient_of,
  total_of,
  balance_of,
  first_definition,
};

/// Adds all of them but the definitions to `scope`, with the types of their arguments.
void add_functions(feel::Scope& scope);
/// Of these, the ones that compute amounts.
void add_money_functions(feel::Scope& scope);

}  // namespace guiju::pack
