#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "app/column_match.hpp"
#include "app/csv.hpp"
#include "http/deferred.hpp"
#include "http/file_response.hpp"
#include "http/handlers.hpp"
#include "http/import_run.hpp"
#include "http/workbook.hpp"

// Tables that people bring: what may be made of them, what their columns mean, how far they are
// taken in, and what was not.
namespace guiju::http {
namespace {

namespace json = boost::json;
using Status = app::RowVerdict::Status;

constexpr std::size_t samples_max = 3, sample_bytes_max = 120;

/// The command that is named, if the caller may import by it; null otherwise.
const pack::Command* find_importable(const Call& call) {
  const auto* pack = call.find_pack(call.member("pack").text);
  const auto* command = pack == nullptr ? nullptr : pack->find_command(call.member("command").text);
  if (command == nullptr || command->type->pack != pack || !app::can_import(*command)) {
    return nullptr;
  }
  const bool may =
      casework::is_entitled(call.reader, *command, nullptr, *call.caller->person, nullptr);
  return may ? command : nullptr;
}

/// Texts by name, as `columns` and `fixed` have them. Empty for anything else.
std::optional<std::map<std::string, std::string>> texts_of(const MemberValue& member) {
  std::map<std::string, std::string> texts;
  if (!member.present) return texts;
  const auto parsed = json::parse({member.json.data(), member.json.size()});
  for (const auto& [name, value] : parsed.as_object()) {
    if (!value.is_string()) return std::nullopt;
    if (!value.get_string().empty()) texts.emplace(name, value.get_string());
  }
  return texts;
}

/// What was settled about such a table the last time: by the caller, else by anybody.
struct Settled {
  std::string by;  ///< `me`, `company`; empty: nothing
  json::object columns, fixed;
};

Settled settled_before(const app::Reader& reader, const std::string& person,
                       const std::string& name) {
  for (const auto& [whose, by] : {std::pair(person, "me"), std::pair(std::string(), "company")}) {
    const auto kept = reader.find_setting(whose, name);
    if (!kept) continue;
    const auto value = json::parse(*kept);
    return {by, value.at("columns").as_object(), value.at("fixed").as_object()};
  }
  return {};
}

/// The first texts of a column.
std::vector<std::string> samples_of(const app::TableFile& table, std::size_t column) {
  std::vector<std::string> samples;
  for (const auto& row : table.rows) {
    const auto& cell = row.cells[column];
    if (cell.empty() || cell.size() > sample_bytes_max) continue;
    samples.push_back(cell);
    if (samples.size() == samples_max) break;
  }
  return samples;
}

void write_columns(JsonWriter& writer, const app::TableFile& table, const pack::Command& command,
                   const std::vector<int>& matched, const Settled& settled) {
  writer.key("columns").begin_array();
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    const auto samples = samples_of(table, column);
    const bool is_nameless = table.header[column].starts_with('[');
    if (samples.empty() && is_nameless) continue;
    writer.begin_object().field("title", table.header[column]).key("samples").begin_array();
    for (const auto& sample : samples) writer.string(sample);
    writer.end_array();
    const auto* kept = settled.columns.if_contains(table.header[column]);
    int input = matched[column];
    if (!settled.by.empty()) {
      // The pack may have changed since it was settled.
      const std::string_view name = kept == nullptr ? "" : std::string_view(kept->as_string());
      input = is_fillable(command, name) ? command.find_input(name) : -1;
    }
    if (input >= 0) {
      writer.field("input", command.inputs[static_cast<std::size_t>(input)].field.name);
    }
    writer.end_object();
  }
  writer.end_array();
}

std::string table_json(const app::Stage& stage, const app::Reader& reader,
                       const app::TableFile& table, const pack::Command& command) {
  const auto settled = settled_before(reader, stage.viewer->key, setting_of(command, table.header));
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key("sheets").begin_array();
  for (const auto& sheet : table.sheets) writer.string(sheet);
  writer.end_array()
      .field("sheet", table.sheet)
      .field("encoding", table.encoding)
      .field("header_line", table.header_line)
      .field("rows", static_cast<std::int64_t>(table.rows.size()));
  write_columns(writer, table, command, app::match_columns(table.header, command, stage.texts),
                settled);
  writer.key("fixed").begin_object();
  for (const auto& [input, text] : settled.fixed) {
    if (is_fillable(command, input)) writer.field(input, std::string_view(text.as_string()));
  }
  writer.end_object();
  writer.field("settled_by", settled.by).key("inputs").begin_array();
  for (const auto& input : command.inputs) {
    if (app::CellInput::can_read(input.field.type)) writer.string(input.field.name);
  }
  writer.end_array().end_object();
  return out;
}

std::string_view to_text(ImportJob::State state) {
  constexpr std::string_view words[] = {"waiting", "running", "done", "stopped", "failed"};
  return words[static_cast<std::size_t>(state)];
}

std::string_view to_text(Status status) {
  constexpr std::string_view words[] = {"ready", "known", "duplicate", "faulty"};
  return words[static_cast<std::size_t>(status)];
}

/// The inputs that the order fills, in the order of the form.
std::vector<std::size_t> filled_inputs(const ImportOrder& order) {
  std::set<std::string> names;
  for (const auto& [title, input] : order.columns) names.insert(input);
  for (const auto& [input, text] : order.fixed) names.insert(input);
  std::vector<std::size_t> filled;
  for (std::size_t i = 0; i < order.command->inputs.size(); ++i) {
    if (names.contains(order.command->inputs[i].field.name)) filled.push_back(i);
  }
  return filled;
}

void write_rows(JsonWriter& writer, const std::vector<ToldRow>& rows,
                const std::vector<std::size_t>& inputs) {
  writer.begin_array();
  for (const auto& row : rows) {
    writer.begin_object().field("line", row.line).field("status", to_text(row.verdict.status));
    writer.key("cells").begin_array();
    for (const auto input : inputs) writer.string(row.shown[input]);
    writer.end_array();
    if (!row.verdict.reason.empty()) writer.field("reason", row.verdict.reason);
    if (!row.verdict.record.id.empty()) {
      writer.key("record")
          .begin_object()
          .field("id", row.verdict.record.id)
          .field("number", row.verdict.record.number)
          .end_object();
    }
    writer.end_object();
  }
  writer.end_array();
}

void write_texts(JsonWriter& writer, const std::map<std::string, std::string>& texts) {
  writer.begin_object();
  for (const auto& [name, text] : texts) writer.field(name, text);
  writer.end_object();
}

std::string job_json(const app::Stage& stage, const ImportJob& job) {
  const auto figures = job.figures();
  const auto& command = *job.order.command;
  const auto inputs = filled_inputs(job.order);
  std::string out;
  JsonWriter writer(out);
  writer.begin_object()
      .field("id", job.id)
      .field("pack", command.type->pack->id)
      .field("command", command.name)
      .field("type", command.type->name)
      .field("title", stage.say(command.title))
      .field("mode", job.order.keeps ? "import" : "check")
      .field("upload", job.order.upload)
      .field("sheet", job.order.sheet)
      .field("state", to_text(figures.state))
      .field("rows", figures.rows)
      .field("done", figures.done)
      .field("ready", figures.ready)
      .field("known", figures.known)
      .field("duplicates", figures.duplicates)
      .field("takeable", figures.takeable)
      .field("faulty", figures.faulty)
      .field("milliseconds", static_cast<std::int64_t>(figures.took.count()));
  if (figures.state == ImportJob::State::failed) writer.key("problem").raw(to_json(job.problem()));
  write_texts(writer.key("meant"), job.order.columns);
  write_texts(writer.key("fixed"), job.order.fixed);
  writer.key("columns").begin_array();
  for (const auto input : inputs) {
    const auto& field = command.inputs[input].field;
    writer.begin_object().field("name", field.name).field("title", stage.say(field.title));
    writer.end_object();
  }
  writer.end_array().key("first");
  write_rows(writer, job.first_rows(), inputs);
  writer.key("problems");
  // While it runs only figures are asked for, again and again.
  write_rows(writer, job.is_over() ? job.shown_problems() : std::vector<ToldRow>{}, inputs);
  writer.end_object();
  return out;
}

/// What of an order the route's definition does not check. Empty: all is well.
std::optional<Response> fault_of(const Call& call, const ImportOrder& order) {
  const auto& mode = call.member("mode").text;
  if (mode != "check" && mode != "import") {
    return call.bad_member("mode", app::InputFault::out_of_range, "check, import");
  }
  const auto& duplicates = call.member("duplicates").text;
  if (!duplicates.empty() && duplicates != "skip" && duplicates != "take") {
    return call.bad_member("duplicates", app::InputFault::out_of_range, "skip, take");
  }
  std::set<std::string> taken;
  for (const auto& [title, input] : order.columns) {
    if (!is_fillable(*order.command, input)) {
      return call.bad_member("columns", app::InputFault::no_such_record, input);
    }
    if (!taken.insert(input).second) {
      return call.bad_member("columns", app::InputFault::duplicate_field, input);
    }
  }
  for (const auto& [input, text] : order.fixed) {
    if (!is_fillable(*order.command, input)) {
      return call.bad_member("fixed", app::InputFault::no_such_record, input);
    }
  }
  return {};
}

std::vector<std::string> faulty_headings(const app::Stage& stage, const ImportJob& job) {
  auto headings = job.titles();
  for (const auto& title : handed_back_titles()) headings.emplace_back(stage.say(title));
  return headings;
}

std::vector<std::string> faulty_cells(ToldRow told) {
  auto cells = std::move(told.cells);
  cells.push_back(std::to_string(told.line));
  cells.push_back(std::move(told.verdict.reason));
  return cells;
}

std::string faulty_csv(const app::Stage& stage, const ImportJob& job) {
  std::string out = "\xEF\xBB\xBF";  // without it Excel in China takes it for GBK
  app::append_export_row(out, faulty_headings(stage, job));
  for (auto& told : job.problem_rows()) {
    app::append_export_row(out, faulty_cells(std::move(told)));
  }
  return out;
}

std::string faulty_workbook(const app::Stage& stage, const ImportJob& job) {
  static const pack::Text sheet{"退回的行", "", "Rows not taken in"};
  Workbook book;
  book.begin_sheet(stage.say(sheet), faulty_headings(stage, job));
  for (auto& told : job.problem_rows()) {
    std::vector<app::SheetCell> cells;
    for (auto& cell : faulty_cells(std::move(told))) {
      cells.push_back(cell.empty() ? app::SheetCell{} : app::SheetCell{std::move(cell)});
    }
    book.write_row(cells);
  }
  return book.finish();
}

}  // namespace

