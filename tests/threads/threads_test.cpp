#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "client.hpp"
#include "http/census.hpp"
#include "http/event_hub.hpp"
#include "http/listener.hpp"
#include "http/sign_in_guard.hpp"
#include "http/tls.hpp"
#include "http/worker_pool.hpp"
#include "tls_client.hpp"

namespace guiju::http_test {
namespace {

constexpr int io_threads = 3, callers = 6, rounds = 60;

/// The events of a hub, one line each.
class Lines final : public http::EventSource {
 public:
  explicit Lines(const http::EventHub& hub) : hub_(hub), after_(hub.latest()) {}
  bool take(std::string& out) override {
    const auto events = hub_.after(after_);
    if (!events) return false;
    for (const auto& event : *events) {
      after_ = event->id;
      out += "event\n";
    }
    return true;
  }
  void beat(std::string& out) override { out += "beat\n"; }

 private:
  const http::EventHub& hub_;
  std::uint64_t after_;
};

/// `/events` is a stream, `/later` is answered by a worker, all else at once. A body is counted by
/// the piece.
class Answers final : public http::Handler {
 public:
  Answers(http::EventHub& hub, http::WorkerPool& workers) : hub_(hub), workers_(workers) {}

  std::optional<http::Response> handle(const http::Request& request,
                                       http::Exchange& exchange) override {
    http::Response response;
    if (request.path == "/events") {
      response.content_type = "text/event-stream";
      response.events = std::make_shared<Lines>(hub_);
      return response;
    }
    response.body = std::string(request.body);
    if (request.path != "/later") return response;
    workers_.submit([complete = exchange.defer(), response] { complete(response); });
    return {};
  }
  std::size_t body_limit(http::Method, std::string_view) override { return 100'000; }
  http::Response reject(int status, std::string_view) override {
    http::Response response;
    response.status = status;
    return response;
  }

 private:
  http::EventHub& hub_;
  http::WorkerPool& workers_;
};

template <class Work>
std::vector<std::thread> several(int threads, Work work) {
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) all.emplace_back(work);
  return all;
}

void join(std::vector<std::thread> threads) {
  for (auto& thread : threads) thread.join();
}

struct Edge {
  explicit Edge(std::shared_ptr<const http::Certificate> certificate = nullptr)
      : listener(
            [&] {
              http::ListenerOptions options;
              options.port = 0;
              options.io_threads = io_threads;
              options.certificate = std::move(certificate);
              return options;
            }(),
            [this] { return std::make_unique<Answers>(hub, workers); }) {
    hub.set_listener([this] { listener.wake_streams(); });
  }
  ~Edge() { hub.set_listener({}); }

  http::EventHub hub{1, 10'000};
  http::WorkerPool workers{2, 100'000};
  http::Listener listener;
};

TEST(Threads, requests_and_answers_of_workers_meet_on_the_io_threads) {
  Edge edge;
  std::atomic<int> answered = 0;
  join(several(callers, [&] {
    for (int i = 0; i < rounds; ++i) {
      Connection connection(edge.listener.port());
      const std::string body(static_cast<std::size_t>(1 + i * 500), 'x');
      connection.send(request_text("POST", i % 2 == 0 ? "/later" : "/now", {}, body));
      connection.send(request_text("GET", "/later", {}, {}));
      answered += connection.read_reply().body == body ? 1 : 0;
      answered += connection.read_reply().status == 200 ? 1 : 0;
    }
  }));
  EXPECT_EQ(answered, 2 * callers * rounds);
}

TEST(Threads, streams_are_woken_by_whoever_publishes_and_ended_by_who_stops) {
  Edge edge;
  std::atomic<int> listening = 0, heard = 0;
  auto pages = several(callers, [&] {
    Connection page(edge.listener.port());
    page.send(request_text("GET", "/events", {}, {}));
    page.read_until("\r\n\r\n");
    ++listening;
    std::string text;
    while (text.find("event") == std::string::npos) text = page.read_some(10'000);
    ++heard;
    while (!page.read_some(10'000).empty()) {
    }
  });
  auto publishers = several(2, [&] {
    while (heard < callers) {
      if (listening == callers) edge.hub.publish(std::vector<http::Event>(2));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  join(std::move(publishers));
  edge.listener.stop(std::chrono::seconds(5));
  join(std::move(pages));
  EXPECT_EQ(heard, callers);
}

TEST(Threads, a_certificate_is_renewed_while_everyone_shakes_hands) {
  const auto folder = std::filesystem::temp_directory_path() / "guiju-threads";
  std::filesystem::create_directories(folder);
  const auto certificate = std::make_shared<http::Certificate>(write_certificate(folder, "one"));
  std::atomic<bool> is_over = false;
  std::atomic<int> answered = 0;
  {
    Edge edge(certificate);
    std::thread renewing([&] {
      while (!is_over) {
        certificate->reread();
        certificate->last_day();
      }
    });
    join(several(callers, [&] {
      for (int i = 0; i < rounds / 4; ++i) {
        TlsConnection connection(edge.listener.port());
        connection.send(request_text("POST", "/later", {}, std::string(50'000, 'x')));
        answered += connection.read_reply().body.size() == 50'000 ? 1 : 0;
      }
    }));
    is_over = true;
    renewing.join();
  }
  std::filesystem::remove_all(folder);
  EXPECT_EQ(answered, callers * (rounds / 4));
}

TEST(Threads, the_listener_stops_in_the_midst_of_everything) {
  for (int i = 0; i < 5; ++i) {
    auto edge = std::make_unique<Edge>();
    const auto port = edge->listener.port();
    std::atomic<int> begun = 0;
    auto calling = several(callers, [&] {
      try {
        for (;;) {
          Connection connection(port, std::chrono::seconds(2));
          ++begun;
          connection.send(request_text("GET", "/later", {}, {}));
          connection.read_reply();
        }
      } catch (const std::runtime_error&) {
        // It has stopped: nobody is there, or nothing more comes.
      }
    });
    while (begun < 3 * callers) std::this_thread::yield();
    edge->listener.stop(std::chrono::milliseconds(i));
    join(std::move(calling));
  }
}

TEST(Threads, who_is_let_in_is_counted_by_all_at_once) {
  http::Census census(callers, 0);
  http::SignInGuard guard({});
  std::atomic<int> inside = 0, most = 0;
  join(several(2 * callers, [&] {
    for (int i = 0; i < 10 * rounds; ++i) {
      if (auto tried = guard.begin("login" + std::to_string(i % 7), "198.51.100.7", {})) {
        guard.succeed(*tried);
      }
      if (!census.enter("198.51.100.7")) continue;
      const int now = ++inside;
      int before = most;
      while (now > before && !most.compare_exchange_weak(before, now)) {
      }
      --inside;
      census.leave("198.51.100.7");
    }
  }));
  EXPECT_LE(most, callers);
  EXPECT_EQ(inside, 0);
}

}  // namespace
}  // namespace guiju::http_test
