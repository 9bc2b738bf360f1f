// Kills the server with SIGKILL under load, again and again, and looks at what is left: every
// command that was acknowledged is there, none is there by halves, every journal chain holds.
//   guiju_kill9 [kills]      20 when not stated
#include <unistd.h>

#include <atomic>
#include <boost/json/object.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "app/reader.hpp"
#include "child.hpp"
#include "client.hpp"
#include "founding.hpp"

namespace guiju::http_test {
namespace {

constexpr std::string_view token = "a token that only this test knows";
constexpr std::string_view person = "内勤A";
constexpr int writers = 6;

const Instant morning = *parse_instant("2026-03-02T10:00:00+08:00");

void found(const std::filesystem::path& path, app::Shelf& shelf) {
  const auto store = open_file(path, shelf);
  found_company(*store, shelf, "huayuan");
  give_token(*store, person, token);
}

/// What was asked for, by idempotency key, and what was answered.
class Ledger {
 public:
  std::string begin() {
    const std::lock_guard lock(mutex_);
    std::string key = "k" + std::to_string(asked_.size());
    asked_[key] = "";
    return key;
  }
  void acknowledge(const std::string& key, const std::string& id) {
    const std::lock_guard lock(mutex_);
    asked_[key] = id;
  }
  const std::map<std::string, std::string>& all() const { return asked_; }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> asked_;
};

std::string request_for(const std::string& key) {
  const Headers headers{{"Authorization", "Bearer " + std::string(token)},
                        {"Content-Type", "application/json"},
                        {"Idempotency-Key", key}};
  return request_text(
      "POST", "/api/v1/commands/huayuan/complaint.register", headers,
      R"({"with":{"channel":"phone","project":"P1","client":"客户甲","summary":")" + key + "\"}}");
}

/// Registers complaints until the server is gone.
void write_until_killed(std::uint16_t port, Ledger& ledger) {
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

/// The record of a complaint, the item that comes with it in the same transaction, and their
/// journal.
void check_whole(const app::Reader& reader, const casework::Record& complaint) {
  const auto* item = complaint.pack().find_type("item");
  if (reader.children(complaint.id, *item).size() != 1) {
    fault(complaint.id.text + " has no item: half of a transaction");
  }
  const auto entries = reader.timeline(complaint.stream, 1, 1000);
  if (entries.empty()) fault(complaint.id.text + " is not in the journal");
  Hash previous = no_hash;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].stream_seq != i + 1) fault(complaint.id.text + ": the journal has a gap");
    if (entries[i].previous_hash != previous) fault(complaint.id.text + ": the chain is broken");
    if (journal::hash_of(entries[i]) != entries[i].hash)
      fault(complaint.id.text + ": a wrong hash");
    previous = entries[i].hash;
  }
}

/// Compares the store with the ledger.
void check(const std::filesystem::path& path, app::Shelf& shelf, const Ledger& ledger) {
  const auto store = open_file(path, shelf);
  const auto reader = store->open_reader();
  std::map<std::string, std::string> there;  // id by key
  for (const auto& record :
       reader->records(*shelf.in_force("huayuan", Instant{})->find_type("complaint"), "", {}, {})) {
    const std::string key(record->field("summary").as_string());
    if (!there.emplace(key, record->id.text).second) fault(key + " was done twice");
    check_whole(*reader, *record);
  }
  std::size_t acknowledged = 0;
  for (const auto& [key, id] : ledger.all()) {
    if (id.empty()) continue;
    ++acknowledged;
    const auto found = there.find(key);
    if (found == there.end()) {
      fault(key + " was acknowledged and is not there");
    } else if (found->second != id) {
      fault(key + " is there under another id");
    }
  }
  std::printf("%zu asked for, %zu acknowledged, %zu there\n", ledger.all().size(), acknowledged,
              there.size());
}

/// A retry of what was asked for before a kill gets the first answer, or is done now: never twice.
void check_retries(const std::filesystem::path& path, app::Shelf& shelf, Ledger& ledger) {
  Child server(path, shelf, morning);
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
  char folder[] = "/tmp/guiju-kill9-XXXXXX";
  if (mkdtemp(folder) == nullptr) throw std::runtime_error("no temporary folder");
  const std::filesystem::path path = std::filesystem::path(folder) / "company.db";
  PackShelf shelf("huayuan");
  found(path, shelf);
  Ledger ledger;
  std::mt19937 random(20260302);
  for (int i = 0; i < kills; ++i) {
    Child server(path, shelf, morning);
    std::vector<std::thread> threads;
    for (int w = 0; w < writers; ++w) {
      threads.emplace_back([&] { write_until_killed(server.port(), ledger); });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5 + random() % 120));
    server.kill_hard();
    for (auto& thread : threads) thread.join();
    if ((i + 1) % 20 == 0 || i + 1 == kills) {
      std::printf("%d kills: ", i + 1);
      check(path, shelf, ledger);
      std::fflush(stdout);
    }
    if (faults() > 0) break;
  }
  check_retries(path, shelf, ledger);
  check(path, shelf, ledger);
  if (ledger.all().size() < static_cast<std::size_t>(kills)) fault("there was no load");
  if (faults() == 0) std::filesystem::remove_all(folder);
  std::printf("%s\n", faults() == 0 ? "nothing lost, nothing by halves" : folder);
  return faults() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace guiju::http_test

int main(int argc, char** argv) {
  return guiju::http_test::run(std::atoi(argc > 1 ? argv[1] : "20"));
}
