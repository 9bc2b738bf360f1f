#include "http/account_answers.hpp"
#include "http/second_factor.hpp"
#include "http/totp.hpp"

// 二次验证, as everyone turns it on and off for himself.
namespace guiju::http {
namespace {

Response problem(const Services& services, app::Language language, FactorProblem what) {
  return problem_response(make_problem(what, services.texts, language));
}

/// Keeps the factor and answers.
void keep(const Proof& proof, const SecondFactor& factor, Response response) {
  auto kept = std::make_shared<Response>(std::move(response));
  proof.services.store.submit(
      [proof, text = proof.services.second_factors->seal(factor, proof.person)](
          app::UnitOfWork& unit) { unit.put_setting(proof.person, SecondFactors::setting, text); },
      [proof, kept](std::exception_ptr error) {
        proof.services.second_factors->forget(proof.person);
        proof.complete(error ? fault_response(error, proof.services.texts, proof.language)
                             : std::move(*kept));
      });
}

std::string key_json(const Proof& proof, const SecondFactor& factor) {
  const auto& company = proof.services.settings.company_name;
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("key", to_base32(factor.key))
      .field("address", otpauth_uri(company.empty() ? "Guiju" : company, proof.login, factor.key))
      .end_object();
  return out;
}

std::string codes_json(const std::vector<std::string>& codes) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("recovery_codes").begin_array();
  for (const auto& code : codes) json.string(code);
  json.end_array().end_object();
  return out;
}

/// The factor after the code; without one the answer is given already.
std::optional<SecondFactor> taken(const Services& services, const std::string& person,
                                  const SecondFactor& factor, std::string_view code) {
  auto& factors = *services.second_factors;
  if (!factors.wrong_codes.begin(person, RateLimit::Clock::now())) return std::nullopt;
  auto next = factors.take(factor, person, code, real_now());
  if (next) factors.wrong_codes.give_back(person);
  return next;
}

}  // namespace

Answer get_second_factor(Call& call) {
  const auto* factors = call.services.second_factors.get();
  const auto factor =
      factors == nullptr ? std::nullopt : factors->find(call.reader, call.caller->person->key);
  const bool is_on = factor && factor->is_on;
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("offered", factors != nullptr)
      .field("on", is_on)
      .field("required", call.services.settings.second_factor_required)
      .field("recovery_codes", static_cast<std::int64_t>(is_on ? factor->recovery.size() : 0))
      .end_object();
  return json_response(std::move(out));
}

Answer begin_second_factor(Call& call) {
  const auto* factors = call.services.second_factors.get();
  if (factors == nullptr) return call.problem(app::ProblemCode::not_found);
  if (const auto now = factors->find(call.reader, call.caller->person->key); now && now->is_on) {
    return problem(call.services, call.language, FactorProblem::is_on);
  }
  return ask_password(call, call.member("password").text, [](const Proof& proof) {
    const auto factor = SecondFactors::make();
    keep(proof, factor,
         told(json_response(key_json(proof, factor)), proof.person, "second factor begun"));
  });
}

Answer confirm_second_factor(Call& call) {
  Services& services = call.services;
  const std::string& person = call.caller->person->key;
  if (services.second_factors == nullptr) return call.problem(app::ProblemCode::not_found);
  const auto begun = services.second_factors->find(call.reader, person);
  if (!begun) return call.problem(app::ProblemCode::not_found);
  if (begun->is_on) return problem(services, call.language, FactorProblem::is_on);
  auto factor = taken(services, person, *begun, call.member("code").text);
  if (!factor) {
    return told(problem(services, call.language, FactorProblem::refused), person, "wrong code");
  }
  factor->is_on = true;
  const auto codes = SecondFactors::make_recovery_codes(*factor);
  const Proof proof{.services = services,
                    .complete = call.exchange.defer(),
                    .language = call.language,
                    .person = person,
                    .session = call.token_hash,
                    .login = {},
                    .account = {}};
  keep(proof, *factor, told(json_response(codes_json(codes)), person, "second factor on"));
  return {};
}

Answer drop_second_factor(Call& call) {
  Services& services = call.services;
  const std::string& person = call.caller->person->key;
  if (services.second_factors == nullptr) return call.problem(app::ProblemCode::not_found);
  const auto factor = services.second_factors->find(call.reader, person);
  if (!factor || !factor->is_on) return call.problem(app::ProblemCode::not_found);
  return ask_password(
      call, call.member("password").text,
      [factor = *factor, code = call.member("code").text](const Proof& proof) {
        if (!taken(proof.services, proof.person, factor, code)) {
          proof.complete(told(problem(proof.services, proof.language, FactorProblem::refused),
                              proof.person, "wrong code"));
          return;
        }
        proof.services.store.submit(
            [proof](app::UnitOfWork& unit) {
              unit.put_setting(proof.person, SecondFactors::setting, "");
            },
            [proof](std::exception_ptr error) {
              proof.services.second_factors->forget(proof.person);
              proof.complete(error ? fault_response(error, proof.services.texts, proof.language)
                                   : told(no_content(), proof.person, "second factor off"));
            });
      });
}

}  // namespace guiju::http
