#pragma once

#include <mutex>

#include "app/log.hpp"

namespace guiju::cli {

/// The log of a server: standard error, a line at a time. Whoever started it decides where that
/// goes; journald keeps and limits it.
class StderrLog final : public app::Log {
 public:
  void write(Level level, std::string_view what, const Fields& fields = {}) override;

 private:
  std::mutex mutex_;
};

}  // namespace guiju::cli
