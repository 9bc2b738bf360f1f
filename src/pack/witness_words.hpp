#pragma once

#include "feel/table_difference.hpp"
#include "pack/difference.hpp"
#include "pack/phrase.hpp"

namespace guiju::pack {

/// A case in words: `类别 为「整改类」，金额 为 ¥5,000.00`; that it is every case where nothing is
/// named.
Text words_of_case(const Phrases& phrases,
                   const std::vector<std::pair<std::string, std::string>>& values);
/// A value as FEEL writes it; `null` for none.
std::string written(const feel::Value& value);
/// A case that two tables treat differently; `before` and `after` give the grounds of their rows.
Witness witness_of(const feel::TableCase& found, const Pack& before, const Table& table_before,
                   const Pack& after, const Table& table_after);

}  // namespace guiju::pack
