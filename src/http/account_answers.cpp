#include "http/account_answers.hpp"

#include <algorithm>

namespace guiju::http {
namespace {

constexpr std::size_t address_bytes_max = 45;

/// An address of IP as it is written, or at least nothing that has other characters.
bool is_address(std::string_view text) {
  return !text.empty() && text.size() <= address_bytes_max &&
         text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

/// Runs on the worker pool.
void check(Proof& proof, const std::string& password, const SignInGuard::Try& tried,
           const std::function<void(const Proof&)>& then) {
  try {
    const auto& logins = proof.account.credentials;
    const auto fits = std::ranges::find_if(logins, [&](const auto& one) {
      return one.active && verify_password(one.password_hash, password);
    });
    if (fits == logins.end()) {
      proof.complete(not_proved(proof));
      return;
    }
    proof.services.sign_ins.succeed(tried);
    proof.login = fits->login;
    then(proof);
  } catch (const std::exception&) {
    proof.complete(fault_response(std::current_exception(), proof.services.texts, proof.language));
  }
}

}  // namespace

const app::Credential& Proof::credential() const {
  return *std::ranges::find(account.credentials, login, &app::Credential::login);
}

Response not_proved(const Proof& proof) {
  const auto problem =
      app::make_problem(app::ProblemCode::wrong_password, proof.services.texts, proof.language);
  return told(problem_response(problem), proof.person, "password not proved");
}

std::string session_cookie_line(const ServerSettings& settings, std::string_view value,
                                std::int64_t max_age_seconds) {
  std::string line(session_cookie_name(settings));
  line.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
  line += std::to_string(max_age_seconds);
  if (settings.secure_cookie) line += "; Secure";
  return line;
}

Response no_content() {
  Response response;
  response.status = 204;
  response.content_type = {};
  return response;
}

Response told(Response response, const std::string& person, std::string_view act) {
  response.for_log.emplace_back("account", std::string(act));
  response.for_log.emplace_back("person", person);
  return response;
}

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

Response too_many_tries(const Call& call) {
  auto response = call.problem(app::ProblemCode::too_many_requests);
  const auto window = call.services.settings.sign_ins.window;
  response.add_header("Retry-After", std::to_string(window.count()));
  return response;
}

std::string address_of(const Call& call) {
  if (call.services.settings.behind_proxy) {
    // What stands before the last comma was sent by whoever liked to.
    auto last = call.request.header(Header::x_forwarded_for);
    last.remove_prefix(last.rfind(',') + 1);
    last.remove_prefix(std::min(last.size(), last.find_first_not_of(' ')));
    if (is_address(last)) return std::string(last);
  }
  return std::string(call.request.remote_address);
}

Answer ask_password(Call& call, const std::string& password,
                    std::function<void(const Proof&)> then) {
  Services& services = call.services;
  const std::string& person = call.caller->person->key;
  auto account = call.reader.account_of(person);
  const auto login = account.credentials.empty() ? std::string{} : account.credentials[0].login;
  auto tried = services.sign_ins.begin(login, address_of(call), SignInGuard::Clock::now());
  if (!tried) return told(too_many_tries(call), person, "too many tries");
  const auto proof = std::make_shared<Proof>(Proof{.services = services,
                                                   .complete = call.exchange.defer(),
                                                   .language = call.language,
                                                   .person = person,
                                                   .session = call.token_hash,
                                                   .login = {},
                                                   .account = std::move(account)});
  auto job = [proof, password, tried = *std::move(tried), then = std::move(then)] {
    check(*proof, password, tried, then);
  };
  if (!services.workers.submit(std::move(job))) {
    proof->complete(call.problem(app::ProblemCode::unavailable));
  }
  return {};
}

}  // namespace guiju::http
