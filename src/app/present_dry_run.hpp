#pragma once

#include "app/dry_run.hpp"
#include "app/present.hpp"

/// The report of a dry run for people. The stage is the world as it would be.
namespace guiju::app {

const pack::Text& title_of(Effect effect);
/// `2026-03-02 10:00` in the zone of the pack.
std::string moment_text(const Stage& stage, const pack::Pack& pack, Instant at);
/// `¥1,234.50`.
std::string amount_text(const Stage& stage, const pack::Pack& pack, std::int64_t fen);
/// What one side says, in words; empty where it says nothing.
std::string told_text(const Stage& stage, const Told& told);
/// Which of the differences are written.
struct DifferencePage {
  std::size_t skipped = 0;
  std::size_t limit = 0;
  std::optional<Effect> only{};
};
void write_dry_run(JsonWriter& json, const Stage& stage, const DryRunReport& report,
                   const DifferencePage& page);

}  // namespace guiju::app
