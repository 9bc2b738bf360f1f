#pragma once

#include <memory>

#include "app/observed_store.hpp"
#include "http/listener.hpp"
#include "http/services.hpp"

namespace guiju::http {

/// Makes what one io thread answers with: it has its own reader of the store.
std::unique_ptr<Handler> make_handler(Services& services);

/// The API and the pages, listening.
class Server {
 public:
  /// Throws std::system_error when the address cannot be had. `services` must outlive this.
  Server(Services& services, ListenerOptions options);
  ~Server();

  std::uint16_t port() const { return listener_.port(); }
  void stop(std::chrono::milliseconds patience) { listener_.stop(patience); }

 private:
  Services& services_;
  Listener listener_;
};

/// Tells the register of people and the open pages what has become durable: the observer of an
/// `app::ObservedStore`.
void publish_changes(Services& services, const app::Changes& changes);
/// Tells open pages to load everything anew: another process has written to the store.
void publish_reset(Services& services);

}  // namespace guiju::http
