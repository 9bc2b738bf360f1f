#include "simulation.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "finding.hpp"

namespace guiju::sim {
namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t steps_kept = 25;
const Instant beginning = *parse_instant("2026-03-02T00:00:00+08:00");

std::string to_text(Death death) {
  switch (death) {
    case Death::none:
      return "";
    case Death::before_commit:
      return ", dies before the commit";
    case Death::after_commit:
      return ", dies after the commit";
  }
  return "";
}

/// Why it was not done; empty where it was.
std::string code_of(const app::Receipt& receipt) {
  if (receipt.status < 400) return {};
  return std::string(json::parse(receipt.body).as_object().at("code").as_string());
}

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  days += other.days;
  tried += other.tried;
  for (const auto& [command, times] : other.accepted) accepted[command] += times;
  for (const auto& [code, times] : other.refused) refused[code] += times;
  retries += other.retries;
  lost += other.lost;
  deaths += other.deaths;
  late_timers += other.late_timers;
  clock_jumps += other.clock_jumps;
  entries += other.entries;
  records += other.records;
  breaches += other.breaches;
  assignments += other.assignments;
  journal = sha256(std::string(bytes_of(journal)).append(bytes_of(other.journal)));
  return *this;
}

Simulation::Simulation(const Company& company, const Plan& plan)
    : company_(company),
      plan_(plan),
      dice_(plan.seed),
      server_(company, plan.engine),
      auditor_(company),
      clerk_(company, dice_),
      true_time_(beginning),
      timers_at_(beginning) {}

Tally Simulation::run() {
  audit(nullptr, nullptr);
  const Instant end = beginning + plan_.length;
  const auto& calendar = *company_.pack().calendar;
  for (LocalDate day = calendar.date_of(beginning); true_time_ < end; day += days{1}) {
    for (const Instant at : moments_of(day)) {
      if (at >= end) break;
      come_to(at);
      act(at);
    }
    come_to(std::min(end, calendar.first_instant_after(day)));
  }
  set_back_ = Seconds{0};
  run_timers(end);
  auditor_.compare_all(server_.reader());
  for (const auto& fault : server_.verify()) throw Finding("replay", fault);
  tally_.days = static_cast<double>(plan_.length.count()) / 86'400;
  tally_.entries = auditor_.entries();
  tally_.records = auditor_.world().all().size();
  tally_.breaches = auditor_.breaches();
  tally_.assignments = auditor_.assignments();
  tally_.journal = auditor_.journal_hash();
  return tally_;
}

