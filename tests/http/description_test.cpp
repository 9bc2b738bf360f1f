#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "rig.hpp"
#include "schema_check.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::IsEmpty;

class Description : public testing::Test {
 protected:
  Rig rig;
  Client clerk = rig.as("内勤A");
  json::value document = clerk.get("/api/v1/openapi.json").json();

  std::vector<std::string> faults(const Reply& reply, const std::string& schema) {
    return faults_of(reply.json(), document.at_pointer("/components/schemas/" + schema), document);
  }
};

/// Calls `visit` with every object of the document.
template <class Visit>
void walk(const json::value& value, const Visit& visit) {
  if (const auto* array = value.if_array()) {
    for (const auto& item : *array) walk(item, visit);
  }
  if (const auto* object = value.if_object()) {
    visit(*object);
    for (const auto& [name, member] : *object) walk(member, visit);
  }
}

TEST_F(Description, is_a_document_of_openapi_3_1_whose_references_resolve) {
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  EXPECT_TRUE(document.at("info").as_object().contains("title"));
  EXPECT_TRUE(document.at("info").as_object().contains("version"));
  walk(document, [this](const json::object& object) {
    const auto* reference = object.if_contains("$ref");
    if (reference == nullptr) return;
    const std::string pointer(reference->as_string());
    ASSERT_TRUE(pointer.starts_with("#/"));
    json::error_code error;
    EXPECT_NE(document.find_pointer(pointer.substr(1), error), nullptr) << pointer;
  });
}

TEST_F(Description, every_operation_has_an_id_of_its_own_its_path_parameters_and_answers) {
  std::set<std::string> ids;
  for (const auto& [path, item] : document.at("paths").as_object()) {
    for (const auto& [method, operation] : item.as_object()) {
      EXPECT_TRUE(ids.insert(std::string(operation.at("operationId").as_string())).second)
          << path << " " << method;
      EXPECT_TRUE(operation.at("responses").as_object().contains("default"));
      EXPECT_GE(operation.at("responses").as_object().size(), 2U);
      std::set<std::string> stated;
      for (const auto& parameter : operation.at("parameters").as_array()) {
        EXPECT_TRUE(parameter.as_object().contains("schema"));
        if (parameter.at("in").as_string() == "path") {
          EXPECT_TRUE(parameter.at("required").as_bool());
          stated.insert(std::string(parameter.at("name").as_string()));
        }
      }
      std::set<std::string> needed;
      const std::string text(path);
      for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
        needed.insert(text.substr(at + 1, text.find('}', at) - at - 1));
      }
      EXPECT_EQ(stated, needed) << path;
    }
  }
}

TEST_F(Description, every_command_of_every_pack_is_in_it_with_its_inputs) {
  for (const auto* pack : rig.shelf().all_in_force(rig.clock().now())) {
    for (const auto& type : pack->types) {
      for (const auto& command : type->commands) {
        const auto* item = document.at("paths").as_object().if_contains(
            "/api/v1/commands/" + pack->id + "/" + command->name);
        if (command->who_stated && command->who.empty()) {
          EXPECT_EQ(item, nullptr) << command->name << " is the system's own";
          continue;
        }
        ASSERT_NE(item, nullptr) << command->name;
        const auto& with =
            item->at_pointer("/post/requestBody/content/application~1json/schema/properties/with");
        for (const auto& input : command->inputs) {
          EXPECT_TRUE(with.at("properties").as_object().contains(input.field.name))
              << command->name << " " << input.field.name;
        }
      }
    }
  }
}

TEST_F(Description, live_answers_are_as_it_says) {
  const auto made = clerk.post(register_complaint, complaint_body());
  EXPECT_THAT(faults(made, "Receipt"), IsEmpty());
  const std::string id = made.text("id");
  const auto parent = clerk.get("/api/v1/cases/" + id).json();
  const auto& item = parent.at("children").at(0);
  const std::string item_id(item.at("id").as_string());
  clerk.post("/api/v1/clock", R"({"advance_seconds":2592000})");
  const std::pair<std::string, std::string> answers[] = {
      {"/me", "Me"},
      {"/desk", "Desk"},
      {"/cases", "Rows"},
      {"/cases/" + id, "Case"},
      {"/cases/" + item_id, "Case"},
      {"/cases/" + id + "/ladder", "Ladder"},
      {"/cases/" + id + "/route", "Way"},
      {"/entries/" + json::serialize(parent.at("timeline").at(0).at("seq")) + "/why", "Why"},
      {"/approvals", "Approvals"},
      {"/ledgers", "Ledgers"},
      {"/search?q=%E5%AE%A2%E6%88%B7", "Found"},
      {"/clients", "Rows"},
      {"/clients/%E5%AE%A2%E6%88%B7%E7%94%B2", "Case"},
      {"/commands", "Actions"},
      {"/people", "People"},
      {"/departments", "Refs"},
      {"/sites", "Refs"},
      {"/calendar?from=2026-01-01&to=2026-12-31", "Days"},
      {"/calendar/limit?from=2026-01-01T00:00:00Z&unit=working_minutes&amount=600", "Derivation"},
      {"/calendar/limit?from=2026-01-01T00:00:00Z&unit=hours&amount=5", "Derivation"},
      {"/reports", "Rows"},
      {"/breaches", "Breaches"},
      {"/packs", "Packs"},
      {"/packs/huayuan", "PackView"},
      {"/packs/company", "PackView"},
      {"/tokens", "Tokens"},
      {"/cases/none", "Problem"},
  };
  for (const auto& [target, schema] : answers) {
    const auto reply = clerk.get("/api/v1" + target);
    EXPECT_THAT(faults(reply, schema), IsEmpty()) << target << " " << reply.body.substr(0, 300);
  }
  const auto page = clerk.get("/api/v1/cases/" + item_id).json();
  for (const auto& clock : page.at("clocks").as_array()) {
    const auto reply = clerk.get("/api/v1/cases/" + item_id + "/clocks/" +
                                 std::string(clock.at("deadline").as_string()));
    EXPECT_THAT(faults(reply, "Derivation"), IsEmpty());
  }
  const auto screen =
      clerk.post("/api/v1/screens", R"({"pack":"huayuan","command":"complaint.register"})");
  EXPECT_THAT(faults(screen, "Screen"), IsEmpty());
}

TEST_F(Description, the_checker_itself_finds_what_is_wrong) {
  const json::value schema = document.at_pointer("/components/schemas/Ref");
  EXPECT_THAT(faults_of({{"key", "a"}, {"name", "b"}}, schema, document), IsEmpty());
  EXPECT_EQ(faults_of({{"key", 1}, {"name", "b"}}, schema, document).size(), 1U);
  EXPECT_EQ(faults_of({{"key", "a"}}, schema, document).size(), 1U);
  EXPECT_EQ(faults_of({{"key", "a"}, {"name", "b"}, {"more", 1}}, schema, document).size(), 1U);
}

}  // namespace
}  // namespace guiju::http_test
