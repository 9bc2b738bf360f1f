#include "http/deferred.hpp"
#include "http/handlers.hpp"

// Drafts handed in: from then on a version of the regulation that can be put in force.
namespace guiju::http {
namespace {

std::shared_ptr<const app::Draft> find_compiled(app::Drafts& drafts, std::string_view folder) {
  for (auto& draft : drafts.list()) {
    if (draft->folder == folder && draft->pack != nullptr) return draft;
  }
  return nullptr;
}

struct Submission {
  std::shared_ptr<const app::Draft> draft;
  std::string person;
  app::Language language;
  std::optional<casework::Outcome> outcome;
};

Response answer_to(const Submission& submission, Services& services) {
  if (const auto* refusal = std::get_if<casework::Refusal>(&*submission.outcome)) {
    return problem_response(app::to_problem(*refusal, services.texts, submission.language));
  }
  services.shelf.add(submission.draft->pack, std::nullopt);
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("id", std::get<casework::Decision>(*submission.outcome).subject.text)
      .end_object();
  return json_response(std::move(out), 201);
}

}  // namespace

Answer submit_draft(Call& call) {
  auto& services = call.services;
  if (services.drafts == nullptr || !app::may_read_drafts(*call.caller->person)) {
    return call.problem(app::ProblemCode::not_found);
  }
  const auto deferred = defer(call);
  const bool is_taken = services.workers.submit([deferred, &services, folder = call.path[0]] {
    auto draft = find_compiled(*services.drafts, folder);
    if (draft == nullptr) return deferred.complete_with(app::ProblemCode::not_found);
    // Here, and not in the writer's turn: others write meanwhile.
    auto failing = app::failing_examples(services.drafts->play(*draft));
    if (!failing.empty()) {
      auto problem =
          app::make_problem(app::ProblemCode::examples_fail, services.texts, deferred.language);
      problem.names = std::move(failing);
      return deferred.complete(problem_response(problem));
    }
    const auto submission = std::make_shared<Submission>(
        Submission{std::move(draft), deferred.person, deferred.language, {}});
    services.store.submit(
        [submission, &services](app::UnitOfWork& unit) {
          const Instant now = services.time.now();
          submission->outcome = services.desk.submit_draft(unit, *submission->draft->pack,
                                                           submission->person, now, now);
        },
        [submission, &services, deferred](std::exception_ptr error) {
          deferred.complete(error ? fault_response(error, services.texts, submission->language)
                                  : answer_to(*submission, services));
        });
  });
  if (!is_taken) deferred.complete_with(app::ProblemCode::unavailable);
  return {};
}

}  // namespace guiju::http
