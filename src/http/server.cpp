#include "http/server.hpp"

#include <algorithm>

#include "http/answering.hpp"
#include "http/call.hpp"
#include "http/second_factor.hpp"
#include "http/upload_sink.hpp"
#include "http/wire.hpp"

namespace guiju::http {
namespace {

constexpr std::string_view api_prefix = "/api/v1";
/// Of a request that is answered whoever sends it: a login and its password are all that it needs.
constexpr std::size_t open_body_bytes_max = 4 * 1024;

bool is_write(Method method) { return method != Method::get && method != Method::head; }

bool is_json(std::string_view content_type) {
  return content_type.substr(0, content_type.find(';')) == "application/json";
}

/// What the API says is somebody's: no cache between may keep it.
Response kept_by_no_cache(Response response) {
  if (response.headers.find("Cache-Control:") == std::string::npos) {
    response.add_header("Cache-Control", "no-store");
  }
  return response;
}

/// The way of an answer of the API that comes later.
class ApiExchange final : public Exchange {
 public:
  ApiExchange(Exchange& exchange, const Answering& answering)
      : exchange_(exchange), answering_(answering) {}

  Completion defer() override {
    return [complete = exchange_.defer(), answering = answering_](Response response) {
      complete(answering.answered(kept_by_no_cache(std::move(response))));
    };
  }

 private:
  Exchange& exchange_;
  const Answering& answering_;
};

/// Who asks, and with which session or token.
struct Asker {
  std::shared_ptr<const app::Principal> principal;
  std::string token_hash;
};

class ApiHandler final : public Handler {
 public:
  explicit ApiHandler(Services& services)
      : services_(services), reader_(services.store.open_reader()), router_(routes()) {}

  std::optional<Response> handle(const Request& request, Exchange& exchange) override {
    if (request.path == "/healthz") return health();
    Answering answering(services_, ids_.next());
    if (request.path == "/readyz") return answering.answered(readiness());
    if (!request.path.starts_with(api_prefix)) return answering.answered(serve_file(request));
    const app::Language language = language_of(request);
    try {
      ApiExchange api_exchange(exchange, answering);
      auto response = answer(request, api_exchange, answering, language);
      if (response) response = answering.answered(kept_by_no_cache(*std::move(response)));
      return response;
    } catch (const std::exception&) {
      return answering.answered(
          fault_response(std::current_exception(), services_.texts, language));
    }
  }

  std::size_t body_limit(Method method, std::string_view target) override {
    const auto path = target.substr(0, target.find('?'));
    const bool is_for_all = !is_write(method) || !path.starts_with(api_prefix);
    if (is_for_all || is_one_of<&Route::is_open>(method, path)) return open_body_bytes_max;
    return is_one_of<&Route::takes_bytes>(method, path) ? services_.settings.attachment_bytes_max
                                                        : services_.settings.body_bytes_max;
  }

  std::optional<Response> refuse(const Request& head) override {
    if (!head.path.starts_with(api_prefix)) return {};
    Answering answering(services_, ids_.next());
    const app::Language language = language_of(head);
    try {
      const Match match = router_.find(head.method, head.path);
      answering.route = match.route;
      std::optional<Response> refusal;
      if (match.route == nullptr) {
        refusal = no_route(match, language);
      } else if (!match.route->is_open && !find_asker(head)) {
        refusal = problem(app::ProblemCode::unauthenticated, language);
      }
      if (refusal) refusal = answering.answered(kept_by_no_cache(*std::move(refusal)));
      return refusal;
    } catch (const std::exception&) {
      return answering.answered(
          fault_response(std::current_exception(), services_.texts, language));
    }
  }

  std::shared_ptr<BodySink> open_sink(const Request& head) override {
    if (!is_one_of<&Route::takes_bytes>(head.method, head.path)) return nullptr;
    try {
      // Nobody fills the disk who will be turned away.
      if (!find_asker(head)) return nullptr;
      return std::make_shared<UploadSink>(services_.contents.receive());
    } catch (const std::exception&) {
      return std::make_shared<UploadSink>(std::current_exception());
    }
  }