Answer list_imports(Call& call) {
  const app::Stage stage = call.stage();
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key("items").begin_array();
  for (const auto* pack : call.services.packs()) {
    for (const auto* command : beginnings_of(*pack, call)) {
      if (!app::can_import(*command)) continue;
      writer.begin_object()
          .field("pack", pack->id)
          .field("command", command->name)
          .field("title", stage.say(command->title))
          .end_object();
    }
  }
  writer.end_array().end_object();
  return json_response(std::move(out));
}

Answer read_import_table(Call& call) {
  const auto* command = find_importable(call);
  if (command == nullptr) return call.problem(app::ProblemCode::not_found);
  const auto deferred = defer(call);
  const auto job = [deferred, command, upload = call.member("upload").text,
                    sheet = call.member("sheet").text] {
    deferred.run([&](const app::Stage& stage, app::Reader& reader) {
      try {
        const auto table =
            read_upload(deferred.services, reader, upload, stage.viewer->key, {.sheet = sheet});
        if (!table) return not_found(stage);
        return json_response(table_json(stage, reader, *table, *command));
      } catch (const app::TableError& error) {
        return problem_response(problem_of(error, stage.texts, stage.language));
      }
    });
  };
  if (!call.services.imports.submit(job)) deferred.complete_with(app::ProblemCode::unavailable);
  return {};
}

