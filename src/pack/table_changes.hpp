#pragma once

#include <string>
#include <vector>

#include "pack/difference.hpp"

namespace guiju::pack {

struct TableChange {
  bool is_same = false;  ///< written alike, but for blanks, comments and parameters' names
  Difference::Kind kind = Difference::Kind::changed;
  std::vector<Witness> witnesses;
};

/// Compares the rows of the table `id`, which both packs have.
TableChange compare_table(const Pack& before, const Pack& after, const std::string& id);

}  // namespace guiju::pack
