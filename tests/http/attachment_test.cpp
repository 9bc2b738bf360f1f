#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/hash.hpp"
#include "founding.hpp"
#include "http/secrets.hpp"
#include "rig.hpp"
#include "store/sql/database.hpp"
#include "store/sql_store.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view report = "/api/v1/commands/product-complaint/complaint.report";
constexpr std::string_view save_draft = "/api/v1/commands/product-complaint/complaint.save_draft";
const Headers raw{{"Content-Type", "application/octet-stream"}};

/// The smallest picture that is one.
std::string png(std::string_view text = "") {
  std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0\x90wS\xde", 33);
  return bytes.append(text);
}

class Attachment : public testing::Test {
 protected:
  static http::ServerSettings small() {
    auto settings = Rig::default_settings();
    settings.attachment_bytes_max = 64 * 1024;
    return settings;
  }

  Attachment() {
    id = seller
             .post(report, R"({"with":{"client":"客户甲","client_region":"domestic",)"
                           R"("symptom":"线路开路"}})")
             .text("id");
  }

  static Reply upload(Client& client, const std::string& name, const std::string& bytes) {
    return client.post("/api/v1/attachments?name=" + name, bytes, raw);
  }
  Reply attach(Client& client, const json::value& photos) {
    return client.post(save_draft, json::serialize(json::object{
                                       {"on", id}, {"with", {{"sample_photos", photos}}}}));
  }
  std::string path_of(const std::string& hash) const {
    return "/api/v1/cases/" + id + "/attachments/" + hash;
  }

  Rig rig{small(), "product-complaint"};
  Client seller = rig.as("销售A");
  std::string id;
};

TEST_F(Attachment, what_was_uploaded_stands_in_the_record_and_is_served_from_there) {
  const auto uploaded = upload(seller, "%E6%9D%BF.png", png());
  ASSERT_EQ(uploaded.status, 201) << uploaded.body;
  const std::string hash = uploaded.text("hash");
  EXPECT_EQ(hash, to_hex(sha256(png())));
  EXPECT_EQ(uploaded.text("media_type"), "image/png");
  ASSERT_EQ(attach(seller, json::array{uploaded.json()}).status, 200);

  const auto page = seller.get("/api/v1/cases/" + id);
  EXPECT_THAT(page.body,
              HasSubstr(R"({"name":"板.png","media_type":"image/png","bytes":33,"hash":")"));
  const auto served = seller.get(path_of(hash));
  EXPECT_EQ(served.status, 200);
  EXPECT_EQ(served.body, png());
  EXPECT_EQ(served.headers.at("content-type"), "image/png");
  EXPECT_EQ(served.headers.at("content-disposition"), "inline; filename*=UTF-8''%E6%9D%BF.png");
  EXPECT_EQ(served.headers.at("x-content-type-options"), "nosniff");
  EXPECT_THAT(served.headers.at("content-security-policy"), HasSubstr("sandbox"));
  EXPECT_EQ(seller.get(path_of(hash), {{"If-None-Match", "\"" + hash + "\""}}).status, 304);
}

TEST_F(Attachment, a_name_that_says_another_type_is_refused_and_nothing_is_lost) {
  for (const std::string name : {"a.pdf", "a.txt", "a.docx"}) {
    const auto reply = upload(seller, name, png());
    EXPECT_EQ(reply.status, 415) << reply.body;
    EXPECT_EQ(reply.text("code"), "ATTACHMENT_TYPE_FALSE") << name;
  }
  EXPECT_EQ(upload(seller, "a.png", "MZ\x90 this is a program").text("code"),
            "ATTACHMENT_TYPE_FALSE");
  EXPECT_TRUE(rig.contents().kept_before(http::real_now() + Seconds{60}).empty());
  // What the person had typed is saved all the same, and the right file afterwards too.
  ASSERT_EQ(upload(seller, "a.png", png()).status, 201);
}

TEST_F(Attachment, too_much_nothing_and_strange_things_are_refused) {
  EXPECT_EQ(upload(seller, "a.png", png(std::string(64 * 1024, 'x'))).status, 413);
  EXPECT_EQ(upload(seller, "a.png", "").text("code"), "ATTACHMENT_EMPTY");
  EXPECT_EQ(upload(seller, "a.exe", png()).text("code"), "ATTACHMENT_TYPE_UNKNOWN");
  EXPECT_EQ(upload(seller, "a.svg", "<svg/>").text("code"), "ATTACHMENT_TYPE_UNKNOWN");
  EXPECT_EQ(upload(seller, "..%2Fa.png", png()).status, 400);
  EXPECT_EQ(upload(seller, "", png()).status, 400);
}

TEST_F(Attachment, whoever_is_not_signed_in_uploads_nothing) {
  Client visitor = rig.visitor();
  EXPECT_EQ(upload(visitor, "a.png", png()).status, 401);
  EXPECT_TRUE(rig.contents().kept_before(http::real_now() + Seconds{60}).empty());
}

TEST_F(Attachment, a_hash_that_nobody_gave_is_refused_with_the_field) {
  const auto reply =
      attach(seller, json::array{{{"name", "a.png"}, {"hash", std::string(64, 'a')}}});
  EXPECT_EQ(reply.status, 422) << reply.body;
  EXPECT_EQ(reply.text("code"), "ATTACHMENT_UNKNOWN");
  EXPECT_EQ(reply.text("field"), "sample_photos");
}

TEST_F(Attachment, an_upload_is_a_use_of_the_session_and_makes_it_live_longer) {
  const std::string secret = "a cookie that only this test knows";
  const std::string hash = http::hash_of_secret(secret);
  const Instant now = http::real_now(), soon = now + std::chrono::minutes{10};
  rig.store().write([&](app::UnitOfWork& unit) { unit.put_session({hash, "销售A", now, soon}); });
  auto headers = raw;
  headers.emplace_back("Cookie", "guiju_session=" + secret);
  EXPECT_EQ(rig.visitor().post("/api/v1/attachments?name=a.png", png(), headers).status, 201);
  EXPECT_GT(rig.store().open_reader()->find_session(hash)->expires_at, soon);
}

TEST(Upload, is_refused_where_the_store_cannot_say_who_comes_and_the_server_lives_on) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "company";
  PackShelf shelf("huayuan");
  store::SqlStore store({.location = path, .find_pack = [&shelf](auto id, auto version) {
                           return shelf.find(id, version);
                         }});
  for (const auto* pack : shelf.all_in_force(Instant{})) store.keep_pack(*pack);
  found_company(store, shelf, "huayuan");
  store::connect(path, store::Access::write)->execute("DROP TABLE sessions");
  delivery::MovableClock clock(*parse_instant("2026-03-02T10:00:00+08:00"));
  const app::Texts texts;
  store::ContentFolder contents(path);
  KeptLog log;
  http::ListenerOptions listener;
  listener.port = 0;
  const cli::RunningServer server(store, shelf, clock, contents, texts, log,
                                  Rig::default_settings(), listener);
  Client client(server.port());
  auto headers = raw;
  headers.emplace_back("Cookie", "guiju_session=whoever");
  const auto reply = client.post("/api/v1/attachments?name=a.png", png(), headers);
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, Not(HasSubstr("sessions"))) << "why is for the log";
  EXPECT_THAT(log.text(), AllOf(HasSubstr("\"status\":503"), HasSubstr("no such table: sessions"),
                                HasSubstr(reply.headers.at("x-request-id"))));
  EXPECT_EQ(client.get("/healthz").status, 200);
}

