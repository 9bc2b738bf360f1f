#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/problem.hpp"
#include "app/reader.hpp"
#include "http/rate_limit.hpp"

namespace guiju::http {

/// 二次验证. What a person has beside the password: a device that shows codes, and codes on paper
/// for the day when the device is lost.
struct SecondFactor {
  std::string key;  ///< 20 random bytes, which the device knows too
  /// The device has shown a code that fits. Until then the key is offered and asked of nobody.
  bool is_on = false;
  std::int64_t last_step = 0;  ///< of the code that was taken last
  std::vector<std::string> recovery =
      {};  ///< SHA-256 of the codes on paper that are left, 32 bytes each
};

/// Why somebody is not let in yet, or not let on. The first two are told only to who knows the
/// password.
enum class FactorProblem {
  needed,    ///< 401 `SECOND_FACTOR_NEEDED`: no code was given
  wrong,     ///< 401 `SECOND_FACTOR_WRONG`: it does not fit, or was taken before
  refused,   ///< 422 `SECOND_FACTOR_WRONG`: the same of who is signed in
  required,  ///< 403 `SECOND_FACTOR_REQUIRED`: the company asks for one
  is_on,     ///< 409 `SECOND_FACTOR_ON`: there is one; it has to be given up first
};
app::Problem make_problem(FactorProblem problem, const app::Texts& texts, app::Language language);

/// Keeps and checks second factors. What is kept is sealed (XChaCha20-Poly1305) with a key that
/// does not lie in the store, and for its person: whoever has the store alone, or writes in it,
/// has no one's codes and gives nobody his own. Any thread.
class SecondFactors {
 public:
  static constexpr std::string_view setting = "second_factor";

  /// `sealing_key`: 32 bytes.
  explicit SecondFactors(std::string sealing_key);

  /// A new key, and no codes yet.
  static SecondFactor make();
  /// New codes on paper, in place of those there were. They are told once.
  static std::vector<std::string> make_recovery_codes(SecondFactor& factor);

  std::string seal(const SecondFactor& factor, std::string_view person) const;
  /// What is kept; nothing where `kept` is empty. Throws where it cannot be opened: nobody is let
  /// in by that.
  std::optional<SecondFactor> open(std::string_view kept, std::string_view person) const;
  /// The same, as the store has it.
  std::optional<SecondFactor> find(const app::Reader& reader, const std::string& person) const;

  /// The factor as it is to be kept when `code` has been taken: the device's of this half minute or
  /// the one before, or one on paper. Empty when it does not fit or has been taken, be it by a
  /// request that is still under way.
  std::optional<SecondFactor> take(SecondFactor factor, const std::string& person,
                                   std::string_view code, Instant now);

  /// Whether the person's is on; remembered.
  bool is_on(const app::Reader& reader, const std::string& person);
  /// What is remembered of it is read anew.
  void forget(const std::string& person);

  RateLimit wrong_codes{10, std::chrono::minutes(15)};  ///< by person, from wherever

 private:
  /// False when it was taken before.
  bool mark_taken(const std::string& person, const std::string& what);

  const std::string sealing_key_;
  std::mutex mutex_;
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string, bool> known_;
};

}  // namespace guiju::http
