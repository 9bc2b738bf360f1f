#pragma once

#include <string>

#include "casework/directory.hpp"
#include "casework/situation.hpp"

namespace guiju::casework {

/// 以谁的名义办理. Whom `person` acts for when he does what the command's duty is, as
/// `acting_for` finds it: among the roles, departments and persons that the duty belongs to, which
/// are those of `who` where the command does not state them. Empty where none of them lets him act.
/// `situation` knows the record and the inputs. Rule: COM-9.
std::string duty_principal(const pack::Command& command, const Situation& situation,
                           const Person& person);

}  // namespace guiju::casework
