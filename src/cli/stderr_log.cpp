#include "cli/stderr_log.hpp"

#include <unistd.h>

#include <cerrno>

namespace guiju::cli {

void StderrLog::write(Level level, std::string_view what, const Fields& fields) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const std::string line = app::log_line(now, level, what, fields);
  const std::lock_guard lock(mutex_);
  for (std::string_view rest = line; !rest.empty();) {
    const auto written = ::write(STDERR_FILENO, rest.data(), rest.size());
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    if (written <= 0 && errno != EINTR) return;  // nobody reads: there is no one to tell
  }
}

}  // namespace guiju::cli
