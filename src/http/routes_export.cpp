#include "app/journal_body.hpp"
#include "http/handlers.hpp"
#include "http/list_query.hpp"
#include "http/wire.hpp"
#include "http/workbook.hpp"

// What people see, as Excel files. Each leaves its line in the journal before anything is read; the
// file is made on a thread of its own, away from those that answer.
namespace guiju::http {
namespace {

/// What a job needs when the request is gone.
struct Export {
  Services& services;
  Completion complete;
  std::shared_ptr<const app::Principal> caller;
  app::Language language = app::Language::zh_hans;
  Instant now{};
  std::string what, target;  ///< for the journal
  app::RowQuery query = {};
  casework::RecordId record = {};        ///< instead of the query, where one record is asked for
  const pack::Ledger* ledger = nullptr;  ///< instead of either
  std::string month = {};                ///< of the ledger

  app::Stage stage(const app::Reader& reader) const {
    return {.view = reader,
            .directory = *caller->directory,
            .texts = services.texts,
            .language = language,
            .now = now,
            .viewer = caller->person,
            .sees = caller->sees,
            .packs = services.packs};
  }
};

Response file_response(std::string bytes, const std::string& name) {
  Response response;
  response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.body = std::move(bytes);
  response.add_header("Content-Disposition",
                      "attachment; filename*=UTF-8''" + percent_encode(name + ".xlsx"));
  response.add_header("Cache-Control", "no-store");
  return response;
}

/// Runs on the thread for exports, with a reader of its own.
Response make_file(const Export& order) {
  const auto reader = order.services.store.open_reader();
  const auto stage = order.stage(*reader);
  Workbook book;
  if (order.ledger != nullptr) {
    write_ledger(book, stage, *reader, *order.ledger, order.month);
    const std::string name(stage.say(order.ledger->title));
    return file_response(book.finish(), order.month.empty() ? name : name + " " + order.month);
  }
  if (order.record.is_empty()) {
    write_list(book, stage, *reader, order.query);
    return file_response(book.finish(), sheet_title(stage, order.query));
  }
  const auto record = reader->find(order.record);
  // It may have become invisible, or have been reopened under another right, since it was asked
  // for.
  if (!record || !stage.may_see(*record)) {
    return problem_response(
        app::make_problem(app::ProblemCode::not_found, order.services.texts, order.language));
  }
  write_record(book, stage, *record);
  return file_response(book.finish(),
                       std::string(stage.say(record->type->title)) + " " + record->number);
}

void leave_line(const Export& order, app::UnitOfWork& unit) {
  const casework::Actor by{casework::Actor::Kind::person, order.caller->person->key};
  std::string input;
  JsonWriter json(input);
  json.begin_object().field("what", order.what).field("to", "xlsx");
  json.field("target", order.target).end_object();
  const auto& base = *order.services.packs.front();
  const Instant now = order.services.time.now();
  unit.append({.stream = "company.export",
               .at = now,
               .recorded_at = now,
               .actor = by.key,
               .command = "export." + order.what,
               .pack = base.id + '@' + base.version,
               .body = app::note_body(by, input)});
}

void run(const std::shared_ptr<Export>& order) {
  try {
    order->complete(make_file(*order));
  } catch (const std::exception&) {
    order->complete(
        fault_response(std::current_exception(), order->services.texts, order->language));
  }
}

Answer begin(std::shared_ptr<Export> order) {
  Services& services = order->services;
  services.store.submit([order](app::UnitOfWork& unit) { leave_line(*order, unit); },
                        [order, &services](std::exception_ptr error) {
                          if (error) {
                            order->complete(fault_response(error, services.texts, order->language));
                          } else if (!services.exports.submit([order] { run(order); })) {
                            order->complete(problem_response(app::make_problem(
                                app::ProblemCode::unavailable, services.texts, order->language)));
                          }
                        });
  return {};
}

std::shared_ptr<Export> order_of(Call& call, std::string what) {
  call.take_language();
  return std::make_shared<Export>(Export{.services = call.services,
                                         .complete = call.exchange.defer(),
                                         .caller = call.caller,
                                         .language = call.language,
                                         .now = call.now,
                                         .what = std::move(what),
                                         .target = std::string(call.request.target)});
}

}  // namespace

Answer export_cases(Call& call) {
  auto order = order_of(call, "cases");
  order->query = case_query(call);
  return begin(std::move(order));
}

Answer export_reports(Call& call) {
  auto order = order_of(call, "reports");
  order->query = report_query(call);
  return begin(std::move(order));
}

Answer export_ledger(Call& call) {
  const auto* pack = call.find_pack(call.path[0]);
  const auto* ledger = pack == nullptr ? nullptr : pack->find_ledger(call.path[1]);
  if (ledger == nullptr) return call.problem(app::ProblemCode::not_found);
  auto order = order_of(call, "ledger");
  order->ledger = ledger;
  order->month = call.query_value("month").text;
  return begin(std::move(order));
}

Answer export_case(Call& call) {
  const auto record = call.find_visible(call.path[0]);
  if (!record) return call.problem(app::ProblemCode::not_found);
  auto order = order_of(call, "record");
  order->record = record->id;
  return begin(std::move(order));
}

}  // namespace guiju::http
