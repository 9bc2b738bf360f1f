#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::HasSubstr;

class Protocol : public testing::Test {
 protected:
  static void SetUpTestSuite() { rig_ = new Rig; }
  static void TearDownTestSuite() {
    delete rig_;
    rig_ = nullptr;
  }
  /// The server is alive and answers somebody else.
  static bool goes_on() { return rig_->visitor().get("/healthz").status == 200; }
  static Rig* rig_;
};
Rig* Protocol::rig_ = nullptr;

TEST_F(Protocol, health_and_readiness_are_told_to_anyone) {
  EXPECT_EQ(rig_->visitor().get("/healthz").status, 200);
  EXPECT_EQ(rig_->visitor().get("/readyz").status, 200);
}

TEST_F(Protocol, one_connection_carries_many_requests_also_sent_all_at_once) {
  Connection connection(rig_->port());
  const std::string one = request_text("GET", "/healthz", {}, {});
  connection.send(one + one + one);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(connection.read_reply().status, 200);
  connection.send(one);
  EXPECT_EQ(connection.read_reply().status, 200);
}

TEST_F(Protocol, a_request_may_come_byte_by_byte) {
  Connection connection(rig_->port());
  for (const char byte : request_text("GET", "/healthz", {}, {})) {
    connection.send({&byte, 1});
  }
  EXPECT_EQ(connection.read_reply().status, 200);
}

TEST_F(Protocol, who_asks_for_the_end_of_the_connection_gets_it) {
  Connection connection(rig_->port());
  connection.send(request_text("GET", "/healthz", {{"Connection", "close"}}, {}));
  EXPECT_EQ(connection.read_reply().headers.at("connection"), "close");
  EXPECT_TRUE(connection.is_closed_by_peer());
}

TEST_F(Protocol, head_is_answered_like_get_without_its_body) {
  Client visitor = rig_->visitor();
  const auto head = visitor.send("HEAD", "/healthz", {}, {});
  const auto get = visitor.get("/healthz");
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.body.empty());
  EXPECT_EQ(head.headers.at("content-length"), std::to_string(get.body.size()));
}

TEST_F(Protocol, a_method_that_is_not_offered_is_refused_with_those_that_are) {
  const auto reply = rig_->visitor().send("PUT", "/api/v1/session", {}, {});
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers.at("allow"), "POST, DELETE");
}

TEST_F(Protocol, a_body_of_ten_megabytes_is_refused_by_its_length_and_the_client_reads_why) {
  Connection connection(rig_->port());
  const std::string body(10 * 1024 * 1024, 'x');
  connection.send(
      request_text("POST", register_complaint, {{"Content-Type", "application/json"}}, body));
  const auto reply = connection.read_reply();
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(reply.text("code"), "TOO_LARGE");
  EXPECT_TRUE(goes_on());
}

