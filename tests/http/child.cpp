#include "child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <stdexcept>

#include "cli/running_server.hpp"
#include "cli/stderr_log.hpp"
#include "delivery/clock.hpp"
#include "founding.hpp"
#include "http/secrets.hpp"
#include "store/content_folder.hpp"

namespace guiju::http_test {
namespace {

std::atomic<int> faults_so_far = 0;

/// Says its port at the end of the pipe.
[[noreturn]] void serve(const store::Location& company, app::Shelf& shelf, Instant at,
                        const http::ListenerOptions& listener, int out) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    const auto store = open_company(company, shelf);
    delivery::MovableClock clock(at);
    const app::Texts texts;
    cli::StderrLog log;
    http::ServerSettings settings;
    auto contents = store::ContentFolder::at("/nonexistent");  // nobody uploads anything here
    // Its regulations are those of the test's shelf; what it would read anew is read all the same.
    const cli::RunningServer server(*store, shelf, clock, contents, texts, log, settings, listener,
                                    nullptr, [&company] { store::stored_packs(company); });
    const std::uint16_t port = server.port();
    if (write(out, &port, sizeof port) == sizeof port) {
      for (;;) pause();
    }
  } catch (const std::exception& reason) {
    std::fprintf(stderr, "the server: %s\n", reason.what());
  }
  _exit(1);
}

}  // namespace

std::unique_ptr<store::SqlStore> open_company(const store::Location& company,
                                              const app::Shelf& shelf) {
  auto opened = std::make_unique<store::SqlStore>(store::SqlOptions{
      .location = company,
      .find_pack = [&shelf](auto id, auto version) { return shelf.find(id, version); }});
  for (const auto* pack : shelf.all_in_force(Instant{})) opened->keep_pack(*pack);
  return opened;
}

void give_token(app::Store& store, std::string_view person, std::string_view token) {
  store.write([&](app::UnitOfWork& unit) {
    const Instant now = http::real_now();
    unit.put_token({.token_hash = http::hash_of_secret(token),
                    .name = "trial",
                    .person = std::string(person),
                    .created_at = now,
                    .expires_at = now + std::chrono::hours(24)});
  });
}

Child::Child(const store::Location& company, app::Shelf& shelf, Instant at,
             http::ListenerOptions listener) {
  listener.port = 0;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  process_ = fork();
  if (process_ == 0) {
    close(ends[0]);
    serve(company, shelf, at, listener, ends[1]);
  }
  close(ends[1]);
  const bool is_up = ::read(ends[0], &port_, sizeof port_) == sizeof port_;
  close(ends[0]);
  if (!is_up) throw std::runtime_error("the server did not start");
}

void Child::stand_still() {
  ::kill(process_, SIGSTOP);
  int status = 0;
  waitpid(process_, &status, WUNTRACED);
}

void Child::go_on() { ::kill(process_, SIGCONT); }

void Child::kill_hard() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

void fault(const std::string& text) {
  if (++faults_so_far <= 20) std::fprintf(stderr, "FAULT: %s\n", text.c_str());
}

int faults() { return faults_so_far; }

}  // namespace guiju::http_test
