#include "client.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace guiju::http_test {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

boost::json::value Reply::json() const { return boost::json::parse(body); }

std::string Reply::text(std::string_view name) const {
  const auto document = json();
  const auto* value = document.as_object().if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string{};
}

Connection::Connection(std::uint16_t port, std::chrono::milliseconds patience)
    : patience_milliseconds_(static_cast<int>(patience.count())) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() { ::close(socket_); }

void Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;  // the server has hung up: what it answered is still to be read
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::string Connection::read_some(int milliseconds) {
  if (!buffer_.empty()) return std::exchange(buffer_, {});
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, milliseconds) <= 0) return {};
  char bytes[16384];
  const auto n = ::recv(socket_, bytes, sizeof bytes, 0);
  return n <= 0 ? std::string{} : std::string(bytes, static_cast<std::size_t>(n));
}

std::string Connection::read_until(std::string_view text) {
  std::string read;
  while (read.find(text) == std::string::npos) {
    const std::string more = read_some(patience_milliseconds_);
    if (more.empty()) {
      throw std::runtime_error("`" + std::string(text) + "` did not come, but: " + read);
    }
    read += more;
  }
  const auto end = read.find(text) + text.size();
  buffer_ = read.substr(end);
  return read.substr(0, end);
}

bool Connection::is_closed_by_peer() {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, patience_milliseconds_) <= 0) return false;
  char byte;
  return ::recv(socket_, &byte, 1, MSG_PEEK) <= 0;
}

std::optional<Reply> take_reply(std::string& buffer, bool without_body) {
  const auto head_end = buffer.find("\r\n\r\n");
  if (head_end == std::string::npos) return std::nullopt;
  Reply reply;
  const std::string head = buffer.substr(0, head_end + 2);
  reply.status = std::stoi(head.substr(head.find(' ') + 1, 3));
  for (auto at = head.find("\r\n") + 2; at < head.size();) {
    const auto line_end = head.find("\r\n", at);
    const std::string line = head.substr(at, line_end - at);
    const auto colon = line.find(": ");
    reply.headers[lower(line.substr(0, colon))] += line.substr(colon + 2);
    at = line_end + 2;
  }
  const auto length = reply.headers.find("content-length");
  const bool has_body = !without_body && length != reply.headers.end();
  const std::size_t size = has_body ? std::stoul(length->second) : 0;
  if (buffer.size() < head_end + 4 + size) return std::nullopt;
  reply.body = buffer.substr(head_end + 4, size);
  buffer.erase(0, head_end + 4 + size);
  return reply;
}

Reply Connection::read_reply(bool without_body) {
  std::string read;
  for (;;) {
    const std::string more = read_some(patience_milliseconds_);
    if (more.empty()) throw std::runtime_error("no whole answer came, but: " + read);
    read += more;
    if (auto reply = take_reply(read, without_body)) {
      buffer_ = std::move(read);
      return *std::move(reply);
    }
  }
}

std::string request_text(std::string_view method, std::string_view target, const Headers& headers,
                         std::string_view body) {
  std::string text;
  text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
  for (const auto& [name, value] : headers) text.append(name + ": " + value + "\r\n");
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text.append("\r\n").append(body);
}

Client::Client(std::uint16_t port, std::string language)
    : port_(port), language_(std::move(language)) {}

Reply Client::send(std::string_view method, std::string_view target, std::string_view body,
                   const Headers& more) {
  Headers headers{{"Accept-Language", language_}, {"X-Guiju", "1"}};
  if (!cookie_.empty()) headers.emplace_back("Cookie", "guiju_session=" + cookie_);
  if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
  for (const auto& [name, value] : more) {
    // A stated header takes the place of the usual one; an empty one leaves it out.
    std::erase_if(headers, [&name = name](const auto& header) { return header.first == name; });
    if (!value.empty()) headers.emplace_back(name, value);
  }
  Connection connection(port_);
  connection.send(request_text(method, target, headers, body));
  return connection.read_reply(method == "HEAD");
}

Reply Client::get(std::string_view target, const Headers& more) {
  return send("GET", target, {}, more);
}
Reply Client::post(std::string_view target, std::string_view body, const Headers& more) {
  return send("POST", target, body, more);
}
Reply Client::erase(std::string_view target) { return send("DELETE", target, {}, {}); }

Reply Client::sign_in(std::string_view login, std::string_view password) {
  Reply reply = post("/api/v1/session", R"({"login":")" + std::string(login) + R"(","password":")" +
                                            std::string(password) + "\"}");
  if (reply.status == 200) {
    const std::string& line = reply.headers["set-cookie"];
    const auto from = line.find('=') + 1;
    cookie_ = line.substr(from, line.find(';') - from);
  }
  return reply;
}

}  // namespace guiju::http_test
