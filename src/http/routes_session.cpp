#include <algorithm>

#include "http/account_answers.hpp"
#include "http/second_factor.hpp"
#include "http/wire.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t login_bytes_max = 200;
/// Of one person at once. Who signs in once more ends the one that is oldest.
constexpr std::size_t sessions_max = 20;

/// Sites where the person has something to do: those of the roles, or all.
std::vector<const casework::Directory::Site*> sites_of(const app::Principal& principal) {
  std::vector<const casework::Directory::Site*> sites;
  for (const auto& [key, site] : principal.directory->sites) {
    const auto& roles = principal.person->roles;
    if (std::any_of(roles.begin(), roles.end(), [&key = key](const auto& held) {
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
  std::string login, password, code, address, password_hash, person;
  std::string factor;              ///< what is kept of the second one; empty: there is none
  bool needs_code = false;         ///< it is on
  std::vector<std::string> ended;  ///< hashes of sessions that make room for the new one
  app::Language language;
  SignInGuard::Try tried;
  Completion complete;

  /// The log is told why, who asked is not: a right password without its code is answered, and
  /// counts, like a wrong one.
  void refuse(std::string_view why) const {
    static const pack::Text title{"没有登录成功", "", "You are not signed in"};
    static const pack::Text help{
        "请核对账号和密码；启用了二次验证的，还要填写验证码", "",
        "Look at login and password again; whoever has turned on a second factor needs its code, "
        "too"};
    auto problem = app::make_problem(app::ProblemCode::unauthenticated, services.texts, language);
    problem.title = services.texts.say(title, language);
    problem.help = services.texts.say(help, language);
    auto response = problem_response(problem);
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

/// Within the transaction: the code goes and the session comes, or neither. Then it is said why.
std::string_view put_session(app::UnitOfWork& unit, const SignIn& sign_in,
                             const app::Session& session) {
  const auto credential = unit.find_credential(sign_in.login);
  const bool is_as_checked =
      credential && credential->active && credential->password_hash == sign_in.password_hash;
  if (!is_as_checked) return "login changed or locked meanwhile";
  if (sign_in.needs_code) {
    const auto& factors = *sign_in.services.second_factors;
    const auto factor = factors.take_kept(unit, sign_in.person, sign_in.code, real_now());
    if (!factor) return "password right, code used before";
    factors.keep(unit, sign_in.person, *factor);
  }
  for (const auto& hash : sign_in.ended) unit.drop_session(hash);
  unit.put_session(session);
  return {};
}

void open_session(const std::shared_ptr<SignIn>& sign_in,
                  const std::shared_ptr<const app::Principal>& principal) {
  Services& services = sign_in->services;
  const Sessions::Opened opened = services.sessions.open(sign_in->person, real_now());
  auto fault = std::make_shared<std::string_view>();
  services.store.submit(
      [session = opened.session, sign_in, fault](app::UnitOfWork& unit) {
        *fault = put_session(unit, *sign_in, session);
      },
      [sign_in, principal, fault, cookie = opened.cookie](std::exception_ptr error) {
        Services& s = sign_in->services;
        if (error) {
          sign_in->complete(fault_response(error, s.texts, sign_in->language));
          return;
        }
        if (!fault->empty()) {
          sign_in->refuse(*fault);
          return;
        }
        s.sign_ins.succeed(sign_in->tried);
        for (const auto& hash : sign_in->ended) s.sessions.close(hash);
        auto response = json_response(me_json(s, *principal, sign_in->language));
        response.add_header(
            "Set-Cookie",
            session_cookie_line(s.settings, cookie, s.settings.sessions.absolute.count()));
        response.add_header("Cache-Control", "no-store");
        sign_in->tell(response, sign_in->needs_code ? "accepted with a code" : "accepted");
        sign_in->complete(std::move(response));
      });
}

/// Empty: it is well with the second factor, or there is none. Otherwise what the log is told.
/// Precondition: the password was right.
std::string_view fault_of_second_factor(SignIn& sign_in) {
  if (sign_in.factor.empty()) return {};
  if (sign_in.services.second_factors == nullptr) return "no key to open the second factor with";
  auto& factors = *sign_in.services.second_factors;
  const auto factor = factors.open(sign_in.factor, sign_in.person);
  sign_in.needs_code = factor && factor->is_on;
  if (!sign_in.needs_code) return {};
  if (sign_in.code.empty()) return "password right, code not given";
  const bool fits = factors.fits(*factor, sign_in.person, sign_in.code, real_now());
  return fits ? std::string_view{} : "password right, code wrong";
}

/// Runs on the worker pool: as long for an unknown login as for a wrong password.
void check_password(const std::shared_ptr<SignIn>& sign_in) try {
  const bool fits = verify_password(sign_in->password_hash, sign_in->password);
  sign_in->password.clear();
  const auto principal =
      fits ? sign_in->services.access.find(sign_in->person, sign_in->services.time.now()) : nullptr;
  std::string_view fault;
  if (!fits) {
    fault = sign_in->password_hash.empty() ? "unknown or locked login" : "wrong password";
  } else {
    fault = principal ? fault_of_second_factor(*sign_in) : "has left";
  }
  if (!fault.empty()) return sign_in->refuse(fault);
  open_session(sign_in, principal);
} catch (const std::exception&) {
  sign_in->complete(
      fault_response(std::current_exception(), sign_in->services.texts, sign_in->language));
}

/// Those that have expired, and the oldest where there are too many for one more.
std::vector<std::string> to_end(const std::vector<app::Session>& sessions) {
  const Instant now = real_now();
  const auto live = std::ranges::count_if(
      sessions, [&](const auto& session) { return session.expires_at > now; });
  auto surplus = live - static_cast<std::ptrdiff_t>(sessions_max) + 1;
  std::vector<std::string> ended;
  for (const auto& session : sessions) {
    if (session.expires_at <= now || surplus-- > 0) ended.push_back(session.token_hash);
  }
  return ended;
}

}  // namespace

Answer sign_in(Call& call) {
  Services& services = call.services;
  const std::string& login = call.member("login").text;
  if (login.size() > login_bytes_max) {
    return call.bad_member("login", app::InputFault::out_of_range, "1..200");
  }
  auto attempt = std::make_shared<SignIn>(SignIn{.services = services,
                                                 .login = login,
                                                 .password = call.member("password").text,
                                                 .code = call.member("code").text,
                                                 .address = address_of(call),
                                                 .language = call.language});
  // Before hashing: an attacker must not be able to keep the workers busy.
  auto tried = services.sign_ins.begin(login, attempt->address, SignInGuard::Clock::now());
  if (!tried) {
    auto response = too_many_tries(call);
    attempt->tell(response, "too many tries");
    return response;
  }
  attempt->tried = *std::move(tried);
  const auto credential = call.reader.find_credential(login);
  if (credential && credential->active) {
    attempt->password_hash = credential->password_hash;
    attempt->person = credential->person;
  }
  // Asked for nobody, too: an unknown login takes the same way.
  attempt->factor =
      call.reader.find_setting(attempt->person, SecondFactors::setting).value_or(std::string{});
  attempt->ended = to_end(call.reader.account_of(attempt->person).sessions);
  const auto old =
      cookie_value(call.request.header(Header::cookie), session_cookie_name(services.settings));
  if (!old.empty()) attempt->ended.push_back(hash_of_secret(old));
  attempt->complete = call.exchange.defer();
  if (!services.workers.submit([attempt] { check_password(attempt); })) {
    attempt->complete(call.problem(app::ProblemCode::unavailable));
  }
  return {};
}

Answer sign_out(Call& call) {
  call.services.sessions.close(call.token_hash);
  auto response = told(no_content(), call.caller->person->key, "signed out");
  response.add_header("Set-Cookie", session_cookie_line(call.services.settings, "", 0));
  return answer_after(
      call, [hash = call.token_hash](app::UnitOfWork& unit) { unit.drop_session(hash); },
      std::move(response));
}

Answer get_me(Call& call) {
  return json_response(me_json(call.services, *call.caller, call.language));
}

}  // namespace guiju::http
