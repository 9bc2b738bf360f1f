#pragma once

#include "app/language.hpp"
#include "app/ports.hpp"
#include "app/texts.hpp"
#include "casework/decide.hpp"

namespace guiju::app {

/// What the actor of an order is told of its outcome: the facts about records that he may see, as
/// he reads them, the deadlines that they set, and what a look-up reveals.
Receipt receipt_of(const casework::View& view, const casework::Order& order,
                   const casework::Decision& decision, const Texts& texts, Language language);

}  // namespace guiju::app
