#include <CLI/CLI.hpp>
#include <boost/json/parse.hpp>
#include <iostream>
#include <map>

#include "app/company.hpp"
#include "app/desk.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string database, contents, packs, company, name;
};

std::string text_of(const json::object& line, const char* key) {
  const auto* value = line.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// The lines that go before everything else, done one after the other at their own moments.
class Beginning {
 public:
  Beginning(CompanyFile& company) : company_(company), desk_(company.shelf(), texts_) {}

  void found(const app::Company& members, Instant at) {
    company_.store().write([&](app::UnitOfWork& unit) { desk_.found(unit, members, at); });
  }

  void play(const json::object& line) {
    const auto command = text_of(line, "do");
    const auto at = parse_instant(text_of(line, "at"));
    if (!at) throw std::runtime_error("before: `at` of " + command + " is no moment");
    app::CommandRequest request{.pack = pack_of(command), .command = command, .with = {}};
    request.actor = text_of(line, "as");
    request.on = text_of(line, "on");
    if (const auto known = ids_.find(request.on); known != ids_.end()) request.on = known->second;
    if (const auto* with = line.if_contains("with"); with != nullptr && with->is_object())
      request.with = with->get_object();
    app::Answer answer;
    company_.store().write(
        [&](app::UnitOfWork& unit) { answer = desk_.execute(unit, request, *at, *at); });
    if (answer.receipt.status >= 300) {
      throw std::runtime_error("before: " + command + " is refused: " + answer.receipt.body);
    }
    if (const auto ref = text_of(line, "ref"); !ref.empty()) {
      ids_[ref] = std::string(json::parse(answer.receipt.body).at("id").as_string());
    }
  }

 private:
  std::string pack_of(const std::string& command) const {
    for (const auto* pack : company_.shelf().all_in_force(Instant{})) {
      const auto* found = pack->find_command(command);
      if (found != nullptr && found->type->pack == pack) return pack->id;
    }
    throw std::runtime_error("before: no pack has a command `" + command + "`");
  }

  CompanyFile& company_;
  const app::Texts texts_;
  const app::Desk desk_;
  std::map<std::string, std::string> ids_;  // by ref
};

/// The moment at which the members are registered: before everything that they do.
Instant founding_moment(const app::Company& company, Instant now) {
  auto earliest = now;
  for (const auto& line : company.before) {
    if (const auto at = parse_instant(text_of(line, "at"))) earliest = std::min(earliest, *at);
  }
  return earliest;
}

int init(const Options& options) {
  const PackLoader loader(find_places(options.packs));
  Diagnostics diagnostics;
  const auto yaml = pack::yaml_to_json(options.company, read_file(options.company), diagnostics);
  const auto members = app::read_company(yaml, options.company, diagnostics);
  if (has_errors(diagnostics)) throw std::runtime_error("\n" + findings_text(diagnostics, {}));
  const auto now = std::chrono::time_point_cast<Seconds>(std::chrono::system_clock::now());
  auto company =
      CompanyFile::make(options.database, options.contents, loader,
                        {options.name.empty() ? members.name : options.name, members.parameters,
                         false, members.regulations, members.calendar});
  try {
    Beginning beginning(company);
    beginning.found(members, founding_moment(members, now));
    for (const auto& line : members.before) beginning.play(line);
  } catch (const std::exception& error) {
    throw std::runtime_error(
        std::string(error.what()) + "\n" + store::Location(options.database).shown() +
        " is only half made: remove it, mend the company file, and begin again");
  }
  std::cout << store::Location(options.database).shown() << ": " << members.members.size()
            << " members registered, " << members.before.size() << " acts done\n";
  return done;
}

}  // namespace

void add_init(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("init", "Make the database of a company from its company file");
  auto options = std::make_shared<Options>();
  add_new_database_options(*sub, "--database", options->database, options->contents);
  sub->add_option(
         "--company", options->company,
         "name, regulations, sites, departments, people, clients, parameters, calendar and what "
         "went before (YAML)")
      ->required();
  sub->add_option("--name", options->name, "the company's name, instead of that of the file");
  add_packs_option(*sub, options->packs);
  sub->footer(
      "The company file is described in docs/pack-language.md; `guiju user` makes the logins.\n"
      "Exit codes: 0 done; 2 nothing could be made of it.");
  sub->callback([&action, options] { action = [options] { return init(*options); }; });
}

}  // namespace guiju::cli
