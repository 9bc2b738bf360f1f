#include <algorithm>

#include "http/handlers.hpp"
#include "http/secrets.hpp"
#include "http/wire.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t login_bytes_max = 200;
constexpr std::size_t token_id_length = 16;
constexpr std::int64_t token_days_default = 90;
constexpr std::int64_t token_days_max = 366;

std::string cookie_line(const ServerSettings& settings, std::string_view value,
                        std::int64_t max_age_seconds) {
  std::string line = "guiju_session=";
  line.append(value).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
  line += std::to_string(max_age_seconds);
  if (settings.secure_cookie) line += "; Secure";
  return line;
}

/// Sites where the person has something to do: those of the roles, or all.
std::vector<const casework::Directory::Site*> sites_of(const app::Principal& principal) {
  std::vector<const casework::Directory::Site*> sites;
  for (const auto& [key, site] : principal.directory->sites) {
    const auto& roles = principal.person->roles;
    if (std::any_of(roles.begin(), roles.end(), [&](const auto& held) {
          return held.site == key || (held.site.empty() && held.department.empty());
        })) {
      sites.push_back(&site);
    }
  }
  return sites;
}

void write_ref(JsonWriter& json, std::string_view key, std::string_view name) {
  json.begin_object().field("key", key).field("name", name).end_object();
}

void write_roles(JsonWriter& json, const Services& services, const app::Principal& principal,
                 app::Language language) {
  const auto& directory = *principal.directory;
  json.key("roles").begin_array();
  for (const auto& held : principal.person->roles) {
    std::string_view title = held.role;
    for (const auto* pack : services.packs()) {
      if (!held.is(held.role, pack->id)) continue;
      if (const auto* role = pack->find_role(held.role)) {
        title = services.texts.say(role->title, language);
        break;
      }
    }
    json.begin_object().field("role", held.role).field("title", title);
    if (const auto site = directory.sites.find(held.site); site != directory.sites.end()) {
      json.key("site");
      write_ref(json, held.site, site->second.name);
    }
    if (const auto found = directory.departments.find(held.department);
        found != directory.departments.end()) {
      json.key("department");
      write_ref(json, held.department, found->second.name);
    }
    json.end_object();
  }
  json.end_array();
}

std::string me_json(const Services& services, const app::Principal& principal,
                    app::Language language) {
  const auto& directory = *principal.directory;
  const auto& person = *principal.person;
  const pack::Pack& main = *services.packs().front();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("person").begin_object();
  json.field("key", person.key).field("name", person.name);
  if (!person.department.empty()) {
    const auto found = directory.departments.find(person.department);
    json.key("department");
    write_ref(json, person.department,
              found == directory.departments.end() ? person.department : found->second.name);
  }
  json.end_object();
  write_roles(json, services, principal, language);
  json.key("sites").begin_array();
  for (const auto* site : sites_of(principal)) write_ref(json, site->key, site->name);
  json.end_array().key("packs").begin_array();
  for (const auto* pack : services.packs()) {
    if (pack->base == nullptr) continue;
    json.begin_object()
        .field("id", pack->id)
        .field("title", services.texts.say(pack->title, language))
        .field("version", pack->version)
        .end_object();
  }
  json.end_array()
      .key("clock")
      .begin_object()
      .field("now", app::instant_text(services.time.now(), main))
      .field("virtual", services.time.is_virtual())
      .field("zone", main.calendar_rules.zone.name())
      .end_object()
      .field("attachment_bytes_max",
             static_cast<std::int64_t>(services.settings.attachment_bytes_max))
      .key("company")
      .begin_object()
      .field("name", services.settings.company_name)
      .end_object()
      .end_object();
  return out;
}

/// A sign-in on its way through the worker pool and the store.
struct SignIn {
  Services& services;
  std::string login, password, address, password_hash, person, old_session;
  app::Language language;
  Completion complete;

  std::string limit_name() const { return login + "\n" + address; }

  /// The log is told why, who asked is not.
  void refuse(std::string_view why) const {
    auto response = problem_response(
        app::make_problem(app::ProblemCode::unauthenticated, services.texts, language));
    tell(response, why);
    complete(std::move(response));
  }

  /// What was typed as a login stays out of the log: now and then it is a password.
  void tell(Response& response, std::string_view outcome) const {
    response.for_log.emplace_back("sign_in", std::string(outcome));
    if (!person.empty()) response.for_log.emplace_back("person", person);
    response.for_log.emplace_back("address", address);
  }
};

void open_session(std::shared_ptr<SignIn> sign_in,
                  std::shared_ptr<const app::Principal> principal) {
  Services& services = sign_in->services;
  services.sign_ins.give_back(sign_in->limit_name());
  const Sessions::Opened opened = services.sessions.open(sign_in->person, real_now());
  services.store.submit(
      [session = opened.session, old = sign_in->old_session](app::UnitOfWork& unit) {
        if (!old.empty()) unit.drop_session(old);
        unit.put_session(session);
      },
      [sign_in, principal, cookie = opened.cookie](std::exception_ptr error) {
        Services& s = sign_in->services;
        if (error) {
          sign_in->complete(fault_response(error, s.texts, sign_in->language));
          return;
        }
        if (!sign_in->old_session.empty()) s.sessions.close(sign_in->old_session);
        auto response = json_response(me_json(s, *principal, sign_in->language));
        response.add_header("Set-Cookie",
                            cookie_line(s.settings, cookie, s.settings.sessions.absolute.count()));
        response.add_header("Cache-Control", "no-store");
        sign_in->tell(response, "accepted");
        sign_in->complete(std::move(response));
      });
}

