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

namespace guiju::cli {
namespace {

struct Options {
  std::string draft, database, packs, as, on, trial_until, reason;
};

/// False, and told, where an example does not hold.
bool examples_hold(const PackLoader& loader, const pack::Pack& draft) {
  Diagnostics told_when_compiled;
  const auto played = play_examples(loader, draft.files, false, told_when_compiled);
  const auto failing = app::failing_examples(played);
  for (const auto& line : failing) std::cerr << "  " << line << '\n';
  if (failing.empty()) std::cout << "案例 " << played.size() << " 个，全部成立\n";
  return failing.empty();
}

void print_refusal(const app::Texts& texts, const casework::Refusal& refusal) {
  const auto problem = app::to_problem(refusal, texts, app::Language::zh_hans);
  std::cerr << problem.title << "：" << problem.help;
  for (const auto& rule : problem.rules) std::cerr << "〔" << rule.id << "〕";
  std::cerr << '\n';
}

/// The id of the edition that the draft became; empty, and told, where that is refused.
std::optional<std::string> hand_in(CompanyFile& company, const app::Desk& desk,
                                   const app::Texts& texts, const pack::Pack& draft,
                                   const std::string& person) {
  const Instant now = delivery::RealClock().now();
  std::optional<casework::Outcome> outcome;
  company.store().write(
      [&](app::UnitOfWork& unit) { outcome = desk.submit_draft(unit, draft, person, now, now); });
  if (const auto* refusal = std::get_if<casework::Refusal>(&*outcome)) {
    print_refusal(texts, *refusal);
    return std::nullopt;
  }
  return std::get<casework::Decision>(*outcome).subject.text;
}

/// Puts it in force as that person would on its page: under his rights.
bool put_in_force(CompanyFile& company, const app::Desk& desk, const std::string& edition,
                  const Options& options) {
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
                            .if_match = {}},
                           now, now)
                  .receipt;
  });
  if (receipt.status == 200) return true;
  const auto problem = boost::json::parse(receipt.body);
  const auto* help = problem.as_object().if_contains("help");
  std::cerr << std::string_view(problem.at("title").as_string()) << "："
            << (help == nullptr ? std::string_view() : std::string_view(help->as_string())) << '\n';
  return false;
}

void check(const Options& options, const app::Reader& reader) {
  const auto* person = reader.directory().find_person(options.as);
  if (person == nullptr || !app::may_read_drafts(*person)) {
    throw std::runtime_error("`" + options.as +
                             "` keeps no regulations of this company: name by "
                             "--as somebody who holds the role regulation_keeper");
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
  if (!examples_hold(loader, *draft)) return refused;
  const app::Texts texts;
  const app::Desk desk(company.shelf(), texts);
  const auto edition = hand_in(company, desk, texts, *draft, options.as);
  if (!edition) return refused;
  company.shelf().add(draft, std::nullopt);
  std::cout << "已提交 " << draft->id << ' ' << draft->version << "：" << *edition << '\n';
  if (options.on.empty()) {
    std::cout << "尚未施行。制度管理员可在该页面上“公布施行”\n";
    return done;
  }
  if (!put_in_force(company, desk, *edition, options)) return refused;
  std::cout << "自 " << options.on << " 起施行";
  if (!options.trial_until.empty()) std::cout << "，试行至 " << options.trial_until;
  std::cout << '\n';
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
  sub->footer(
      "Who hands in and who puts in force is one person, under that person's rights.\n"
      "Exit codes: 0 done; 1 an example does not hold, or it was refused; 2 the draft or the "
      "database cannot be read.");
  sub->callback([&action, options] { action = [options] { return adopt(*options); }; });
}

}  // namespace guiju::cli
