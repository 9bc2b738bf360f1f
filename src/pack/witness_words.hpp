#pragma once

#include "feel/table_difference.hpp"
#include "pack/difference.hpp"

namespace guiju::pack {

/// `label` and where its value lies: `金额 在 1000（不含）至 2000（含）之间`.
Text words_of(const std::string& label, const std::vector<feel::Stretch>& where);
/// A value as FEEL writes it; `null` for none.
std::string written(const feel::Value& value);
/// A case that two tables treat differently; `before` and `after` give the grounds of their rows.
Witness witness_of(const feel::TableCase& found, const Pack& before, const Table& table_before,
                   const Pack& after, const Table& table_after);

}  // namespace guiju::pack
