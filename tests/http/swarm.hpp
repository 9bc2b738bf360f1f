#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guiju::http_test {

/// How a hostile connection behaves.
struct Hostility {
  std::string name;
  std::size_t connections = 0;
  std::string at_once;       ///< sent as soon as it is connected
  std::string byte_by_byte;  ///< sent behind it, a byte each step; begun anew at its end
  bool reads = true;
  bool shuts_its_half = false;    ///< says that it sends no more
  bool resets = false;            ///< breaks off when it has sent, without a farewell
  std::size_t of_an_address = 0;  ///< so many from each of many addresses; 0: all from 127.0.0.1
};

/// Many hostile connections on one thread. Throws std::runtime_error where the machine does not
/// give so many.
class Swarm {
 public:
  Swarm(std::uint16_t port, std::vector<Hostility> kinds);
  ~Swarm();
  Swarm(const Swarm&) = delete;
  Swarm& operator=(const Swarm&) = delete;

  /// Goes on until the server has ended all connections, or for so long.
  void play(std::chrono::milliseconds at_most);
  /// By name of their kind: those that the server has not ended.
  std::size_t alive(std::string_view name) const;
  std::size_t alive() const;
  /// What all connections of the kind have been answered, status codes in order of arrival.
  std::size_t answers(std::string_view name, int status) const;
  /// How long the last of the kind has lived.
  std::chrono::milliseconds longest(std::string_view name) const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Line {
    const Hostility* kind = nullptr;
    int socket = -1;
    std::size_t sent = 0;  ///< of all that it has to say
    std::string read;
    std::chrono::milliseconds lived{0};
  };
  void connect(Line& line, std::size_t number) const;
  static void speak(Line& line);
  static void listen(Line& line);
  void note_end(Line& line, Clock::time_point now) const;

  const std::uint16_t port_;
  const std::vector<Hostility> kinds_;
  const Clock::time_point begun_ = Clock::now();
  std::vector<Line> lines_;
};

}  // namespace guiju::http_test
