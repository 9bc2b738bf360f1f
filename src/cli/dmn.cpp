#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "base/time.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/pack_files.hpp"
#include "feel/dmn/test_file.hpp"
#include "pack/dmn_table.hpp"

namespace guiju::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder;
  std::string pack;
  std::string packs;
  std::string table;
  std::string file;
  std::string decision;
  std::string output;
  std::string clock = "2026-03-02T10:00:00+08:00";
  bool verbose = false;
};

/// Every `.xml` below `folder`, or the file itself, in the order of their paths.
std::vector<fs::path> xml_files(const fs::path& folder) {
  if (fs::is_regular_file(folder)) return {folder};
  if (!fs::is_directory(folder)) throw std::runtime_error{folder.string() + " is no folder"};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file() && entry.path().extension() == ".xml") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string json_of(const feel::Value& value) {
  std::string json;
  feel::append_json(json, value);
  return json;
}

feel::Value moment(const std::string& clock) {
  const auto instant = parse_instant(clock);
  if (!instant) throw std::runtime_error{"--clock: `" + clock + "` is no moment"};
  return feel::Value::date_time(*instant, Seconds{28'800});
}

void print_run(const fs::path& file, const feel::dmn::TestRun& run) {
  for (const auto& miss : run.misses) {
    std::cout << "FAILED  " << file.generic_string() << "  " << miss.test << "  " << miss.result
              << ": expected " << json_of(miss.expected) << ", is " << json_of(miss.actual) << '\n';
  }
  std::cout << file.generic_string() << ": " << run.passed << " passed, " << run.failed
            << " failed\n";
}

int test(const Options& options) {
  const auto now = moment(options.clock);
  feel::dmn::TestRun all;
  std::size_t files = 0;
  bool is_unreadable = false;
  for (const auto& file : xml_files(options.folder)) {
    Diagnostics diagnostics;
    const auto run = feel::dmn::run_test_file(file.string(), now, diagnostics);
    const bool is_broken = !run && has_errors(diagnostics);
    if (is_broken || options.verbose) {
      for (const auto& finding : diagnostics) std::cout << to_text(finding) << '\n';
    }
    is_unreadable = is_unreadable || is_broken;
    if (!run) continue;
    ++files;
    print_run(file, *run);
    all.passed += run->passed;
    all.failed += run->failed;
  }
  std::cout << files << " case files: " << all.passed << " passed, " << all.failed << " failed\n";
  if (is_unreadable || files == 0) return wrong_usage;
  return all.failed == 0 ? done : refused;
}

/// To the file that `-o` names, else where the caller looks.
void write(const Options& options, const std::string& text) {
  if (options.output.empty()) {
    std::cout << text;
    return;
  }
  std::ofstream out{options.output, std::ios::binary};
  out << text;
  if (!out.flush()) throw std::runtime_error{"cannot write " + options.output};
}

int export_table(const Options& options) {
  const PackLoader loader(find_places(options.packs));
  const auto folder = loader.folder_of(options.pack);
  const auto files = loader.read(folder);
  Diagnostics diagnostics;
  const auto table = pack::find_written_table(files, options.table, diagnostics);
  std::cerr << findings_text(diagnostics, folder);
  if (!table) {
    std::string known;
    for (const auto& id : pack::written_tables(files, diagnostics)) known += "\n  " + id;
    throw std::runtime_error{options.pack + " has no table " + options.table +
                             (known.empty() ? ": it has none" : "; it has" + known)};
  }
  if (has_errors(diagnostics)) return wrong_usage;
  write(options, pack::to_dmn(*table, folder.filename().string()));
  return done;
}

int import_table(const Options& options) {
  const auto text = read_file(options.file);
  Diagnostics diagnostics;
  const auto table = pack::from_dmn(text, options.file, options.decision, diagnostics);
  if (table) feel::dmn::Model::read(text, options.file, diagnostics);
  for (const auto& finding : diagnostics) std::cerr << to_text(finding) << '\n';
  if (!table || has_errors(diagnostics)) return wrong_usage;
  write(options, pack::to_yaml(*table));
  if (table->rules.empty()) {
    std::cerr << "the table cites no rules: state them under `rules` before `guiju pack check`\n";
  }
  for (const auto& name : pack::names_asked(*table)) {
    std::cerr << "it asks for `" << name << "`\n";
  }
  return done;
}

}  // namespace

void add_dmn(CLI::App& app, Action& action) {
  auto* dmn = app.add_subcommand("dmn", "Decision tables and models of the DMN standard");
  dmn->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto* sub = dmn->add_subcommand(
      "test", "Play the test cases (format of the DMN TCK) below a folder against their models");
  sub->add_option("folder", options->folder, "a folder, or one test file")->required();
  sub->add_option("--clock", options->clock, "what now() says")->capture_default_str();
  sub->add_flag("-v,--verbose", options->verbose,
                "print what of the models cannot be compiled too");
  sub->callback([&action, options] { action = [options] { return test(*options); }; });
  sub = dmn->add_subcommand("export", "Write a decision table of a pack as a DMN 1.5 model");
  sub->add_option("pack", options->pack, "a pack's folder, or its id")->required();
  sub->add_option("table", options->table, "the table's id")->required();
  sub->add_option("-o,--output", options->output, "the file to write; standard output if none");
  add_packs_option(*sub, options->packs);
  sub->callback([&action, options] { action = [options] { return export_table(*options); }; });
  sub = dmn->add_subcommand("import", "Write a decision table of a DMN model as a pack's table");
  sub->add_option("file", options->file, "a .dmn file")->required();
  sub->add_option("--decision", options->decision, "whose table, where the model has several");
  sub->add_option("-o,--output", options->output, "the file to write; standard output if none");
  sub->callback([&action, options] { action = [options] { return import_table(*options); }; });
}

}  // namespace guiju::cli
