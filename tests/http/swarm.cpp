#include "swarm.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <thread>

namespace guiju::http_test {
namespace {

constexpr std::chrono::milliseconds step{50};
constexpr std::size_t kept_bytes = 512;

sockaddr_in place(std::uint32_t address, std::uint16_t port) {
  sockaddr_in made{};
  made.sin_family = AF_INET;
  made.sin_port = htons(port);
  made.sin_addr.s_addr = htonl(address);
  return made;
}

/// Closes without a farewell: the other side meets a reset.
void break_off(int socket) {
  const linger at_once{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(socket);
}

}  // namespace

Swarm::Swarm(std::uint16_t port, std::vector<Hostility> kinds)
    : port_(port), kinds_(std::move(kinds)) {
  std::size_t number = 0;
  for (const auto& kind : kinds_) {
    for (std::size_t i = 0; i < kind.connections; ++i) {
      lines_.push_back({.kind = &kind});
      connect(lines_.back(), number++);
    }
  }
}

Swarm::~Swarm() {
  for (const auto& line : lines_) {
    if (line.socket >= 0) break_off(line.socket);
  }
}

void Swarm::connect(Line& line, std::size_t number) const {
  line.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (line.socket < 0) throw std::runtime_error("no socket: " + std::string(std::strerror(errno)));
  if (line.kind->of_an_address > 0) {
    const int on = 1;
    ::setsockopt(line.socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const auto host = static_cast<std::uint32_t>(number / line.kind->of_an_address);
    const auto from = place(INADDR_LOOPBACK + 1 + host, 0);
    ::bind(line.socket, reinterpret_cast<const sockaddr*>(&from), sizeof from);
  }
  if (!line.kind->reads) {
    const int little = 4096;
    ::setsockopt(line.socket, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
  }
  const auto to = place(INADDR_LOOPBACK, port_);
  if (::connect(line.socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw std::runtime_error("no connection: " + std::string(std::strerror(errno)));
  }
  const int on = 1;
  ::setsockopt(line.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void Swarm::play(std::chrono::milliseconds at_most) {
  const auto end = Clock::now() + at_most;
  while (alive() > 0 && Clock::now() < end) {
    for (auto& line : lines_) {
      if (line.socket < 0) continue;
      speak(line);
      if (line.kind->reads) listen(line);
      note_end(line, Clock::now());
    }
    std::this_thread::sleep_for(step);
  }
}

void Swarm::speak(Line& line) {
  const auto& kind = *line.kind;
  const auto say = [&line](std::string_view bytes) {
    const auto n = ::send(line.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) line.sent += static_cast<std::size_t>(n);
  };
  if (line.sent < kind.at_once.size()) {
    say(std::string_view(kind.at_once).substr(line.sent));
    if (line.sent == kind.at_once.size() && kind.shuts_its_half) ::shutdown(line.socket, SHUT_WR);
  } else if (!kind.byte_by_byte.empty()) {
    const auto at = (line.sent - kind.at_once.size()) % kind.byte_by_byte.size();
    say(std::string_view(kind.byte_by_byte).substr(at, 1));
  }
}

void Swarm::listen(Line& line) {
  char bytes[16384];
  for (;;) {
    const auto n = ::recv(line.socket, bytes, sizeof bytes, MSG_DONTWAIT);
    if (n <= 0) return;
    const auto room = kept_bytes - std::min(kept_bytes, line.read.size());
    line.read.append(bytes, std::min(static_cast<std::size_t>(n), room));
  }
}

void Swarm::note_end(Line& line, Clock::time_point now) const {
  tcp_info info{};
  socklen_t size = sizeof info;
  ::getsockopt(line.socket, IPPROTO_TCP, TCP_INFO, &info, &size);
  const bool is_ours_to_end = line.kind->resets && line.sent >= line.kind->at_once.size();
  const bool is_open = info.tcpi_state == TCP_ESTABLISHED || info.tcpi_state == TCP_FIN_WAIT1 ||
                       info.tcpi_state == TCP_FIN_WAIT2;
  if (is_open && !is_ours_to_end) return;
  listen(line);
  line.lived = std::chrono::duration_cast<std::chrono::milliseconds>(now - begun_);
  break_off(line.socket);
  line.socket = -1;
}

std::size_t Swarm::alive(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      lines_, [&](const Line& line) { return line.socket >= 0 && line.kind->name == name; }));
}

std::size_t Swarm::alive() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(lines_, [](const Line& line) { return line.socket >= 0; }));
}

std::size_t Swarm::answers(std::string_view name, int status) const {
  const std::string line_of_it = "HTTP/1.1 " + std::to_string(status);
  return static_cast<std::size_t>(std::ranges::count_if(lines_, [&](const Line& line) {
    return line.kind->name == name && line.read.starts_with(line_of_it);
  }));
}

std::chrono::milliseconds Swarm::longest(std::string_view name) const {
  std::chrono::milliseconds most{0};
  for (const auto& line : lines_) {
    if (line.kind->name == name) most = std::max(most, line.lived);
  }
  return most;
}

}  // namespace guiju::http_test
