#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <set>

#include "app/reader.hpp"
#include "caller.hpp"
#include "http/route.hpp"
#include "rig.hpp"
#include "sheet_file.hpp"

// Every role × every record × every route and command, at a sales office where two salespeople have
// clients of their own. What somebody may know is stated here by hand, not asked of the program.
namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Secret {
  std::string text;
  std::set<std::string> known_to;
};

/// `%E7%94%B2`.
std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    char buffer[4];
    std::snprintf(buffer, sizeof buffer, "%%%02X", static_cast<unsigned char>(c));
    out += buffer;
  }
  return out;
}

class Rights : public testing::Test {
 protected:
  Rig rig{Rig::default_settings(), "sales-office"};
  std::map<std::string, Caller> people;
  std::vector<Secret> secrets;
  std::string client_of_a, client_of_b;

  Caller& who(const std::string& person) {
    return people.try_emplace(person, rig, person).first->second;
  }
  std::string done(const std::string& person, const std::string& command, const std::string& on,
                   const json::object& with) {
    json::object body{{"with", with}};
    if (!on.empty()) body["on"] = on;
    const auto reply =
        who(person).post("/api/v1/commands/sales-office/" + command, json::serialize(body));
    EXPECT_THAT(reply.status, testing::AnyOf(200, 201)) << command << reply.body;
    return reply.text("id");
  }

