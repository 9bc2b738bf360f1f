#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// An open page: its stream of events.
class Page {
 public:
  Page(const Rig& rig, const Client& client, const Headers& more = {}) : connection_(rig.port()) {
    Headers headers{{"Cookie", "guiju_session=" + client.cookie()}, {"Accept-Language", "en"}};
    headers.insert(headers.end(), more.begin(), more.end());
    connection_.send(request_text("GET", "/api/v1/events", headers, {}));
    reply_ = connection_.read_reply();
    connection_.read_until("retry: 2000\n\n");
  }
  const Reply& reply() const { return reply_; }
  std::string wait_for(std::string_view text) { return connection_.read_until(text); }
  std::string whatever_comes(int milliseconds) { return connection_.read_some(milliseconds); }

 private:
  Connection connection_;
  Reply reply_;
};

std::string last_id_in(const std::string& text) {
  const auto at = text.rfind("id: ") + 4;
  return text.substr(at, text.find('\n', at) - at);
}

class Events : public testing::Test {
 protected:
  Rig rig;
  Client clerk = rig.as("内勤A");
};

TEST_F(Events, a_change_comes_to_the_open_page) {
  Page page(rig, clerk);
  EXPECT_EQ(page.reply().headers.at("content-type"), "text/event-stream; charset=utf-8");
  ASSERT_EQ(clerk.post(register_complaint, complaint_body()).status, 201);
  const auto text = page.wait_for("huayuan.complaint.P1-1");
  EXPECT_THAT(text, HasSubstr("event: changed"));
}

TEST_F(Events, whoever_may_not_see_the_record_hears_nothing_of_it) {
  Client stranger = rig.as("财务D");
  Page page(rig, stranger);
  ASSERT_EQ(clerk.post(register_complaint, complaint_body()).status, 201);
  rig.clock().advance_to(rig.clock().now() + Seconds{60});
  ASSERT_EQ(clerk.post("/api/v1/clock", R"({"advance_seconds":60})").status, 200);
  const auto text = page.wait_for("event: clock");
  EXPECT_THAT(text, Not(HasSubstr("complaint")));
}

TEST_F(Events, a_page_that_comes_back_gets_what_it_missed) {
  std::string last;
  {
    Page page(rig, clerk);
    ASSERT_EQ(clerk.post(register_complaint, complaint_body()).status, 201);
    last = last_id_in(page.wait_for("P1-1\","));
  }
  ASSERT_EQ(clerk.post(register_complaint, complaint_body("第二件")).status, 201);
  Page page(rig, clerk, {{"Last-Event-ID", last}});
  EXPECT_THAT(page.wait_for("huayuan.complaint.P1-2"), Not(HasSubstr("event: reset")));
}

TEST_F(Events, a_page_whose_past_is_not_known_any_more_is_told_to_load_anew) {
  Page page(rig, clerk, {{"Last-Event-ID", "1"}});
  EXPECT_THAT(page.wait_for("event: reset"), HasSubstr("id: "));
}

TEST_F(Events, a_notice_comes_to_whom_it_is_given) {
  Client lead = rig.as("内勤C");
  const auto body = complaint_body();
  Page page(rig, clerk);
  const auto made = lead.post(register_complaint, body);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_THAT(page.wait_for("event: notice\ndata: {"), HasSubstr("id: "));
}

TEST_F(Events, the_stream_ends_with_the_server) {
  auto other = std::make_unique<Rig>();
  Client person = other->as("内勤A");
  auto page = std::make_unique<Page>(*other, person);
  other.reset();
  EXPECT_TRUE(page->whatever_comes(1000).empty());
}

}  // namespace
}  // namespace guiju::http_test
