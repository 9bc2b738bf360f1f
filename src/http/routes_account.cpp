#include "http/account_answers.hpp"
#include "http/password_rules.hpp"

// How somebody is let in, as he keeps it himself: sessions, password, tokens for programs.
namespace guiju::http {
namespace {

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t id_length = 16;
constexpr std::int64_t token_days_default = 90;
constexpr std::int64_t token_days_max = 366;

/// What a session or a token is called where it is listed.
std::string_view id_of(std::string_view hash) { return hash.substr(0, id_length); }

std::vector<app::ApiToken> tokens_of(const Call& call) {
  return call.reader.account_of(call.caller->person->key).tokens;
}

void write_token(JsonWriter& json, const app::ApiToken& token) {
  json.field("id", id_of(token.token_hash))
      .field("name", token.name)
      .field("created_at", to_utc_text(token.created_at))
      .field("expires_at", to_utc_text(token.expires_at));
}

/// Runs on the worker pool.
void end_them(const Proof& proof, std::vector<std::string> hashes) {
  proof.services.store.submit(
      [hashes = std::move(hashes)](app::UnitOfWork& unit) {
        for (const auto& hash : hashes) unit.drop_session(hash);
      },
      [proof](std::exception_ptr error) {
        const Services& services = proof.services;
        proof.services.sessions.forget(proof.person);
        proof.complete(error ? fault_response(error, services.texts, proof.language)
                             : told(no_content(), proof.person, "sessions ended"));
      });
}

/// Completes with `response` once `work` is durable. Whoever has been locked out meanwhile does not
/// let himself in again.
void keep_as_proved(const Proof& proof, std::function<void(app::UnitOfWork&)> work,
                    Response response) {
  auto is_as_proved = std::make_shared<bool>(false);
  auto kept = std::make_shared<Response>(std::move(response));
  proof.services.store.submit(
      [proof, is_as_proved, work = std::move(work)](app::UnitOfWork& unit) {
        *is_as_proved = unit.find_credential(proof.login) == proof.credential();
        if (*is_as_proved) work(unit);
      },
      [proof, is_as_proved, kept](std::exception_ptr error) {
        proof.services.sessions.forget(proof.person);
        if (error) {
          return proof.complete(fault_response(error, proof.services.texts, proof.language));
        }
        proof.complete(*is_as_proved ? std::move(*kept) : not_proved(proof));
      });
}

/// Runs on the worker pool. The session goes on under a new name, all others end.
void put_password(const Proof& proof, const std::string& password) {
  const auto opened = proof.services.sessions.open(proof.person, real_now());
  const auto& settings = proof.services.settings;
  auto response = told(no_content(), proof.person, "password changed");
  response.add_header("Set-Cookie", session_cookie_line(settings, opened.cookie,
                                                        settings.sessions.absolute.count()));
  const app::Credential changed{
      .login = proof.login, .person = proof.person, .password_hash = hash_password(password)};
  keep_as_proved(
      proof,
      [changed, session = opened.session](app::UnitOfWork& unit) {
        unit.put_credential(changed);
        unit.drop_sessions_of(changed.person);
        unit.put_session(session);
      },
      std::move(response));
}

/// Runs on the worker pool.
void put_token(const Proof& proof, const std::string& name, std::chrono::days life) {
  const std::string secret = make_secret();
  const Instant now = real_now();
  const app::ApiToken token{.token_hash = hash_of_secret(secret),
                            .name = name,
                            .person = proof.person,
                            .created_at = now,
                            .expires_at = now + life};
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_token(json, token);
  json.field("token", secret).end_object();
  keep_as_proved(
      proof, [token](app::UnitOfWork& unit) { unit.put_token(token); },
      told(json_response(std::move(out), 201), proof.person, "token made"));
}

}  // namespace

Answer list_sessions(Call& call) {
  const Instant now = real_now();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& session : call.reader.account_of(call.caller->person->key).sessions) {
    if (session.expires_at <= now) continue;
    json.begin_object()
        .field("id", id_of(session.token_hash))
        .field("created_at", app::instant_text(session.created_at, call.main_pack()))
        .field("expires_at", app::instant_text(session.expires_at, call.main_pack()))
        .field("current", session.token_hash == call.token_hash)
        .end_object();
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer end_sessions(Call& call) {
  const auto& one = call.member("id");
  return ask_password(call, call.member("password").text,
                      [is_one = one.present, id = one.text](const Proof& proof) {
                        std::vector<std::string> hashes;
                        for (const auto& session : proof.account.sessions) {
                          const auto& hash = session.token_hash;
                          const bool ends = is_one ? id_of(hash) == id : hash != proof.session;
                          if (ends) hashes.push_back(hash);
                        }
                        end_them(proof, std::move(hashes));
                      });
}

Answer change_password(Call& call) {
  const auto& person = *call.caller->person;
  const auto& texts = call.services.texts;
  const std::string& wanted = call.member("new_password").text;
  std::vector<std::string> about{person.key, person.name, call.services.settings.company_name};
  for (const auto& one : call.reader.account_of(person.key).credentials) about.push_back(one.login);
  if (const auto fault = fault_of_password(wanted, about); fault != PasswordFault::none) {
    auto problem = app::make_problem(app::ProblemCode::weak_password, texts, call.language);
    problem.detail = texts.say(text_of(fault), call.language);
    problem.pointer = app::pointer_step("new_password");
    return problem_response(problem);
  }
  return ask_password(call, call.member("password").text,
                      [wanted](const Proof& proof) { put_password(proof, wanted); });
}

Answer list_tokens(Call& call) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& token : tokens_of(call)) {
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
  if (name.text.empty() || name.text.size() > name_bytes_max) {
    return call.bad_member("name", app::InputFault::out_of_range, "1..200");
  }
  const std::chrono::days life{days.present ? days.integer : token_days_default};
  return ask_password(
      call, call.member("password").text,
      [name = name.text, life](const Proof& proof) { put_token(proof, name, life); });
}

Answer drop_token(Call& call) {
  for (const auto& token : tokens_of(call)) {
    if (id_of(token.token_hash) != call.path[0]) continue;
    call.services.sessions.close(token.token_hash);
    return answer_after(
        call, [hash = token.token_hash](app::UnitOfWork& unit) { unit.drop_token(hash); },
        told(no_content(), call.caller->person->key, "token ended"));
  }
  return call.problem(app::ProblemCode::not_found);
}

}  // namespace guiju::http
