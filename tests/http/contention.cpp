// A thousand clients of the API want the same at once: one unit, one subscription, one page for a
// client, one salesperson's turn. One gets it; the others hear the clause and since when it is
// taken. In half of the rounds the server is killed with SIGKILL in the middle, and everyone asks
// again with his key.
//   guiju_contention [rounds] [clients]      6 and 200 when not stated
#include <algorithm>
#include <boost/json/array.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "burst.hpp"
#include "contest.hpp"
#include "store/maintenance.hpp"
#include "store/test_places.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds patience{20'000};

bool is_yes(const Reply& reply) { return reply.status == 200 || reply.status == 201; }

/// One round: what was answered, whatever happened to the server.
class Round {
 public:
  Round(Office& office, const Contest& contest, std::mt19937& random)
      : office_(office), contest_(contest), random_(random), answers_(contest.tries.size()) {}

  void run(bool with_kill) {
    since_.insert(office_.now());
    burst(with_kill);
    if (with_kill) {
      yes_before_kill = count_yes();
      office_.later();
      office_.start();
      since_.insert(office_.now());
    }
    ask_again(with_kill);
    check_answers();
  }

  std::size_t count_yes() const {
    std::set<std::string> keys;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      if (answers_[i] && is_yes(*answers_[i])) keys.insert(contest_.tries[i].key);
    }
    return keys.size();
  }
  /// By group.
  const std::vector<const Try*>& winners() const { return winners_; }

  milliseconds took{};
  std::size_t refused = 0, answered_before_kill = 0, yes_before_kill = 0;

 private:
  /// All requests lie before the server when it begins to look.
  void burst(bool with_kill) {
    std::vector<std::string> requests;
    for (const auto& one : contest_.tries) requests.push_back(one.request);
    Burst clients(office_.server().port(), requests.size());
    office_.server().stand_still();
    clients.send(requests);
    const auto from = Clock::now();
    office_.server().go_on();
    if (with_kill) {
      wait_for_the_moment(clients);
      office_.kill();
      answered_before_kill = clients.answered();
    }
    clients.read(requests.size(), patience);
    took = std::chrono::duration_cast<milliseconds>(Clock::now() - from);
    for (std::size_t i = 0; i < requests.size(); ++i) take(i, clients.reply(i));
  }

  /// Before the first answer, or after some of them.
  void wait_for_the_moment(Burst& clients) {
    if (random_() % 2 == 0) {
      usleep(static_cast<useconds_t>(random_() % 30'000));
      clients.read(contest_.tries.size(), milliseconds(0));
    } else {
      clients.read(1 + random_() % contest_.tries.size(), patience);
    }
  }

  void take(std::size_t i, const std::optional<Reply>& reply) {
    if (!reply) return;
    if (!answers_[i]) {
      answers_[i] = reply;
    } else if (answers_[i]->status != reply->status || answers_[i]->body != reply->body) {
      fault(contest_.tries[i].key + " was told\n  " + answers_[i]->body + "\nand then\n  " +
            reply->body);
    }
  }

  /// Whoever heard nothing asks again, whoever was told yes, and some of the others.
  void ask_again(bool was_killed) {
    std::vector<std::string> requests;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      const bool asks = !answers_[i] || is_yes(*answers_[i]) || i % 10 == 3;
      if (!answers_[i] && !was_killed) fault(contest_.tries[i].key + " got no answer");
      requests.push_back(asks ? contest_.tries[i].request : std::string());
    }
    Burst clients(office_.server().port(), requests.size());
    clients.send(requests);
    clients.read(requests.size(), patience);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      if (!requests[i].empty() && !clients.reply(i)) fault(contest_.tries[i].key + ": no answer");
      take(i, clients.reply(i));
    }
  }

  void check_answers() {
    std::map<std::size_t, std::set<std::string>> keys;  // who was told yes, by group
    std::map<std::size_t, const Try*> first;
    std::size_t groups = 0;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      const Try& one = contest_.tries[i];
      groups = std::max(groups, one.group + 1);
      if (!answers_[i]) continue;
      if (is_yes(*answers_[i])) {
        keys[one.group].insert(one.key);
        first.emplace(one.group, &one);
      } else {
        ++refused;
        check_refusal(one, *answers_[i]);
      }
    }
    for (std::size_t group = 0; group < groups; ++group) {
      if (contest_.codes.empty()) continue;
      if (keys[group].size() != 1) {
        fault(contest_.name + ": " + std::to_string(keys[group].size()) + " were told yes");
      }
      winners_.push_back(first[group]);
    }
  }

  void check_refusal(const Try& one, const Reply& reply) {
    const std::string what = one.key + ", " + contest_.name + ": " + reply.body;
    if (!contest_.codes.contains(reply.text("code"))) return fault("another answer to " + what);
    const auto problem = reply.json();
    const auto& rules = problem.at("rules").as_array();
    const bool cites = std::ranges::any_of(rules, [&](const json::value& rule) {
      return contest_.clauses.contains(std::string(rule.at("id").as_string()));
    });
    if (!cites) fault("no clause in the answer to " + what);
    if (!since_.contains(reply.text("since"))) fault("not since when, in the answer to " + what);
    if (!problem.as_object().contains("names")) fault("nothing named in the answer to " + what);
  }

  Office& office_;
  const Contest& contest_;
  std::mt19937& random_;
  std::vector<std::optional<Reply>> answers_;
  std::set<std::string> since_;
  std::vector<const Try*> winners_;
};

