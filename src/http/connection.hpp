#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "http/message.hpp"

// The insides of the listener, for listener.cpp alone: nothing else may see Asio or Beast.
namespace guiju::http::inside {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// A request's body: in memory, or on its way into a sink.
struct Body {
  struct value_type {
    std::string text;
    std::shared_ptr<BodySink> sink;
  };

  class reader {
   public:
    template <bool is_request, class Fields>
    reader(beast::http::header<is_request, Fields>&, value_type& body) : body_(body) {}

    void init(const boost::optional<std::uint64_t>& length, error_code& error) {
      error = {};
      // The length has been held against the limit before the body is begun.
      if (length && !body_.sink) body_.text.reserve(static_cast<std::size_t>(*length));
    }

    std::size_t put(const asio::const_buffer& buffer, error_code& error) {
      error = {};
      const std::string_view bytes(static_cast<const char*>(buffer.data()), buffer.size());
      if (body_.sink) {
        body_.sink->take(bytes);
      } else {
        body_.text += bytes;
      }
      return bytes.size();
    }

    static void finish(error_code& error) { error = {}; }

   private:
    value_type& body_;
  };
};
using Parser = beast::http::request_parser<Body>;

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
  Socket socket;
  Timer wake;  ///< of event streams
  beast::flat_buffer in;
  std::string out;
  std::string remote_address;
  std::int64_t deadline = 0;  ///< in seconds of the loop; passed: the connection is closed
  bool idle = true;           ///< between two requests
  bool streaming = false;
  std::size_t place = 0;  ///< in the loop's list
};

inline Method to_method(beast::http::verb verb) {
  switch (verb) {
    case beast::http::verb::get:
      return Method::get;
    case beast::http::verb::head:
      return Method::head;
    case beast::http::verb::post:
      return Method::post;
    case beast::http::verb::put:
      return Method::put;
    case beast::http::verb::patch:
      return Method::patch;
    case beast::http::verb::delete_:
      return Method::erase;
    case beast::http::verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

inline std::string_view view(boost::core::string_view text) { return {text.data(), text.size()}; }

inline std::optional<Header> to_header(beast::http::field field, std::string_view name) {
  using F = beast::http::field;
  switch (field) {
    case F::accept_encoding:
      return Header::accept_encoding;
    case F::accept_language:
      return Header::accept_language;
    case F::authorization:
      return Header::authorization;
    case F::content_type:
      return Header::content_type;
    case F::cookie:
      return Header::cookie;
    case F::if_match:
      return Header::if_match;
    case F::if_none_match:
      return Header::if_none_match;
    case F::unknown:
      break;
    default:
      return {};
  }
  if (beast::iequals(name, "idempotency-key")) return Header::idempotency_key;
  if (beast::iequals(name, "last-event-id")) return Header::last_event_id;
  if (beast::iequals(name, "x-guiju")) return Header::x_guiju;
  if (beast::iequals(name, "x-forwarded-for")) return Header::x_forwarded_for;
  return {};
}

inline void fill(Request& request, const Parser::value_type& message,
                 const Connection& connection) {
  request.method = to_method(message.method());
  request.target = view(message.target());
  const auto question = request.target.find('?');
  request.path = request.target.substr(0, question);
  request.query =
      question == std::string_view::npos ? std::string_view{} : request.target.substr(question + 1);
  request.body = message.body().text;
  request.sink = message.body().sink;
  request.remote_address = connection.remote_address;
  for (const auto& field : message) {
    if (const auto header = to_header(field.name(), view(field.name_string()))) {
      request.headers[static_cast<std::size_t>(*header)] = view(field.value());
    }
  }
}

/// Writes what the socket takes at once; what is left is returned. Nothing is left after an error
/// either, `failed` then says so.
inline std::string_view write_some(Connection& connection, std::string_view bytes, bool& failed) {
  error_code error;
  const std::size_t n = connection.socket.write_some(asio::buffer(bytes), error);
  if (error == asio::error::would_block || error == asio::error::try_again) return bytes;
  failed = static_cast<bool>(error);
  return failed ? std::string_view{} : bytes.substr(n);
}

/// How reading a request ended.
struct Read {
  enum class End { request, closed, fault };
  End end = End::closed;
  int status = 400;  ///< of a fault
};

}  // namespace guiju::http::inside
