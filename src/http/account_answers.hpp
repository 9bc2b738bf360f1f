#pragma once

#include <functional>
#include <string>

#include "http/handlers.hpp"
#include "http/secrets.hpp"

/// What the routes about signing in, sessions and tokens share.
namespace guiju::http {

/// The value of `Set-Cookie` by which a browser keeps its session, or drops it at an age of 0.
std::string session_cookie_line(const ServerSettings& settings, std::string_view value,
                                std::int64_t max_age_seconds);
Response no_content();
/// With what the person has done about how he is let in, for the log.
Response told(Response response, const std::string& person, std::string_view act);
/// Completes with `response` once `work` is durable.
Answer answer_after(Call& call, std::function<void(app::UnitOfWork&)> work, Response response);
/// 429, with the time to wait.
Response too_many_tries(const Call& call);
/// Where the request comes from: by the word of the proxy in front, where there is one.
std::string address_of(const Call& call);

/// Someone signed in who has shown his password once more.
struct Proof {
  Services& services;
  Completion complete;
  app::Language language = app::Language::zh_hans;
  std::string person, session;  ///< `session`: its hash
  std::string login;            ///< that the password belongs to
  app::Account account;

  /// Precondition: the password has proved to be that of `login`.
  const app::Credential& credential() const;
};
/// 422 `WRONG_PASSWORD`.
Response not_proved(const Proof& proof);
/// Calls `then` on a worker once `password` has proved to be the caller's; otherwise the answer is
/// 422 `WRONG_PASSWORD`, which counts like a failure to sign in. What `then` throws is a fault.
Answer ask_password(Call& call, const std::string& password,
                    std::function<void(const Proof&)> then);

}  // namespace guiju::http
