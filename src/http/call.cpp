#include "http/call.hpp"

#include <exception>

#include "app/store_fault.hpp"
#include "base/assert.hpp"

namespace guiju::http {

const QueryValue& Call::query_value(std::string_view name) const {
  for (std::size_t i = 0; i < route.query.size(); ++i) {
    if (route.query[i].name == name) return query[i];
  }
  GUIJU_ASSERT(!"the route has no such query parameter");
  return query.front();
}

const MemberValue& Call::member(std::string_view name) const {
  for (std::size_t i = 0; i < route.body.size(); ++i) {
    if (route.body[i].name == name) return body[i];
  }
  GUIJU_ASSERT(!"the route has no such member");
  return body.front();
}

void Call::take_language() {
  const auto& wished = query_value("language");
  if (wished.present) language = app::parse_accept_language(wished.text);
}

app::Stage Call::stage() const {
  GUIJU_ASSERT(caller != nullptr);
  return {.view = {reader, caller->person},
          .directory = *caller->directory,
          .texts = services.texts,
          .language = language,
          .now = now,
          .viewer = caller->person,
          .sees = caller->sees,
          .packs = services.packs(),
          .shelf = &services.shelf};
}

casework::RecordPtr Call::find_visible(std::string_view id) const {
  return caller ? stage().find({std::string(id)}) : nullptr;
}

const pack::Pack* Call::find_pack(std::string_view id) const {
  for (const auto* pack : services.packs()) {
    if (pack->id == id) return pack;
  }
  return nullptr;
}

const pack::Pack& Call::main_pack() const { return *services.packs().front(); }

Response Call::problem(app::ProblemCode code) const {
  return problem_response(app::make_problem(code, services.texts, language));
}

Response Call::bad_query(std::string_view name, app::InputFault fault,
                         std::string_view expected) const {
  auto problem = app::bad_input(fault, {}, expected, services.texts, language);
  if (!name.empty()) {
    problem.detail.insert(0, std::string(name) + ": ");
    problem.field = name;
  }
  return problem_response(problem);
}

Response Call::bad_member(std::string_view name, app::InputFault fault,
                          std::string_view expected) const {
  return problem_response(app::bad_input(fault,
                                         name.empty() ? std::string{} : app::pointer_step(name),
                                         expected, services.texts, language));
}

Response json_response(std::string body, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

Response problem_response(const app::Problem& problem) {
  Response response;
  response.status = problem.status;
  response.content_type = "application/problem+json";
  response.body = app::to_json(problem);
  response.for_log.emplace_back("code", problem.code);
  return response;
}

Response fault_response(std::exception_ptr error, const app::Texts& texts, app::Language language) {
  const auto told = [&](app::ProblemCode code, const std::exception& fault) {
    auto response = problem_response(app::make_problem(code, texts, language));
    response.for_log.emplace_back("fault", fault.what());
    return response;
  };
  try {
    std::rethrow_exception(error);
  } catch (const app::StorageFull& fault) {
    return told(app::ProblemCode::storage_full, fault);  // somebody has to make room first
  } catch (const std::exception& fault) {
    auto response = told(app::ProblemCode::unavailable, fault);
    response.add_header("Retry-After", "1");
    return response;
  }
}

}  // namespace guiju::http
