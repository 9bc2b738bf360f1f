#include <CLI/CLI.hpp>
#include <iostream>

#include "app/present_clause_use.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/read_company.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string pack, database, packs, from, to, rule, language = "zh-Hans";
  bool json = false;
};

/// The month before that of the day.
std::pair<LocalDate, LocalDate> month_before(LocalDate day) {
  using namespace std::chrono;
  const year_month_day today{sys_days(day.time_since_epoch())};
  const auto month = year_month(today.year(), today.month()) - months(1);
  const auto local = [](year_month_day ymd) { return LocalDate(sys_days(ymd).time_since_epoch()); };
  return {local(month / 1), local(year_month_day(month / last))};
}

int use(const Options& options) {
  const ReadCompany company(options.database, options.packs);
  const auto* pack = company.shelf().in_force(options.pack, company.now());
  if (pack == nullptr) {
    throw std::runtime_error("this company has no regulation `" + options.pack + "` in force");
  }
  if (!options.rule.empty() && pack->find_rule(options.rule) < 0) {
    throw std::runtime_error("`" + options.pack + "` has no rule `" + options.rule + "`");
  }
  auto [from, to] = month_before(pack->calendar->date_of(company.now()));
  if (!options.from.empty()) from = day_named(options.from);
  if (!options.to.empty()) to = day_named(options.to);
  const auto& zone = pack->calendar_rules.zone;
  const auto stage = company.stage(language_named(options.language));
  const auto uses = app::count_uses(stage, company.reader(), *pack, company.shelf(),
                                    {.from = zone.to_instant(LocalTime(from)),
                                     .to = zone.to_instant(LocalTime(to + std::chrono::days(1))),
                                     .listed = options.rule});
  if (!options.json && options.rule.empty()) {
    std::cout << stage.say(pack->title) << ' ' << pack->version << "  " << to_text(from) << " – "
              << to_text(to) << '\n'
              << clause_use_text(stage, *pack, uses);
    return done;
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("id", pack->id)
      .field("version", pack->version)
      .field("from", to_text(from))
      .field("to", to_text(to));
  write_clause_uses(json, stage, *pack, uses);
  json.end_object();
  std::cout << out << '\n';
  return done;
}

}  // namespace

void add_pack_use(CLI::App& pack, Action& action) {
  auto* sub = pack.add_subcommand(
      "use", "Print which clauses of a regulation decided how often in a period, and which never");
  auto options = std::make_shared<Options>();
  sub->add_option("pack", options->pack, "id of a regulation that the company works by")
      ->required();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--from", options->from, "first day, as 2026-01-01; default: of last month");
  sub->add_option("--to", options->to, "last day; default: of last month");
  sub->add_option("--rule", options->rule, "a rule's acts one by one, as JSON");
  sub->add_option("--language", options->language, "zh-Hans, zh-Hant or en");
  sub->add_flag("--json", options->json, "what the API answers");
  sub->callback([&action, options] { action = [options] { return use(*options); }; });
}

}  // namespace guiju::cli
