#pragma once

#include <string_view>

#include "pack/model.hpp"

namespace guiju::app {

/// What the parts of an amount's derivation are called: computations, inputs, steps, functions and
/// the words by which a rule is chosen. A null pointer for a word that no derivation uses.
const pack::Text* find_amount_word(std::string_view word);
/// The sentence that says how fen were rounded; a null pointer for no rounding word.
const pack::Text* find_rounding_sentence(std::string_view word);

}  // namespace guiju::app
