#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/access.hpp"
#include "app/attachments.hpp"
#include "app/desk.hpp"
#include "app/drafts.hpp"
#include "app/log.hpp"
#include "app/observed_store.hpp"
#include "app/pack_reading.hpp"
#include "app/ports.hpp"
#include "app/texts.hpp"
#include "app/time_source.hpp"
#include "http/dry_run_jobs.hpp"
#include "http/event_hub.hpp"
#include "http/import_jobs.hpp"
#include "http/metrics.hpp"
#include "http/sessions.hpp"
#include "http/sign_in_guard.hpp"
#include "http/static_files.hpp"
#include "http/worker_pool.hpp"

namespace guiju::http {

class SecondFactors;

struct SecondFactorSettings {
  /// 32 bytes that open what is kept of them. Empty: none are offered, and who has one is not let
  /// in.
  std::string key;
  bool is_required = false;          ///< of everyone
  std::vector<std::string> roles{};  ///< of whom it is required, where not of everyone

  bool is_required_of(const casework::Person& person) const;
};

struct ServerSettings {
  std::string company_name;
  std::filesystem::path web_directory;
  bool secure_cookie = false;  ///< behind TLS: the cookie is never sent in clear
  SessionLimits sessions;
  bool behind_proxy = false;  ///< the last X-Forwarded-For is the proxy's word on who asks
  SignInLimits sign_ins;
  SecondFactorSettings second_factor;
  std::size_t body_bytes_max = 256 * 1024;
  std::size_t attachment_bytes_max = 20 * 1024 * 1024;
  std::chrono::seconds upload_kept{std::chrono::hours(24)};  ///< of one that nothing uses
  std::size_t events_kept = 8192;
  /// What the program brings: a year that the company does not know yet is proposed to it.
  std::vector<calendar::HolidayTable> shipped_holidays;
  int worker_threads = 2;
};

/// With `secure_cookie` under a name that browsers take over TLS and from this host alone.
constexpr std::string_view session_cookie_name(const ServerSettings& settings) {
  return settings.secure_cookie ? "__Host-guiju_session" : "guiju_session";
}

/// What is done now and then, by whoever comes by when it is due.
class NowAndThen {
 public:
  /// True for one caller, then for nobody until `period` has passed.
  bool is_due(std::chrono::steady_clock::duration period) {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    auto next = next_.load();
    return now >= next && next_.compare_exchange_strong(next, now + period.count());
  }

 private:
  std::atomic<std::chrono::steady_clock::rep> next_{0};
};

/// The served description of the API: made anew when other versions of packs are in force.
class Description {
 public:
  std::shared_ptr<const std::string> of(const std::vector<const pack::Pack*>& packs);

 private:
  std::mutex mutex_;
  const std::vector<const pack::Pack*>* packs_ = nullptr;  ///< of a shelf, where they stay
  std::shared_ptr<const std::string> text_;
};

/// By the real clock, which sessions live by.
Instant real_now();

/// What the routes share. Everything here may be used by any thread.
struct Services {
  Services(app::ObservedStore& s, const app::Desk& d, app::Shelf& p, const app::Texts& t,
           app::TimeSource& c, app::Access& a, app::ContentStore& k, app::Log& l,
           const ServerSettings& o);

  /// Those in force now, `company` first.
  const std::vector<const pack::Pack*>& packs() const { return shelf.all_in_force(time.now()); }

  app::ObservedStore& store;
  const app::Desk& desk;
  app::Shelf& shelf;
  const app::Texts& texts;
  app::TimeSource& time;
  app::Access& access;
  app::ContentStore& contents;
  app::Log& log;
  NowAndThen cleanings;
  const ServerSettings settings;
  EventHub events;
  std::atomic<std::int64_t> event_streams{0};  ///< pages that are told of events now
  Sessions sessions;
  SignInGuard sign_ins;
  const std::shared_ptr<SecondFactors> second_factors;  ///< null: none are offered
  const StaticFiles files;
  Metrics metrics;
  const Instant started_at;  ///< by the real clock
  Description description;
  app::Drafts* drafts = nullptr;  ///< null: the server was given none
  app::PackReadings readings;
  /// Called on a worker when the virtual clock was moved; returns when what was due has happened.
  std::function<void()> on_clock_moved;
  ImportJobs import_jobs;
  DryRunJobs dry_runs;
  WorkerPool workers;  ///< with the pools below last: their jobs use everything above
  WorkerPool exports;  ///< makes files, one at a time
  WorkerPool imports;  ///< reads tables, takes their rows in, plays dry runs
  const ImportJobs::StopsAtEnd stops_imports{import_jobs};  ///< before `imports` waits for them
  const DryRunJobs::StopsAtEnd stops_dry_runs{dry_runs};    ///< likewise
};

}  // namespace guiju::http
