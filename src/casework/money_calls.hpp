#pragma once

#include <span>

#include "feel/value.hpp"
#include "pack/functions.hpp"

namespace guiju::casework {

/// The functions of the pack language that compute amounts (docs/pack-language.md): what `money`
/// gives, as a context with `refusal`, `refused_input` and `derivation`. Pure.
/// Precondition: `function` is one from `loss_by_lines` to `balance_of`.
feel::Value money_call(pack::Function function, std::span<const feel::Value> arguments);

}  // namespace guiju::casework
