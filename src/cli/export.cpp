#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "app/csv.hpp"
#include "app/journal_body.hpp"
#include "base/json.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "delivery/clock.hpp"
#include "store/dump.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string what, database, packs, out, pack, type, by = "system";
};

/// The output: a file that must not be there yet, or standard output. A file that was not finished
/// goes: nobody is to take it for the whole.
class Output {
 public:
  explicit Output(const std::string& path) : path_(path) {
    if (path.empty() || path == "-") return;
    if (std::filesystem::exists(path)) throw std::runtime_error(path + " is there already");
    file_.open(path, std::ios::binary);
    if (!file_) throw std::runtime_error("cannot write " + path);
  }
  ~Output() {
    if (!file_.is_open() || is_finished_) return;
    std::error_code kept;
    std::filesystem::remove(path_, kept);
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  void write(std::string_view text) { (file_.is_open() ? file_ : std::cout) << text; }
  /// Throws when not all of it could be written.
  void finish() {
    auto& out = file_.is_open() ? file_ : std::cout;
    out.flush();
    if (!out) {
      throw std::runtime_error("not everything could be written to " +
                               (file_.is_open() ? path_ : "standard output") +
                               "; is the disk full?");
    }
    is_finished_ = true;
  }

 private:
  std::string path_;
  bool is_finished_ = false;
  std::ofstream file_;
};

std::string to_line(const journal::EntryView& entry) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("seq", static_cast<std::int64_t>(entry.seq))
      .field("stream", entry.stream);
  json.field("stream_seq", static_cast<std::int64_t>(entry.stream_seq))
      .field("at", to_utc_text(entry.at));
  json.field("recorded_at", to_utc_text(entry.recorded_at)).field("actor", entry.actor);
  json.field("command", entry.command)
      .field("pack", entry.pack_id)
      .field("version", entry.pack_version);
  json.key("body").raw(entry.body).field("previous_hash", to_hex(entry.previous_hash));
  json.field("hash", to_hex(entry.hash)).end_object();
  return out + '\n';
}

std::string to_line(const casework::Record& record) {
  std::string fields;
  feel::append_json(fields, casework::to_context(record));
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("id", record.id.text).field("pack", record.pack().id);
  json.field("version", record.pack().version).field("type", record.type->name);
  json.key("record").raw(fields).end_object();
  return out + '\n';
}

std::string cell_of(const feel::Value& value) {
  if (value.is_null()) return {};
  const bool is_nested = value.kind() == feel::Kind::list || value.kind() == feel::Kind::context;
  if (!is_nested) return feel::to_text(value);
  std::string text;
  feel::append_json(text, value);
  return text;
}

/// A table of all records of one type. Chinese spreadsheets tell UTF-8 by its byte order mark.
std::uint64_t write_table(const store::Dump& dump, const pack::RecordType& type, Output& out,
                          Progress& progress) {
  std::vector<std::string> header{"key", "number", "state", "created_at", "entered_by"};
  for (const auto& field : type.fields) header.push_back(field.name);
  std::string text = "\xEF\xBB\xBF";
  app::append_export_row(text, header);
  out.write(text);
  std::uint64_t count = 0;
  dump.records(type.pack->id, type.name, [&](const casework::Record& record) {
    const auto context = casework::to_context(record);
    std::vector<std::string> cells;
    for (const auto& name : header) {
      const auto* value = context.find(name);
      cells.push_back(value == nullptr ? "" : cell_of(*value));
    }
    text.clear();
    app::append_export_row(text, std::move(cells));
    out.write(text);
    progress.update(0, static_cast<std::int64_t>(++count), "rows");
  });
  return count;
}

std::uint64_t write_all(const Options& options, const store::Dump& dump, const app::Shelf& shelf,
                        Output& out) {
  Progress progress("export", 0);
  std::uint64_t count = 0;
  if (options.what == "journal") {
    dump.journal([&](const journal::EntryView& entry) {
      out.write(to_line(entry));
      progress.update(0, static_cast<std::int64_t>(++count), "entries");
    });
    return count;
  }
  if (options.what == "records") {
    dump.records({}, {}, [&](const casework::Record& record) {
      out.write(to_line(record));
      progress.update(0, static_cast<std::int64_t>(++count), "records");
    });
    return count;
  }
  const auto pack_id = options.what == "clients" ? "company" : options.pack;
  const auto type_name = options.what == "clients" ? "client" : options.type;
  const auto* pack = shelf.in_force(pack_id, delivery::RealClock().now());
  if (pack == nullptr)
    throw std::runtime_error("there is no pack `" + pack_id + "` in this company");
  const auto* type = pack->find_type(type_name);
  if (type == nullptr)
    throw std::runtime_error("`" + pack_id + "` has no record type `" + type_name + "`");
  return write_table(dump, *type, out, progress);
}

/// Who took what out of the company stands in its journal, before anything is written.
void leave_line(const Options& options, CompanyFile& company) {
  std::string input;
  JsonWriter json(input);
  json.begin_object().field("what", options.what);
  if (!options.type.empty()) json.field("pack", options.pack).field("type", options.type);
  json.field("to", options.out.empty() ? "-" : options.out).end_object();
  const auto now = delivery::RealClock().now();
  const auto& base = *company.shelf().in_force("company", now);
  const bool is_person = options.by != "system";
  const casework::Actor by{
      is_person ? casework::Actor::Kind::person : casework::Actor::Kind::system,
      is_person ? options.by : ""};
  company.store().write([&](app::UnitOfWork& unit) {
    if (is_person && unit.directory().find_person(options.by) == nullptr) {
      throw std::runtime_error("there is no person `" + options.by + "`");
    }
    app::append_note(unit,
                     {.stream = "company.export",
                      .command = "export." + options.what,
                      .by = by,
                      .input = input,
                      .at = now},
                     base);
  });
}

int export_data(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile company(options.database, loader);
  Output out(options.out);
  leave_line(options, company);
  const store::Dump dump(options.database, [&](std::string_view id, std::string_view version) {
    return company.shelf().find(id, version);
  });
  const auto count = write_all(options, dump, company.shelf(), out);
  out.finish();
  std::cerr << count << (options.what == "journal" ? " entries" : " records") << " written\n";
  return done;
}

void add_kind(CLI::App& app, const char* name, const char* what, Action& action) {
  auto* sub = app.add_subcommand(name, what);
  auto options = std::make_shared<Options>();
  options->what = name;
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--out", options->out, "the file to make; default: standard output");
  sub->add_option("--by", options->by, "the person who takes the data out, for the journal");
  if (options->what == "cases") {
    sub->add_option("--pack", options->pack, "the pack of the record type")->required();
    sub->add_option("--type", options->type, "the record type: complaint, item …")->required();
  }
  sub->callback([&action, options] { action = [options] { return export_data(*options); }; });
}

}  // namespace

void add_export(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand(
      "export", "Write a company's data out: journal and records as JSON Lines, tables as CSV");
  sub->require_subcommand(1);
  add_kind(*sub, "journal", "Every entry of the journal with its hashes, a line each", action);
  add_kind(*sub, "records", "Every record as it is now, a line each", action);
  add_kind(*sub, "clients", "The clients as a table", action);
  add_kind(*sub, "cases", "The records of one type as a table", action);
  sub->footer(
      "Each export leaves a line in the journal: who, what, when. In tables, texts that a "
      "spreadsheet would\n"
      "take for a formula get an apostrophe before them.");
}

}  // namespace guiju::cli
