#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/ports.hpp"
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
  /// SHA-256 of the codes on paper that are left, 32 bytes each.
  std::vector<std::string> recovery = {};
};

/// Whether the code is one of the factor's now: the device's of this half minute, of the one before
/// or of the one after (clocks differ), or one on paper. If so, the factor goes on without it: no
/// code is taken twice, and of the device none that is older than one that was taken.
bool take(SecondFactor& factor, std::string_view code, Instant now);

/// Why somebody who is signed in is not let on.
enum class FactorProblem {
  wrong,     ///< 422 `SECOND_FACTOR_WRONG`: the code does not fit, or was taken before
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
  std::optional<SecondFactor> find(const app::Reader& reader, std::string_view person) const;
  std::optional<SecondFactor> find(app::UnitOfWork& unit, std::string_view person) const;

  /// Whether the code fits what was kept a moment ago. Wrong codes of a device count, and after
  /// some no more are looked at for a day; one on paper cannot be guessed and may always be tried.
  bool fits(SecondFactor kept, std::string_view person, std::string_view code, Instant now);
  /// The factor as it goes on after its code was taken, to be kept with `unit`; nothing where
  /// another request was faster. Within the transaction, so that this holds for several servers.
  std::optional<SecondFactor> take_kept(app::UnitOfWork& unit, std::string_view person,
                                        std::string_view code, Instant now) const;
  void keep(app::UnitOfWork& unit, std::string_view person, const SecondFactor& factor) const;

  /// Whether the person's is on; that it is on is remembered for half a minute.
  bool is_on(const app::Reader& reader, const std::string& person);
  void forget(const std::string& person);

 private:
  const std::string sealing_key_;
  RateLimit wrong_codes_;  ///< by person, from wherever
  std::mutex mutex_;
  std::unordered_map<std::string, RateLimit::Clock::time_point> on_until_;
};

}  // namespace guiju::http
