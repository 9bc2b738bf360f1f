#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/log.hpp"

/// The HTTP edge: plain structs for what comes in and goes out. Sockets live in listener.cpp alone.
namespace guiju::http {

enum class Method { get, head, post, put, patch, erase, options, other };
std::string_view to_text(Method method);

/// The request headers that the program reads.
enum class Header : std::size_t {
  accept_encoding,
  accept_language,
  authorization,
  content_type,
  cookie,
  idempotency_key,
  if_match,
  if_none_match,
  last_event_id,
  x_forwarded_for,
  x_guiju,
  count_,
};

/// Takes a body piece by piece, where it is not to be held whole.
class BodySink {
 public:
  virtual ~BodySink() = default;
  virtual void take(std::string_view bytes) = 0;
};

/// Gives a body piece by piece.
class BodySource {
 public:
  virtual ~BodySource() = default;
  virtual std::size_t bytes() const = 0;
  /// Appends at most `bytes_max` more. False: it cannot be read on.
  virtual bool read(std::string& out, std::size_t bytes_max) = 0;
};

/// One request, whole. Its views live until the handler returns: whoever answers later copies.
struct Request {
  Method method = Method::get;
  std::string_view target;  ///< as sent: path and query, still percent-encoded
  std::string_view path;    ///< of `target`
  std::string_view query;   ///< of `target`, without `?`
  std::string_view body;
  std::shared_ptr<BodySink> sink;  ///< has taken the body, where the handler opened one
  std::string_view remote_address;
  std::array<std::optional<std::string_view>, static_cast<std::size_t>(Header::count_)> headers;

  /// Empty when the header is absent.
  std::string_view header(Header name) const {
    return headers[static_cast<std::size_t>(name)].value_or(std::string_view{});
  }
  bool has(Header name) const { return headers[static_cast<std::size_t>(name)].has_value(); }
};

/// What flows to a client after the head of its response, for as long as both sides like.
/// All calls come on the connection's io thread.
class EventSource {
 public:
  virtual ~EventSource() = default;
  /// Appends what is to be written now; nothing, when there is nothing. False ends the stream.
  virtual bool take(std::string& out) = 0;
  /// Appends what tells the client that the stream still lives.
  virtual void beat(std::string& out) = 0;
};

struct Response {
  int status = 200;
  std::string_view content_type =
      "application/json";  ///< must outlive the response; empty: no body
  std::string body;
  std::shared_ptr<const std::string> shared_body;  ///< instead of `body`, where it is kept anyway
  std::string headers;                             ///< further header lines, each with its CRLF
  std::shared_ptr<EventSource> events;             ///< instead of a body
  std::shared_ptr<BodySource> source;              ///< instead of `body`, for what may be large
  bool close = false;
  app::Log::Fields for_log;  ///< why, for who runs the server; never sent

  /// Precondition: neither text holds CR or LF.
  void add_header(std::string_view name, std::string_view value);
};

using Completion = std::function<void(Response)>;

/// One request's way to an answer that is not there yet.
class Exchange {
 public:
  virtual ~Exchange() = default;
  /// A function to be called exactly once, from any thread, after `handle` has returned nothing.
  virtual Completion defer() = 0;
};

/// Answers requests; one for each io thread, called on that thread only.
class Handler {
 public:
  virtual ~Handler() = default;
  /// The answer, or nothing when it comes through `exchange`.
  virtual std::optional<Response> handle(const Request& request, Exchange& exchange) = 0;
  /// How many bytes the body of a request to this target may have.
  virtual std::size_t body_limit(Method method, std::string_view target) = 0;
  /// The answer that a request gets whatever its body says, of which not all has come; nothing: let
  /// the rest come.
  virtual std::optional<Response> refuse(const Request& head) {
    (void)head;
    return {};
  }
  /// Where the body of a request goes, of which only the head has come; null: into memory.
  virtual std::shared_ptr<BodySink> open_sink(const Request& head) {
    (void)head;
    return nullptr;
  }
  /// The answer to what is no request: `status` 400, 408, 413 or 431.
  virtual Response reject(int status, std::string_view accept_language) = 0;
};

std::string_view reason_phrase(int status);

}  // namespace guiju::http
