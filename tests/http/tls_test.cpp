#include "http/tls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <fstream>

#include "rig.hpp"
#include "tls_client.hpp"

namespace guiju::http_test {
namespace {

using http::Certificate;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string request_of(std::string_view method, std::string_view target, Headers headers = {},
                       std::string_view body = {}) {
  headers.emplace_back("X-Guiju", "1");
  if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
  return request_text(method, target, headers, body);
}

class Tls : public testing::Test {
 protected:
  static http::ListenerOptions over_tls(std::shared_ptr<const Certificate> certificate) {
    http::ListenerOptions options;
    options.certificate = std::move(certificate);
    options.handshake_max = std::chrono::seconds(1);
    return options;
  }

  /// The cookie of whoever signs in, as it is sent.
  std::string sign_in(const std::string& person) {
    TlsConnection connection(rig.port());
    connection.send(request_of("POST", "/api/v1/session", {},
                               R"({"login":")" + person + R"(","password":"correct horse"})"));
    signed_in = connection.read_reply();
    const std::string& line = signed_in.headers["set-cookie"];
    return line.substr(0, line.find(';'));
  }

  TemporaryFolder folder;
  Certificate::Files files = write_certificate(folder.path(), "first");
  std::shared_ptr<Certificate> certificate = std::make_shared<Certificate>(files);
  Rig rig{Rig::default_settings(), "huayuan", nullptr, over_tls(certificate)};
  Reply signed_in;
};

TEST_F(Tls, cookies_are_secure_and_browsers_come_back_over_tls_alone) {
  const std::string cookie = sign_in("内勤A");
  ASSERT_EQ(signed_in.status, 200) << signed_in.body;
  EXPECT_TRUE(cookie.starts_with("__Host-guiju_session=")) << cookie;
  EXPECT_THAT(signed_in.headers["set-cookie"], HasSubstr("; Secure"));
  constexpr auto a_year_with_all_below = "max-age=31536000; includeSubDomains";
  EXPECT_EQ(signed_in.headers["strict-transport-security"], a_year_with_all_below);
  TlsConnection page(rig.port());
  for (int i = 0; i < 3; ++i) {
    page.send(request_of("GET", "/api/v1/desk", {{"Cookie", cookie}}));
    auto desk = page.read_reply();
    EXPECT_EQ(desk.status, 200) << desk.body;
    EXPECT_EQ(desk.headers["strict-transport-security"], a_year_with_all_below);
  }
  page.send(request_of("GET", "/", {}));
  EXPECT_EQ(page.read_reply().headers["strict-transport-security"], a_year_with_all_below);
}

TEST_F(Tls, speaks_1_3_and_1_2_with_forward_secrecy_and_nothing_else) {
  EXPECT_EQ(TlsConnection(rig.port()).version(), "TLSv1.3");
  EXPECT_EQ(TlsConnection(rig.port(), {.newest_version = TLS1_2_VERSION}).version(), "TLSv1.2");
  for (const int older : {TLS1_VERSION, TLS1_1_VERSION}) {
    EXPECT_THROW(TlsConnection(rig.port(), {.newest_version = older}), std::runtime_error);
  }
  const TlsWish without_authenticated_encryption{.newest_version = TLS1_2_VERSION,
                                                 .ciphers_of_1_2 = "ECDHE-ECDSA-AES128-SHA"};
  EXPECT_THROW(TlsConnection(rig.port(), without_authenticated_encryption), std::runtime_error);
}

TEST_F(Tls, is_agreed_on_for_http_1_1_alone) {
  EXPECT_EQ(TlsConnection(rig.port()).protocol(), "http/1.1");
  EXPECT_EQ(TlsConnection(rig.port(), {.protocol = ""}).protocol(), "");
  EXPECT_THROW(TlsConnection(rig.port(), {.protocol = "h2"}), std::runtime_error);
}

TEST_F(Tls, what_is_large_goes_both_ways) {
  const std::string cookie = sign_in("内勤A");
  std::string large;
  for (int i = 0; large.size() < 3'000'000; ++i) large += std::to_string(i) + "\n";
  TlsConnection connection(rig.port());
  connection.send(request_text(
      "POST", "/api/v1/attachments?name=large.txt",
      {{"Cookie", cookie}, {"X-Guiju", "1"}, {"Content-Type", "application/octet-stream"}}, large));
  const auto uploaded = connection.read_reply();
  ASSERT_EQ(uploaded.status, 201) << uploaded.body;
  connection.send(
      request_of("GET", "/api/v1/attachments/" + uploaded.text("hash"), {{"Cookie", cookie}}));
  EXPECT_EQ(connection.read_reply().body, large);
}

TEST_F(Tls, many_requests_at_once_are_answered_in_their_order) {
  const std::string cookie = sign_in("内勤A");
  TlsConnection connection(rig.port());
  std::string all;
  for (int i = 0; i < 50; ++i) {
    all += request_of("GET", "/healthz") + request_of("GET", "/api/v1/me", {{"Cookie", cookie}});
  }
  connection.send(all);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(connection.read_reply().body, R"({"status":"alive"})");
    EXPECT_THAT(connection.read_reply().body, HasSubstr("内勤A"));
  }
}

TEST_F(Tls, a_change_comes_to_the_open_page) {
  const std::string cookie = sign_in("内勤A");
  TlsConnection page(rig.port());
  page.send(request_of("GET", "/api/v1/events", {{"Cookie", cookie}}));
  page.read_until("retry: 2000\n\n");
  TlsConnection clerk(rig.port());
  clerk.send(request_of("POST", register_complaint, {{"Cookie", cookie}}, complaint_body()));
  EXPECT_EQ(clerk.read_reply().status, 201);
  EXPECT_THAT(page.read_until("huayuan.complaint.P1-1"), HasSubstr("event: changed"));
}

TEST_F(Tls, a_renewed_certificate_is_shown_to_who_comes_next_and_ends_no_connection) {
  TlsConnection before(rig.port());
  EXPECT_EQ(before.common_name(), "first");
  const auto renewed = write_certificate(folder.path(), "second");
  std::filesystem::rename(renewed.chain, files.chain);
  EXPECT_THROW(certificate->reread(), std::runtime_error) << "its key has not come yet";
  EXPECT_EQ(TlsConnection(rig.port()).common_name(), "first");
  std::filesystem::rename(renewed.key, files.key);
  certificate->reread();
  EXPECT_EQ(TlsConnection(rig.port()).common_name(), "second");
  before.send(request_of("GET", "/healthz"));
  EXPECT_EQ(before.read_reply().status, 200);
}

TEST_F(Tls, what_is_no_request_is_answered_and_ended_properly) {
  TlsConnection connection(rig.port());
  connection.send("no request at all\r\n\r\n");
  EXPECT_EQ(connection.read_reply().status, 400);
  EXPECT_TRUE(connection.is_ended_by_peer());
}

TEST_F(Tls, a_request_in_clear_is_dropped) {
  Connection connection(rig.port());
  connection.send(request_of("GET", "/healthz"));
  EXPECT_THAT(connection.read_some(10'000), Not(HasSubstr("HTTP"))) << "at most an alert of TLS";
  EXPECT_TRUE(connection.is_closed_by_peer());
}

TEST_F(Tls, who_never_ends_the_handshake_is_ended) {
  const std::string_view half_a_hello("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
  std::vector<std::unique_ptr<Connection>> hostile;
  for (int i = 0; i < 200; ++i) {
    hostile.push_back(std::make_unique<Connection>(rig.port()));
    if (i % 2 == 0) hostile.back()->send(half_a_hello);
  }
  TlsConnection other(rig.port());
  other.send(request_of("GET", "/healthz"));
  EXPECT_EQ(other.read_reply().status, 200);
  for (const auto& connection : hostile) {
    connection->send("\x01");  // it says something all the time
    EXPECT_TRUE(connection->is_closed_by_peer());
  }
}

TEST_F(Tls, handshakes_count_as_connections) {
  auto options = over_tls(certificate);
  options.connections_max = 3;
  options.handshake_max = std::chrono::seconds(60);
  Rig small(Rig::default_settings(), "huayuan", nullptr, options);
  const Connection first(small.port()), second(small.port()), third(small.port());
  Connection fourth(small.port());
  EXPECT_TRUE(fourth.is_closed_by_peer());
}

TEST_F(Tls, who_hangs_up_in_the_midst_ends_nothing_else) {
  const std::string cookie = sign_in("内勤A");
  for (int i = 0; i < 20; ++i) {
    TlsConnection connection(rig.port());
    std::string all;
    for (int k = 0; k < 20; ++k) all += request_of("GET", "/api/v1/openapi.json");
    connection.send(all);
  }
  TlsConnection other(rig.port());
  other.send(request_of("GET", "/api/v1/desk", {{"Cookie", cookie}}));
  EXPECT_EQ(other.read_reply().status, 200);
}

std::string reason_of(const Certificate::Files& files) {
  try {
    const Certificate taken(files);
    return "taken";
  } catch (const std::runtime_error& reason) {
    return reason.what();
  }
}

TEST(TlsFiles, that_are_no_good_are_refused_with_file_and_reason) {
  const TemporaryFolder folder;
  const auto good = write_certificate(folder.path(), "good");
  const auto other = write_certificate(folder.path(), "other");
  const auto expired = write_certificate(folder.path(), "expired", -1);
  const std::string missing = folder.path() / "missing.pem";
  const std::string letter = folder.path() / "letter.pem";
  std::ofstream(letter) << "not a certificate\n";
  EXPECT_EQ(reason_of(good), "taken");
  EXPECT_EQ(reason_of({missing, good.key}), missing + ": cannot be read");
  EXPECT_EQ(reason_of({good.chain, missing}), missing + ": cannot be read");
  EXPECT_THAT(reason_of({letter, good.key}), AllOf(HasSubstr(letter), HasSubstr("in PEM")));
  EXPECT_THAT(reason_of({good.key, good.key}), AllOf(HasSubstr(good.key), HasSubstr("in PEM")));
  EXPECT_THAT(reason_of({good.chain, letter}), AllOf(HasSubstr(letter), HasSubstr("in PEM")));
  EXPECT_THAT(reason_of({good.chain, other.key}),
              AllOf(HasSubstr(other.key), HasSubstr("does not fit"), HasSubstr(good.chain)));
  EXPECT_EQ(reason_of(expired), expired.chain + ": the certificate has expired");
}

TEST(TlsFiles, a_key_that_others_may_read_is_told) {
  const TemporaryFolder folder;
  const auto files = write_certificate(folder.path(), "mine");
  EXPECT_FALSE(Certificate(files).is_key_open());
  std::filesystem::permissions(files.key, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_TRUE(Certificate(files).is_key_open());
}

TEST(TlsOfAProxy, browsers_come_back_over_tls_alone) {
  auto settings = Rig::default_settings();
  settings.secure_cookie = true;
  Rig behind(settings);
  EXPECT_TRUE(behind.visitor().get("/").headers.contains("strict-transport-security"));
  Rig in_clear;
  EXPECT_FALSE(in_clear.visitor().get("/").headers.contains("strict-transport-security"));
}

}  // namespace
}  // namespace guiju::http_test
