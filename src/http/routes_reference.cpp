#include "http/handlers.hpp"

namespace guiju::http {
namespace {

constexpr std::int64_t calendar_days_max = 400;

template <class Items, class Write>
Answer items_response(const Items& items, Write write) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& item : items) write(json, item);
  json.end_array().end_object();
  return json_response(std::move(out));
}

/// The pack whose calendar is asked for; the first regulation when none is named.
const pack::Pack* calendar_pack(const Call& call) {
  const auto& named = call.query_value("pack");
  if (named.present) return call.find_pack(named.text);
  return call.services.packs().size() > 1 ? call.services.packs()[1]
                                          : call.services.packs().front();
}

std::optional<calendar::LimitUnit> unit_of(std::string_view text) {
  using calendar::LimitUnit;
  if (text == "minutes") return LimitUnit::minutes;
  if (text == "hours") return LimitUnit::hours;
  if (text == "working_minutes") return LimitUnit::working_minutes;
  if (text == "working_days") return LimitUnit::working_days;
  if (text == "calendar_days") return LimitUnit::calendar_days;
  if (text == "calendar_months") return LimitUnit::calendar_months;
  return {};
}

}  // namespace

Answer list_people(Call& call) {
  return items_response(call.caller->directory->people, [](JsonWriter& json, const auto& entry) {
    const casework::Person& person = entry.second;
    if (!person.active) return;
    json.begin_object()
        .field("key", person.key)
        .field("name", person.name)
        .field("department", person.department)
        .key("roles")
        .begin_array();
    for (const auto& held : person.roles) json.string(held.role);
    json.end_array().end_object();
  });
}

Answer list_departments(Call& call) {
  return items_response(call.caller->directory->departments,
                        [](JsonWriter& json, const auto& entry) {
                          json.begin_object()
                              .field("key", entry.second.key)
                              .field("name", entry.second.name)
                              .field("head", entry.second.head)
                              .end_object();
                        });
}

Answer list_sites(Call& call) {
  return items_response(call.caller->directory->sites, [](JsonWriter& json, const auto& entry) {
    json.begin_object()
        .field("key", entry.second.key)
        .field("name", entry.second.name)
        .end_object();
  });
}

Answer get_calendar(Call& call) {
  const pack::Pack* pack = calendar_pack(call);
  if (pack == nullptr) return call.problem(app::ProblemCode::not_found);
  const LocalDate from = call.query_value("from").date, to = call.query_value("to").date;
  if (to < from || (to - from).count() > calendar_days_max) {
    return call.bad_query("to", app::InputFault::out_of_range, "0..400");
  }
  return json_response(calendar_json(call.stage(), *pack, from, to));
}

Answer get_limit(Call& call) {
  const pack::Pack* pack = calendar_pack(call);
  if (pack == nullptr) return call.problem(app::ProblemCode::not_found);
  const auto from = parse_instant(call.query_value("from").text);
  if (!from) {
    return call.bad_query("from", app::InputFault::no_such_date, "YYYY-MM-DDTHH:MM:SS+08:00");
  }
  calendar::Limit limit;
  limit.unit = unit_of(call.query_value("unit").text).value_or(calendar::LimitUnit::hours);
  limit.amount = call.query_value("amount").integer;
  constexpr std::int64_t explained_days_max = 1000;
  const bool in_days = limit.unit == calendar::LimitUnit::working_days ||
                       limit.unit == calendar::LimitUnit::calendar_days;
  if (in_days && limit.amount > explained_days_max) {
    return call.bad_query("amount", app::InputFault::out_of_range, "0..1000");
  }
  return json_response(limit_json(call.stage(), *pack, *from, limit));
}

Answer get_description(Call& call) {
  auto response = json_response(*call.services.description.of(call.services.packs()));
  response.add_header("Cache-Control", "no-cache");
  return response;
}

}  // namespace guiju::http
