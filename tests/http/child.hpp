#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "app/shelf.hpp"
#include "base/time.hpp"
#include "http/listener.hpp"
#include "store/sql_store.hpp"

namespace guiju::http_test {

std::unique_ptr<store::SqlStore> open_company(const store::Location& company,
                                              const app::Shelf& shelf);

/// A token of the person that lives for a day.
void give_token(app::Store& store, std::string_view person, std::string_view token);

/// A server of a company in a process of its own, made to be stopped and killed. It goes
/// with the process that made it. Throws std::runtime_error when it does not come up.
class Child {
 public:
  /// Forked, so that packs need not be read again: to be made while no other thread runs, that of
  /// an open store included. Its clock stands at `at`, its port is any free one.
  Child(const store::Location& company, app::Shelf& shelf, Instant at,
        http::ListenerOptions listener = {});
  ~Child() { kill_hard(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Nothing of what is sent to it is looked at until it goes on.
  void stand_still();
  void go_on();
  void kill_hard();
  std::uint16_t port() const { return port_; }
  pid_t process() const { return process_; }

 private:
  pid_t process_ = 0;
  std::uint16_t port_ = 0;
};

/// Says on standard error what is wrong, the first twenty times, and counts. Any thread.
void fault(const std::string& text);
int faults();

}  // namespace guiju::http_test
