#include "app/journal_body.hpp"
#include "http/deferred.hpp"
#include "http/file_response.hpp"
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
  Deferred deferred;
  std::string what;
  std::string target;      ///< for the journal: path and filters, without what was typed
  bool is_search = false;  ///< something was typed
  app::RowQuery query = {};
  casework::RecordId record = {};        ///< instead of the query, where one record is asked for
  const pack::Ledger* ledger = nullptr;  ///< instead of either
  std::string month = {};                ///< of the ledger
};

Response make_file(const Export& order, const app::Stage& stage, app::Reader& reader) {
  Workbook book;
  if (order.ledger != nullptr) {
    write_ledger(book, stage, reader, *order.ledger, order.month);
    const std::string name(stage.say(order.ledger->title));
    return file_response(FileKind::xlsx, book.finish(),
                         order.month.empty() ? name : name + " " + order.month);
  }
  if (order.record.is_empty()) {
    write_list(book, stage, reader, order.query);
    return file_response(FileKind::xlsx, book.finish(), sheet_title(stage, order.query));
  }
  const auto record = stage.find(order.record);  // the right to see it may have gone meanwhile
  if (!record) return not_found(stage);
  write_record(book, stage, *record);
  return file_response(FileKind::xlsx, book.finish(),
                       std::string(stage.say(record->type->title)) + " " + record->number);
}

/// The journal cannot be forgotten: it says who took out what, by which filters, and that something
/// was searched for, but not the words, which may be somebody's name or telephone number.
void leave_line(const Export& order, app::UnitOfWork& unit) {
  const Services& services = order.deferred.services;
  std::string input;
  JsonWriter json(input);
  json.begin_object().field("what", order.what).field("to", "xlsx");
  json.field("target", order.target).field("searched", order.is_search).end_object();
  app::append_note(unit,
                   {.stream = "company.export",
                    .command = "export." + order.what,
                    .by = {casework::Actor::Kind::person, order.deferred.person},
                    .input = input,
                    .at = services.time.now()},
                   *services.packs().front());
}

/// On the thread for exports, with a reader of its own.
void run(const Export& order) {
  order.deferred.run([&order](const app::Stage& stage, app::Reader& reader) {
    return make_file(order, stage, reader);
  });
}

Answer begin(std::shared_ptr<Export> order) {
  Services& services = order->deferred.services;
  services.store.submit(
      [order](app::UnitOfWork& unit) { leave_line(*order, unit); },
      [order, &services](std::exception_ptr error) {
        const Deferred& deferred = order->deferred;
        if (error) {
          deferred.complete(fault_response(error, services.texts, deferred.language));
        } else if (!services.exports.submit([order] { run(*order); })) {
          deferred.complete_with(app::ProblemCode::unavailable);
        }
      });
  return {};
}

std::shared_ptr<Export> order_of(Call& call, std::string what) {
  call.take_language();
  auto order = std::make_shared<Export>(Export{.deferred = defer(call), .what = std::move(what)});
  order->target = call.request.path;
  for (std::size_t i = 0; i < call.query.size(); ++i) {
    const QueryParameter& parameter = call.route.query[i];
    if (!call.query[i].present) continue;
    if (parameter.is_typed) {
      order->is_search = true;
      continue;
    }
    order->target += order->target.size() == call.request.path.size() ? '?' : '&';
    order->target.append(parameter.name).append("=").append(percent_encode(call.query[i].text));
  }
  return order;
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