TEST_F(Protocol, a_body_in_chunks_may_not_outgrow_the_limit_either) {
  Connection connection(rig_->port());
  connection.send("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
  for (int i = 0; i < 20; ++i) connection.send(chunk);
  EXPECT_EQ(connection.read_reply().status, 413);
  EXPECT_TRUE(goes_on());
}

TEST_F(Protocol, whoever_waits_for_leave_to_send_the_body_gets_it) {
  Connection connection(rig_->port());
  connection.send(
      "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_THAT(connection.read_until("\r\n\r\n"), HasSubstr("100 Continue"));
  connection.send("{}");
  EXPECT_EQ(connection.read_reply().status, 400);
}

/// The head of a command with a body of which nothing comes.
std::string head_without_body(std::string_view path, std::string_view more) {
  return "POST " + std::string(path) +
         " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + std::string(more) + "\r\n";
}

TEST_F(Protocol, a_stranger_is_turned_away_before_his_body_comes) {
  for (const std::string_view rest :
       {"Content-Length: 200000\r\n", "Transfer-Encoding: chunked\r\n",
        "Content-Length: 200000\r\nExpect: 100-continue\r\n",
        "Content-Length: 200000\r\nX-Guiju: 1\r\nCookie: guiju_session=made-up\r\n",
        "Content-Length: 200000\r\nAuthorization: Bearer made-up\r\n"}) {
    for (const std::string_view path :
         {register_complaint, std::string_view("/api/v1/attachments?name=a.png")}) {
      Connection connection(rig_->port());
      connection.send(head_without_body(path, rest));
      auto reply = connection.read_reply();
      EXPECT_EQ(reply.status, 401) << path << rest;
      EXPECT_EQ(reply.headers["connection"], "close");
      EXPECT_FALSE(reply.headers["x-request-id"].empty());
      EXPECT_TRUE(connection.is_closed_by_peer());
    }
  }
}

TEST_F(Protocol, where_there_is_nothing_no_body_is_waited_for) {
  const std::string head = head_without_body("/api/v1/nothing", "Content-Length: 200000\r\n");
  Connection connection(rig_->port());
  connection.send(head);
  EXPECT_EQ(connection.read_reply().status, 404);
  EXPECT_TRUE(connection.is_closed_by_peer());
}

TEST_F(Protocol, a_stranger_whose_whole_body_has_come_may_ask_again_on_the_same_connection) {
  Connection connection(rig_->port());
  const auto request =
      request_text("POST", register_complaint, {{"Content-Type", "application/json"}}, "{}");
  connection.send(request + request);
  EXPECT_EQ(connection.read_reply().status, 401);
  EXPECT_EQ(connection.read_reply().status, 401);
}

TEST_F(Protocol, who_is_signed_in_may_send_the_body_afterwards) {
  const Client clerk = rig_->as("内勤A");
  const std::string body = complaint_body();
  Connection connection(rig_->port());
  connection.send(head_without_body(
      register_complaint,
      "X-Guiju: 1\r\nCookie: guiju_session=" + clerk.cookie() +
          "\r\nExpect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n"));
  EXPECT_THAT(connection.read_until("\r\n\r\n"), HasSubstr("100 Continue"));
  connection.send(body.substr(0, 10));
  connection.send(body.substr(10));
  EXPECT_EQ(connection.read_reply().status, 201);
}

TEST_F(Protocol, what_everyone_may_send_is_small) {
  const std::string long_password(4'096, 'x');
  const auto reply = rig_->visitor().sign_in("内勤A", long_password);
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(rig_->visitor().sign_in("内勤A", long_password.substr(0, 3'000)).status, 401);
  const Reply page = rig_->visitor().send("GET", "/", std::string(5'000, 'x'), {});
  EXPECT_EQ(page.status, 413);
}

TEST_F(Protocol, too_much_header_is_refused) {
  Connection connection(rig_->port());
  connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(40'000, 'a') +
                  "\r\n\r\n");
  EXPECT_EQ(connection.read_reply().status, 431);
  EXPECT_TRUE(goes_on());
}

TEST_F(Protocol, what_is_no_request_gets_a_problem_and_the_server_goes_on) {
  const char* const texts[] = {
      "\r\n\r\n\r\n\r\nhello there\r\n\r\n",
      "GET\r\n\r\n",
      "GET /healthz HTTP/9.9\r\n\r\n",
      "GET /healthz HTTP/1.1\r\nno colon\r\n\r\n",
      "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
      "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
      "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\n",
      "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 this is TLS",
  };
  for (const char* text : texts) {
    Connection connection(rig_->port());
    connection.send(text);
    const auto reply = connection.read_reply();
    EXPECT_EQ(reply.status, 400) << text;
    EXPECT_EQ(reply.headers.at("content-type"), "application/problem+json");
  }
  EXPECT_TRUE(goes_on());
}

TEST_F(Protocol, a_connection_that_breaks_off_harms_nobody) {
  for (int i = 0; i < 50; ++i) {
    Connection connection(rig_->port());
    connection.send("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
  }
  EXPECT_TRUE(goes_on());
}

TEST_F(Protocol, pages_are_protected_and_carry_a_nonce_of_their_own) {
  Client visitor = rig_->visitor();
  auto first = visitor.get("/");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.headers["content-type"], "text/html; charset=utf-8");
  EXPECT_THAT(first.headers["content-security-policy"], HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(first.headers["content-security-policy"], HasSubstr("'nonce-"));
  EXPECT_EQ(first.headers["x-content-type-options"], "nosniff");
  EXPECT_NE(first.headers["content-security-policy"],
            visitor.get("/").headers["content-security-policy"]);
}

TEST_F(Protocol, what_is_no_page_may_run_load_and_frame_nothing) {
  Client clerk = rig_->as("内勤A");
  Client visitor = rig_->visitor();
  Connection garbage(rig_->port());
  garbage.send("GET\r\n\r\n");
  for (auto reply :
       {clerk.get("/api/v1/desk"), visitor.get("/api/v1/desk"), clerk.get("/api/v1/nothing"),
        clerk.get("/api/v1/exports/cases"), visitor.get("/healthz"), visitor.get("/readyz"),
        visitor.get("/assets/none.js"), visitor.post("/", ""), garbage.read_reply()}) {
    for (const auto rule :
         {"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"}) {
      EXPECT_THAT(reply.headers["content-security-policy"], HasSubstr(rule)) << reply.body;
    }
    EXPECT_EQ(reply.headers["referrer-policy"], "no-referrer");
    EXPECT_EQ(reply.headers["x-content-type-options"], "nosniff");
    EXPECT_FALSE(reply.headers.contains("access-control-allow-origin"));
    EXPECT_FALSE(reply.headers.contains("server")) << "nobody is told what answers";
  }
}

TEST_F(Protocol, no_cache_keeps_what_the_api_says) {
  Client clerk = rig_->as("内勤A");
  for (const auto path :
       {"/api/v1/desk", "/api/v1/me", "/api/v1/nothing", "/api/v1/exports/cases"}) {
    EXPECT_EQ(clerk.get(path).headers["cache-control"], "no-store") << path;
  }
  EXPECT_EQ(rig_->visitor().get("/api/v1/desk").headers["cache-control"], "no-store");
}

TEST_F(Protocol, nothing_is_traced_and_no_method_made_up) {
  for (const auto method : {"TRACE", "TRACK", "CONNECT", "OPTIONS", "PROPFIND"}) {
    for (const auto path : {"/", "/api/v1/me"}) {
      Connection connection(rig_->port());
      connection.send(request_text(method, path, {{"X-Secret", "of mine"}}, {}));
      const auto reply = connection.read_reply();
      EXPECT_EQ(reply.status, 405) << method << path;
      EXPECT_THAT(reply.body, testing::Not(HasSubstr("of mine")));
    }
  }
}

TEST_F(Protocol, without_a_built_interface_the_page_says_how_to_build_it) {
  EXPECT_THAT(rig_->visitor().get("/cases/anything").body, HasSubstr("npm"));
}

class WebFiles : public testing::Test {
 protected:
  WebFiles() {
    std::filesystem::create_directories(folder_ / "assets");
    write("index.html", "<html><script nonce=\"__CSP_NONCE__\"></script></html>");
    write("assets/main-1234.js", "console.log(1)");
    write("assets/main-1234.js.gz", "compressed");
    auto settings = Rig::default_settings();
    settings.web_directory = folder_;
    rig_ = std::make_unique<Rig>(settings);
  }
  ~WebFiles() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("guiju-web-" + std::to_string(::getpid()));
  std::unique_ptr<Rig> rig_;
};

TEST_F(WebFiles, assets_are_kept_by_the_browser_for_ever_and_come_compressed) {
  Client visitor = rig_->visitor();
  auto plain = visitor.get("/assets/main-1234.js");
  EXPECT_EQ(plain.body, "console.log(1)");
  EXPECT_THAT(plain.headers["cache-control"], HasSubstr("immutable"));
  auto packed = visitor.get("/assets/main-1234.js", {{"Accept-Encoding", "br, gzip"}});
  EXPECT_EQ(packed.body, "compressed");
  EXPECT_EQ(packed.headers["content-encoding"], "gzip");
  EXPECT_EQ(packed.headers["content-type"], "text/javascript; charset=utf-8");
  EXPECT_EQ(visitor.get("/assets/main-1234.js", {{"If-None-Match", plain.headers["etag"]}}).status,
            304);
}

TEST_F(WebFiles, the_pages_own_addresses_get_the_page_with_the_nonce_of_its_policy) {
  auto page = rig_->visitor().get("/cases/huayuan.complaint.P1-1");
  EXPECT_EQ(page.status, 200);
  const std::string& policy = page.headers["content-security-policy"];
  const auto from = policy.find("'nonce-") + 7;
  EXPECT_THAT(page.body,
              HasSubstr("nonce=\"" + policy.substr(from, policy.find('\'', from) - from)));
}

TEST_F(WebFiles, a_missing_asset_and_a_way_out_of_the_folder_are_not_found) {
  Client visitor = rig_->visitor();
  EXPECT_EQ(visitor.get("/assets/none.js").status, 404);
  EXPECT_EQ(visitor.get("/../../../etc/passwd.txt").status, 404);
  EXPECT_EQ(visitor.get("/%2e%2e/%2e%2e/etc/hosts.txt").status, 404);
}

}  // namespace
}  // namespace guiju::http_test
