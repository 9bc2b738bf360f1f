#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

// Insides of the listener: a request out of the bytes that come over a connection. It knows no
// socket, so that what strangers may send can be tried without one (tests/fuzz/http.cpp).
namespace guiju::http::inside {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

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

inline std::string_view view(boost::core::string_view text) { return {text.data(), text.size()}; }

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

/// Takes the bytes of one request as they come.
class RequestReader {
 public:
  enum class State {
    more,   ///< all that came is taken, and there is more to come
    head,   ///< the head has come, of a request with a body: `take` goes on with that
    whole,  ///< what comes next is the next request's
    fault,  ///< no request, or too large: to be answered with `fault_status`
  };

  /// `handler` says how large a body may be. It must outlive this.
  RequestReader(Handler& handler, std::size_t header_bytes_max) : handler_(handler) {
    parser_.header_limit(static_cast<std::uint32_t>(header_bytes_max));
    parser_.body_limit(boost::none);
  }

  /// Takes from `in` what belongs to the request.
  State take(beast::flat_buffer& in) {
    while (in.size() > 0 && !parser_.is_done()) {
      error_code error;
      in.consume(parser_.put(in.data(), error));
      if (error == beast::http::error::need_more) break;
      if (error == beast::http::error::header_limit) return fail(431);
      if (error == beast::http::error::body_limit) return fail(413);
      if (error) return fail(400);
      if (parser_.is_header_done() && !has_head_) {
        if (!take_head()) return fail(413);
        if (!parser_.is_done()) return State::head;
      }
    }
    return parser_.is_done() ? State::whole : State::more;
  }

  int fault_status() const { return fault_status_; }
  bool keep_alive() const { return parser_.get().keep_alive(); }
  bool has_head() const { return has_head_; }
  /// The client sends the body once it is told to.
  bool awaits_leave() const { return !parser_.get()[beast::http::field::expect].empty(); }
  std::string_view accept_language() const {
    return view(parser_.get()[beast::http::field::accept_language]);
  }
  /// At `head`: the body goes there; null: into memory.
  void set_sink(std::shared_ptr<BodySink> sink) { parser_.get().body().sink = std::move(sink); }

  /// As much of the request as has come. The views live as long as this.
  Request request(std::string_view remote_address) const {
    const auto& message = parser_.get();
    Request request;
    request.method = to_method(message.method());
    request.target = view(message.target());
    const auto question = request.target.find('?');
    request.path = request.target.substr(0, question);
    if (question != std::string_view::npos) request.query = request.target.substr(question + 1);
    request.body = message.body().text;
    request.sink = message.body().sink;
    request.remote_address = remote_address;
    for (const auto& field : message) {
      if (const auto header = to_header(field.name(), view(field.name_string()))) {
        request.headers[static_cast<std::size_t>(*header)] = view(field.value());
      }
    }
    return request;
  }

 private:
  State fail(int status) {
    fault_status_ = status;
    return State::fault;
  }

  /// False when the body will be too large.
  bool take_head() {
    has_head_ = true;
    const auto& message = parser_.get();
    const std::size_t limit =
        handler_.body_limit(to_method(message.method()), view(message.target()));
    const auto length = parser_.content_length();
    parser_.body_limit(limit);
    parser_.eager(true);
    return !length || *length <= limit;
  }

  Handler& handler_;
  Parser parser_;
  bool has_head_ = false;
  int fault_status_ = 400;
};

}  // namespace guiju::http::inside
