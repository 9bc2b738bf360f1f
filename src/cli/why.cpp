#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json/parse.hpp>
#include <iostream>

#include "app/present_why.hpp"
#include "app/why_text.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/read_company.hpp"
#include "delivery/clock.hpp"
#include "http/traditional.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string what, database, packs, as, language = "zh-Hans";
  bool json = false;
};

constexpr std::size_t entries_max = 100'000;

/// The entry that is meant: by its number, or the newest that a person caused about the record.
std::uint64_t find_entry(const app::Reader& reader, const std::string& what) {
  if (!what.empty() && std::ranges::all_of(what, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::stoull(what);
  }
  const auto ids = reader.named(what);
  if (ids.empty()) {
    throw std::runtime_error("there is no record `" + what +
                             "`; give the number of an entry, or number, key or id of a record");
  }
  const auto entries = reader.timeline(reader.find(ids.front())->stream, 1, entries_max);
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const bool is_about = entry->body.find('"' + ids.front().text + '"') != std::string::npos ||
                          entry->stream == ids.front().text;
    if (is_about && entry->actor != "clock" && entry->actor != "system") return entry->seq;
  }
  throw std::runtime_error("nobody has given an order about `" + what + "` yet");
}

int why(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile company(options.database, loader);
  const auto reader = company.store().open_reader();
  const app::Reader::Snapshot snapshot(*reader);
  const auto& packs = company.shelf().all_in_force(delivery::RealClock().now());
  const auto& directory = reader->directory();
  const casework::Person* viewer = options.as.empty() ? nullptr : directory.find_person(options.as);
  if (viewer == nullptr && !options.as.empty()) {
    throw std::runtime_error("there is no person `" + options.as + "`");
  }
  const auto sees = viewer == nullptr ? app::Visibility::all() : app::visibility_of(*viewer, packs);
  const app::Texts texts(http::make_traditional_converter());
  const auto again = app::decide_again(*reader, company.shelf(), find_entry(*reader, options.what));
  if (!again) throw std::runtime_error("`" + options.what + "` is no entry that decides anything");
  const app::Stage stage{.view = {*reader, viewer},
                         .directory = directory,
                         .texts = texts,
                         .language = language_named(options.language),
                         .now = again->at,
                         .viewer = viewer,
                         .sees = sees,
                         .packs = packs};
  if (!app::may_hear(stage, *again)) {
    throw std::runtime_error("`" + options.what + "` is no entry that decides anything");
  }
  const auto told = app::why_json(stage, *again);
  std::cout << (options.json
                    ? told + '\n'
                    : app::why_text(boost::json::parse(told).as_object(), texts, stage.language));
  return again->is_same ? done : refused;
}

}  // namespace

void add_why(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand(
      "why", "Why a decision came out as it did, and what would have had to be different");
  auto options = std::make_shared<Options>();
  sub->add_option("what", options->what,
                  "number of a journal entry; or number, key or id of a record: its newest act")
      ->required();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--as", options->as, "key of a person: tell what that person may see");
  sub->add_option("--language", options->language, "zh-Hans, zh-Hant or en");
  sub->add_flag("--json", options->json, "what the API answers");
  sub->footer(
      "The decision is made once more, over what was so just before it; nothing is written.\n"
      "Exit codes: 0 told; 1 told, but today's program decides otherwise; 2 there is no such "
      "decision.");
  sub->callback([&action, options] { action = [options] { return why(*options); }; });
}

}  // namespace guiju::cli
