// Hostile connections by the thousand, while a few desks go on working: headers and bodies byte by
// byte, answers that nobody reads, idle ones, too much of everything, resets, half-closed ones,
// garbage. The server must end or refuse every one of them, lose no acknowledged command, and have
// the memory and the files afterwards that it had before.
//   guiju_hostile [rounds] [idle connections]      1 and 10000 when not stated
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "desks.hpp"
#include "store/test_places.hpp"
#include "swarm.hpp"

namespace guiju::http_test {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t people = 3;
constexpr std::size_t each = 200;         ///< connections of a kind
constexpr std::size_t address_max = 500;  ///< connections from one address
constexpr milliseconds patience{60'000};  ///< for what takes seconds: a test that hangs must end
constexpr milliseconds quiet_time{3'000};
constexpr int slower_at_most = 30;      ///< times: a desk's median among hostile connections
constexpr std::size_t allowed_mb = 64;  ///< beside twice of what there was before
constexpr std::size_t files_of_a_poor_server = 200;
constexpr std::size_t strangers = 1'000;
constexpr std::size_t strangers_mb = 64;  ///< their bodies would be 240

/// Shorter than those that the program has, so that a test sees their end.
http::ListenerOptions short_limits() {
  http::ListenerOptions limits;
  limits.idle_max = std::chrono::seconds(5);
  limits.header_max = std::chrono::seconds(3);
  limits.body_max = std::chrono::seconds(3);
  limits.write_max = std::chrono::seconds(3);
  limits.connections_per_address_max = address_max;
  return limits;
}

/// What a process uses.
struct Usage {
  std::size_t files = 0, resident_mb = 0;
  double processor_seconds = 0;

  static Usage of(pid_t process) {
    Usage usage;
    const auto folder = std::filesystem::path("/proc") / std::to_string(process);
    for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder / "fd")) {
      ++usage.files;
    }
    std::size_t pages = 0;
    std::ifstream(folder / "statm") >> pages >> pages;
    usage.resident_mb = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) >> 20U;
    std::string word;
    std::ifstream stat(folder / "stat");
    for (int i = 0; i < 13; ++i) stat >> word;
    double user = 0, kernel = 0;
    stat >> user >> kernel;
    usage.processor_seconds = (user + kernel) / static_cast<double>(sysconf(_SC_CLK_TCK));
    return usage;
  }
};

/// A server by whose log nobody finds the figures is no help: while this lives, it has none.
class WithoutLog {
 public:
  WithoutLog() {
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nowhere, STDERR_FILENO);
    ::close(nowhere);
  }
  ~WithoutLog() {
    ::dup2(kept_, STDERR_FILENO);
    ::close(kept_);
  }
  WithoutLog(const WithoutLog&) = delete;
  WithoutLog& operator=(const WithoutLog&) = delete;

 private:
  const int kept_ = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
};

