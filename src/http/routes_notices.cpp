#include "app/calendar_notice.hpp"
#include "app/drafts.hpp"
#include "calendar/holiday_file.hpp"
#include "http/deferred.hpp"
#include "http/handlers.hpp"

// 放假通知: which years the company knows, taking over the notice of another, what that moved.
namespace guiju::http {
namespace {

std::string id_of(std::string_view year) { return "company.calendar_notice." + std::string(year); }

app::NoticeText notice_of(const Call& call) {
  return {"notice", call.member("text").text, call.caller->person->key};
}

void write_announced(JsonWriter& json, const calendar::HolidayYear& year) {
  const calendar::Notice none;
  const auto& notice = year.notices.empty() ? none : year.notices.front();
  json.field("year", std::to_string(year.year))
      .field("document_number", notice.number)
      .field("title", notice.title)
      .field("issued_by", notice.issued_by);
  if (notice.published_on) json.field("published_on", guiju::to_text(*notice.published_on));
}

void write_findings(JsonWriter& json, const Diagnostics& findings) {
  json.key("findings").begin_array();
  for (const auto& finding : findings) {
    json.begin_object()
        .field("line", finding.place.line)
        .field("column", finding.place.column)
        .field("code", finding.code)
        .field("message", finding.message)
        .field("help", finding.help)
        .end_object();
  }
  json.end_array();
}

Response refused(const app::Stage& stage, const app::NoticeOutcome& made) {
  if (made.outcome) {
    const auto& refusal = std::get<casework::Refusal>(*made.outcome);
    return problem_response(app::to_problem(refusal, stage.texts, stage.language));
  }
  return problem_response(app::bad_input(app::InputFault::wrong_type, "/text",
                                         to_text(made.findings.front()), stage.texts,
                                         stage.language));
}

const casework::Decision* decision_of(const app::NoticeOutcome& made) {
  return made.outcome ? std::get_if<casework::Decision>(&*made.outcome) : nullptr;
}

Response taken_over(const app::Stage& stage, const app::Reader& reader,
                    const app::NoticeOutcome& made) {
  const auto* decision = decision_of(made);
  if (decision == nullptr) return refused(stage, made);
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("id", decision->subject.text);
  app::write_moved(json, stage, decision->facts, reader);
  json.end_object();
  return json_response(std::move(out), 201);
}

}  // namespace

Answer list_notices(Call& call) {
  const auto stage = call.stage();
  const auto known = app::known_holidays(call.services.shelf, stage.directory);
  const bool is_keeper = app::may_read_drafts(*stage.viewer);
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("may_take_over", is_keeper && known.has_value()).key("items");
  json.begin_array();
  const auto& notices = stage.directory.notices;
  for (const auto& year : known ? known->years : std::vector<calendar::HolidayYear>{}) {
    write_announced(json.begin_object(), year);
    const auto key = std::to_string(year.year);
    if (notices != nullptr && notices->texts.contains(key)) json.field("id", id_of(key));
    json.end_object();
  }
  json.end_array().key("proposals").begin_array();
  for (const auto& table : call.services.settings.shipped_holidays) {
    if (!is_keeper || !known || table.id != known->id) continue;
    for (const auto& year : table.years) {
      if (known->is_published(year.year)) continue;
      write_announced(json.begin_object(), year);
      json.field("text", calendar::notice_text(table.notice_of(year.year))).end_object();
    }
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer try_notice(Call& call) {
  if (!app::may_read_drafts(*call.caller->person)) return call.problem(app::ProblemCode::not_found);
  return answer_on_worker(call, [notice = notice_of(call), &shelf = call.services.shelf](
                                    const app::Stage& stage, app::Reader& reader) {
    const auto made = app::try_notice(shelf, reader, notice, stage.now);
    const auto* decision = decision_of(made);
    if (made.outcome && decision == nullptr) return refused(stage, made);
    static const std::vector<casework::Fact> nothing;
    std::string out;
    JsonWriter json(out);
    write_findings(json.begin_object(), made.findings);
    app::write_moved(json, stage, decision == nullptr ? nothing : decision->facts, reader);
    json.end_object();
    return json_response(std::move(out));
  });
}

Answer take_over_notice(Call& call) {
  if (!app::may_read_drafts(*call.caller->person)) return call.problem(app::ProblemCode::not_found);
  auto& services = call.services;
  const auto deferred = defer(call);
  const auto made = std::make_shared<app::NoticeOutcome>();
  services.store.submit(
      [made, notice = notice_of(call), &services](app::UnitOfWork& unit) {
        const Instant now = services.time.now();
        *made = app::take_over(services.desk, unit, notice, now, now);
      },
      [made, deferred, &services](std::exception_ptr error) {
        if (error) {
          return deferred.complete(fault_response(error, services.texts, deferred.language));
        }
        const bool is_taken = services.workers.submit([made, deferred] {
          deferred.run([&](const app::Stage& stage, app::Reader& reader) {
            return taken_over(stage, reader, *made);
          });
        });
        if (!is_taken) deferred.complete_with(app::ProblemCode::unavailable);
      });
  return {};
}

Answer get_notice(Call& call) {
  return answer_on_worker(
      call, [id = casework::RecordId{id_of(call.path[0])}, &shelf = call.services.shelf](
                const app::Stage& stage, app::Reader& reader) {
        const auto notice = stage.find(id);
        if (notice == nullptr) return not_found(stage);
        std::string out;
        JsonWriter json(out);
        json.begin_object().field("id", notice->id.text);
        app::write_instant(json, "taken_over_at", notice->created_at, notice->pack());
        app::write_moved(json, stage, app::facts_of_notice(reader, shelf, *notice), reader);
        json.end_object();
        return json_response(std::move(out));
      });
}

}  // namespace guiju::http
