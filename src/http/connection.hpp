#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "http/message.hpp"
#include "http/request_reader.hpp"
#include "http/tls.hpp"

// The insides of the listener, for listener.cpp alone: nothing else may see Asio or Beast.
namespace guiju::http::inside {

using asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// A deferred answer: where it is put, and who waits for it.
struct Pending {
  struct Resume {
    virtual ~Resume() = default;
    virtual void run() = 0;
  };
  std::optional<Response> response;
  std::unique_ptr<Resume> resume;
};

/// A request's way to its loop, which `complete`s the answer that is deferred.
template <class Loop>
class DeferredExchange final : public Exchange {
 public:
  explicit DeferredExchange(Loop& loop) : loop_(loop) {}

  Completion defer() override {
    pending_ = std::make_shared<Pending>();
    return [loop = &loop_, pending = pending_](Response response) {
      loop->complete(pending, std::move(response));
    };
  }

  /// Completes on the loop's thread once the answer is there.
  template <class Token>
  auto wait(Token&& completion_token) {
    return asio::async_initiate<Token, void()>(
        [](auto handler, Pending* pending) {
          struct Waiting final : Pending::Resume {
            explicit Waiting(decltype(handler)&& h) : handler_(std::move(h)) {}
            void run() override { std::move(handler_)(); }
            decltype(handler) handler_;
          };
          pending->resume = std::make_unique<Waiting>(std::move(handler));
        },
        completion_token, pending_.get());
  }

  Pending& pending() {
    GUIJU_ASSERT(pending_);
    return *pending_;
  }

 private:
  Loop& loop_;
  std::shared_ptr<Pending> pending_;
};

struct Connection {
  Connection(Socket s, Executor executor) : socket(std::move(s)), wake(executor) {}
  /// Nothing is under way: whoever says nothing for a while costs no more than who has just come.
  void give_back_buffers() {
    if (in.capacity() > 0) in = {};
    if (out.capacity() > kept_bytes) out = {};
  }

  static constexpr std::size_t kept_bytes = 4 * 1024;
  Socket socket;
  std::unique_ptr<TlsStream> tls;  ///< null: in clear
  Timer wake;                      ///< of event streams
  beast::flat_buffer in;
  std::string out;
  std::string remote_address;
  std::int64_t deadline = 0;  ///< in seconds of the loop; passed: the connection is closed
  bool idle = true;           ///< nothing of a request has come yet
  bool is_answered = false;   ///< at least once
  bool streaming = false;
  std::size_t place = 0;  ///< in the loop's list
};

/// Nothing is sealed for a socket that was closed meanwhile: its number may be another's.
inline TlsStream* tls_of(const Connection& connection) {
  return connection.socket.is_open() ? connection.tls.get() : nullptr;
}

inline std::string_view write_sealed(TlsStream& tls, std::string_view bytes, bool& failed) {
  while (!bytes.empty()) {
    std::size_t n = 0;
    const auto next = tls.write(bytes, n);
    failed = next == TlsStream::Next::end || next == TlsStream::Next::wait_to_read;
    if (failed) return {};
    if (next == TlsStream::Next::wait_to_write) break;
    bytes.remove_prefix(n);
  }
  return bytes;
}

/// Writes what the socket takes at once; what is left is returned. Nothing is left after an error
/// either, `failed` then says so.
inline std::string_view write_some(Connection& connection, std::string_view bytes, bool& failed) {
  if (TlsStream* tls = tls_of(connection)) return write_sealed(*tls, bytes, failed);
  error_code error;
  const std::size_t n = connection.socket.write_some(asio::buffer(bytes), error);
  if (error == asio::error::would_block || error == asio::error::try_again) return bytes;
  failed = static_cast<bool>(error);
  return failed ? std::string_view{} : bytes.substr(n);
}

}  // namespace guiju::http::inside
