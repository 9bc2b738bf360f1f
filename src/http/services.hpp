#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/access.hpp"
#include "app/attachments.hpp"
#include "app/desk.hpp"
#include "app/drafts.hpp"
#include "app/pack_reading.hpp"
#include "app/ports.hpp"
#include "app/texts.hpp"
#include "app/time_source.hpp"
#include "http/event_hub.hpp"
#include "http/import_jobs.hpp"
#include "http/rate_limit.hpp"
#include "http/sessions.hpp"
#include "http/static_files.hpp"
#include "http/worker_pool.hpp"

namespace guiju::http {

struct ServerSettings {
  std::string company_name;
  std::filesystem::path web_directory;
  bool secure_cookie = false;  ///< behind TLS: the cookie is never sent in clear
  SessionLimits sessions;
  int sign_in_tries = 10;  ///< failures by login and address within `sign_in_window`
  std::chrono::seconds sign_in_window{std::chrono::minutes(5)};
  std::size_t body_bytes_max = 256 * 1024;
  std::size_t attachment_bytes_max = 20 * 1024 * 1024;
  std::chrono::seconds upload_kept{std::chrono::hours(24)};  ///< of one that nothing uses
  std::size_t events_kept = 8192;
  int worker_threads = 2;
};

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

/// What the routes share. Everything here may be used by any thread.
struct Services {
  Services(app::Store& s, const app::Desk& d, const app::Shelf& p, const app::Texts& t,
           app::TimeSource& c, app::Access& a, app::ContentStore& k, const ServerSettings& o);

  app::Store& store;
  const app::Desk& desk;
  const app::Shelf& shelf;                     ///< of each pack all versions
  const std::vector<const pack::Pack*> packs;  ///< in force, `company` first
  const app::Texts& texts;
  app::TimeSource& time;
  app::Access& access;
  app::ContentStore& contents;
  NowAndThen cleanings;
  const ServerSettings settings;
  EventHub events;
  Sessions sessions;
  RateLimit sign_ins;
  const StaticFiles files;
  const std::string openapi;      ///< the served description
  app::Drafts* drafts = nullptr;  ///< null: the server was given none
  app::PackReadings readings;
  /// Called on a worker when the virtual clock was moved; returns when what was due has happened.
  std::function<void()> on_clock_moved;
  ImportJobs import_jobs;
  WorkerPool workers;  ///< with the pools below last: their jobs use everything above
  WorkerPool exports;  ///< makes files, one at a time
  WorkerPool imports;  ///< reads tables, and takes their rows in
  const ImportJobs::StopsAtEnd stops_imports{import_jobs};  ///< before `imports` waits for them
};

/// By the real clock, which sessions live by.
Instant real_now();

}  // namespace guiju::http
