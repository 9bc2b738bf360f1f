#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.hpp"
#include "app/present.hpp"
#include "app/problem.hpp"
#include "app/reader.hpp"
#include "http/route.hpp"
#include "http/services.hpp"

namespace guiju::http {

/// One request on its way to a route: who asks, in which language, with which values, all
/// validated. Lives until the route's function returns.
class Call {
 public:
  const Request& request;
  Exchange& exchange;
  Services& services;
  app::Reader& reader;
  const Route& route;
  std::vector<std::string> path = {};                 ///< parameters of the path
  std::vector<QueryValue> query = {};                 ///< as `route.query`
  std::vector<MemberValue> body = {};                 ///< as `route.body`
  std::shared_ptr<const app::Principal> caller = {};  ///< null on open routes
  std::string token_hash = {};  ///< of the session or token that the caller came with
  app::Language language = app::Language::zh_hans;
  Instant now{};  ///< by the company's time

  /// Precondition: the route has such a parameter or member.
  const QueryValue& query_value(std::string_view name) const;
  const MemberValue& member(std::string_view name) const;

  /// What the parameter `language` of the query asks for goes before the header. Precondition: the
  /// route has it.
  void take_language();
  /// Precondition: somebody is signed in.
  app::Stage stage() const;
  /// The record if it exists and the caller may see it; null otherwise.
  casework::RecordPtr find_visible(std::string_view id) const;
  /// The pack in force; null when there is none of that id.
  const pack::Pack* find_pack(std::string_view id) const;
  /// The pack whose calendar and zone serve where no other is named.
  const pack::Pack& main_pack() const;
  std::string now_text() const { return app::instant_text(now, main_pack()); }

  Response problem(app::ProblemCode code) const;
  Response bad_query(std::string_view name, app::InputFault fault,
                     std::string_view expected = {}) const;
  Response bad_member(std::string_view name, app::InputFault fault,
                      std::string_view expected = {}) const;
};

Response json_response(std::string body, int status = 200);
Response problem_response(const app::Problem& problem);
/// The answer to a request that failed within: its cause is told to the log alone.
Response fault_response(std::exception_ptr error, const app::Texts& texts, app::Language language);

}  // namespace guiju::http
