#include "cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace guiju::cli {

using namespace std::chrono_literals;

Progress::Progress(std::string what, std::int64_t total)
    : what_(std::move(what)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) == 1),
      begun_(Clock::now()),
      next_(begun_ + (terminal_ ? 500ms : 10s)) {}

Progress::~Progress() {
  if (drawn_ && terminal_) std::fputs("\r\033[K", stderr);
}

void Progress::update(std::int64_t at, std::int64_t count, const char* unit) {
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + (terminal_ ? 200ms : 10s);
  draw(now, at, count, unit);
}

void Progress::draw(Clock::time_point now, std::int64_t at, std::int64_t count, const char* unit) {
  const auto elapsed = std::chrono::duration<double>(now - begun_).count();
  const auto rate =
      static_cast<std::int64_t>(static_cast<double>(count) / std::max(elapsed, 0.001));
  std::string line = what_ + "  ";
  if (total_ > 0) {
    constexpr int width = 30;
    const auto done = std::clamp(static_cast<double>(at) / static_cast<double>(total_), 0.0, 1.0);
    const auto filled = static_cast<int>(done * width);
    if (terminal_) {
      line += '[';
      for (int i = 0; i < width; ++i) line += i < filled ? '=' : ' ';
      line += "] ";
    }
    line += std::to_string(static_cast<int>(done * 100)) + " %  ";
    if (done > 0.02) {
      line += "about " + std::to_string(static_cast<int>(elapsed / done - elapsed)) + " s left  ";
    }
  }
  line += std::to_string(count) + ' ' + unit + ", " + std::to_string(rate) + " a second";
  std::fputs(((terminal_ ? "\r\033[K" : "") + line + (terminal_ ? "" : "\n")).c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

std::int64_t size_of(const std::string& path) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(path, fault);
  return fault ? 0 : static_cast<std::int64_t>(size);
}

}  // namespace guiju::cli