std::unique_ptr<Child> start(const store::Location& company, app::Shelf& shelf) {
  const WithoutLog quiet;
  return std::make_unique<Child>(company, shelf, morning, short_limits());
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

const std::string health = request_text("GET", "/healthz", {}, {});
const std::string description = request_text("GET", "/api/v1/openapi.json", {}, {});
const std::string begun_post =
    "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

/// A command of nobody, whose body is never ended.
std::string strangers_body() {
  return "POST /api/v1/commands/huayuan/complaint.register "
         "HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
         "250000\r\n\r\n{" +
         std::string(240'000, ' ');
}

/// What is answered at once or never, and what is never said to its end.
std::vector<Hostility> rude_kinds(ComplaintLedger& ledger) {
  const std::string command = request_for(ledger.begin());
  return {
      {"slow header", each, "GET /healthz HTTP/1.1\r\n", "X-Slow: aaaaaaaa\r\n"},
      {"slow body", each, begun_post + "Content-Length: 1000\r\n\r\n{", " "},
      {"slow chunks", each, begun_post + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"},
      {"never reads", each, repeated(description, 40), "", false},
      {"long header", each, "GET / HTTP/1.1\r\nX: " + std::string(40'000, 'a') + "\r\n\r\n"},
      {"long target", each, "GET /" + std::string(40'000, 'a') + " HTTP/1.1\r\n\r\n"},
      {"stranger's body", each, strangers_body(), " "},
      {"long body", each, begun_post + "Content-Length: 10000000\r\n\r\n"},
      {"pipelined", each, repeated(health, 500)},
      {"TLS", each, std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)},
      {"garbage", each, std::string("\0\xff\r\n\r\n\x7f", 7)},
      {"half closed", each, health, "", true, true},
      {"half a header", each, "GET /healthz HT", "", true, true},
      {"reset at once", each, "", "", true, false, true},
      {"reset in header", each, "GET /healthz HT", "", true, false, true},
      {"reset in body", each, begun_post + "Content-Length: 9\r\n\r\n{", "", true, false, true},
      {"reset in answer", each, repeated(description, 10), "", true, false, true},
      {"reset in command", each, command, "", true, false, true},
  };
}

void check_answers(const Swarm& swarm) {
  const auto wants = [&swarm](const char* name, int status) {
    const auto answered = swarm.answers(name, status);
    if (answered == each) return;
    fault(std::string(name) + ": " + std::to_string(answered) + " of " + std::to_string(each) +
          " were answered " + std::to_string(status));
  };
  wants("long header", 431);
  wants("long target", 431);
  wants("long body", 413);
  wants("stranger's body", 401);
  wants("pipelined", 200);
  wants("TLS", 400);
  wants("garbage", 400);
  wants("half closed", 200);
}

/// The company with its server, the desks, and how they fare.
class Trial {
 public:
  Trial(const store::Location& company, app::Shelf& shelf, ComplaintLedger& ledger)
      : server_(start(company, shelf)), ledger_(ledger), desks_(server_->port(), people, ledger) {
    std::this_thread::sleep_for(quiet_time);
    quiet_ = desks_.waits();
    print("quiet", quiet_);
    before_ = Usage::of(server_->process());
  }

  void play_rude() {
    const auto kinds = rude_kinds(ledger_);
    Swarm swarm(server_->port(), kinds);
    swarm.play(patience);
    for (const auto& kind : kinds) tell(swarm, kind.name);
    check_answers(swarm);
    compare_waits("among the rude");
  }

  /// What strangers leave unfinished is not kept for them.
  void play_strangers() {
    const std::size_t before_mb = Usage::of(server_->process()).resident_mb;
    Swarm swarm(server_->port(), {{"strangers", strangers, strangers_body(), " "}});
    std::size_t most_mb = before_mb;
    for (int i = 0; i < 20 && swarm.alive() > 0; ++i) {
      swarm.play(milliseconds(100));
      most_mb = std::max(most_mb, Usage::of(server_->process()).resident_mb);
    }
    swarm.play(patience);
    std::printf("%zu strangers with %zu kB each: %zu MB before, %zu MB at most\n", strangers,
                strangers_body().size() / 1000, before_mb, most_mb);
    tell(swarm, "strangers");
    if (most_mb > before_mb + strangers_mb) fault("bodies of strangers are kept");
    compare_waits("beside strangers");
  }

  /// Some have said nothing yet, some have been answered once.
  void play_idle(std::size_t connections) {
    const std::size_t of_an_address = address_max - 1;
    Swarm swarm(server_->port(),
                {{.name = "silent", .connections = connections / 2, .of_an_address = of_an_address},
                 {.name = "answered once",
                  .connections = connections - connections / 2,
                  .at_once = description,
                  .of_an_address = of_an_address}});
    swarm.play(milliseconds(1'000));
    const auto at_peak = Usage::of(server_->process());
    std::printf("%zu idle: %zu MB, %zu files\n", swarm.alive(), at_peak.resident_mb, at_peak.files);
    swarm.play(patience);
    tell(swarm, "silent");
    tell(swarm, "answered once");
    compare_waits("among the idle");
  }

  /// One address has its share; what is more is told so.
  void play_crowd() {
    Swarm swarm(server_->port(), {{.name = "crowd",
                                   .connections = address_max + each,
                                   .of_an_address = address_max + each}});
    swarm.play(patience);
    tell(swarm, "crowd");
    if (swarm.answers("crowd", 503) != each) {
      fault("of a crowd " + std::to_string(swarm.answers("crowd", 503)) + " were refused");
    }
    compare_waits("beside a crowd");
  }

  /// What was freed goes back to the machine some seconds later.
  void check_usage() {
    const auto end = std::chrono::steady_clock::now() + patience;
    const std::size_t most_mb = 2 * before_.resident_mb + allowed_mb;
    auto now = Usage::of(server_->process());
    while ((now.files > before_.files || now.resident_mb > most_mb) &&
           std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(milliseconds(100));
      now = Usage::of(server_->process());
    }
    std::printf("before: %zu MB, %zu files; after: %zu MB, %zu files\n", before_.resident_mb,
                before_.files, now.resident_mb, now.files);
    if (now.files > before_.files) fault("files are left open");
    if (now.resident_mb > most_mb) fault("memory is not given back");
  }

 private:
  static void tell(const Swarm& swarm, const std::string& name) {
    std::printf("  %-18s the last ended after %5.1f s\n", name.c_str(),
                static_cast<double>(swarm.longest(name).count()) / 1000);
    if (swarm.alive(name) > 0) {
      fault(std::to_string(swarm.alive(name)) + " live on of: " + name);
    }
  }

  static void print(const char* when, const Waits& waits) {
    const auto in_ms = [&waits](int percent) {
      return static_cast<double>(waits.at(percent).count()) / 1000;
    };
    std::printf("%-18s desks: %5zu answers, p50 %6.2f ms, p99 %6.2f ms\n", when, waits.all.size(),
                in_ms(50), in_ms(99));
    std::fflush(stdout);
  }

  void compare_waits(const char* when) {
    const auto waits = desks_.waits();
    print(when, waits);
    if (waits.all.empty()) return fault("no desk has been answered");
    if (waits.at(50) > slower_at_most * quiet_.at(50)) fault(std::string("desks wait, ") + when);
  }

  const std::unique_ptr<Child> server_;
  ComplaintLedger& ledger_;
  Desks desks_;
  Waits quiet_;
  Usage before_;
};

/// A server that gets fewer files than there are connections: those beyond are refused, nothing
/// spins, and it goes on when they have gone.
void play_without_files(const store::Location& company, app::Shelf& shelf) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t before = std::exchange(limit.rlim_cur, files_of_a_poor_server);
  setrlimit(RLIMIT_NOFILE, &limit);
  const auto server = start(company, shelf);
  limit.rlim_cur = before;
  setrlimit(RLIMIT_NOFILE, &limit);

  Swarm swarm(server->port(), {{.name = "too many", .connections = 2 * files_of_a_poor_server}});
  swarm.play(milliseconds(500));
  const auto from = Usage::of(server->process());
  swarm.play(milliseconds(1'000));
  const auto to = Usage::of(server->process());
  const double busy = to.processor_seconds - from.processor_seconds;
  if (busy > 0.5) fault("a server without files spins");
  swarm.play(patience);
  const auto refused = swarm.answers("too many", 503);
  std::printf("%zu files for %zu connections: %zu refused, %.2f s of the processor in one second\n",
              files_of_a_poor_server, 2 * files_of_a_poor_server, refused, busy);
  if (refused < files_of_a_poor_server) fault("connections beyond the files were not refused");
  if (swarm.alive() > 0) fault("connections hang on a server without files");
  if (Client(server->port()).get("/healthz").status != 200) fault("it does not go on");
}

std::size_t files_allowed() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

int run(int rounds, std::size_t idle) {
  const std::size_t room = files_allowed() - 1'000;
  if (idle > room) {
    std::printf("the machine allows %zu idle connections instead of %zu (ulimit -n)\n", room, idle);
    idle = room;
  }
  store::testing::Places places;
  const store::Location company = places / "company.db";
  PackShelf shelf("huayuan");
  found_office(company, shelf);
  ComplaintLedger ledger;
  play_without_files(company, shelf);
  {
    Trial trial(company, shelf, ledger);
    for (int i = 0; i < rounds && faults() == 0; ++i) {
      trial.play_rude();
      trial.play_strangers();
      trial.play_idle(idle);
      trial.play_crowd();
      trial.check_usage();
    }
  }
  compare(company, shelf, ledger);
  if (faults() != 0) places.keep();
  std::printf("%s\n",
              faults() == 0 ? "all ended or refused, nothing lost" : company.shown().c_str());
  return faults() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace guiju::http_test

int main(int argc, char** argv) {
  return guiju::http_test::run(argc > 1 ? std::atoi(argv[1]) : 1,
                               argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : 10'000);
}
