#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <iostream>
#include <optional>

#include "app/desk.hpp"
#include "app/drafts.hpp"
#include "app/problem.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "cli/play_examples.hpp"
#include "cli/read_company.hpp"
#include "delivery/clock.hpp"
#include "http/traditional.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string draft, database, packs, as, on, trial_until, reason, language = "zh-Hans";
};

/// What is told, in the language of who reads it.
struct Told {
  const app::Texts& texts;
  app::Language language;

  std::string_view operator()(const pack::Text& text) const { return texts.say(text, language); }
};

/// False, and told, where an example does not hold.
bool examples_hold(const PackLoader& loader, const pack::Pack& draft, const Told& told) {
  Diagnostics told_when_compiled;
  const auto played = play_examples(loader, draft.files, false, told_when_compiled);
  const auto failing = app::failing_examples(played);
  for (const auto& line : failing) std::cerr << "  " << line << '\n';
  if (failing.empty()) {
    std::cout << told({"全部成立的案例：", "", "examples, all of which hold: "}) << played.size()
              << '\n';
  }
  return failing.empty();
}

void print_refusal(const Told& told, const casework::Refusal& refusal) {
  const auto problem = app::to_problem(refusal, told.texts, told.language);
  std::cerr << problem.title << ": " << problem.help;
  for (const auto& rule : problem.rules) std::cerr << " [" << rule.id << ']';
  std::cerr << '\n';
}

/// The id of the edition that the draft became; empty, and told, where that is refused.
std::optional<std::string> hand_in(CompanyFile& company, const app::Desk& desk, const Told& told,
                                   const pack::Pack& draft, const std::string& person) {
  const Instant now = delivery::RealClock().now();
  std::optional<casework::Outcome> outcome;
  company.store().write(
      [&](app::UnitOfWork& unit) { outcome = desk.submit_draft(unit, draft, person, now, now); });
  if (const auto* refusal = std::get_if<casework::Refusal>(&*outcome)) {
    print_refusal(told, *refusal);
    return std::nullopt;
  }
  return std::get<casework::Decision>(*outcome).subject.text;
}

/// Puts it in force as that person would on its page: under his rights.
bool put_in_force(CompanyFile& company, const app::Desk& desk, const std::string& edition,
                  const Options& options, app::Language language) {
  boost::json::object with{{"effective_from", options.on}, {"reason", options.reason}};
  if (!options.trial_until.empty()) with["trial_until"] = options.trial_until;
  const Instant now = delivery::RealClock().now();
  app::Receipt receipt;
  company.store().write([&](app::UnitOfWork& unit) {
    receipt = desk.execute(unit,
                           {.pack = "company",
                            .command = "edition.adopt",
                            .on = edition,
                            .with = with,
                            .actor = options.as,
                            .idempotency_key = {},
                            .if_match = {},
                            .language = language},
                           now, now)
                  .receipt;
  });
  if (receipt.status == 200) return true;
  const auto problem = boost::json::parse(receipt.body);
  const auto* help = problem.as_object().if_contains("help");
  std::cerr << std::string_view(problem.at("title").as_string()) << ": "
            << (help == nullptr ? std::string_view() : std::string_view(help->as_string())) << '\n';
  return false;
}

void check(const Options& options, const app::Reader& reader) {
  const auto& directory = reader.directory();
  const auto* person = directory.find_person(options.as);
  if (person == nullptr || !app::may_read_drafts(*person)) {
    std::string keepers;
    for (const auto& [key, one] : directory.people) {
      if (app::may_read_drafts(one)) keepers += (keepers.empty() ? "" : ", ") + key;
    }
    throw std::runtime_error("`" + options.as +
                             "` keeps no regulations of this company: name by --as the key of "
                             "somebody who holds the role regulation_keeper" +
                             (keepers.empty() ? "; nobody does" : ": " + keepers));
  }
  if (!options.on.empty()) day_named(options.on);
  if (!options.trial_until.empty()) day_named(options.trial_until);
  if (options.on.empty() && !(options.trial_until.empty() && options.reason.empty())) {
    throw std::runtime_error(
        "--trial-until and --reason go with --on, the day from which it counts");
  }
  if (!options.on.empty() && options.reason.empty()) {
    throw std::runtime_error("--on wants --reason: by whose decision it is put in force");
  }
}

int adopt(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile company(options.database, loader);
  check(options, *company.store().open_reader());
  const auto draft = draft_for_database(options.database, loader, options.draft);
  const app::Texts texts(http::make_traditional_converter());
  const Told told{texts, language_named(options.language)};
  if (!examples_hold(loader, *draft, told)) return refused;
  const app::Desk desk(company.shelf(), texts);
  const auto edition = hand_in(company, desk, told, *draft, options.as);
  if (!edition) return refused;
  company.shelf().add(draft, std::nullopt);
  std::cout << told({"已提交：", "", "handed in: "}) << *edition << '\n';
  if (options.on.empty()) {
    std::cout << told(
                     {"尚未施行。制度管理员可在该页面上“公布施行”", "",
                      "Not in force yet. A keeper of regulations can put it in force on its page."})
              << '\n';
    return done;
  }
  if (!put_in_force(company, desk, *edition, options, told.language)) return refused;
  std::cout << told({"施行日期：", "", "in force from "}) << options.on << '\n';
  if (!options.trial_until.empty())
    std::cout << told({"试行至：", "", "on trial until "}) << options.trial_until << '\n';
  return done;
}

}  // namespace

void add_pack_adopt(CLI::App& pack, Action& action) {
  auto* sub = pack.add_subcommand(
      "adopt", "Play the examples of a draft, hand it in, and put it in force from a day");
  auto options = std::make_shared<Options>();
  sub->add_option("--draft", options->draft, "the folder of the draft")->required();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--as", options->as, "key of who does it: a keeper of regulations")->required();
  sub->add_option("--on", options->on, "first day in force; without it, it is only handed in");
  sub->add_option("--trial-until", options->trial_until, "last day of a trial");
  sub->add_option("--reason", options->reason, "by whose decision");
  sub->add_option("--language", options->language, "zh-Hans, zh-Hant or en");
  sub->footer(
      "Who hands in and who puts in force is one person, under that person's rights.\n"
      "Exit codes: 0 done; 1 an example does not hold, or it was refused; 2 the draft or the "
      "database cannot be read.");
  sub->callback([&action, options] { action = [options] { return adopt(*options); }; });
}

}  // namespace guiju::cli
