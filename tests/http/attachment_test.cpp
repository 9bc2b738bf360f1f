#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "journal/hash.hpp"
#include "rig.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;
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
  EXPECT_EQ(hash, journal::to_hex(journal::sha256(png())));
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

}  // namespace
}  // namespace guiju::http_test
