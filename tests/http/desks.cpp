#include "desks.hpp"

#include <algorithm>
#include <stdexcept>

namespace guiju::http_test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds between_requests{10};
constexpr std::chrono::seconds patience{60};  ///< on a machine that others use

std::string with_cookie(const char* method, const std::string& target, const std::string& cookie) {
  return request_text(method, target, {{"Cookie", "guiju_session=" + cookie}, {"X-Guiju", "1"}},
                      {});
}

}  // namespace

std::chrono::microseconds Waits::at(int percent) const {
  if (all.empty()) return {};
  return all[(all.size() - 1) * static_cast<std::size_t>(percent) / 100];
}

Desks::Desks(std::uint16_t port, std::size_t people, ComplaintLedger& ledger)
    : port_(port), ledger_(ledger) {
  for (std::size_t i = 0; i < people; ++i) threads_.emplace_back([this] { work(); });
}

Desks::~Desks() {
  is_over_ = true;
  for (auto& thread : threads_) thread.join();
}

Waits Desks::waits() {
  Waits taken;
  {
    const std::lock_guard lock(mutex_);
    std::swap(taken, waits_);
  }
  std::ranges::sort(taken.all);
  return taken;
}

void Desks::note(std::chrono::microseconds wait) {
  const std::lock_guard lock(mutex_);
  waits_.all.push_back(wait);
}

void Desks::work() {
  try {
    Client person(port_);
    if (person.sign_in(clerk, clerk_password).status != 200) return fault("nobody is let in");
    Connection connection(port_, patience);
    const auto ask = [&](const std::string& request, int wanted) {
      const auto from = Clock::now();
      connection.send(request);
      Reply reply = connection.read_reply();
      note(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - from));
      if (reply.status != wanted) fault("a desk was answered " + std::to_string(reply.status));
      std::this_thread::sleep_for(between_requests);
      return reply;
    };
    while (!is_over_) {
      ask(with_cookie("GET", "/api/v1/cases?limit=20", person.cookie()), 200);
      const std::string key = ledger_.begin();
      const Reply done = ask(request_for(key), 201);
      if (done.status != 201) continue;
      ledger_.acknowledge(key, done.text("id"));
      ask(with_cookie("GET", "/api/v1/cases/" + done.text("id"), person.cookie()), 200);
    }
  } catch (const std::runtime_error& reason) {
    fault(std::string("a desk: ") + reason.what());
  }
}

}  // namespace guiju::http_test
