#pragma once

#include <span>

#include "calendar/zone.hpp"
#include "feel/value.hpp"
#include "pack/functions.hpp"

namespace guiju::casework {

/// The functions of the pack language about who receives the next client (docs/pack-language.md):
/// what `rotation` gives, as a context. Null where an argument is missing, a word is unknown or a
/// person is not of the staff. Moments come back in `zone`. Pure.
/// Precondition: `function` is one from `rotation_turn` to `rotation_with_queue`.
feel::Value rotation_call(pack::Function function, std::span<const feel::Value> arguments,
                          const calendar::Zone& zone);

}  // namespace guiju::casework
