#include "burst.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace guiju::http_test {
namespace {

int connected(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (made < 0 ||
      ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
  const int on = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(made, F_SETFL, O_NONBLOCK);
  return made;
}

}  // namespace

Burst::Burst(std::uint16_t port, std::size_t clients)
    : epoll_(epoll_create1(EPOLL_CLOEXEC)), lines_(clients) {
  for (auto& line : lines_) {
    line.socket = connected(port);
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    wanted.data.ptr = &line;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, line.socket, &wanted);
  }
}

Burst::~Burst() {
  for (auto& line : lines_) {
    if (line.socket >= 0) ::close(line.socket);
  }
  ::close(epoll_);
}

void Burst::send(const std::vector<std::string>& requests) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    if (requests[i].empty()) continue;
    line.reply.reset();
    if (line.socket < 0) continue;
    const auto size = static_cast<ssize_t>(requests[i].size());
    // A request is smaller than what a socket holds: it goes at once, or the server has gone.
    if (::send(line.socket, requests[i].data(), requests[i].size(), MSG_NOSIGNAL) != size) {
      hang_up(line);
      continue;
    }
    line.is_waiting = true;
    ++waiting_;
  }
}

bool Burst::read(std::size_t answers, std::chrono::milliseconds patience) {
  std::array<epoll_event, 256> events{};
  while (answered_ < answers && waiting_ > 0) {
    const int ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                 static_cast<int>(patience.count()));
    if (ready <= 0) return false;
    for (int i = 0; i < ready; ++i) {
      read_from(*static_cast<Line*>(events[static_cast<std::size_t>(i)].data.ptr));
    }
  }
  return answered_ >= answers || waiting_ == 0;
}

void Burst::read_from(Line& line) {
  std::array<char, 16384> bytes{};
  const auto size = ::recv(line.socket, bytes.data(), bytes.size(), 0);
  if (size <= 0) return hang_up(line);
  line.buffer.append(bytes.data(), static_cast<std::size_t>(size));
  auto reply = take_reply(line.buffer);
  if (!reply || !line.is_waiting) return;
  line.reply = std::move(reply);
  line.is_waiting = false;
  --waiting_;
  ++answered_;
}

void Burst::hang_up(Line& line) {
  if (line.is_waiting) --waiting_;
  line.is_waiting = false;
  ::close(line.socket);  // which takes it out of the epoll as well
  line.socket = -1;
}

}  // namespace guiju::http_test