  Response reject(int status, std::string_view accept_language) override {
    const auto language = app::parse_accept_language(accept_language);
    auto problem =
        status == 413
            ? app::make_problem(app::ProblemCode::too_large, services_.texts, language)
            : app::bad_input(app::InputFault::not_json, {}, {}, services_.texts, language);
    problem.status = status;
    if (status != 413) problem.detail = reason_phrase(status);
    return Answering(services_, ids_.next()).answered(problem_response(problem));
  }

 private:
  /// Asked of every request before its route is looked for. Such a route has no parameters.
  template <bool Route::*is_so>
  static bool is_one_of(Method method, std::string_view path) {
    if (method != Method::post) return false;
    static const std::vector<std::string_view> paths = [] {
      std::vector<std::string_view> found;
      for (const Route& route : routes()) {
        if (route.*is_so && route.method == Method::post) found.push_back(route.path);
      }
      return found;
    }();
    return std::find(paths.begin(), paths.end(), path) != paths.end();
  }

  static app::Language language_of(const Request& request) {
    return app::parse_accept_language(request.header(Header::accept_language));
  }

  static Response health() { return json_response(R"({"status":"alive"})"); }

  Response readiness() {
    // A reader that cannot read says so by throwing.
    try {
      reader_->next_timer();
      if (services_.store.lacks_space()) {
        return problem(app::ProblemCode::storage_full, app::Language::en);
      }
      return json_response(R"({"status":"ready"})");
    } catch (const std::exception&) {
      return fault_response(std::current_exception(), services_.texts, app::Language::en);
    }
  }

  Response serve_file(const Request& request) {
    if (is_write(request.method)) {
      return problem(app::ProblemCode::method_not_allowed, language_of(request));
    }
    return services_.files.serve(request);
  }

  Response problem(app::ProblemCode code, app::Language language) const {
    return problem_response(app::make_problem(code, services_.texts, language));
  }

  Response no_route(const Match& match, app::Language language) const {
    if (match.allowed.empty()) return problem(app::ProblemCode::not_found, language);
    auto response = problem(app::ProblemCode::method_not_allowed, language);
    response.add_header("Allow", match.allowed);
    return response;
  }

  std::optional<Response> answer(const Request& request, Exchange& exchange, Answering& answering,
                                 app::Language language) {
    Match match = router_.find(request.method, request.path);
    if (match.route == nullptr) return no_route(match, language);
    const Route& route = *match.route;
    answering.route = &route;
    Call call{.request = request,
              .exchange = exchange,
              .services = services_,
              .reader = *reader_,
              .route = route,
              .path = std::move(match.parameters),
              .language = language,
              .now = services_.time.now()};
    // All that one answer says was so at one moment, and the store is entered once for it.
    std::optional<app::Reader::Snapshot> snapshot;
    if (!is_write(request.method)) snapshot.emplace(*reader_);
    if (!route.is_open) {
      if (auto refused = admit(call)) return refused;
      answering.person = call.caller->person->key;
    } else if (is_write(request.method) && !request.has(Header::x_guiju) &&
               !request.header(Header::cookie).empty()) {
      return problem(app::ProblemCode::unauthenticated, language);
    }
    if (auto refused = read_values(call)) return refused;
    return route.handle(call);
  }

  /// A cookie is believed for a write only with the header that no foreign page can send.
  std::optional<Sessions::Found> find_session(const Request& request) {
    const std::string_view token = bearer_token(request.header(Header::authorization));
    if (!token.empty()) return services_.sessions.find_token(token, *reader_, real_now());
    const auto cookie =
        cookie_value(request.header(Header::cookie), session_cookie_name(services_.settings));
    const bool is_believed = !is_write(request.method) || request.has(Header::x_guiju);
    if (!is_believed) return std::nullopt;
    return services_.sessions.find_cookie(cookie, *reader_, real_now());
  }

