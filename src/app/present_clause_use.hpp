#pragma once

#include "app/clause_use.hpp"
#include "app/present.hpp"

/// 条款使用 for people.
namespace guiju::app {

/// Counts over the whole journal what lies in records that the viewer of the stage may see.
ClauseUses count_uses(const Stage& stage, const Reader& reader, const pack::Pack& pack,
                      const Shelf& shelf, const ClauseUses::Question& question);

/// `"items"`: the clauses in their order, each with how often; `"cases_begun"`; and, where a rule
/// was listed, `"acts"`, the newest first, as many as `acts_max` of an effect, and `"acts_cut"`.
void write_clause_uses(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                       const ClauseUses& uses);
inline constexpr std::size_t acts_max = 200;

/// The same as a clerk reads it, on lines: what decided, what never did, and what cannot by itself.
std::string clause_use_text(const Stage& stage, const pack::Pack& pack, const ClauseUses& uses);

}  // namespace guiju::app
