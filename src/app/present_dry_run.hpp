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
/// The report with at most `differences_max` of its differences, those of one effect where `only`
/// is stated.
void write_dry_run(JsonWriter& json, const Stage& stage, const DryRunReport& report,
                   std::size_t differences_max, std::optional<Effect> only = std::nullopt);

}  // namespace guiju::app