/// What came of all rounds.
struct Tally {
  int rounds = 0, kills = 0;
  std::size_t asked = 0, given = 0, refused = 0;
  std::size_t told_before_kill = 0;  ///< rounds in which somebody had been told yes by then
  std::vector<milliseconds> bursts;

  void take(const Contest& contest, const Round& round, bool with_kill) {
    ++rounds;
    asked += contest.tries.size();
    given += round.winners().size();
    refused += round.refused;
    if (with_kill) {
      ++kills;
      if (round.yes_before_kill > 0) ++told_before_kill;
    } else {
      bursts.push_back(round.took);
    }
  }
  void print() {
    std::sort(bursts.begin(), bursts.end());
    const auto middle = bursts.empty() ? milliseconds{} : bursts[bursts.size() / 2];
    std::printf(
        "%d rounds, %d killed (%zu after a yes): %zu asked, %zu things given once each, %zu "
        "refused; "
        "the burst took %d ms in the middle\n",
        rounds, kills, told_before_kill, asked, given, refused, static_cast<int>(middle.count()));
    std::fflush(stdout);
  }
};

void check_company(const store::Location& company, const app::Shelf& shelf) {
  const auto report = store::verify(
      company, [&shelf](auto id, auto version) { return shelf.find(id, version); }, {},
      [](std::uint64_t, std::uint64_t) {});
  for (const auto& finding : report.findings) fault("verify: " + finding.text);
  std::printf("%zu entries and %zu records verified\n", static_cast<std::size_t>(report.entries),
              static_cast<std::size_t>(report.records));
}

void play(Office& office, int rounds, std::size_t clients) {
  std::mt19937 random(20260302);
  Tally tally;
  office.start();
  office.done("销售经理", "roster.set", floor_key,
              {{"queue", json::array(sellers.begin(), sellers.end())}});
  for (const auto& seller : sellers) {
    office.done(seller, "availability.set", floor_key, {{"to", "on_duty"}});
  }
  office.new_client();
  for (int i = 0; i < rounds && faults() == 0; ++i) {
    office.later();
    office.tell_the_time();
    const Contest contest = contest_of(office, clients, i);
    const bool with_kill = (i + i / 6) % 2 == 1;  // each kind of contest in half of its rounds
    Round round(office, contest, random);
    round.run(with_kill);
    tally.take(contest, round, with_kill);
    if (faults() == 0) {
      const auto store = open_company(office.company(), office.shelf);
      contest.check(*store->open_reader(), round.winners());
    }
    if ((i + 1) % 20 == 0 || i + 1 == rounds) tally.print();
  }
  office.kill();
}

int run(int rounds, std::size_t clients) {
  store::testing::Places places;
  const store::Location company = places / "company.db";
  Office office(company);
  play(office, rounds, clients);
  check_company(company, office.shelf);
  if (faults() != 0) places.keep();
  std::printf("%s\n", faults() == 0 ? "never two, and whoever was told yes has it"
                                    : company.shown().c_str());
  return faults() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace guiju::http_test

int main(int argc, char** argv) {
  return guiju::http_test::run(argc > 1 ? std::atoi(argv[1]) : 6,
                               argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : 200);
}
