// Several servers on one company, of which some are killed and one stands still for a while, again
// and again, while clients retry with whichever is there, and the clock goes on: no acknowledged
// command is lost, none is done twice, no limit passes twice or is forgotten.
//   guiju_cluster [rounds] [servers]      6 and 3 when not stated
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "app/journal_body.hpp"
#include "complaint_ledger.hpp"
#include "store/maintenance.hpp"
#include "store/test_places.hpp"

namespace guiju::http_test {
namespace {

using std::chrono::milliseconds;

constexpr int clients = 6;
/// Later than the limits of what was asked for a round before.
constexpr std::chrono::hours between_rounds{30};

/// Registers complaints until told to stop, each until somebody has said yes.
class Customer {
 public:
  Customer(const std::vector<std::unique_ptr<Child>>& servers, ComplaintLedger& ledger,
           unsigned seed)
      : ledger_(ledger), random_(seed) {
    for (const auto& server : servers) ports_.push_back(server->port());
  }

  void work(const std::atomic<bool>& is_over) {
    while (!is_over) {
      const std::string key = ledger_.begin();
      while (!is_over && !ask(key)) std::this_thread::sleep_for(milliseconds{20});
    }
  }
  int retried() const { return retried_; }

 private:
  /// False when it must be asked again, of somebody else.
  bool ask(const std::string& key) {
    try {
      if (!connection_)
        connection_ = std::make_unique<Connection>(ports_[random_() % ports_.size()]);
      connection_->send(request_for(key));
      const Reply reply = connection_->read_reply();
      if (reply.status == 201) {
        ledger_.acknowledge(key, reply.text("id"));
        return true;
      }
      if (reply.status != 503) fault("unexpected answer: " + reply.body);
    } catch (const std::runtime_error&) {
      // The server is gone or stands still.
    }
    connection_.reset();
    ++retried_;
    return false;
  }

  ComplaintLedger& ledger_;
  std::mt19937 random_;
  std::vector<std::uint16_t> ports_;
  std::unique_ptr<Connection> connection_;
  int retried_ = 0;
};

/// One server goes on whatever happens; of the others some are killed, the first stands still.
void trouble(std::vector<std::unique_ptr<Child>>& servers, std::mt19937& random) {
  const auto wait = [&](unsigned most) {
    std::this_thread::sleep_for(milliseconds{50 + random() % most});
  };
  wait(300);
  for (std::size_t i = 2; i < servers.size(); ++i) {
    servers[i]->kill_hard();
    wait(300);
  }
  if (servers.size() > 1) {
    servers[1]->stand_still();
    std::this_thread::sleep_for(milliseconds{400});
    servers[1]->go_on();
  }
  wait(500);
}

int play_round(const store::Location& company, app::Shelf& shelf, ComplaintLedger& ledger,
               Instant now, int count, std::mt19937& random) {
  std::vector<std::unique_ptr<Child>> servers;
  for (int i = 0; i < count; ++i) {
    servers.push_back(std::make_unique<Child>(company, shelf, now));
  }
  std::vector<Customer> customers;
  for (int i = 0; i < clients; ++i) {
    customers.emplace_back(servers, ledger, static_cast<unsigned>(random()));
  }
  std::atomic<bool> is_over = false;
  std::vector<std::thread> threads;
  for (Customer& customer : customers) {
    threads.emplace_back([&customer, &is_over] { customer.work(is_over); });
  }
  trouble(servers, random);
  is_over = true;
  for (auto& thread : threads) thread.join();
  int retried = 0;
  for (const Customer& customer : customers) retried += customer.retried();
  return retried;
}

/// Lets one server do what is due, and then looks at every clock and every limit that has passed.
void check_limits(const store::Location& company, app::Shelf& shelf, Instant now) {
  const Child server(company, shelf, now);
  const auto store = open_company(company, shelf);
  for (int i = 0; i < 300 && store->next_timer().value_or(now + Seconds{1}) <= now; ++i) {
    std::this_thread::sleep_for(milliseconds{100});
    store->write([](app::UnitOfWork&) {});  // hears of the other
  }
  const auto reader = store->open_reader();
  std::size_t running = 0, passed = 0;
  for (const char* type : {"complaint", "item"}) {
    for (const auto& record :
         reader->records(*shelf.in_force("huayuan", now)->find_type(type), "", {}, {})) {
      for (const casework::Clock& clock : record->clocks) {
        if (clock.status != casework::ClockStatus::running) continue;
        ++running;
        if (clock.due_at && *clock.due_at < now) fault(record->id.text + ": a limit is forgotten");
      }
    }
  }
  std::set<std::string> once;
  const auto find_pack = [&](auto id, auto version) { return shelf.find(id, version); };
  for (const auto& entry : reader->entries(1, 10'000'000)) {
    const auto decision = app::read_decision(journal::view(entry), find_pack);
    for (const casework::Fact& fact : decision.facts) {
      const auto* limit = std::get_if<casework::LimitPassed>(&fact.detail);
      if (limit == nullptr) continue;
      ++passed;
      const auto told = fact.type->name + ' ' + fact.key + ' ' + std::to_string(limit->deadline) +
                        ' ' + to_utc_text(entry.at);
      if (!once.insert(told).second) fault(told + ": a limit has passed twice");
    }
  }
  if (passed == 0) fault("no limit has passed: there was nothing to look at");
  std::printf("%zu limits have passed, each once; %zu clocks run\n", passed, running);
}

int run(int rounds, int count) {
  const store::testing::Places places;
  const store::Location company = places / "company.db";
  PackShelf shelf("huayuan");
  found_office(company, shelf);
  ComplaintLedger ledger;
  std::mt19937 random(20260302);
  Instant now = morning;
  int retried = 0;
  for (int i = 0; i < rounds && faults() == 0; ++i, now += between_rounds) {
    retried += play_round(company, shelf, ledger, now, count, random);
    std::printf("round %d: ", i + 1);
    compare(company, shelf, ledger);
    std::fflush(stdout);
  }
  check_limits(company, shelf, now);
  const auto report = store::verify(
      company, [&](auto id, auto version) { return shelf.find(id, version); }, {},
      [](std::uint64_t, std::uint64_t) {});
  for (const auto& finding : report.findings) fault("verify: " + finding.text);
  if (retried == 0 && count > 1) fault("nobody had to ask again: there was no trouble");
  std::printf("%d asked again; %s\n", retried,
              faults() == 0 ? "nothing lost, nothing twice" : "see above");
  return faults() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace guiju::http_test

int main(int argc, char** argv) {
  return guiju::http_test::run(argc > 1 ? std::atoi(argv[1]) : 6,
                               argc > 2 ? std::atoi(argv[2]) : 3);
}