  /// A client who has called, come, and paid a small deposit for a unit.
  void make_client(const std::string& seller, const std::string& key, const std::string& name,
                   const std::string& phone, const std::string& features,
                   const std::string& position) {
    done(seller, "call.register", "",
         {{"site", "P1"}, {"name", name}, {"phone", phone}, {"features", features}});
    done(seller, "tracking_sheet.open", "sales-office.prospect." + key, {});
    const auto unit = done("总销控", "unit.register", "",
                           {{"site", "P1"},
                            {"building", "3"},
                            {"storey", 12},
                            {"position", position},
                            {"price_fen", 100'000'000}});
    done(seller, "unit.hold", unit, {{"prospect", key}});
    done(seller, "payment.enter", unit, {{"kind", "small_deposit"}, {"amount_fen", 500'000}});
    const std::set<std::string> seers{seller, "销售经理", "销售主任", "部门经理"};
    secrets.push_back({name, seers});
    secrets.push_back({features, seers});
    secrets.push_back({phone, {seller, "销售经理"}});
  }

  void SetUp() override {
    done("销售经理", "roster.set", "sales-office.floor.P1", {{"queue", {"A", "B", "C", "D"}}});
    make_client("A", "K00001", "甲密密", "13911110001", "左眉有疤", "1201");
    make_client("B", "K00002", "乙藏藏", "13922220002", "右手六指", "1202");
    client_of_a = "sales-office.prospect.K00001";
    client_of_b = "sales-office.prospect.K00002";
  }

  /// All of the regulation, and of the register one of each kind.
  std::vector<app::Row> all_rows() {
    const auto reader = rig.store().open_reader();
    const auto page =
        reader->rows({.family = app::Family::every, .limit = 1000}, app::Visibility::all());
    EXPECT_TRUE(page && page->next_cursor.empty());
    std::vector<app::Row> rows;
    std::set<const pack::RecordType*> registers;
    for (const auto& row : page->items) {
      const bool is_register = row.type->pack->base == nullptr;
      if (!is_register || registers.insert(row.type).second) rows.push_back(row);
    }
    return rows;
  }
  /// One of each role, and the two whose clients they are.
  std::vector<std::string> everyone() {
    std::vector<std::string> keys{"A", "B"};
    std::set<std::string> roles;
    const auto reader = rig.store().open_reader();
    for (const auto& [key, person] : reader->directory().people) {
      std::string held;
      for (const auto& role : person.roles) held += role.role + '@' + role.site + ' ';
      if (key != "A" && key != "B" && roles.insert(held).second) keys.push_back(key);
    }
    EXPECT_GE(keys.size(), 12U);
    return keys;
  }

  /// What of the secrets the text tells to somebody who must not know it.
  std::vector<std::string> told(const std::string& person, const std::string& text) const {
    std::vector<std::string> found;
    for (const auto& secret : secrets) {
      if (!secret.known_to.contains(person) && text.find(secret.text) != std::string::npos) {
        found.push_back(secret.text);
      }
    }
    return found;
  }
  /// The same of an answer, Excel files too.
  std::vector<std::string> told(const std::string& person, const Reply& reply) const {
    auto found = told(person, reply.body);
    if (!reply.body.starts_with("PK")) return found;
    for (const auto& [path, content] : unzip(reply.body)) {
      for (auto& secret : told(person, content)) found.push_back(std::move(secret));
    }
    return found;
  }

  /// The places of a path filled in, each way that there is.
  std::vector<std::string> targets_of(const http::Route& route) {
    const std::string path(route.path);
    if (path.find('{') == std::string::npos) return {path};
    std::vector<std::string> targets;
    if (path.ends_with("/{pack}/{id}")) {
      const auto& pack = *rig.shelf().in_force("sales-office", rig.clock().now());
      const auto base = path.substr(0, path.find('{')) + pack.id + "/";
      const bool are_boards = path.find("boards") != std::string::npos;
      for (const auto& board : pack.boards)
        if (are_boards) targets.push_back(base + board.id);
      for (const auto& ledger : pack.ledgers)
        if (!are_boards) targets.push_back(base + ledger.id);
      return targets;
    }
    if (path.ends_with("/packs/{id}")) return {"/api/v1/packs/sales-office"};
    if (const auto at = path.find("{seq}"); at != std::string::npos) {
      for (const auto& entry : rig.store().open_reader()->entries(1, 1000)) {
        if (entry.pack_id != "sales-office") continue;
        targets.push_back(std::string(path).replace(at, 5, std::to_string(entry.seq)));
      }
      return targets;
    }
    for (const auto& row : all_rows()) {
      auto target = path;
      const auto fill = [&](std::string_view place, const std::string& value) {
        const auto at = target.find(place);
        if (at != std::string::npos) target.replace(at, place.size(), value);
      };
      fill("{id}", row.id.text);
      fill("{key}", row.key);
      if (target.ends_with("{form}")) {
        for (const auto& form : row.type->pack->forms) {
          auto one = target;
          if (form.type == row.type) targets.push_back(one.replace(one.find("{form}"), 6, form.id));
        }
      } else if (target.ends_with("{deadline}")) {
        for (const auto& deadline : row.type->pack->deadlines) {
          auto one = target;
          if (deadline.type == row.type) {
            targets.push_back(one.replace(one.find("{deadline}"), 10, deadline.id));
          }
        }
      } else {
        fill("{hash}", std::string(64, 'a'));
        targets.push_back(target);
      }
    }
    return targets;
  }
};

TEST_F(Rights, no_route_tells_anyone_what_he_must_not_know) {
  std::size_t asked = 0;
  for (const auto& person : everyone()) {
    for (const auto& route : http::routes()) {
      if (route.method != http::Method::get || route.id == "open_events") continue;
      for (const auto& target : targets_of(route)) {
        const auto reply = who(person).get(target);
        EXPECT_THAT(told(person, reply), IsEmpty()) << person << " " << target;
        ++asked;
      }
    }
  }
  EXPECT_GT(asked, 1500U) << "routes, records and people are there to be asked for";
  // The net has no holes: whoever may know, is told by the same routes.
  const auto page = who("A").get("/api/v1/cases/" + client_of_a).body;
  for (const char* known : {"甲密密", "左眉有疤", "13911110001"})
    EXPECT_THAT(page, HasSubstr(known));
  const auto masked = who("销售主任").get("/api/v1/cases/" + client_of_a).body;
  EXPECT_THAT(masked, HasSubstr("139****0001"));
}

TEST_F(Rights, searching_tells_nothing_either) {
  const std::vector<std::string> words{"甲密密", "jmm",  "jiamimi", "13911110001",
                                       "左眉",   "0001", "K00001"};
  for (const auto& person : {"B", "C", "前台", "总销控", "出纳", "市场分析"}) {
    for (const auto& word : words) {
      for (const char* route : {"/api/v1/search?q=", "/api/v1/cases?q=", "/api/v1/clients?q=",
                                "/api/v1/exports/cases?q="}) {
        const auto reply = who(person).get(route + encoded(word));
        EXPECT_THAT(told(person, reply), IsEmpty()) << person << " " << route << word;
        EXPECT_THAT(reply.body, Not(HasSubstr(client_of_a))) << person << " " << route << word;
      }
    }
  }
  const auto finds = [&](const std::string& person, const std::string& word) {
    return who(person).get("/api/v1/search?q=" + encoded(word)).body.find(client_of_a) !=
           std::string::npos;
  };
  for (const auto& word : words) EXPECT_TRUE(finds("A", word)) << word;
  // Who reads `139****0001` finds by that, and by the whole; not digit by digit.
  for (const char* word : {"139", "0001", "13911110001"})
    EXPECT_TRUE(finds("销售主任", word)) << word;
  for (const char* word : {"1391", "10001", "1391111000", "9111"}) {
    EXPECT_FALSE(finds("销售主任", word)) << word;
  }
}

TEST_F(Rights, lists_count_what_one_sees) {
  const auto total = [&](const std::string& person, const std::string& type) {
    return who(person)
        .get("/api/v1/cases?pack=sales-office&type=" + type)
        .json()
        .at("total")
        .as_int64();
  };
  for (const char* seller : {"A", "B"}) EXPECT_EQ(total(seller, "tracking_sheet"), 1) << seller;
  for (const char* other : {"C", "前台", "总销控", "出纳"}) {
    EXPECT_EQ(total(other, "tracking_sheet"), 0) << other;
  }
  EXPECT_EQ(total("销售经理", "tracking_sheet"), 2);
}

TEST_F(Rights, a_refused_order_on_a_record_that_one_may_not_see_is_not_told) {
  std::string unit, payment;
  const auto reader = rig.store().open_reader();
  for (const auto& row : all_rows()) {
    if (row.type->name != "payment") continue;
    const auto record = reader->find(row.id);
    if (record->field("entered_for").as_string() != "A") continue;
    payment = row.id.text;
    unit = record->parent.text;
  }
  ASSERT_FALSE(payment.empty());
  const auto refused = who("出纳").post(
      "/api/v1/commands/sales-office/payment.receive",
      json::serialize(json::object{{"on", payment}, {"with", {{"receipt", "R-0001"}}}}));
  ASSERT_EQ(refused.text("code"), "SERIAL_NOT_DRAWN") << refused.body;
  const auto timeline = [&](const char* person) {
    const auto page = who(person).get("/api/v1/cases/" + unit);
    EXPECT_EQ(page.status, 200) << person;
    return page.body;
  };
  for (const char* seer : {"A", "出纳"})
    EXPECT_THAT(timeline(seer), HasSubstr("SERIAL_NOT_DRAWN")) << seer;
  EXPECT_THAT(timeline("B"), Not(HasSubstr("SERIAL_NOT_DRAWN")));
}

TEST_F(Rights, no_command_does_or_tells_what_its_giver_may_not) {
  std::map<std::string, std::int64_t> before;
  for (const auto& row : all_rows()) before[row.id.text] = row.version;
  const auto reader = rig.store().open_reader();
  std::size_t asked = 0;
  for (const auto& row : all_rows()) {
    const auto record = reader->find(row.id);
    for (const auto& command : row.type->commands) {
      if (command->creates) continue;
      const auto target = "/api/v1/commands/" + row.type->pack->id + "/" + command->name;
      for (const auto& person : everyone()) {
        const auto& known = reader->directory().people.find(person)->second;
        const bool may = casework::is_entitled(*reader, *command, record.get(), known, nullptr);
        const bool sees = casework::may_see(*reader, *record, known);
        if (may) continue;
        const auto reply = who(person).post(target, R"({"on":")" + row.id.text + R"(","with":{}})");
        ++asked;
        EXPECT_THAT(told(person, reply), IsEmpty()) << person << " " << target;
        EXPECT_EQ(reply.status == 404, !sees) << person << " " << target << " " << reply.body;
        EXPECT_GE(reply.status, 400) << person << " " << target << " " << reply.body;
      }
    }
  }
  EXPECT_GT(asked, 500U);
  for (const auto& row : all_rows()) {
    const auto known = before.find(row.id.text);
    if (known != before.end()) {
      EXPECT_EQ(row.version, known->second) << row.id.text;
    }
  }
}

TEST_F(Rights, what_is_hidden_answers_like_what_is_not_there) {
  for (const char* tail : {"", "/ladder", "/route", "/forms/subscription", "/clocks/none"}) {
    const auto hidden = who("B").get("/api/v1/cases/" + client_of_a + tail);
    const auto absent =
        who("B").get(std::string("/api/v1/cases/sales-office.prospect.K99999") + tail);
    EXPECT_EQ(hidden.status, 404) << tail;
    EXPECT_EQ(hidden.body, absent.body) << tail;
  }
  const auto command = [&](const std::string& on) {
    return who("B").post("/api/v1/commands/sales-office/prospect.classify",
                         R"({"on":")" + on + R"(","with":{}})");
  };
  EXPECT_EQ(command(client_of_a).body, command("sales-office.prospect.K99999").body);
}

TEST_F(Rights, a_number_is_looked_up_for_a_reason_that_stays) {
  const auto look_up = [&](const std::string& person, const std::string& with) {
    return who(person).post("/api/v1/commands/sales-office/prospect.look_up",
                            R"({"on":")" + client_of_a + R"(","with":)" + with + "}");
  };
  EXPECT_EQ(look_up("销售主任", "{}").status, 422) << "without a reason";
  const auto told = look_up("销售主任", R"({"reason":"客户投诉回访"})");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.json().at("revealed").at(0).at("value").as_string(), "13911110001");
  const auto page = who("销售经理").get("/api/v1/cases/" + client_of_a).body;
  EXPECT_THAT(page, HasSubstr("客户投诉回访"));
  // It was told once: the page stays as it was.
  EXPECT_THAT(who("销售主任").get("/api/v1/cases/" + client_of_a).body,
              Not(HasSubstr("13911110001")));
  EXPECT_THAT(look_up("C", R"({"reason":"好奇"})").status, 404);
}

TEST_F(Rights, a_form_gives_a_masked_number_back_and_nothing_is_lost) {
  // 客户 of the company: everyone sees the register, the number is masked.
  const auto on = [](const std::string& with) {
    return R"({"on":"company.client.客户甲","with":)" + with + "}";
  };
  auto& keeper = who("部门经理");
  const auto register_client = keeper.post(
      "/api/v1/commands/company/client.register",
      R"({"with":{"key":"客户甲","name":"客户甲","phone":"13800000001","site":"P1","salesperson":"A"}})");
  ASSERT_EQ(register_client.status, 201) << register_client.body;
  EXPECT_THAT(register_client.body, Not(HasSubstr("13800000001")));
  const auto update =
      keeper.post("/api/v1/commands/company/client.update",
                  on(R"({"name":"客户甲一","phone":"138****0001","salesperson":"A"})"));
  ASSERT_EQ(update.status, 200) << update.body;
  EXPECT_THAT(who("A").get("/api/v1/clients/" + encoded("客户甲")).body, HasSubstr("13800000001"));
  const auto wrong = keeper.post("/api/v1/commands/company/client.update",
                                 on(R"({"name":"客户甲","phone":"138****0002"})"));
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(wrong.text("field"), "phone") << wrong.body;
}

TEST_F(Rights, whoever_registers_hears_what_is_on_file_and_no_more) {
  const auto alike = [&](const std::string& person, const std::string& with) {
    const auto reply = who(person).post(
        "/api/v1/screens",
        R"({"pack":"sales-office","command":"call.register","with":)" + with + "}");
    EXPECT_EQ(reply.status, 200) << reply.body;
    return json::serialize(reply.json().at("alike"));
  };
  EXPECT_THAT(alike("A", R"({"phone":"13911110001"})"), HasSubstr(client_of_a));
  EXPECT_THAT(alike("A", R"({"name":"甲密密"})"), HasSubstr(client_of_a));
  // Of somebody else's client: that the number is on file, not whose and who.
  const auto hidden = alike("B", R"({"phone":"13911110001"})");
  EXPECT_THAT(hidden, HasSubstr("Phone"));
  EXPECT_THAT(hidden, Not(HasSubstr("K00001")));
  EXPECT_EQ(alike("B", R"({"name":"甲密密"})"), "[]");
  EXPECT_EQ(alike("出纳", R"({"phone":"13911110001"})"), "[]")
      << "who may not register, may not ask";
}

}  // namespace
}  // namespace guiju::http_test