  /// Finds out who asks; empty: nobody who may. A session that this use prolongs is stored again:
  /// whoever looked only would take the news of it from the next who asks.
  std::optional<Asker> find_asker(const Request& request) {
    auto found = find_session(request);
    if (!found) return std::nullopt;
    auto principal = services_.access.find(found->person, services_.time.now());
    if (!principal) return std::nullopt;
    if (found->renewed) {
      services_.store.submit(
          [session = *found->renewed](app::UnitOfWork& unit) { unit.put_session(session); },
          [](std::exception_ptr) {});  // it is renewed again with a later request
    }
    return Asker{std::move(principal), std::move(found->token_hash)};
  }

  std::optional<Response> admit(Call& call) {
    auto asker = find_asker(call.request);
    if (!asker) return problem(app::ProblemCode::unauthenticated, call.language);
    call.caller = std::move(asker->principal);
    call.token_hash = std::move(asker->token_hash);
    if (lacks_second_factor(call)) {
      return problem_response(
          make_problem(FactorProblem::required, services_.texts, call.language));
    }
    return {};
  }

  /// Of whom the company asks for one, nothing is had without it but the way to turn it on.
  bool lacks_second_factor(const Call& call) {
    if (!services_.settings.second_factor.is_required_of(*call.caller->person)) return false;
    const auto path = call.route.path.substr(api_prefix.size());
    if (path == "/me" || path.starts_with("/session") || path.starts_with("/second-factor")) {
      return false;
    }
    return !services_.second_factors ||
           !services_.second_factors->is_on(*reader_, call.caller->person->key);
  }

  static std::optional<Response> read_values(Call& call) {
    auto query = read_query(call.request.query, call.route.query);
    if (const auto* fault = std::get_if<QueryFault>(&query)) {
      return call.bad_query(fault->name, fault->fault, fault->expected);
    }
    call.query = std::get<0>(std::move(query));
    if (!is_write(call.request.method) || call.route.takes_bytes) return {};
    if (!call.request.body.empty() && !is_json(call.request.header(Header::content_type))) {
      return call.bad_member({}, app::InputFault::wrong_media_type);
    }
    auto body = read_body(call.request.body, call.route.body);
    if (const auto* fault = std::get_if<BodyFault>(&body)) {
      return problem_response(app::bad_input(fault->fault, fault->pointer, fault->expected,
                                             call.services.texts, call.language));
    }
    call.body = std::get<0>(std::move(body));
    return {};
  }

  Services& services_;
  std::unique_ptr<app::Reader> reader_;
  Router router_;
  RequestIds ids_;
};

/// Whoever has a cookie of TLS alone asks over TLS alone.
ListenerOptions settled(ListenerOptions options, const ServerSettings& settings) {
  options.strict_transport = settings.secure_cookie;
  return options;
}

}  // namespace

std::unique_ptr<Handler> make_handler(Services& services) {
  return std::make_unique<ApiHandler>(services);
}

Server::Server(Services& services, ListenerOptions options)
    : services_(services), listener_(settled(std::move(options), services.settings), [&services] {
        return make_handler(services);
      }) {
  services_.events.set_listener([this] { listener_.wake_streams(); });
}

Server::~Server() { services_.events.set_listener({}); }

void publish_changes(Services& services, const app::Changes& changes) {
  services.access.take(changes.records);
  std::vector<Event> events;
  for (const auto& record : changes.records) {
    events.push_back({.kind = Event::Kind::changed, .record = record});
  }
  for (const auto& notice : changes.notices) {
    events.push_back({.kind = Event::Kind::notice, .notice = notice});
  }
  services.events.publish(std::move(events));
}

void publish_reset(Services& services) {
  services.events.publish({Event{.kind = Event::Kind::reset}});
}

}  // namespace guiju::http
