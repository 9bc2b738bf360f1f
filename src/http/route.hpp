#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/json_input.hpp"
#include "http/message.hpp"

namespace guiju::http {

class Call;

/// A value in the query: the definition that validates it and that the served description is made
/// from.
struct QueryParameter {
  enum class Kind { text, integer, boolean, date, choice };
  std::string_view name;
  Kind kind = Kind::text;
  std::string_view title;
  std::vector<std::string_view> choices = {};
  std::int64_t min = 0;
  std::int64_t max = 0;
  bool required = false;
  bool is_typed = false;  ///< somebody's words, which may name a person: no journal keeps them
};

/// One thing the API offers.
struct Route {
  Method method = Method::get;
  std::string_view path;  ///< `/api/v1/cases/{id}`
  std::string_view id;    ///< operation id, `get_case`
  std::string_view title;
  std::string_view answer;  ///< schema of the answer's body; empty: none
  int status = 200;         ///< of success
  std::vector<QueryParameter> query = {};
  std::vector<Member> body = {};
  bool is_open = false;  ///< may be asked by who is not signed in
  std::string_view content_type = "application/json";
  bool takes_bytes = false;  ///< the body is no JSON but a file, and goes into a sink
  std::optional<Response> (*handle)(Call& call) = nullptr;
};

/// `GET /api/v1/cases/{id}`: what the route is called where its work is counted or logged. It says
/// nothing of what was asked for.
std::string pattern_of(const Route& route);

/// Every route, in the order of docs/api.md.
const std::vector<Route>& routes();

/// A path matched against the routes.
struct Match {
  const Route* route = nullptr;         ///< null: no such path, or not with this method
  std::vector<std::string> parameters;  ///< decoded, in the order of the path
  std::string allowed;                  ///< methods of the path, for `Allow`; empty: no such path
};

/// Finds routes by path and method; HEAD goes where GET does.
class Router {
 public:
  explicit Router(const std::vector<Route>& routes);
  Match find(Method method, std::string_view path) const;

 private:
  struct Entry {
    const Route* route;
    std::vector<std::string_view> segments;  ///< empty view: a parameter
  };
  std::vector<Entry> entries_;
};

struct QueryValue {
  bool present = false;
  std::string text;
  std::int64_t integer = 0;
  bool boolean = false;
  LocalDate date{};
};

struct QueryFault {
  app::InputFault fault = app::InputFault::unknown_field;
  std::string name;
  std::string expected;
};

/// One value for each parameter, in their order; an empty value counts as absent.
std::variant<std::vector<QueryValue>, QueryFault> read_query(
    std::string_view query, std::span<const QueryParameter> parameters);

}  // namespace guiju::http
