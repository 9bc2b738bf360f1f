#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pack/field.hpp"

namespace guiju::http {

/// Why a new password will not do.
enum class PasswordFault {
  none,
  not_utf8,
  too_short,  ///< fewer than 8 characters
  too_long,   ///< more than 256 bytes
  common,     ///< among the 10,000 that are guessed first, in whatever case
  guessable,  ///< a word that anyone knows of its owner, and hardly more
};

/// Any characters will do, in any mixture; nothing is cut off or changed. `about`: words that say
/// whose it is (login, name, company). With those and the program's name taken out, and digits and
/// punctuation too, four characters must remain.
PasswordFault fault_of_password(std::string_view password, std::span<const std::string> about);
/// A sentence. Precondition: it is a fault.
const pack::Text& text_of(PasswordFault fault);

/// data/common-passwords.txt: in lower case, each between two line feeds.
std::string_view common_passwords();

}  // namespace guiju::http
