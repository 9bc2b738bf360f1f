#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace guiju::cli {

/// How far a long work has come, on standard error: a bar that is drawn over itself on a terminal,
/// a line every ten seconds elsewhere. Says nothing about work that is done within the first
/// second.
class Progress {
 public:
  /// `total` in whatever `at` counts (bytes of a file); 0: not known.
  Progress(std::string what, std::int64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `at` of `total`; `count` of `unit` ("rows") are done. Cheap: looks at the clock now and then.
  void update(std::int64_t at, std::int64_t count, const char* unit);
  /// The same where the total becomes known on the way, and what is counted is what is done.
  void update_of(std::int64_t done, std::int64_t total, const char* unit) {
    total_ = total;
    update(done, done, unit);
  }

 private:
  using Clock = std::chrono::steady_clock;
  void draw(Clock::time_point now, std::int64_t at, std::int64_t count, const char* unit);

  std::string what_;
  std::int64_t total_;
  bool terminal_;
  bool drawn_ = false;
  Clock::time_point begun_;
  Clock::time_point next_;
};

/// The size of a file, 0 where it has none (standard input).
std::int64_t size_of(const std::string& path);

}  // namespace guiju::cli
