#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client.hpp"

namespace guiju::http_test {

/// Many clients on one thread: each has a connection that is kept open and one answer under way.
class Burst {
 public:
  /// Connects all of them. Throws std::runtime_error.
  Burst(std::uint16_t port, std::size_t clients);
  ~Burst();
  Burst(const Burst&) = delete;
  Burst& operator=(const Burst&) = delete;

  /// Sends the request of each, without looking at answers. An empty one is not sent.
  void send(const std::vector<std::string>& requests);
  /// Reads until so many answers have come in all, everyone has his, nobody is connected any more,
  /// or nothing has come for so long. True for the first two.
  bool read(std::size_t answers, std::chrono::milliseconds patience);
  std::size_t answered() const { return answered_; }
  /// The answer to the last request; empty when none has come.
  const std::optional<Reply>& reply(std::size_t client) const { return lines_[client].reply; }

 private:
  struct Line {
    int socket = -1;
    bool is_waiting = false;
    std::string buffer;
    std::optional<Reply> reply;
  };
  void read_from(Line& line);
  void hang_up(Line& line);

  int epoll_ = -1;
  std::vector<Line> lines_;
  std::size_t waiting_ = 0, answered_ = 0;
};

}  // namespace guiju::http_test
