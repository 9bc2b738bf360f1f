#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "store/maintenance.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string database, packs, root;
};

int verify(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  const auto shelf = shelf_of_database(options.database, loader);
  std::optional<Hash> root;
  if (!options.root.empty()) {
    root = parse_hex(options.root);
    if (!root)
      throw std::runtime_error("--root wants 64 hexadecimal digits, as `verify` prints them");
  }
  store::VerifyReport report;
  {
    Progress progress("verify", 0);
    report = store::verify(
        options.database,
        [&](std::string_view id, std::string_view version) { return shelf->find(id, version); },
        root,
        [&](std::uint64_t done, std::uint64_t total) {
          progress.update_of(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total),
                             "entries");
        });
  }
  for (const auto& finding : report.findings) {
    std::cout << store::to_text(finding.kind);
    if (finding.seq != 0) std::cout << " entry " << finding.seq;
    std::cout << ": " << finding.text << '\n';
  }
  if (report.findings_total > report.findings.size()) {
    std::cout << "… and " << report.findings_total - report.findings.size() << " more\n";
  }
  std::cout << report.entries << " entries, " << report.seals << " seals, " << report.records
            << " records, " << report.contents << " attachments: ";
  if (report.is_sound())
    std::cout << "sound\n";
  else
    std::cout << report.findings_total << " faults\n";
  if (report.last_seal) {
    std::cout << "last seal " << to_text(report.last_seal->day) << "  "
              << to_hex(report.last_seal->root) << '\n';
  }
  if (report.unsealed > 0) std::cout << report.unsealed << " entries after it are not sealed yet\n";
  return report.is_sound() ? done : refused;
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("verify",
                                 "Prove a company's database: chain and seals of the journal, "
                                 "every record, every clause cited");
  auto options = std::make_shared<Options>();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--root", options->root,
                  "a seal's root that was noted elsewhere: there must be a seal with it");
  sub->footer(
      "Finds entries that were changed, taken out or put in, an end that was cut off, records and "
      "claims that are not\n"
      "what their facts make of them, and rules that no pack has. May run beside the server.\n"
      "Note the root that it prints outside the machine: with --root a journal rewritten "
      "throughout is found too.\n"
      "Exit codes: 0 sound; 1 faults were found; 2 the database cannot be read.");
  sub->callback([&action, options] { action = [options] { return verify(*options); }; });
}

}  // namespace guiju::cli
