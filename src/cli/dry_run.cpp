#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "app/present_dry_run.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/dry_run_threads.hpp"
#include "cli/large_pages.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "store/dump.hpp"
#include "store/sql_store.hpp"

namespace guiju::cli {
namespace {

constexpr std::size_t shown_of_each = 10;
constexpr std::uint64_t entries_at_once = 256;

struct Options {
  std::string draft, database, packs, from, to;
  bool json = false;
};

/// A day of the options as a moment in the draft's zone: its beginning, or the one after it.
Instant day_of(const std::string& text, const pack::Pack& draft, bool is_end) {
  const auto day = parse_date(text);
  if (!day) throw std::runtime_error("`" + text + "` is no date; write 2026-01-31");
  return draft.calendar_rules.zone.to_instant(LocalTime(*day + std::chrono::days(is_end ? 1 : 0)));
}

std::string clauses_of(const app::Told& told) {
  std::string text;
  if (told.pack == nullptr) return text;
  for (const auto& rule : pack::rules_of(*told.pack, told.basis))
    text += (text.empty() ? "" : "、") + rule;
  return text;
}

/// One line: when, which record, what; then as it was and as it would be, each with its clauses.
void print(const app::Stage& stage, const app::Difference& one) {
  const auto said = [&](const app::Told& told) {
    const auto text = app::told_text(stage, told);
    return text.empty() ? std::string("—") : text;
  };
  std::cout << "    " << app::moment_text(stage, *stage.packs.front(), one.at) << "  "
            << one.record.text << "  " << one.act.zh;
  if (!one.what.zh.empty()) std::cout << "：" << one.what.zh;
  const auto before = clauses_of(one.before), after = clauses_of(one.after);
  if (!before.empty() || !after.empty()) {
    std::cout << "  " << said(one.before);
    if (!before.empty() && before != after) std::cout << "〔" << before << "〕";
    std::cout << " → " << said(one.after) << "〔" << (after.empty() ? before : after) << "〕";
  }
  std::cout << '\n';
}

void print(const app::Stage& stage, const app::DryRunReport& report) {
  std::cout << "重新办理 " << report.acts << " 件事，时钟 " << report.clock_acts << " 次，涉及 "
            << report.cases << " 宗：";
  if (report.differences.empty()) {
    std::cout << "没有不同\n";
  } else {
    std::cout << report.differing_cases << " 宗不同\n";
  }
  if (report.left_out > 0) std::cout << report.left_out << " 条记录的种类草案里没有，略去\n";
  for (const auto& [name, sum] : report.sums) {
    const auto yuan = [&](std::int64_t fen) {
      return app::amount_text(stage, *stage.packs.front(), fen);
    };
    std::cout << "  " << sum.what.zh << "（" << name << "）：原 " << yuan(sum.before_fen) << "，新 "
              << yuan(sum.after_fen) << '\n';
  }
  for (const auto& [effect, count] : report.effects) {
    std::cout << "  " << app::title_of(effect).zh << "：" << count.differences << " 处，"
              << count.cases << " 宗\n";
    std::size_t shown = 0;
    for (const auto& one : report.differences) {
      if (one.effect != effect) continue;
      if (shown++ == shown_of_each) {
        std::cout << "    …… 其余用 --json 看\n";
        break;
      }
      print(stage, one);
    }
  }
}

void play(const store::Dump& dump, Instant to, app::DryRun& run) {
  const auto last = std::min(dump.last_entry_before(to) + 1, dump.entry_count());
  std::vector<journal::Entry> read;
  std::size_t at = 0;
  std::uint64_t from = 1;
  const auto next = [&](journal::Entry& entry) {
    if (at == read.size()) {
      if (from > last) return false;
      read = dump.entries(from, std::min(entries_at_once, last - from + 1));
      from += read.size();
      at = 0;
    }
    entry = std::move(read[at++]);
    return true;
  };
  Progress progress("dryrun", static_cast<std::int64_t>(last));
  play_on_threads(run, next, [&](std::uint64_t seq) {
    progress.update(static_cast<std::int64_t>(seq), static_cast<std::int64_t>(seq), "entries");
  });
}

int dry_run(const Options& options) {
  use_large_pages();
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  const auto shelf = shelf_of_database(options.database, loader);
  const auto draft = draft_for_database(options.database, loader, options.draft);
  if (std::ranges::none_of(shelf->all(), [&](const auto* pack) { return pack->id == draft->id; })) {
    throw std::runtime_error("this company does not work by `" + draft->id +
                             "`: there is no past to try it on");
  }
  const Instant from = options.from.empty() ? Instant{} : day_of(options.from, *draft, false);
  const Instant to = options.to.empty() ? Instant::max() : day_of(options.to, *draft, true);
  // Never destroyed: the end of the process frees millions of values faster than they would.
  auto& run = *new app::DryRun(*shelf, *draft, from, to, app::Visibility::all());
  {
    const store::Dump dump(options.database, [&](std::string_view id, std::string_view version) {
      return shelf->find(id, version);
    });
    play(dump, to, run);
  }
  const auto report = run.finish();
  const app::Texts texts;
  const auto everything = app::Visibility::all();
  const std::vector<const pack::Pack*> packs{draft.get()};
  const app::Stage stage{.view = {run.world(), nullptr},
                         .directory = run.world().directory(),
                         .texts = texts,
                         .now = to,
                         .sees = everything,
                         .packs = packs};
  if (options.json) {
    std::string out;
    JsonWriter json(out);
    app::write_dry_run(json, stage, report, {.limit = report.differences.size()});
    std::cout << out << '\n';
  } else {
    print(stage, report);
  }
  return report.differences.empty() ? done : refused;
}

}  // namespace

void add_dry_run(CLI::App& pack, Action& action) {
  auto* sub = pack.add_subcommand(
      "dryrun", "Play what a company has done in a period under a draft, and tell what differs");
  auto options = std::make_shared<Options>();
  sub->add_option("--draft", options->draft, "the folder of the draft")->required();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--from", options->from, "first day, as 2026-01-01; default: the beginning");
  sub->add_option("--to", options->to, "last day; default: as far as the journal goes");
  sub->add_flag("--json", options->json, "everything as JSON, every difference");
  sub->footer(
      "Everything that people asked is asked again, the clock runs by the draft. Nothing is "
      "written.\n"
      "Exit codes: 0 nothing differs; 1 something does; 2 the draft or the database cannot be "
      "read.");
  sub->callback([&action, options] { action = [options] { return dry_run(*options); }; });
}

}  // namespace guiju::cli
