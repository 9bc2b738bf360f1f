#pragma once

#include <optional>
#include <string>

#include "app/present.hpp"
#include "app/what_if.hpp"

/// Why a decision came out as it did, told to one person: of what he may not see, that it was
/// looked at and no more.
namespace guiju::app {

/// What was read, as the viewer reads it; empty where he may not see the record it stands in.
std::optional<feel::Value> as_told(const Stage& stage, const Redecided& again,
                                   const casework::Read& read);
/// What the fact is called.
std::string fact_title(const Stage& stage, const Redecided& again, const casework::Read& read);
/// What it is, in words; `value` as of that fact.
std::string fact_text(const Stage& stage, const Redecided& again, const casework::Read& read,
                      const feel::Value& value);

/// Whether the viewer may hear of the decision at all: he sees the record that it is about, or has
/// given the order himself.
bool may_hear(const Stage& stage, const Redecided& again);
/// A flip as a sentence.
std::string flip_text(const Stage& stage, const Redecided& again, const Flip& flip);
/// `{entry, at, by, title, case, outcome, inputs, steps, flips, rules, articles}`: docs/api.md.
/// Precondition: `may_hear`.
std::string why_json(const Stage& stage, const Redecided& again);

}  // namespace guiju::app
