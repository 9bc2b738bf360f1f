#include "http/deferred.hpp"

namespace guiju::http {

void Deferred::complete_with(app::ProblemCode code) const {
  complete(problem_response(app::make_problem(code, services.texts, language)));
}

void Deferred::run(const Read& read) const {
  try {
    const auto principal = services.access.find(person, now);
    if (!principal) {
      complete_with(app::ProblemCode::unauthenticated);
      return;
    }
    const auto reader = services.store.open_reader();
    const app::Stage stage{.view = {*reader, principal->person},
                           .directory = *principal->directory,
                           .texts = services.texts,
                           .language = language,
                           .now = now,
                           .viewer = principal->person,
                           .sees = principal->sees,
                           .packs = services.packs(),
                           .shelf = &services.shelf};
    complete(read(stage, *reader));
  } catch (const std::exception&) {
    complete(fault_response(std::current_exception(), services.texts, language));
  }
}

Response not_found(const app::Stage& stage) {
  return problem_response(
      app::make_problem(app::ProblemCode::not_found, stage.texts, stage.language));
}

Deferred defer(Call& call) {
  return {.services = call.services,
          .complete = call.exchange.defer(),
          .person = call.caller->person->key,
          .language = call.language,
          .now = call.now};
}

Answer answer_on_worker(Call& call, Read read) {
  const auto deferred = defer(call);
  const bool is_taken = call.services.workers.submit([deferred, read = std::move(read)] {
    deferred.run([&read](const app::Stage& stage, app::Reader& reader) {
      const app::Reader::Snapshot snapshot(reader);
      return read(stage, reader);
    });
  });
  if (!is_taken) deferred.complete_with(app::ProblemCode::unavailable);
  return {};
}

}  // namespace guiju::http
