#pragma once

#include <filesystem>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <string>

#include "app/shelf.hpp"
#include "cli/running_server.hpp"
#include "client.hpp"
#include "delivery/clock.hpp"
#include "founding.hpp"
#include "store/content_folder.hpp"
#include "store/test_places.hpp"

namespace guiju::http_test {

/// A folder that goes with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A log that can be read.
class KeptLog final : public app::Log {
 public:
  void write(Level level, std::string_view what, const Fields& fields = {}) override {
    const std::lock_guard lock(mutex_);
    text_ += app::log_line({}, level, what, fields);
  }
  std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

/// A whole server in this process on a free port: the people of the pack's company.yaml, a clock
/// that stands at Monday 2026-03-02 10:00 (+08:00), everything in memory but attachments; or in
/// PostgreSQL, where the tests are run with one (`store::testing::Places`).
/// Everyone's login is his key, everyone's password `correct horse`.
class Rig {
 public:
  static constexpr std::string_view password = "correct horse";
  explicit Rig(const http::ServerSettings& settings = default_settings(),
               const std::string& pack = "huayuan", app::Drafts* drafts = nullptr,
               http::ListenerOptions listener = {});
  ~Rig();

  static http::ServerSettings default_settings();

  std::uint16_t port() const { return server_->port(); }
  cli::RunningServer& server() { return *server_; }
  app::Store& store() { return *store_; }
  app::Shelf& shelf() { return shelf_; }
  delivery::MovableClock& clock() { return clock_; }
  const KeptLog& log() const { return log_; }
  store::ContentFolder& contents() { return contents_; }

  Client visitor(std::string language = "en") const { return Client(port(), std::move(language)); }
  /// Someone of the company, signed in.
  Client as(std::string_view person, std::string language = "en") const;

 private:
  std::unique_ptr<app::Store> make_store() const;
  void give_logins();

  PackShelf shelf_;
  app::Texts texts_;
  store::testing::Places places_;
  std::unique_ptr<app::Store> store_;
  delivery::MovableClock clock_;
  KeptLog log_;
  TemporaryFolder folder_;
  store::ContentFolder contents_{folder_.path() / "company"};
  std::unique_ptr<cli::RunningServer> server_;
};

/// Keeps a pool's threads busy until it goes.
class Busy {
 public:
  Busy(http::WorkerPool& pool, int threads) : reached_(threads) {
    const auto gate = gate_.get_future().share();
    for (int i = 0; i < threads; ++i) {
      pool.submit([&reached = reached_, gate] {
        reached.count_down();
        gate.wait();
      });
    }
    reached_.wait();
  }
  ~Busy() { gate_.set_value(); }

 private:
  std::latch reached_;
  std::promise<void> gate_;
};

/// The body of a plain telephone complaint at site P1 about something to be put right.
std::string complaint_body(std::string_view summary = "厨房漏水", std::string_view project = "P1");
inline constexpr std::string_view register_complaint =
    "/api/v1/commands/huayuan/complaint.register";

}  // namespace guiju::http_test
