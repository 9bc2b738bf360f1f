#include "http/deferred.hpp"
#include "http/handlers.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t owed_max = 200;
constexpr std::size_t notices_max = 50;

}  // namespace

Answer get_desk(Call& call) {
  const auto& person = *call.caller->person;
  const auto& calendar = *call.main_pack().calendar;
  const Instant end_of_today = calendar.end_of_day(calendar.date_of(call.now));
  const auto owed = call.reader.owed(app::debtors_of(person), call.now, end_of_today, owed_max,
                                     call.caller->sees);
  const auto notices = call.reader.notices(person, notices_max);
  const app::Stage stage = call.stage();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("owed").begin_array();
  for (const auto& item : owed.items) {
    json.begin_object().key("case");
    write_row(json, stage, item.row);
    json.key("clock");
    write_owed_clock(json, stage, *item.row.type->pack, item.clock);
    json.end_object();
  }
  json.end_array().key("notices").begin_array();
  for (const auto& notice : notices.items) write_notice(json, stage, notice, call.reader);
  json.end_array()
      .key("counts")
      .begin_object()
      .field("overdue", owed.overdue)
      .field("today", owed.today)
      .field("open", owed.total)
      .field("unread", notices.unread)
      .end_object()
      .field("server_time", call.now_text())
      .end_object();
  return json_response(std::move(out));
}

Answer list_approvals(Call& call) {
  return answer_on_worker(call, [](const app::Stage& stage, app::Reader& reader) {
    return json_response(approvals_json(stage, reader));
  });
}

Answer mark_notices_read(Call& call) {
  const std::int64_t up_to = call.member("up_to").integer;
  call.services.store.submit([person = call.caller->person->key, up_to](
                                 app::UnitOfWork& unit) { unit.mark_notices_read(person, up_to); },
                             [complete = call.exchange.defer(), &services = call.services,
                              language = call.language](std::exception_ptr error) {
                               if (error) {
                                 complete(fault_response(error, services.texts, language));
                                 return;
                               }
                               Response response;
                               response.status = 204;
                               complete(std::move(response));
                             });
  return {};
}

}  // namespace guiju::http
