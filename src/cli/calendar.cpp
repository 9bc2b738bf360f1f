#include <CLI/CLI.hpp>
#include <iostream>

#include "app/calendar_notice.hpp"
#include "app/drafts.hpp"
#include "app/problem.hpp"
#include "calendar/holiday_file.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "delivery/clock.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string database, packs, notice, by, at;
  bool is_trial = false;
};

/// A shipped year that the company does not have yet is as good as a file with its notice.
std::string text_of(const Options& options, const PackLoader& loader,
                    const calendar::HolidayTable& known) {
  if (options.notice.size() != 4 ||
      options.notice.find_first_not_of("0123456789") != std::string::npos)
    return read_file(options.notice);
  const int year = std::stoi(options.notice);
  for (const auto& table : loader.shipped_holidays()) {
    if (table.id == known.id && table.is_published(year))
      return calendar::notice_text(table.notice_of(year));
  }
  throw std::runtime_error("this program brings no notice of " + options.notice +
                           "; name the file of one");
}

Instant moment_of(const Options& options, bool is_demo) {
  if (options.at.empty()) return delivery::RealClock().now();
  const auto at = parse_instant(options.at);
  if (!at || !is_demo) {
    throw std::runtime_error(
        "--at is a moment with its offset, 2026-11-06T09:00:00+08:00, of a demo company");
  }
  return *at;
}

void print_moved(const casework::Decision& decision, bool is_trial) {
  std::int64_t moved = 0, stayed = 0;
  for (const auto& fact : decision.facts) {
    const auto* recomputed = std::get_if<casework::ClockRecomputed>(&fact.detail);
    if (recomputed == nullptr) continue;
    if (recomputed->due_before == recomputed->due_at) {
      ++stayed;
      continue;
    }
    ++moved;
    const auto& pack = *fact.type->pack;
    const auto& deadline = pack.deadlines[static_cast<std::size_t>(recomputed->deadline)];
    const auto text = [&](Instant at) { return app::instant_text(at, pack); };
    std::cout << "  " << pack.id << '.' << fact.type->name << ' ' << fact.key << "  "
              << deadline.title.zh << "〔" << pack::rules_of(pack, deadline.rules).front() << "〕  "
              << text(*recomputed->due_before) << " → " << text(*recomputed->due_at)
              << (recomputed->provisional ? "（仍为暂定）" : "") << '\n';
  }
  std::cout << (is_trial ? "将重算：" : "已重算：") << moved << " 个时限移动，" << stayed
            << " 个不变\n";
}

int take_over(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile company(options.database, loader);
  const app::Texts texts;
  const app::Desk desk(company.shelf(), texts);
  const Instant now = moment_of(options, company.founding().is_demo);
  app::NoticeOutcome made;
  {
    const auto reader = company.store().open_reader();
    const app::Reader::Snapshot snapshot(*reader);
    const auto& directory = reader->directory();
    const auto* person = options.by.empty() ? nullptr : directory.find_person(options.by);
    if (!options.by.empty() && (person == nullptr || !app::may_read_drafts(*person)))
      throw std::runtime_error("`" + options.by + "` is no keeper of this company's regulations");
    const auto known = app::known_holidays(company.shelf(), directory);
    if (!known) throw std::runtime_error("this company counts without a holiday table");
    const app::NoticeText notice{options.notice, text_of(options, loader, *known), options.by};
    if (options.is_trial) {
      made = app::try_notice(company.shelf(), *reader, notice, now);
    } else {
      company.store().write([&](app::UnitOfWork& unit) {
        made = app::take_over(desk, unit, notice, now, delivery::RealClock().now());
      });
    }
  }
  if (!made.outcome) {
    for (const auto& finding : made.findings) std::cerr << to_text(finding) << '\n';
    return refused;
  }
  if (const auto* refusal = std::get_if<casework::Refusal>(&*made.outcome)) {
    const auto problem = app::to_problem(*refusal, texts, app::Language::zh_hans);
    std::cerr << problem.title << "：" << problem.help << '\n';
    return refused;
  }
  print_moved(std::get<casework::Decision>(*made.outcome), options.is_trial);
  return done;
}

int list(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile company(options.database, loader);
  const auto known =
      app::known_holidays(company.shelf(), company.store().open_reader()->directory());
  if (!known) throw std::runtime_error("this company counts without a holiday table");
  for (const auto& year : known->years) {
    std::cout << year.year;
    for (const auto& notice : year.notices)
      std::cout << "  " << notice.number << "  " << notice.title;
    std::cout << '\n';
  }
  for (const auto& table : loader.shipped_holidays()) {
    if (table.id != known->id) continue;
    for (const auto& year : table.years) {
      if (known->is_published(year.year)) continue;
      std::cout << year.year << "  随程序带来，尚未登记：guiju calendar import --database "
                << options.database << ' ' << year.year << '\n';
    }
  }
  return done;
}

}  // namespace

void add_calendar(CLI::App& app, Action& action) {
  auto* calendar = app.add_subcommand("calendar", "The holiday notices of a company");
  calendar->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto* import = calendar->add_subcommand(
      "import", "Take over the notice of a year: limits that have waited for it are recomputed");
  add_database_option(*import, options->database);
  add_packs_option(*import, options->packs);
  import->add_flag("--trial", options->is_trial, "tell what would move, write nothing");
  import->add_option("--by", options->by, "key of the keeper of regulations who takes it over");
  import->add_option("--at", options->at, "when (demo only); default: now");
  import
      ->add_option("notice", options->notice,
                   "a file with the year, as in data/calendars, or a year that the program brings")
      ->required();
  import->footer(
      "Exit codes: 0 it is taken over; 1 it does not hold, nothing was written; 2 the call or the "
      "database cannot be read.");
  import->callback([&action, options] { action = [options] { return take_over(*options);
};
}  // namespace guiju::cli
);
auto* list_all = calendar->add_subcommand("list", "The years that are known, and those to come");
add_database_option(*list_all, options->database);
add_packs_option(*list_all, options->packs);
list_all->callback([&action, options] { action = [options] { return list(*options); }; });
}

}  // namespace guiju::cli