TEST_F(Attachment, what_another_uploaded_is_as_unknown_as_what_does_not_exist) {
  Client stranger = rig.as("业务经理");
  const std::string hash = upload(stranger, "a.png", png("his")).text("hash");
  const auto his = attach(seller, json::array{{{"name", "a.png"}, {"hash", hash}}});
  const auto none =
      attach(seller, json::array{{{"name", "a.png"}, {"hash", std::string(64, 'b')}}});
  EXPECT_EQ(his.status, 422);
  // Each refusal has an entry of its own in the journal.
  auto told_of_his = his.json().as_object(), told_of_none = none.json().as_object();
  EXPECT_TRUE(told_of_his.erase("entry") == 1 && told_of_none.erase("entry") == 1);
  EXPECT_EQ(told_of_his, told_of_none);
  EXPECT_EQ(seller.get("/api/v1/attachments/" + hash).status, 404);
  EXPECT_EQ(stranger.get("/api/v1/attachments/" + hash).status, 200);
}

TEST_F(Attachment, what_one_sees_in_a_record_one_may_give_again) {
  const std::string hash = upload(seller, "a.png", png()).text("hash");
  ASSERT_EQ(attach(seller, json::array{{{"name", "a.png"}, {"hash", hash}}}).status, 200);
  Client manager = rig.as("业务经理");
  EXPECT_EQ(attach(manager, json::array{{{"name", "b.png"}, {"hash", hash}}}).status, 200);
}

TEST_F(Attachment, size_and_type_are_what_the_server_knows_not_what_is_said) {
  const std::string hash = upload(seller, "a.png", png()).text("hash");
  const auto lie = json::array{
      {{"name", "a.png"}, {"hash", hash}, {"bytes", 7}, {"media_type", "application/pdf"}}};
  ASSERT_EQ(attach(seller, lie).status, 200);
  EXPECT_THAT(seller.get("/api/v1/cases/" + id).body,
              HasSubstr(R"("media_type":"image/png","bytes":33)"));
  const auto renamed = json::array{{{"name", "a.pdf"}, {"hash", hash}}};
  EXPECT_EQ(attach(seller, renamed).text("code"), "ATTACHMENT_UNKNOWN");
}

TEST_F(Attachment, who_may_not_see_the_record_sees_none_of_its_attachments) {
  const std::string hash = upload(seller, "a.png", png()).text("hash");
  ASSERT_EQ(attach(seller, json::array{{{"name", "a.png"}, {"hash", hash}}}).status, 200);
  Client worker = rig.as("员工丙");
  const auto hidden = worker.get(path_of(hash));
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(hidden.body, worker.get(path_of(std::string(64, 'a'))).body);
}

TEST_F(Attachment, is_served_from_the_record_in_which_it_stands_only) {
  const std::string hash = upload(seller, "a.png", png()).text("hash");
  EXPECT_EQ(seller.get(path_of(hash)).status, 404);
}

TEST_F(Attachment, a_large_one_comes_and_goes_in_pieces) {
  const std::string large = png(std::string(60 * 1024, 'x')) + std::string(2000, 'y');
  const auto reply = upload(seller, "large.png", large);
  ASSERT_EQ(reply.status, 201) << reply.body;
  ASSERT_EQ(attach(seller, json::array{reply.json()}).status, 200);
  EXPECT_EQ(seller.get(path_of(reply.text("hash"))).body, large);
  const auto head = seller.send("HEAD", path_of(reply.text("hash")), {}, {});
  EXPECT_EQ(head.headers.at("content-length"), std::to_string(large.size()));
}

}  // namespace
}  // namespace guiju::http_test
