#pragma once

#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guiju::http_test {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// An answer as it came over the wire.
struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;

  boost::json::value json() const;
  /// The member of a JSON object, as text; empty when there is none.
  std::string text(std::string_view name) const;
};

/// Takes the first whole answer out of what has come; none yet, or one whose body is still to come,
/// stays.
std::optional<Reply> take_reply(std::string& buffer, bool without_body = false);

/// One connection to a server on this machine. Throws std::runtime_error on what is no HTTP and
/// when nothing comes for so long as it has patience.
class Connection {
 public:
  explicit Connection(std::uint16_t port,
                      std::chrono::milliseconds patience = std::chrono::seconds(60));
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(std::string_view bytes);
  Reply read_reply(bool without_body = false);
  /// What comes next, at most so long; empty at the end or when nothing comes in time.
  std::string read_some(int milliseconds);
  /// Reads on until `text` has come; everything up to its end.
  std::string read_until(std::string_view text);
  bool is_closed_by_peer();

 private:
  int socket_ = -1;
  const int patience_milliseconds_;
  std::string buffer_;
};

std::string request_text(std::string_view method, std::string_view target, const Headers& headers,
                         std::string_view body);

/// Someone who talks to the server: keeps the cookie, sends the headers of the web page.
class Client {
 public:
  explicit Client(std::uint16_t port, std::string language = "en");

  Reply get(std::string_view target, const Headers& more = {});
  Reply post(std::string_view target, std::string_view body, const Headers& more = {});
  Reply erase(std::string_view target);
  Reply send(std::string_view method, std::string_view target, std::string_view body,
             const Headers& more);
  /// The answer to `POST /session`; its cookie is kept.
  Reply sign_in(std::string_view login, std::string_view password);

  const std::string& cookie() const { return cookie_; }
  std::uint16_t port() const { return port_; }

 private:
  std::uint16_t port_;
  std::string language_;
  std::string cookie_;
};

}  // namespace guiju::http_test
