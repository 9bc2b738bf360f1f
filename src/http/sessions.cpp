#include "http/sessions.hpp"

#include <algorithm>

#include "http/secrets.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t remembered_max = 100'000;
constexpr std::size_t secret_bytes_max = 128;
/// A session is written again when it has been used this long since the last time.
constexpr std::chrono::seconds renewal_step{std::chrono::minutes(5)};

}  // namespace

Sessions::Opened Sessions::open(std::string_view person, Instant now) {
  Opened opened;
  opened.cookie = make_secret();
  opened.session = {.token_hash = hash_of_secret(opened.cookie),
                    .person = std::string(person),
                    .created_at = now,
                    .expires_at = now + std::min(limits_.idle, limits_.absolute)};
  return opened;
}

std::optional<Sessions::Known> Sessions::recall(const std::string& hash, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(hash);
  if (found == known_.end()) return {};
  if (now - found->second.checked_at >= limits_.recheck || now < found->second.checked_at) {
    known_.erase(found);
    return {};
  }
  return found->second;
}

void Sessions::remember(const std::string& hash, Known known, Instant now) {
  const std::lock_guard lock(mutex_);
  if (known_.size() >= remembered_max) {
    std::erase_if(known_, [&](const auto& entry) {
      return now - entry.second.checked_at >= limits_.recheck;
    });
    if (known_.size() >= remembered_max) return;
  }
  known_.insert_or_assign(hash, std::move(known));
}

std::optional<Sessions::Found> Sessions::find_cookie(std::string_view cookie,
                                                     const app::Reader& reader, Instant now) {
  if (cookie.empty() || cookie.size() > secret_bytes_max) return {};
  const std::string hash = hash_of_secret(cookie);
  auto known = recall(hash, now);
  if (!known) {
    const auto stored = reader.find_session(hash);
    if (!stored) return {};
    known = Known{stored->person, stored->created_at, stored->expires_at, now};
    remember(hash, *known, now);
  }
  if (now >= known->expires_at) return {};
  Found found{.person = known->person, .token_hash = hash, .renewed = {}};
  const Instant longest = known->created_at + limits_.absolute;
  const Instant renewed = std::min(now + limits_.idle, longest);
  if (renewed - known->expires_at >= renewal_step) {
    known->expires_at = renewed;
    remember(hash, *known, now);
    found.renewed = app::Session{hash, known->person, known->created_at, renewed};
  }
  return found;
}

std::optional<Sessions::Found> Sessions::find_token(std::string_view token,
                                                    const app::Reader& reader, Instant now) {
  if (token.empty() || token.size() > secret_bytes_max) return {};
  const std::string hash = hash_of_secret(token);
  // Remembered under a name of its own: a cookie's value is no token, nor the other way round.
  const std::string name = "token:" + hash;
  auto known = recall(name, now);
  if (!known) {
    const auto stored = reader.find_token(hash);
    if (!stored) return {};
    known = Known{stored->person, stored->created_at, stored->expires_at, now};
    remember(name, *known, now);
  }
  if (now >= known->expires_at) return {};
  return Found{.person = known->person, .token_hash = hash, .renewed = {}};
}

void Sessions::close(std::string_view token_hash) {
  const std::lock_guard lock(mutex_);
  known_.erase(std::string(token_hash));
  known_.erase("token:" + std::string(token_hash));
}

void Sessions::forget(std::string_view person) {
  const std::lock_guard lock(mutex_);
  std::erase_if(known_, [&](const auto& entry) { return entry.second.person == person; });
}

std::size_t Sessions::active(Instant now) {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(
      known_.begin(), known_.end(),
      [&](const auto& entry) { return now - entry.second.checked_at < std::chrono::minutes(5); }));
}

}  // namespace guiju::http
