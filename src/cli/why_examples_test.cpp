#include <gmock/gmock.h>

#include "app/examples.hpp"
#include "app/what_if.hpp"
#include "cli/pack_files.hpp"

/// Over the examples of three packs: what a refused order tried last is what refused it, and what
/// is said to turn it does.
namespace guiju::cli {
namespace {

using casework::Decision;
using casework::Refusal;

struct Tally {
  std::size_t orders = 0, refusals = 0, flips = 0, tries = 0;
};

void check_refusal(const casework::View& world, const casework::Order& order, Instant at,
                   Tally& tally) {
  ++tally.orders;
  if (std::holds_alternative<Decision>(casework::decide(world, order, at))) return;
  app::Redecided why{.before = {std::shared_ptr<const void>(), &world},
                     .version = order.command->type->pack,
                     .order = order,
                     .at = at};
  why.outcome = casework::decide(world, order, at, &why.trace);
  const auto* refusal = why.refusal();
  ASSERT_NE(refusal, nullptr) << "who listens changes nothing";
  ++tally.refusals;
  ASSERT_FALSE(why.trace.steps().empty()) << refusal->code;
  const auto& last = why.trace.steps().back();
  if (refusal->code == "KEY_TAKEN" || refusal->code == "RECORD_UNKNOWN") return;
  EXPECT_EQ(last.code, refusal->code) << order.command->name;
  EXPECT_TRUE(last.holds) << refusal->code;
  EXPECT_EQ(last.basis, refusal->basis) << refusal->code;
  if (tally.refusals % 4 != 0) return;  // each fourth: a search is some hundred decisions
  const app::MayTell everything = [](const casework::Read&) { return true; };
  const auto flips = app::find_flips(why, everything, 400);
  tally.tries += flips.tried;
  for (const auto& flip : flips.found) {
    EXPECT_TRUE(std::holds_alternative<Decision>(app::decide_with(why, flip.changes)))
        << order.command->name << ' ' << refusal->code;
    ++tally.flips;
  }
}

TEST(WhyOverExamples, what_refused_is_told_last_with_its_clause_and_what_turns_it_does) {
  const PackLoader loader(find_places("packs"));
  Tally tally;
  for (const std::string id : {"huayuan", "property-ladder", "product-complaint"}) {
    Diagnostics diagnostics;
    const auto files = read_pack_folder(loader.folder_of(id));
    Editions editions(loader, files, false);
    const auto make = [&](std::span<const pack::ParameterOverride> parameters, Diagnostics& found) {
      return editions.with(parameters, found);
    };
    const app::Examples examples(files, make, diagnostics);
    EXPECT_GT(examples.size(), 0u) << id;
    for (std::size_t which = 0; which < examples.size(); ++which) {
      examples.play(which, make, diagnostics,
                    [&](const app::World& world, const casework::Order& order, Instant at) {
                      check_refusal(world, order, at, tally);
                    });
    }
  }
  EXPECT_GT(tally.refusals, 100u);
  EXPECT_GT(tally.flips, 10u);
  std::cout << tally.orders << " orders, " << tally.refusals << " refused, " << tally.flips
            << " flips in " << tally.tries << " tries\n";
}

}  // namespace
}  // namespace guiju::cli