Answer begin_import(Call& call) {
  const auto* command = find_importable(call);
  if (command == nullptr) return call.problem(app::ProblemCode::not_found);
  auto columns = texts_of(call.member("columns"));
  if (!columns) return call.bad_member("columns", app::InputFault::wrong_type, "text");
  auto fixed = texts_of(call.member("fixed"));
  if (!fixed) return call.bad_member("fixed", app::InputFault::wrong_type, "text");
  ImportOrder order{.person = call.caller->person->key,
                    .language = call.language,
                    .upload = call.member("upload").text,
                    .sheet = call.member("sheet").text,
                    .command = command,
                    .columns = *std::move(columns),
                    .fixed = *std::move(fixed),
                    .keeps = call.member("mode").text == "import",
                    .takes_duplicates = call.member("duplicates").text == "take"};
  if (auto fault = fault_of(call, order)) return fault;
  Services& services = call.services;
  const auto job = services.import_jobs.add(std::move(order));
  if (!job) return call.problem(app::ProblemCode::too_many_requests);
  if (!services.imports.submit([job, &services] { run_import(services, *job); })) {
    services.import_jobs.drop(job->id);
    return call.problem(app::ProblemCode::unavailable);
  }
  return json_response(job_json(call.stage(), *job), 202);
}

Answer get_import(Call& call) {
  const auto job = call.services.import_jobs.find(call.path[0], call.caller->person->key);
  if (!job) return call.problem(app::ProblemCode::not_found);
  return json_response(job_json(call.stage(), *job));
}

Answer get_import_faulty(Call& call) {
  const auto job = call.services.import_jobs.find(call.path[0], call.caller->person->key);
  // Before it has begun nothing is known of its columns.
  if (!job || job->titles().empty()) return call.problem(app::ProblemCode::not_found);
  call.take_language();
  const bool is_csv = call.query_value("format").text == "csv";
  return answer_on_worker(call, [job, is_csv](const app::Stage& stage, app::Reader&) {
    static const pack::Text name{"退回的行", "", "Rows not taken in"};
    return is_csv ? file_response(FileKind::csv, faulty_csv(stage, *job), stage.say(name))
                  : file_response(FileKind::xlsx, faulty_workbook(stage, *job), stage.say(name));
  });
}

Answer stop_import(Call& call) {
  const auto job = call.services.import_jobs.find(call.path[0], call.caller->person->key);
  if (!job) return call.problem(app::ProblemCode::not_found);
  job->stop();
  Response response;
  response.status = 204;
  response.content_type = {};
  return response;
}

}  // namespace guiju::http
