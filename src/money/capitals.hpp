#pragma once

#include <string>

#include "money/number.hpp"

namespace guiju::money {

/// 大写金额. The amount as papers write it so that nobody adds a stroke: 262500 fen is
/// `贰仟陆佰贰拾伍元整`, 500 yuan and 4 fen `伍佰元零肆分`. Simplified characters.
/// Precondition: the size of `amount` is at most `number_max`.
std::string in_capitals(Money amount);

}  // namespace guiju::money
