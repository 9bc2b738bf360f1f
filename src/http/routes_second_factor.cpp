#include "http/account_answers.hpp"
#include "http/second_factor.hpp"
#include "http/totp.hpp"

// 二次验证, as everyone turns it on and off for himself.
namespace guiju::http {
namespace {

constexpr std::string_view log_wrong_code = "wrong code";

Response problem(const Services& services, app::Language language, FactorProblem what) {
  return problem_response(make_problem(what, services.texts, language));
}

Response wrong_code(const Proof& proof) {
  return told(problem(proof.services, proof.language, FactorProblem::wrong), proof.person,
              log_wrong_code);
}

/// Decides on the writer, by what is kept there now, and answers when it is durable.
void settle(const Proof& proof, std::function<Response(app::UnitOfWork&)> decide) {
  auto response = std::make_shared<Response>();
  proof.services.store.submit(
      [response, decide = std::move(decide)](app::UnitOfWork& unit) { *response = decide(unit); },
      [proof, response](std::exception_ptr error) {
        proof.services.second_factors->forget(proof.person);
        proof.complete(error ? fault_response(error, proof.services.texts, proof.language)
                             : std::move(*response));
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

/// New codes on paper for the factor, and the answer that tells them.
Response tell_new_codes(SecondFactor& factor) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("recovery_codes").begin_array();
  for (const auto& code : SecondFactors::make_recovery_codes(factor)) json.string(code);
  json.end_array().end_object();
  return json_response(std::move(out));
}

/// What becomes of a factor whose code was right: it goes on changed, or is given up where `then`
/// leaves nothing.
using Change = std::function<Response(std::optional<SecondFactor>& factor)>;

/// Precondition: the password was shown. `kept`: as it was a moment ago.
void change_with_code(const Proof& proof, const SecondFactor& kept, const std::string& code,
                      const Change& change) {
  if (!proof.services.second_factors->fits(kept, proof.person, code, real_now())) {
    proof.complete(wrong_code(proof));
    return;
  }
  settle(proof, [proof, code, change](app::UnitOfWork& unit) {
    const auto& factors = *proof.services.second_factors;
    auto factor = factors.take_kept(unit, proof.person, code, real_now());
    if (!factor) return wrong_code(proof);
    auto response = change(factor);
    if (factor) {
      factors.keep(unit, proof.person, *factor);
    } else {
      unit.put_setting(proof.person, SecondFactors::setting, "");
    }
    return response;
  });
}

/// The same for a factor that is on, with the password and code of the body.
Answer change_with_both(Call& call, const Change& change) {
  const auto* factors = call.services.second_factors.get();
  if (factors == nullptr) return call.problem(app::ProblemCode::not_found);
  const auto factor = factors->find(call.reader, call.caller->person->key);
  if (!factor || !factor->is_on) return call.problem(app::ProblemCode::not_found);
  return ask_password(call, call.member("password").text,
                      [kept = *factor, code = call.member("code").text, change](
                          const Proof& proof) { change_with_code(proof, kept, code, change); });
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
      .field("required", call.services.settings.second_factor.is_required_of(*call.caller->person))
      .field("recovery_codes", static_cast<std::int64_t>(is_on ? factor->recovery.size() : 0))
      .end_object();
  return json_response(std::move(out));
}

Answer begin_second_factor(Call& call) {
  if (call.services.second_factors == nullptr) return call.problem(app::ProblemCode::not_found);
  return ask_password(call, call.member("password").text, [](const Proof& proof) {
    settle(proof, [proof](app::UnitOfWork& unit) {
      const auto& factors = *proof.services.second_factors;
      if (const auto now = factors.find(unit, proof.person); now && now->is_on) {
        return problem(proof.services, proof.language, FactorProblem::is_on);
      }
      const auto factor = SecondFactors::make();
      factors.keep(unit, proof.person, factor);
      return told(json_response(key_json(proof, factor)), proof.person, "second factor begun");
    });
  });
}

Answer confirm_second_factor(Call& call) {
  Services& services = call.services;
  const std::string& person = call.caller->person->key;
  if (services.second_factors == nullptr) return call.problem(app::ProblemCode::not_found);
  const auto begun = services.second_factors->find(call.reader, person);
  if (!begun) return call.problem(app::ProblemCode::not_found);
  if (begun->is_on) return problem(services, call.language, FactorProblem::is_on);
  const Proof proof{.services = services,
                    .complete = call.exchange.defer(),
                    .language = call.language,
                    .person = person,
                    .session = call.token_hash,
                    .login = {},
                    .account = {}};
  change_with_code(proof, *begun, call.member("code").text,
                   [person](std::optional<SecondFactor>& factor) {
                     factor->is_on = true;
                     return told(tell_new_codes(*factor), person, "second factor on");
                   });
  return {};
}

Answer renew_recovery_codes(Call& call) {
  return change_with_both(call, [person = call.caller->person->key](auto& factor) {
    return told(tell_new_codes(*factor), person, "recovery codes renewed");
  });
}

Answer drop_second_factor(Call& call) {
  return change_with_both(call, [person = call.caller->person->key](auto& factor) {
    factor.reset();
    return told(no_content(), person, "second factor off");
  });
}

}  // namespace guiju::http
