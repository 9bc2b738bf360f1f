#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>

#include "app/importer.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/mapped_table.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "delivery/clock.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string map, database, packs, file, sheet, faulty;
  bool dry_run = false;
};

/// Rows that were handed back, with where they stood and why. The header comes with the first. A
/// file that was handed back before has these two columns already: they are written anew.
class FaultyRows {
 public:
  FaultyRows(std::ostream& out, std::vector<std::string> header)
      : out_(out), header_(std::move(header)) {}

  void add(const app::Entry& entry, const app::EntryFault& fault) {
    std::string text;
    if (!begun_) append(text, header_, {own_titles.begin(), own_titles.end()});
    begun_ = true;
    for (const auto& row : entry.rows) {
      append(text, row.cells, {std::to_string(row.line), fault.reason});
    }
    if (!(out_ << text << std::flush))
      throw std::runtime_error("cannot write the rows that are handed back: is the disk full?");
  }

 private:
  static constexpr std::array<const char*, 2> own_titles{"guiju_line", "guiju_reason"};

  void append(std::string& text, std::vector<std::string> cells,
              const std::vector<std::string>& own) const {
    cells.resize(std::max(cells.size(), header_.size()));
    for (std::size_t column = header_.size(); column-- > 0;) {
      const bool is_own =
          std::find(own_titles.begin(), own_titles.end(), header_[column]) != own_titles.end();
      if (is_own) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(column));
    }
    cells.insert(cells.end(), own.begin(), own.end());
    app::append_export_row(text, std::move(cells));
  }

  std::ostream& out_;
  std::vector<std::string> header_;
  bool begun_ = false;
};

void print_figures(const app::ImportFigures& figures, const Options& options, double seconds) {
  std::cerr << (options.dry_run ? "would import " : "imported ") << figures.imported;
  if (figures.known > 0) std::cerr << ", were there already " << figures.known;
  if (figures.passed_over > 0) std::cerr << ", passed over " << figures.passed_over;
  std::cerr << ", handed back " << figures.faulty;
  const auto all = figures.imported + figures.known + figures.passed_over + figures.faulty;
  std::cerr << " (" << all << " in " << static_cast<std::int64_t>(seconds * 10) / 10.0 << " s)\n";
}

int import_table(const Options& options) {
  const pack::SourceFile map_file{options.map, read_file(options.map)};
  Diagnostics diagnostics;
  const auto head = app::read_mapping_head(map_file, diagnostics);
  if (has_errors(diagnostics)) throw std::runtime_error("\n" + findings_text(diagnostics, {}));
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile company(options.database, loader);
  const Instant now = delivery::RealClock().now();
  const auto* pack = company.shelf().in_force(head.pack, now);
  if (pack == nullptr)
    throw std::runtime_error(options.map + ": there is no pack `" + head.pack +
                             "` in this company");

  std::ifstream in_file;
  if (options.file != "-") {
    in_file.open(options.file, std::ios::binary);
    if (!in_file) throw std::runtime_error("cannot read " + options.file);
  }
  MappedTable table(options.file == "-" ? std::cin : in_file, head.separator, options.sheet);
  const auto mapping = app::Mapping::compile(map_file, table.header(), *pack, diagnostics);
  if (!mapping) throw std::runtime_error("\n" + findings_text(diagnostics, {}));

  std::ofstream faulty_file;
  if (!options.faulty.empty()) faulty_file.open(options.faulty, std::ios::binary);
  if (!options.faulty.empty() && !faulty_file)
    throw std::runtime_error("cannot write " + options.faulty);
  FaultyRows faulty(options.faulty.empty() ? std::cout : faulty_file, table.header());
  const app::Texts texts;
  const app::Desk desk(company.shelf(), texts);
  const auto begun = std::chrono::steady_clock::now();
  app::Importer importer(
      {company.store(), desk, *mapping, now,
       options.dry_run ? app::Importer::Mode::dry_run : app::Importer::Mode::keep},
      [&](const app::Entry& entry, const app::EntryFault& fault) { faulty.add(entry, fault); });
  {
    Progress progress(options.dry_run ? "dry run" : "import", size_of(options.file));
    app::EntryReader entries(table, *mapping);
    std::int64_t count = 0;
    for (app::Entry entry; entries.next(entry);) {
      importer.take(std::move(entry));
      entry = {};
      progress.update(table.bytes(), ++count, "entries");
    }
    importer.finish();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  print_figures(importer.figures(), options, took.count());
  return importer.figures().faulty == 0 ? done : refused;
}

void add_kind(CLI::App& import, const char* name, const char* what,
              const std::shared_ptr<Options>& options, Action& action) {
  auto* sub = import.add_subcommand(name, what);
  sub->add_option("--map", options->map,
                  "the mapping file: what the rows mean (docs/how-to/import.md)")
      ->required();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--faulty", options->faulty,
                  "where rows that were handed back are written; default: standard output");
  sub->add_flag("--dry-run", options->dry_run, "decide everything, keep nothing");
  sub->add_option("--sheet", options->sheet, "of a workbook, the sheet; default: the first");
  sub->add_option("file", options->file,
                  "the .xlsx or CSV file (UTF-8, UTF-16, GB18030), or - for standard input")
      ->required();
  sub->footer(
      "Each row is taken in whole or handed back whole, with its line and the reason in two "
      "columns more.\n"
      "Rows that were imported before are passed over: an import may be broken off and run again.\n"
      "Exit codes: 0 all rows are in; 1 rows were handed back; 2 nothing could be read.\n"
      "Compressed input: xz -dc FILE.csv.xz | guiju import " +
      std::string(name) + " --map M --database D -");
  sub->callback([&action, options] { action = [options] { return import_table(*options); }; });
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
  auto* import =
      app.add_subcommand("import", "Take clients and cases from tables, through a mapping file");
  import->require_subcommand(1);
  auto options = std::make_shared<Options>();
  add_kind(*import, "cases", "Cases, with all that was done about them", options, action);
  add_kind(*import, "clients", "Clients", options, action);
}

}  // namespace guiju::cli
