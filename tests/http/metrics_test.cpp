#include "http/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/listener.hpp"
#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class MetricsPort : public testing::Test {
 protected:
  std::string metrics() {
    const auto answer = Client(listener.port(), "en").get("/metrics");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.body;
  }
  /// The value of a metric without labels.
  double value(const std::string& name) {
    const std::string all = metrics();
    const auto at = all.find("\n" + name + " ");
    if (at == std::string::npos) throw std::runtime_error("there is no " + name);
    return std::stod(all.substr(at + name.size() + 2));
  }

  Rig rig;
  http::Listener listener{http::ListenerOptions{.port = 0},
                          [this] { return http::make_metrics_handler(rig.server().services()); }};
};

TEST_F(MetricsPort, answers_are_counted_by_route_and_class_those_that_come_later_too) {
  auto person = rig.as("内勤A");  // signs in: decided on a worker
  person.get("/api/v1/me");
  rig.visitor().get("/api/v1/me");
  rig.visitor().get("/cases");
  rig.visitor().get("/api/v1/nowhere");
  const std::string requests = "guiju_http_requests_total",
                    sign_in = "route=\"POST /api/v1/session\"";
  const std::string duration = "guiju_http_request_duration_seconds";
  EXPECT_THAT(metrics(),
              AllOf(HasSubstr(requests + "{" + sign_in + ",status=\"2xx\"} 1\n"),
                    HasSubstr(requests + "{route=\"GET /api/v1/me\",status=\"2xx\"} 1\n"),
                    HasSubstr(requests + "{route=\"GET /api/v1/me\",status=\"4xx\"} 1\n"),
                    HasSubstr(requests + "{route=\"other\",status=\"2xx\"} 1\n"),
                    HasSubstr(requests + "{route=\"other\",status=\"4xx\"} 1\n"),
                    HasSubstr(duration + "_bucket{" + sign_in + ",le=\"+Inf\"} 1\n"),
                    HasSubstr(duration + "_count{" + sign_in + "} 1\n"),
                    HasSubstr("# TYPE " + duration + " histogram\n")));
}

TEST_F(MetricsPort, tells_how_late_timers_are_how_long_the_journal_is_and_what_the_process_holds) {
  rig.server().timers().wait_until_idle();
  EXPECT_EQ(value("guiju_journal_entries_total"),
            static_cast<double>(rig.store().open_reader()->entry_count()));
  EXPECT_EQ(value("guiju_timer_lateness_seconds"), 0);
  EXPECT_GT(value("process_resident_memory_bytes"), 1e6);
  EXPECT_GT(value("process_open_fds"), 2);
  EXPECT_LT(value("process_open_fds"), value("process_max_fds"));
  EXPECT_GT(value("process_start_time_seconds"), 1.7e9);
}

TEST_F(MetricsPort, a_timer_that_nobody_has_run_is_late) {
  auto person = rig.as("内勤A");
  ASSERT_EQ(person.post(register_complaint, complaint_body()).status, 201);
  rig.server().timers().wait_until_idle();
  const auto due = rig.store().next_timer();
  ASSERT_TRUE(due);
  rig.clock().advance_to(*due + std::chrono::minutes(2));  // moved past them: they are not woken
  EXPECT_EQ(value("guiju_timer_lateness_seconds"), 120);
}

TEST_F(MetricsPort, counts_the_pages_that_listen_and_the_sessions_in_use) {
  EXPECT_EQ(value("guiju_event_streams"), 0);
  EXPECT_EQ(value("guiju_active_sessions"), 0);
  auto person = rig.as("内勤A");
  {
    Connection page(rig.port());
    page.send(request_text("GET", "/api/v1/events",
                           {{"Cookie", "guiju_session=" + person.cookie()}}, ""));
    page.read_until("retry: 2000");
    EXPECT_EQ(value("guiju_event_streams"), 1);
    EXPECT_EQ(value("guiju_active_sessions"), 1);
  }
}

TEST_F(MetricsPort, counts_what_waits_for_the_writer) {
  rig.server().timers().wait_until_idle();
  const auto& store = rig.server().services().store;
  std::size_t at_work = 0;
  rig.server().store().write([&](app::UnitOfWork&) { at_work = store.waiting(); });
  EXPECT_EQ(at_work, 1U);
  EXPECT_THROW(
      rig.server().store().write([](app::UnitOfWork&) { throw std::runtime_error("disk full"); }),
      std::runtime_error);
  rig.server().timers().wait_until_idle();
  EXPECT_EQ(value("guiju_store_waiting_transactions"), 0);
}

TEST_F(MetricsPort, names_nobody_and_no_case) {
  auto person = rig.as("内勤A");
  person.get("/api/v1/cases/huayuan.item.P1-17-1");
  EXPECT_THAT(metrics(), AllOf(HasSubstr("route=\"GET /api/v1/cases/{id}\""),
                               Not(HasSubstr("P1-17-1")), Not(HasSubstr("内勤"))));
}

TEST_F(MetricsPort, has_nothing_else) {
  Client client(listener.port(), "en");
  EXPECT_EQ(client.get("/api/v1/me").status, 404);
  EXPECT_EQ(client.send("PUT", "/metrics", "", {}).status, 405);
  EXPECT_THAT(rig.visitor().get("/metrics").body, Not(HasSubstr("guiju_http")))
      << "not where everyone asks";
}

}  // namespace
}  // namespace guiju::http_test
