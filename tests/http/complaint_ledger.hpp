#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "app/reader.hpp"
#include "child.hpp"
#include "client.hpp"
#include "founding.hpp"

/// What the tests share that kill servers under load: complaints asked for, and whether they are
/// there.
namespace guiju::http_test {

/// Monday 2026-03-02 10:00 (+08:00).
extern const Instant morning;

/// Who registers complaints, and his login.
inline constexpr std::string_view clerk = "内勤A";
inline constexpr std::string_view clerk_password = "correct horse";

/// A company under `huayuan`, with a login and a token for the clerk.
void found_office(const store::Location& company, app::Shelf& shelf);

/// What was asked for, by idempotency key, and what was answered. For any thread.
class ComplaintLedger {
 public:
  std::string begin();
  void acknowledge(const std::string& key, const std::string& id);
  /// Ids by key; empty: nobody has said yes. Not while anybody writes.
  const std::map<std::string, std::string>& all() const { return asked_; }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> asked_;
};

/// Registers a complaint whose summary is the key.
std::string request_for(const std::string& key);

/// Compares the company with the ledger: `fault` says what is missing, there twice or by halves.
void compare(const store::Location& company, app::Shelf& shelf, const ComplaintLedger& ledger);

}  // namespace guiju::http_test
