#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/texts.hpp"
#include "casework/decide.hpp"

namespace guiju::app {

/// Why something was not done, for people and programs (RFC 9457). Texts are in the caller's
/// language already; `code` never changes with it.
struct Problem {
  int status = 400;
  std::string code;
  std::string title;
  std::string detail;
  std::string help;
  std::string pointer;  ///< into the request's JSON
  std::string field;    ///< the first input or query parameter at fault
  std::vector<std::string> fields;
  std::vector<std::string> names;
  std::string since;  ///< an instant in the zone of the pack: since when `names` stand in the way
  std::uint64_t entry = 0;  ///< of the journal, of a refusal that stands there; 0: in none
  struct RuleRef {
    std::string id, text;
  };
  struct ArticleRef {
    std::string id, number, heading;
  };
  std::vector<RuleRef> rules;
  std::vector<ArticleRef> articles;
};

std::string to_json(const Problem& problem);

/// The program's own reasons, with their status: `BAD_INPUT` 400, `UNAUTHENTICATED` 401,
/// `NOT_ENTITLED_ROLE` 403, `NOT_FOUND` 404, `VERSION_CONFLICT` 412, `KEY_REUSED` 409,
/// `TOO_LARGE` 413, `ATTACHMENT_TYPE_FALSE` (name and content do not agree) 415,
/// `ATTACHMENT_TYPE_UNKNOWN` 415, `ATTACHMENT_EMPTY` 422, `TABLE_UNREADABLE` 422,
/// `EXAMPLES_FAIL` (of a draft) 422, `WRONG_PASSWORD` (of who is signed in) 422, `WEAK_PASSWORD` (a
/// new one) 422, `TOO_MANY_REQUESTS` 429, `UNAVAILABLE` 503, `STORAGE_FULL` 507.
enum class ProblemCode {
  bad_input,
  unauthenticated,
  not_entitled,
  not_found,
  method_not_allowed,
  version_conflict,
  key_reused,
  too_large,
  attachment_type_false,
  attachment_type_unknown,
  attachment_empty,
  table_unreadable,
  examples_fail,
  wrong_password,
  weak_password,
  too_many_requests,
  unavailable,
  storage_full,
};
Problem make_problem(ProblemCode code, const Texts& texts, Language language);

/// What was wrong with the input at `pointer`.
enum class InputFault {
  not_json,
  not_utf8,
  not_an_object,
  unknown_field,
  missing,
  wrong_type,  ///< `expected` names the type, as the pack language writes it
  no_such_date,
  no_such_record,  ///< a reference to what does not exist
  out_of_range,
  duplicate_field,
  wrong_media_type,
  masked,  ///< a number as it is shown to those who do not read it whole
};
Problem bad_input(InputFault fault, std::string pointer, std::string_view expected,
                  const Texts& texts, Language language);

/// A refusal with its clauses: 403 for want of a right, 409 for the wrong step, else 422.
Problem to_problem(const casework::Refusal& refusal, const Texts& texts, Language language);

/// One step of a JSON pointer, escaped (RFC 6901).
std::string pointer_step(std::string_view name);

}  // namespace guiju::app
