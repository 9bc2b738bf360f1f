#pragma once

#include <string_view>

/// 核决. The names by which the program knows what a pack calls them: of the kind `approval` of the
/// pack `company` (packs/company/kinds/approval.yaml), of the duties that COM-9 keeps apart, and of
/// the refusals that lie in who asks. A test holds them against that pack.
namespace guiju::casework::approval {

// Fields of a record made after the kind, and outputs of a table of authority.
inline constexpr std::string_view levels = "levels", decides = "decides", may_decide = "may_decide",
                                  assigned_to = "assigned_to", countersigns = "countersigns",
                                  countersignatures = "countersignatures",
                                  decided_by = "decided_by", decided_for = "decided_for",
                                  decided_at = "decided_at";

/// 会签. What stands in one of `countersignatures`.
namespace signature {
inline constexpr std::string_view word = "word", by = "by", at = "at", opinion = "opinion";
}

/// 职务. What a command's `duty` may be.
namespace duty {
inline constexpr std::string_view requests = "requests", countersigns = "countersigns",
                                  decides = "decides", books = "books";
}

/// Refusals that lie in who asks, or in whom the matter still waits for.
namespace refusal {
inline constexpr std::string_view not_entitled_role = "NOT_ENTITLED_ROLE",
                                  beyond_authority = "BEYOND_AUTHORITY",
                                  countersign_missing = "COUNTERSIGN_MISSING",
                                  duties_not_separate = "DUTIES_NOT_SEPARATE";
}

}  // namespace guiju::casework::approval
