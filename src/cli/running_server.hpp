#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "app/access.hpp"
#include "app/desk.hpp"
#include "app/observed_store.hpp"
#include "app/shelf.hpp"
#include "app/texts.hpp"
#include "delivery/timer_runner.hpp"
#include "http/server.hpp"

namespace guiju::cli {

/// A company at work: its store, the desk over it, the clock's runner and the server, put together.
class RunningServer {
 public:
  /// What is given must outlive this; `drafts` may be null. `reread_versions` puts on the shelf
  /// what another process has handed in; it may throw, and is then called again. Throws
  /// std::system_error when the address cannot be had.
  RunningServer(app::Store& store, app::Shelf& shelf, app::TimeSource& time,
                app::ContentStore& contents, const app::Texts& texts, app::Log& log,
                const http::ServerSettings& settings, const http::ListenerOptions& listener,
                app::Drafts* drafts = nullptr, std::function<void()> reread_versions = {});
  /// Lets answers under way be given, then stops.
  ~RunningServer();

  std::uint16_t port() const { return server_->port(); }
  app::Store& store() { return observed_; }
  http::Services& services() { return *services_; }
  delivery::TimerRunner& timers() { return *timers_; }

 private:
  void observe(const app::Changes& changes);
  void take_over_from_elsewhere(std::shared_ptr<const casework::Directory> directory,
                                bool has_versions);
  /// Empty: there was none.
  std::string fault_of_rereading() const;

  app::Store& store_;
  app::Shelf& shelf_;
  app::Log& log_;
  const std::function<void()> reread_versions_;
  std::string said_;  ///< why versions could not be read
  const app::Desk desk_;
  app::Access access_;
  app::ObservedStore observed_;
  std::atomic<bool> is_up_ = false;
  std::unique_ptr<http::Services> services_;
  std::unique_ptr<delivery::TimerRunner> timers_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace guiju::cli
