#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "app/accounts.hpp"
#include "app/reader.hpp"

namespace guiju::http {

struct SessionLimits {
  std::chrono::seconds idle{std::chrono::hours(4)};
  std::chrono::seconds absolute{std::chrono::hours(12)};
  /// How long a session that was ended elsewhere (another server, the command line) may live on.
  std::chrono::seconds recheck{30};
};

/// Who is signed in. Sessions and tokens live in the store as hashes; what was found there lately
/// is remembered here. Times are real ones, also when the company's clock is virtual. Any thread.
class Sessions {
 public:
  explicit Sessions(SessionLimits limits = {}) : limits_(limits) {}

  struct Opened {
    std::string cookie;    ///< to be sent, never kept
    app::Session session;  ///< to be stored
  };
  Opened open(std::string_view person, Instant now);

  struct Found {
    std::string person;
    std::string token_hash;
    std::optional<app::Session> renewed;  ///< to be stored again: it was used, and lives longer
  };
  /// Empty when the cookie stands for nobody, or no longer.
  std::optional<Found> find_cookie(std::string_view cookie, const app::Reader& reader, Instant now);
  /// The same for a program's token.
  std::optional<Found> find_token(std::string_view token, const app::Reader& reader, Instant now);

  void close(std::string_view token_hash);
  /// What is remembered of the person's sessions and tokens is read anew.
  void forget(std::string_view person);
  /// How many sessions and tokens were used within the last five minutes, to half a minute.
  std::size_t active(Instant now);

 private:
  struct Known {
    std::string person;
    Instant created_at{}, expires_at{}, checked_at{};
  };
  std::optional<Known> recall(const std::string& hash, Instant now);
  void remember(const std::string& hash, Known known, Instant now);

  const SessionLimits limits_;
  std::mutex mutex_;
  std::unordered_map<std::string, Known> known_;
};

}  // namespace guiju::http
