#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace guiju::app {

/// 日志. What the program says of its own work to whoever runs it: faults, failed requests, who was
/// let in. What happened to cases stands in the journal and not here. Never a password, a cookie, a
/// token or what people have typed.
class Log {
 public:
  enum class Level { info, warning, error };
  using Field = std::pair<std::string_view, std::variant<std::int64_t, std::string>>;
  using Fields = std::vector<Field>;

  virtual ~Log() = default;
  /// `what`: words that stay the same each time, so that they can be looked for. Any thread.
  virtual void write(Level level, std::string_view what, const Fields& fields = {}) = 0;
};

/// What a log keeps of it: one JSON object and a line feed, whatever the fields hold. Control
/// characters, line separators and marks that turn the direction of writing are escaped, bytes that
/// are no UTF-8 become U+FFFD, and of a text beyond 1000 bytes only the beginning is kept: nobody
/// writes a second line, hides one or fills a disk with what he sends.
std::string log_line(std::chrono::sys_time<std::chrono::milliseconds> at, Log::Level level,
                     std::string_view what, const Log::Fields& fields);

}  // namespace guiju::app
