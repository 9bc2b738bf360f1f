#include "pack/functions.hpp"

namespace guiju::pack {
namespace {

using feel::Type;

const Type moment_type = Type::any();  // a date, or a date and time

/// 轮接: who receives the next client of a sales floor (src/rotation).
void add_rotation_functions(feel::Scope& scope) {
  const Type text = Type::string();
  const Type moment = Type::date_time();
  const Type queue = Type::list(text);
  const Type staff = Type::list(Type::context({{"person", text},
                                               {"availability", text},
                                               {"reception", text},
                                               {"missed_turns", Type::number()},
                                               {"make_up_credits", Type::list(moment)}}));
  const Type policy = Type::context({{"passed_over_busy", text},
                                     {"passed_over_official_errand", text},
                                     {"passed_over_away", text},
                                     {"official_errand", text},
                                     {"off_duty", text},
                                     {"leave", text},
                                     {"make_up_credit_per_pass", Type::number()}});
  const Type skips = Type::list(Type::context(
      {{"person", text}, {"reason", text}, {"treated", text}, {"missed_turns", Type::number()}}));
  const Type floor = Type::context({{"queue", queue}, {"staff", staff}});
  const Type turn = Type::context({{"receiver", text},
                                   {"is_make_up", Type::boolean()},
                                   {"skips", skips},
                                   {"queue", queue},
                                   {"staff", staff}});
  const auto add = [&](const char* name, std::vector<feel::Parameter> more, const Type& result,
                       Function function) {
    std::vector<feel::Parameter> parameters{{"queue", queue}, {"staff", staff}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    scope.add_function(name, std::move(parameters), result, static_cast<int>(function));
  };
  add("rotation_turn", {{"policy", policy}}, turn, Function::rotation_turn);
  add("rotation_stand_in", {{"except", queue}}, text, Function::rotation_stand_in);
  add("rotation_with_reception", {{"person", text}, {"reception", text}}, floor,
      Function::rotation_with_reception);
  add("rotation_with_availability",
      {{"person", text}, {"to", text}, {"at", moment}, {"policy", policy}}, floor,
      Function::rotation_with_availability);
  add("rotation_with_credit", {{"person", text}, {"at", moment}}, floor,
      Function::rotation_with_credit);
  add("rotation_with_queue", {{"to", queue}}, floor, Function::rotation_with_queue);
}

}  // namespace

void add_functions(feel::Scope& scope) {
  const auto add = [&](const char* name, std::vector<feel::Parameter> parameters, Type result,
                       Function function) {
    scope.add_function(name, std::move(parameters), std::move(result), static_cast<int>(function));
  };
  const Type text = Type::string();
  const Type number = Type::number();
  const Type date = Type::date();
  const Type moment = Type::date_time();
  const Type record_list = Type::list(Type::context({}));
  const auto limit = [&](const char* name, Function function) {
    add(name, {{"from", moment_type}, {"n", number}}, moment, function);
  };
  limit("after_working_days", Function::after_working_days);
  limit("after_calendar_days", Function::after_calendar_days);
  limit("after_working_minutes", Function::after_working_minutes);
  limit("after_minutes", Function::after_minutes);
  limit("after_hours", Function::after_hours);
  add("close_of_business", {{"date", date}}, moment, Function::close_of_business);
  add("at_time", {{"date", date}, {"time", text}}, moment, Function::at_time);
  add("start_of_day", {{"date", date}}, moment, Function::start_of_day);
  add("end_of_day", {{"date", date}}, moment, Function::end_of_day);
  add("is_working_day", {{"date", date}}, Type::boolean(), Function::is_working_day);
  add("next_working_day", {{"date", date}}, date, Function::next_working_day);
  add("day_zero", {{"moment", moment_type}}, date, Function::day_zero);
  add("date_of", {{"moment", moment_type}}, date, Function::date_of);
  add("find", {{"type", text}, {"key", text}}, Type::context({}), Function::find);
  add("find_by", {{"type", text}, {"unique", text}, {"values", Type::any()}}, Type::context({}),
      Function::find_by);
  add("records", {{"type", text}, {"site", text, true}, {"from", date, true}, {"to", date, true}},
      record_list, Function::records);
  add("children", {{"type", text}, {"of", text, true}}, record_list, Function::children);
  add("parent_children", {{"type", text}}, record_list, Function::parent_children);
  add("holder", {{"role", text}, {"site", text}}, text, Function::holder);
  add("holders", {{"role", text}, {"site", text}}, Type::list(text), Function::holders);
  add("has_role", {{"person", text}, {"role", text}}, Type::boolean(), Function::has_role);
  add("members", {{"department", text}}, Type::list(text), Function::members);
  add("head_of", {{"department", text}}, text, Function::head_of);
  add("sites", {}, Type::list(text), Function::sites);
  add("departments", {}, Type::list(text), Function::departments);
  add("acting_for", {{"words", Type::any()}, {"site", text, true}}, text, Function::acting_for);
  add("present_holders", {{"role", text}, {"site", text, true}}, Type::list(text),
      Function::present_holders);
  add("drawn_order", {{"seed", text}, {"names", Type::list(text)}}, Type::list(text),
      Function::drawn_order);
  add_rotation_functions(scope);
  add_money_functions(scope);
}

}  // namespace guiju::pack