/// When people act on that day: mostly by day, and on few holidays.
std::vector<Instant> Simulation::moments_of(LocalDate day) {
  const auto& calendar = *company_.pack().calendar;
  const std::size_t most = calendar.is_working_day(day) ? 18 : dice_.one_in(3) ? 6 : 1;
  const Instant midnight = calendar.start_of_day(day);
  std::vector<Instant> moments;
  for (std::size_t i = dice_.below(most + 1); i > 0; --i) {
    const auto second = dice_.one_in(15) ? dice_.between(0, 86'399) : dice_.between(28'800, 68'400);
    moments.push_back(midnight + Seconds{second});
  }
  std::ranges::sort(moments);
  return moments;
}

/// What happens by itself until then: the clock's own acts and what people send again.
void Simulation::come_to(Instant at) {
  for (;;) {
    const auto next = std::ranges::min_element(retries_, {}, &Retry::at);
    const bool is_retry_due =
        next != retries_.end() && next->at <= at && (!timers_at_ || next->at < *timers_at_);
    if (is_retry_due) {
      true_time_ = std::max(true_time_, next->at);
      const std::size_t which = next->sent;
      retries_.erase(next);
      ++tally_.retries;
      send(which, Death::none);
    } else if (timers_at_ && *timers_at_ <= at) {
      run_timers(std::max(true_time_, *timers_at_));
    } else {
      break;
    }
  }
  true_time_ = std::max(true_time_, at);
}

void Simulation::act(Instant at) {
  move_clock();
  if (plan_.sabotage == Sabotage::changes_a_table && dice_.one_in(50)) tamper();
  if (!sent_.empty() && dice_.one_in(60)) reuse_key();
  if (auto request = clerk_.draw(server_.reader(), now())) send_new(*std::move(request), at);
}

void Simulation::send_new(app::CommandRequest request, Instant at) {
  request.idempotency_key = "k" + std::to_string(sent_.size());
  sent_.push_back({.request = std::move(request)});
  const std::size_t which = sent_.size() - 1;
  const auto fate = dice_.below(100);
  const auto again = [&] {
    retries_.push_back({at + Seconds{dice_.between(1, dice_.one_in(10) ? 200'000 : 600)}, which});
  };
  if (fate < 2) {
    ++tally_.lost;
    note("lost on its way: " + sent_[which].request.command);
    again();
    return;
  }
  const Death death = fate < 4   ? Death::before_commit
                      : fate < 6 ? Death::after_commit
                                 : Death::none;
  const auto receipt = send(which, death);
  if (death != Death::none) {
    again();
    return;
  }
  if (fate < 9) send(which, Death::none);  // sent twice by one click
  if (fate < 11) again();                  // its answer is lost on the way
  if (receipt->status >= 400 && receipt->status < 500 && !dice_.one_in(3)) {
    if (auto mended = clerk_.mended(sent_[which].request, *receipt, server_.reader(), now())) {
      send_new(*std::move(mended), at);
    }
  }
}

/// A key that was answered, with another request: nothing may come of it.
void Simulation::reuse_key() {
  const auto& earlier = dice_.of(sent_);
  if (!earlier.has_effect) return;
  auto request = earlier.request;
  request.with["another"] = "request";
  const auto receipt = server_.execute(request, now(), Death::none);
  if (receipt->status != 409) throw Finding("keys", "a key was taken for another request");
  audit(nullptr, nullptr);
}

std::optional<app::Receipt> Simulation::send(std::size_t which, Death death) {
  Sent& sent = sent_[which];
  auto request = sent.request;
  note(to_utc_text(now()) + ' ' + request.actor + ' ' + request.command + ' ' + request.on + ' ' +
       json::serialize(request.with) + " key " + request.idempotency_key + sim::to_text(death));
  if (plan_.sabotage == Sabotage::forgets_answers && sent.has_effect) {
    request.idempotency_key += "-again";
  }
  ++tally_.tried;
  tally_.deaths += death != Death::none;
  auto receipt = server_.execute(request, now(), death);
  if (death != Death::none) timers_at_ = true_time_;  // what is due is done when it starts again
  if (receipt) {
    note("    " + std::to_string(receipt->status) + ' ' + code_of(*receipt));
    if (death == Death::none) count(request, *receipt);
    if (sent.receipt &&
        (receipt->status != sent.receipt->status || receipt->body != sent.receipt->body)) {
      throw Finding("keys", request.idempotency_key + " got another answer than the first time");
    }
  }
  const bool had_effect = sent.has_effect;
  audit(&request, &sent);
  if (sent.has_effect && !had_effect) sent.receipt = receipt;
  if (!timers_at_ || *timers_at_ > true_time_) {
    const auto due = server_.store().next_timer();
    if (due && (!timers_at_ || *due < *timers_at_)) timers_at_ = std::max(*due, true_time_);
  }
  return receipt;
}

/// Takes what the journal has grown by; where it was `request`, its own entries are its effect.
void Simulation::audit(const app::CommandRequest* request, Sent* sent) {
  std::vector<journal::Entry> entries;
  for (bool is_all = false; !is_all;) {
    constexpr std::size_t at_once = 1'000;
    auto more = server_.reader().entries(auditor_.entries() + entries.size() + 1, at_once);
    is_all = more.size() < at_once;
    std::ranges::move(more, std::back_inserter(entries));
  }
  auditor_.take(entries, server_.reader());
  clerk_.hear_of(auditor_.touched(), auditor_.world());
  if (request == nullptr) return;
  const bool has_effect = std::ranges::any_of(entries, [&](const journal::Entry& entry) {
    return entry.actor == request->actor && entry.command == request->command;
  });
  if (has_effect && sent->has_effect) {
    throw Finding("keys", request->idempotency_key + " was carried out twice");
  }
  sent->has_effect |= has_effect;
}

void Simulation::run_timers(Instant at) {
  true_time_ = std::max(true_time_, at);
  const Death death = dice_.one_in(60)   ? Death::before_commit
                      : dice_.one_in(60) ? Death::after_commit
                                         : Death::none;
  tally_.deaths += death != Death::none;
  note(to_utc_text(now()) + " the clock" + sim::to_text(death));
  std::optional<Instant> next;
  if (plan_.sabotage != Sabotage::forgets_timers) {
    next = server_.run_timers(now(), death);
    if (death != Death::none) next = server_.run_timers(now(), Death::none);
  }
  audit(nullptr, nullptr);
  auditor_.expect_nothing_due(now());
  Seconds late{dice_.below(2)};
  if (dice_.one_in(8)) {
    ++tally_.late_timers;
    late = Seconds{dice_.one_in(4) ? dice_.between(3'600, 259'200) : dice_.between(60, 3'600)};
  }
  timers_at_ = true_time_ + hours{24};
  if (next) timers_at_ = std::max(*next, true_time_ + Seconds{1}) + late;
}

/// The machine's clock is set back, and right again some time later.
void Simulation::move_clock() {
  if (set_back_ < Seconds{0}) {
    if (dice_.one_in(5)) set_back_ = Seconds{0};
    return;
  }
  if (!dice_.one_in(25)) return;
  ++tally_.clock_jumps;
  set_back_ = -Seconds{dice_.one_in(4) ? dice_.between(3'600, 90'000) : dice_.between(1, 600)};
  note("the machine's clock is set back by " + std::to_string(-set_back_.count()) + " s");
}

/// Changes a record in the tables that the journal says nothing of.
void Simulation::tamper() {
  const auto& touched = auditor_.touched();
  if (touched.empty()) return;
  server_.store().write([&](app::UnitOfWork& unit) {
    auto changed = std::make_shared<casework::Record>(*unit.find(touched.back()));
    changed->number += '?';
    unit.put(changed);
  });
}

void Simulation::count(const app::CommandRequest& request, const app::Receipt& receipt) {
  if (receipt.status < 400) {
    ++tally_.accepted[request.pack + '.' + request.command];
    return;
  }
  ++tally_.refused[code_of(receipt)];
}

void Simulation::note(const std::string& step) {
  if (plan_.is_told) std::printf("  %s\n", step.c_str());
  steps_.push_back(step);
  if (steps_.size() > steps_kept) steps_.pop_front();
}

}  // namespace guiju::sim
