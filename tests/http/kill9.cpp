// Kills the server with SIGKILL under load, again and again, and looks at what is left: every
// command that was acknowledged is there, none is there by halves, every journal chain holds.
//   guiju_kill9 [kills]      20 when not stated
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "complaint_ledger.hpp"
#include "store/test_places.hpp"

namespace guiju::http_test {
namespace {

constexpr int writers = 6;

/// Registers complaints until the server is gone.
void write_until_killed(std::uint16_t port, ComplaintLedger& ledger) {
  try {
    Connection connection(port);
    for (;;) {
      const std::string key = ledger.begin();
      connection.send(request_for(key));
      const Reply reply = connection.read_reply();
      if (reply.status != 201) {
        std::fprintf(stderr, "unexpected answer: %d %s\n", reply.status, reply.body.c_str());
        std::exit(1);
      }
      ledger.acknowledge(key, reply.text("id"));
    }
  } catch (const std::runtime_error&) {
    return;  // the server was killed
  }
}

/// A retry of what was asked for before a kill gets the first answer, or is done now: never twice.
void check_retries(const store::Location& company, app::Shelf& shelf, ComplaintLedger& ledger) {
  Child server(company, shelf, morning);
  Connection connection(server.port());
  int retried = 0;
  for (const auto& [key, id] : std::map(ledger.all())) {
    if (!id.empty() && retried % 7 != 0) {
      ++retried;
      continue;
    }
    ++retried;
    connection.send(request_for(key));
    const Reply reply = connection.read_reply();
    if (reply.status != 201) fault("the retry of " + key + " failed: " + reply.body);
    if (!id.empty() && reply.text("id") != id) fault("the retry of " + key + " made another");
    ledger.acknowledge(key, reply.text("id"));
  }
}

int run(int kills) {
  store::testing::Places places;
  const store::Location company = places / "company.db";
  PackShelf shelf("huayuan");
  found_office(company, shelf);
  ComplaintLedger ledger;
  std::mt19937 random(20260302);
  for (int i = 0; i < kills; ++i) {
    Child server(company, shelf, morning);
    std::vector<std::thread> threads;
    for (int w = 0; w < writers; ++w) {
      threads.emplace_back([&] { write_until_killed(server.port(), ledger); });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5 + random() % 120));
    server.kill_hard();
    for (auto& thread : threads) thread.join();
    if ((i + 1) % 20 == 0 || i + 1 == kills) {
      std::printf("%d kills: ", i + 1);
      compare(company, shelf, ledger);
      std::fflush(stdout);
    }
    if (faults() > 0) break;
  }
  check_retries(company, shelf, ledger);
  compare(company, shelf, ledger);
  if (ledger.all().size() < static_cast<std::size_t>(kills)) fault("there was no load");
  if (faults() != 0) places.keep();
  std::printf("%s\n", faults() == 0 ? "nothing lost, nothing by halves" : company.shown().c_str());
  return faults() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace guiju::http_test

int main(int argc, char** argv) {
  return guiju::http_test::run(std::atoi(argc > 1 ? argv[1] : "20"));
}
