#pragma once

#include <functional>
#include <string>

#include "http/handlers.hpp"

namespace guiju::http {

/// Makes an answer of what is so. The reader is its own, and no snapshot.
using Read = std::function<Response(const app::Stage& stage, app::Reader& reader)>;

/// What is read when the request is gone: who asked for it, and how he gets his answer.
struct Deferred {
  Services& services;
  Completion complete;
  std::string person;
  app::Language language = app::Language::zh_hans;
  Instant now{};

  /// Completes with what `read` makes, on the calling thread: under the rights that the person has
  /// at that moment, not those of the request. Whoever has left meanwhile gets 401, a fault is 503.
  void run(const Read& read) const;
  void complete_with(app::ProblemCode code) const;
};

/// To who asked for what does not exist, or what he may not see.
Response not_found(const app::Stage& stage);

/// Precondition: somebody is signed in. The answer comes through what is returned.
Deferred defer(Call& call);

/// Runs `read` on a worker, with all that it says of one moment: for what reads so many records
/// that an io thread may not wait for it.
Answer answer_on_worker(Call& call, Read read);

}  // namespace guiju::http
