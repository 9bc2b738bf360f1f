#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "http/message.hpp"

namespace guiju::http {

class Certificate;

struct ListenerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one
  int io_threads = 1;
  std::shared_ptr<const Certificate> certificate;  ///< null: in clear
  bool strict_transport = false;  ///< browsers are told to come back over TLS alone
  std::size_t header_bytes_max = 16 * 1024;
  /// Those beyond are refused with 503; never more than the process may have files.
  int connections_max = 20'000;
  int connections_per_address_max = 1'000;  ///< 0: any; a proxy's address on this machine has any
  std::chrono::seconds idle_max{75};        ///< between two requests of one connection
  std::chrono::seconds handshake_max{10};   ///< from the connection to the end of TLS's handshake
  /// From the connection or its handshake, or a later request's first byte, to the end of its
  /// header.
  std::chrono::seconds header_max{15};
  std::chrono::seconds body_max{60};  ///< from there to the end of its body
  /// The same of one that goes into a sink, while it moves; of an answer that comes from a source.
  std::chrono::seconds upload_max{600};
  std::chrono::seconds write_max{60};  ///< for a client to take its answer
  std::chrono::seconds heartbeat{15};  ///< of event streams
};

/// Listens, parses and writes. The only owner of sockets: it knows nothing of what is said.
class Listener {
 public:
  /// `make_handler` is called once on each io thread before the first connection. Throws
  /// std::system_error when the address cannot be had.
  Listener(const ListenerOptions& options, std::function<std::unique_ptr<Handler>()> make_handler);
  /// `stop` with no patience.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::uint16_t port() const;
  /// Tells the event streams that there may be something to take. Any thread; cheap when repeated.
  void wake_streams();
  /// Takes no more connections, lets answers under way be written for at most `patience`, then
  /// closes everything and joins the threads. Whoever still owes a deferred answer must have given
  /// it before the listener is destroyed.
  void stop(std::chrono::milliseconds patience);

 private:
  class Loop;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace guiju::http
