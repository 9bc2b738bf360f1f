#include "casework/attachments.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "casework/decide.hpp"
#include "casework/test_support.hpp"
#include "casework/value_json.hpp"

namespace guiju::casework {
namespace {

/// The pack `small`, whose matters take at most two pictures or papers of 1,000 bytes.
test::Files files_with_photos() {
  auto files = test::small_files();
  auto& type = files["cases/matter.yaml"];
  const std::string field =
      "  photos: {type: list of attachment, types: [image, pdf], max_bytes: 1000, max_count: 2,"
      " title: {zh: 照片, en: Photos}}\n";
  type.insert(type.find("  opened_at:"), field);
  const std::string input = "size: {}, ";
  type.insert(type.find(input), "photos: {}, ");
  return files;
}

class Attachments : public testing::Test {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    pack = test::compile(files_with_photos(), diagnostics);
    ASSERT_NE(pack, nullptr) << diagnostics.front().message;
    const auto site = pack->find_type("site");
    auto record = std::make_shared<Record>();
    record->type = site;
    record->id = make_id(*site, "P1");
    record->key = "P1";
    record->fields.resize(site->fields.size());
    view.records_by_id[record->id.text] = record;
  }

  /// What is said to an opening with these photos: a code, or nothing.
  std::string refusal_of(const std::vector<Attachment>& photos,
                         Actor actor = {Actor::Kind::person, "甲"}) {
    const auto* command = pack->find_command("matter.open");
    Order order{.command = command,
                .on = {},
                .inputs = std::vector<feel::Value>(command->inputs.size()),
                .given = std::vector<bool>(command->inputs.size(), false),
                .actor = std::move(actor),
                .parent = {}};
    const auto give = [&](const char* name, feel::Value value) {
      const auto input = static_cast<std::size_t>(command->find_input(name));
      order.inputs[input] = std::move(value);
      order.given[input] = true;
    };
    feel::List list;
    for (const auto& photo : photos) list.push_back(to_value(photo));
    give("name", feel::Value::string("名"));
    give("site", feel::Value::string("P1"));
    give("photos", feel::Value::list(std::move(list)));
    const auto outcome = decide(view, order, test::at("2026-03-02T10:00:00+08:00"));
    const auto* refusal = std::get_if<Refusal>(&outcome);
    return refusal == nullptr ? "" : refusal->code;
  }

  static Attachment photo(std::int64_t bytes = 500, const char* media_type = "image/png") {
    return {.name = "a.png", .media_type = media_type, .bytes = bytes, .hash = "ab"};
  }

  std::shared_ptr<const pack::Pack> pack;
  test::Known view;
};

TEST_F(Attachments, a_field_takes_the_kinds_sizes_and_numbers_that_it_names) {
  EXPECT_EQ(refusal_of({photo(), photo(1000, "application/pdf")}), "");
  EXPECT_EQ(refusal_of({photo(500, "video/mp4")}), "ATTACHMENT_TYPE_NOT_TAKEN");
  EXPECT_EQ(refusal_of({photo(500, "")}), "ATTACHMENT_TYPE_NOT_TAKEN");
  EXPECT_EQ(refusal_of({photo(1001)}), "ATTACHMENT_TOO_LARGE");
  EXPECT_EQ(refusal_of({photo(), photo(), photo()}), "TOO_MANY_ATTACHMENTS");
}

TEST_F(Attachments, what_has_no_hash_was_never_uploaded) {
  auto unknown = photo();
  unknown.hash.clear();
  EXPECT_EQ(refusal_of({photo(), unknown}), "ATTACHMENT_UNKNOWN");
}

TEST_F(Attachments, what_the_system_passes_on_is_not_looked_at_again) {
  EXPECT_EQ(refusal_of({photo(5000)}, {Actor::Kind::system, {}}), "");
}

TEST_F(Attachments, keep_all_that_is_known_of_them_in_json) {
  const auto& type =
      pack->find_type("matter")
          ->fields[static_cast<std::size_t>(pack->find_type("matter")->find_field("photos"))]
          .type;
  const auto value = feel::Value::list({to_value(photo())});
  std::string text;
  feel::append_json(text, value);
  EXPECT_EQ(text, R"([{"name":"a.png","media_type":"image/png","bytes":500,"hash":"ab"}])");
  ShapeFault fault;
  const auto read = read_value(boost::json::parse(text), type, fault);
  ASSERT_TRUE(read);
  EXPECT_EQ(attachments_in(type, *read), (std::vector{photo()}));
}

TEST_F(Attachments, of_another_shape_are_refused_with_the_place) {
  const auto& type =
      pack->find_type("matter")
          ->fields[static_cast<std::size_t>(pack->find_type("matter")->find_field("photos"))]
          .type;
  for (const auto& [text, pointer] : std::vector<std::pair<const char*, const char*>>{
           {R"([{"name":"a.png"},7])", "/1"},
           {R"([{"hash":"ab"}])", "/0"},
           {R"([{"name":"a.png","bytes":-1}])", "/0/bytes"},
           {R"([{"name":"a.png","path":"/etc/passwd"}])", "/0/path"}}) {
    ShapeFault fault;
    EXPECT_FALSE(read_value(boost::json::parse(text), type, fault)) << text;
    EXPECT_EQ(fault.pointer, pointer) << text;
  }
}

}  // namespace
}  // namespace guiju::casework
