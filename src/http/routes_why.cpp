#include <charconv>

#include "app/present_why.hpp"
#include "http/deferred.hpp"
#include "http/handlers.hpp"

namespace guiju::http {

Answer get_why(Call& call) {
  const auto& text = call.path[0];
  std::uint64_t seq = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seq);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    return call.problem(app::ProblemCode::not_found);
  }
  const auto& shelf = call.services.desk.shelf();
  return answer_on_worker(call, [seq, &shelf](const app::Stage& stage, app::Reader& reader) {
    const auto again = app::decide_again(reader, shelf, seq);
    if (!again || !app::may_hear(stage, *again)) return not_found(stage);
    return json_response(why_json(stage, *again));
  });
}

}  // namespace guiju::http
