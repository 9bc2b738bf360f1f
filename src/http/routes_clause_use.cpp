#include "app/trial_report.hpp"
#include "http/deferred.hpp"
#include "http/handlers.hpp"

// Which clauses decided how often, for who keeps the regulations: in a period, or in a trial.
namespace guiju::http {

Answer get_clause_use(Call& call) {
  const auto* pack = call.find_pack(call.path[0]);
  if (pack == nullptr || !app::may_read_drafts(*call.caller->person)) {
    return call.problem(app::ProblemCode::not_found);
  }
  const auto from = call.query_value("from").date, to = call.query_value("to").date;
  const auto rule = call.query_value("rule").text;
  const auto& shelf = call.services.shelf;
  return answer_on_worker(
      call, [pack, &shelf, from, to, rule](const app::Stage& stage, const app::Reader& reader) {
        const auto& zone = pack->calendar_rules.zone;
        const app::ClauseUses::Question question{
            .from = zone.to_instant(LocalTime(from)),
            .to = zone.to_instant(LocalTime(to + std::chrono::days(1))),
            .listed = rule};
        std::string out;
        JsonWriter json(out);
        json.begin_object()
            .field("id", pack->id)
            .field("version", pack->version)
            .field("title", stage.say(pack->title));
        write_clause_uses(json, stage, *pack, count_uses(stage, reader, *pack, shelf, question));
        json.end_object();
        return json_response(std::move(out));
      });
}

Answer get_trial_report(Call& call) {
  if (!app::may_read_drafts(*call.caller->person)) {
    return call.problem(app::ProblemCode::not_found);
  }
  const auto& shelf = call.services.shelf;
  return answer_on_worker(
      call, [&shelf, id = call.path[0]](const app::Stage& stage, const app::Reader& reader) {
        const auto edition = stage.find({id});
        const auto trial =
            edition == nullptr ? std::nullopt : app::trial_of(*edition, shelf, stage.now);
        if (!trial) return not_found(stage);
        const auto uses = app::count_trial(stage, reader, *trial, shelf);
        return json_response(app::trial_json(stage, *edition, *trial, uses));
      });
}

}  // namespace guiju::http