/// Runs on the worker pool: as long for an unknown login as for a wrong password.
void check_password(const std::shared_ptr<SignIn>& sign_in) {
  const bool fits = verify_password(sign_in->password_hash, sign_in->password);
  sign_in->password.clear();
  auto principal =
      fits ? sign_in->services.access.find(sign_in->person, sign_in->services.time.now()) : nullptr;
  if (!principal) {
    sign_in->refuse(fits                             ? "has left"
                    : sign_in->password_hash.empty() ? "unknown or locked login"
                                                     : "wrong password");
    return;
  }
  open_session(sign_in, std::move(principal));
}

std::string token_id(const app::ApiToken& token) {
  return token.token_hash.substr(0, token_id_length);
}

void write_token(JsonWriter& json, const app::ApiToken& token) {
  json.field("id", token_id(token))
      .field("name", token.name)
      .field("created_at", to_utc_text(token.created_at))
      .field("expires_at", to_utc_text(token.expires_at));
}

/// For the log: what the person has done about how he is let in.
Response told(Response response, const Call& call, std::string_view act) {
  response.for_log.emplace_back("account", std::string(act));
  response.for_log.emplace_back("person", call.caller->person->key);
  return response;
}

/// Completes with `response` once `work` is durable.
Answer answer_after(Call& call, std::function<void(app::UnitOfWork&)> work, Response response) {
  auto kept = std::make_shared<Response>(std::move(response));
  kept->add_header("Cache-Control", "no-store");
  call.services.store.submit(
      std::move(work), [complete = call.exchange.defer(), kept, &services = call.services,
                        language = call.language](std::exception_ptr error) {
        complete(error ? fault_response(error, services.texts, language) : std::move(*kept));
      });
  return {};
}

Response no_content() {
  Response response;
  response.status = 204;
  response.content_type = {};
  return response;
}

}  // namespace

Answer sign_in(Call& call) {
  Services& services = call.services;
  const std::string& login = call.member("login").text;
  if (login.size() > login_bytes_max) {
    return call.bad_member("login", app::InputFault::out_of_range, "1..200");
  }
  auto attempt =
      std::make_shared<SignIn>(SignIn{.services = services,
                                      .login = login,
                                      .password = call.member("password").text,
                                      .address = std::string(call.request.remote_address),
                                      .language = call.language});
  // Before hashing: an attacker must not be able to keep the workers busy.
  if (!services.sign_ins.begin(attempt->limit_name(), RateLimit::Clock::now())) {
    auto response = call.problem(app::ProblemCode::too_many_requests);
    attempt->tell(response, "too many tries");
    response.add_header("Retry-After", std::to_string(services.settings.sign_in_window.count()));
    return response;
  }
  if (const auto credential = call.reader.find_credential(login);
      credential && credential->active) {
    attempt->password_hash = credential->password_hash;
    attempt->person = credential->person;
  }
  const auto old = cookie_value(call.request.header(Header::cookie), "guiju_session");
  if (!old.empty()) attempt->old_session = hash_of_secret(old);
  attempt->complete = call.exchange.defer();
  if (!services.workers.submit([attempt] { check_password(attempt); })) {
    attempt->complete(call.problem(app::ProblemCode::unavailable));
  }
  return {};
}

Answer sign_out(Call& call) {
  call.services.sessions.close(call.token_hash);
  auto response = told(no_content(), call, "signed out");
  response.add_header("Set-Cookie", cookie_line(call.services.settings, "", 0));
  return answer_after(
      call, [hash = call.token_hash](app::UnitOfWork& unit) { unit.drop_session(hash); },
      std::move(response));
}

Answer get_me(Call& call) {
  return json_response(me_json(call.services, *call.caller, call.language));
}

Answer list_tokens(Call& call) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& token : call.reader.tokens_of(call.caller->person->key)) {
    json.begin_object();
    write_token(json, token);
    json.end_object();
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer make_token(Call& call) {
  const auto& days = call.member("expires_in_days");
  if (days.present && (days.integer < 1 || days.integer > token_days_max)) {
    return call.bad_member("expires_in_days", app::InputFault::out_of_range, "1..366");
  }
  const auto& name = call.member("name");
  if (name.text.empty() || name.text.size() > login_bytes_max) {
    return call.bad_member("name", app::InputFault::out_of_range, "1..200");
  }
  const std::string secret = make_secret();
  const Instant now = real_now();
  const app::ApiToken token{
      .token_hash = hash_of_secret(secret),
      .name = name.text,
      .person = call.caller->person->key,
      .created_at = now,
      .expires_at = now + std::chrono::days(days.present ? days.integer : token_days_default)};
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_token(json, token);
  json.field("token", secret).end_object();
  return answer_after(
      call, [token](app::UnitOfWork& unit) { unit.put_token(token); },
      told(json_response(std::move(out), 201), call, "token made"));
}

Answer drop_token(Call& call) {
  for (const auto& token : call.reader.tokens_of(call.caller->person->key)) {
    if (token_id(token) != call.path[0]) continue;
    call.services.sessions.close(token.token_hash);
    return answer_after(
        call, [hash = token.token_hash](app::UnitOfWork& unit) { unit.drop_token(hash); },
        told(no_content(), call, "token ended"));
  }
  return call.problem(app::ProblemCode::not_found);
}

}  // namespace guiju::http
