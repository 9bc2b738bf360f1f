#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <future>

#include "app/journal_body.hpp"
#include "rig.hpp"
#include "schema_check.hpp"
#include "sheet_file.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::IsEmpty;

/// A product complaint that waits for its first decision. The company has set no limits of
/// authority: the general manager decides everything.
class Approval : public testing::Test {
 protected:
  Rig rig{Rig::default_settings(), "product-complaint"};
  std::map<std::string, Client> people;
  std::string complaint;

  Client& who(const std::string& person) {
    return people.try_emplace(person, rig.as(person)).first->second;
  }
  static std::string body(const std::string& on, const json::object& with) {
    return json::serialize(json::object{{"on", on}, {"with", with}});
  }
  Reply give(const std::string& person, const std::string& command, const std::string& on,
             const json::object& with = {}, const Headers& more = {}) {
    return who(person).post(
        "/api/v1/commands/product-complaint/" + command,
        on.empty() ? json::serialize(json::object{{"with", with}}) : body(on, with), more);
  }
  Reply done(const std::string& person, const std::string& command, const std::string& on,
             const json::object& with = {}) {
    auto reply = give(person, command, on, with);
    EXPECT_THAT(reply.status, testing::AnyOf(200, 201)) << command << reply.body;
    return reply;
  }
  std::vector<std::string> faults(const Reply& reply, const std::string& schema) {
    const auto document = who("总经理").get("/api/v1/openapi.json").json();
    return faults_of(reply.json(), document.at_pointer("/components/schemas/" + schema), document);
  }
  std::string state_of(const std::string& id) {
    return std::string(
        who("总经理").get("/api/v1/cases/" + id).json().at("state").at("id").as_string());
  }
  std::string first_approval() const { return "product-complaint.approval.2026-00001-1"; }
  std::string second_approval() const { return "product-complaint.approval.2026-00001-2"; }

  void combine(const std::string& treatment, std::int64_t fen) {
    done("生管员", "complaint.combine_opinions", complaint,
         {{"combined_opinion", "同意"},
          {"proposed_treatment", treatment},
          {"complaint_amount_fen", fen},
          {"approved_quantity", 1000}});
  }

  void report_and_investigate(const std::string& treatment) {
    complaint = done("销售A", "complaint.report", "",
                     {{"client", "客户甲"}, {"client_region", "domestic"}, {"symptom", "分层"}})
                    .text("id");
    done("销售A", "complaint.send_form", complaint,
         {{"order_number", "SO-77"},
          {"part_number", "P-1001"},
          {"shipped_on", "2026-02-20"},
          {"quantity", 2000},
          {"defective_quantity", 1000},
          {"client_demand", treatment},
          {"demand_quantity", 1000},
          {"complaint_reason", "开路"},
          {"abnormal_sample", "样品五片"},
          {"sales_remark", "请查"}});
    done("生管员", "complaint.accept", complaint);
    done("质量长", "complaint.review_quality", complaint,
         {{"cause_analysis", "药水浓度偏低"},
          {"cause_class", "quality"},
          {"inspection_result", "confirmed"},
          {"responsible_department", "电镀组"},
          {"proposed_persons", {"员工丙"}}});
    done("制造长", "complaint.review_production", complaint,
         {{"investigation", "夜班浓度未补"},
          {"countermeasure", "每班化验两次"},
          {"execution_check", "每周查核"},
          {"producing_section", "电镀组"},
          {"machine_and_shift", "三号机夜班"},
          {"workers", {"员工丙"}},
          {"produced_on", "2026-02-11"}});
    done("厂经理", "complaint.review_manager_office", complaint,
         {{"manager_office_instruction", "照办"}});
    done("室员", "complaint.check", complaint);
    done("销售A", "complaint.give_opinion", complaint, {{"sales_opinion", "建议照办"}});
  }

  /// From the first decision to the closed case.
  void close() {
    done("总经理", "approval.approve", first_approval());
    done("销售A", "complaint.contact_client", complaint,
         {{"channel", "telephone"}, {"content", "说明"}});
    done("销售A", "complaint.enter_result", complaint, {{"negotiation_result", "客户接受"}});
    done("业务副理", "complaint.review_result", complaint);
    done("销售A", "complaint.return_form", complaint);
    done("生管员", "complaint.combine_opinions", complaint);
    done("总经理", "approval.approve", second_approval(), {{"outcome", "founded"}});
    done("生管员", "complaint.rule_liability", complaint,
         {{"fault", "ours"},
          {"originating_department", "电镀组"},
          {"liability_treatment", "全检"},
          {"tracked", true}});
    done("生管员", "complaint.close", complaint);
  }
};

TEST_F(Approval, of_two_approvers_at_once_one_decides_and_the_other_is_told_that_it_is_over) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  auto first = rig.as("总经理");
  auto second =
      rig.as("总经理");  // the same level twice: at his desk, and by whoever has his telephone
  const std::string target = "/api/v1/commands/product-complaint/approval.approve";
  const auto ask = [&](Client& client, const char* directive) {
    return std::async(std::launch::async, [&client, &target, directive, this] {
      return client.post(target, body(first_approval(), {{"directive", directive}}));
    });
  };
  auto one = ask(first, "甲"), other = ask(second, "乙");
  const Reply replies[] = {one.get(), other.get()};
  const int refused = replies[0].status == 200 ? 1 : 0;
  EXPECT_EQ(replies[1 - refused].status, 200) << replies[1 - refused].body;
  EXPECT_EQ(replies[refused].text("code"), "STAGE_OUT_OF_ORDER") << replies[refused].body;
  EXPECT_EQ(state_of(complaint), "negotiation");
  int granted = 0;
  for (const auto& entry : rig.store().open_reader()->entries(1, 10'000)) {
    if (entry.body.find("\"fact\":\"approval_granted\"") != std::string::npos) ++granted;
  }
  EXPECT_EQ(granted, 1);
}

TEST_F(Approval, what_was_withdrawn_is_not_approved) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  done("生管员", "approval.withdraw", first_approval(), {{"reason", "金额待核"}});
  const auto refused = give("总经理", "approval.approve", first_approval());
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.text("code"), "STAGE_OUT_OF_ORDER") << refused.body;
  EXPECT_EQ(state_of(first_approval()), "withdrawn");
  EXPECT_EQ(state_of(complaint), "combined_opinion_1");
}

TEST_F(Approval, an_amount_that_changed_meanwhile_is_not_approved_by_who_saw_the_old_one) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  const auto seen = who("总经理").get("/api/v1/cases/" + first_approval()).headers.at("etag");
  done("生管员", "approval.withdraw", first_approval(), {{"reason", "金额待核"}});
  combine("allowance", 900'000);
  const auto stale = give("总经理", "approval.approve", first_approval(), {}, {{"If-Match", seen}});
  EXPECT_EQ(stale.status, 412) << stale.body;
  EXPECT_EQ(state_of(complaint), "approval_1");
  EXPECT_EQ(state_of(second_approval()), "deciding");
}

TEST_F(Approval, after_the_decision_its_amount_neither_changes_nor_is_exceeded) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  close();
  const auto changed = give("生管员", "complaint.combine_opinions", complaint,
                            {{"combined_opinion", "改"}, {"complaint_amount_fen", 900'000}});
  EXPECT_EQ(changed.text("code"), "STAGE_OUT_OF_ORDER") << changed.body;
  const auto above = give("销售A", "allowance_note.issue", complaint,
                          {{"quantity", 1}, {"unit_allowance_fen", 100'001}});
  EXPECT_EQ(above.text("code"), "AMOUNT_ABOVE_DECISION") << above.body;
  const auto page = who("总经理").get("/api/v1/cases/" + complaint).json();
  for (const auto& field : page.at("fields").as_array()) {
    if (field.at("name").as_string() == "approved_amount_fen") {
      EXPECT_EQ(field.at("value").as_int64(), 100'000);
    }
  }
}

TEST_F(Approval, a_return_is_booked_once) {
  report_and_investigate("return");
  combine("return", 1'250'000);
  close();
  done("销售A", "return_note.issue", complaint, {{"reason", "开路"}, {"basis", "260301"}});
  const std::string note = "product-complaint.return_note.2026-00001-退1";
  done("业务经理", "return_note.approve", note);
  done("销售A", "return_note.send", note);
  done("仓储长", "return_note.receive", note, {{"arrived_quantity", 1000}});
  const json::object with{{"return_note", "2026-00001-退1"}};
  auto first = rig.as("会计长");
  auto second = rig.as("会计长");
  const auto ask = [&](Client& client) {
    return std::async(std::launch::async, [&client, &with, this] {
      return client.post("/api/v1/commands/product-complaint/voucher.book", body(complaint, with));
    });
  };
  auto one = ask(first), other = ask(second);
  const Reply replies[] = {one.get(), other.get()};
  const int refused = replies[0].status == 201 ? 1 : 0;
  EXPECT_EQ(replies[1 - refused].status, 201) << replies[1 - refused].body;
  EXPECT_EQ(replies[refused].text("code"), "STAGE_OUT_OF_ORDER") << replies[refused].body;
  EXPECT_EQ(state_of(note), "posted");
  const auto ledger = who("会计长").get("/api/v1/ledgers/product-complaint/returns");
  EXPECT_THAT(faults(ledger, "Ledger"), IsEmpty()) << ledger.body;
  const auto book = ledger.json();
  const auto& lines = book.at("groups").at(0).at("lines").as_array();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].at("cells").at(0).as_string(), "260301-退1");
  EXPECT_FALSE(lines[0].at("derivations").as_array().empty());
  EXPECT_TRUE(book.at("rules").as_object().contains("PCB-62"));  // of the column 实退量 alone
  // The over-quantity ratio of the company is not stated: the page says so.
  EXPECT_EQ(book.at("rules").at("PCB-60").at("defaults").as_array().size(), 1U);
  const auto file = who("会计长").get("/api/v1/exports/ledgers/product-complaint/returns");
  ASSERT_EQ(file.status, 200) << file.body;
  const auto sheets = read_sheets(file.body);
  ASSERT_EQ(sheets.size(), 1U);
  EXPECT_THAT(sheets[0].column("Number"), ElementsAre("260301-退1", ""));  // below it the sums
  EXPECT_THAT(sheets[0].column("Actual quantity"), ElementsAre("1000", "1000"));
  const auto filtered = sheets[0].xml.select_node("//autoFilter").node().attribute("ref");
  EXPECT_THAT(filtered.value(), testing::EndsWith("2"));
  // Whoever may not see the notes learns nothing of them: no group, no month, no sum.
  const auto bare = who("员工丙").get("/api/v1/ledgers/product-complaint/returns").json();
  EXPECT_THAT(bare.at("groups").as_array(), IsEmpty());
  EXPECT_THAT(bare.at("months").as_array(), IsEmpty());
  const auto none = who("员工丙").get("/api/v1/exports/ledgers/product-complaint/returns");
  EXPECT_THAT(read_sheets(none.body).at(0).column("Number"), ElementsAre(""));
  EXPECT_THAT(read_sheets(none.body).at(0).column("Actual quantity"), ElementsAre("0"));
}

/// Numbers of the records in one part of an answer.
std::vector<std::string> numbers(const json::value& list) {
  std::vector<std::string> found;
  for (const auto& item : list.as_array()) {
    found.emplace_back(item.at("case").at("number").as_string());
  }
  return found;
}

TEST_F(Approval, the_inbox_holds_what_waits_for_this_person_and_for_no_one_else) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  const auto inbox = who("总经理").get("/api/v1/approvals");
  EXPECT_THAT(faults(inbox, "Approvals"), IsEmpty()) << inbox.body;
  const auto answer = inbox.json();
  EXPECT_THAT(numbers(answer.at("waiting")), ElementsAre("260301-核1"));
  EXPECT_TRUE(answer.at("waiting").at(0).at("is_mine").as_bool());
  // The limits of authority are nobody's word but the program's: the page says so.
  EXPECT_EQ(answer.at("rules").at("PCB-54").at("defaults").as_array().size(), 2U);
  for (const char* other : {"业务经理", "副总", "会计长", "生管员"}) {
    EXPECT_THAT(numbers(who(other).get("/api/v1/approvals").json().at("waiting")), IsEmpty())
        << other;
  }
  EXPECT_THAT(numbers(who("生管员").get("/api/v1/approvals").json().at("asked")),
              ElementsAre("260301-核1"));
  done("总经理", "approval.approve", first_approval());
  EXPECT_THAT(numbers(who("总经理").get("/api/v1/approvals").json().at("waiting")), IsEmpty());
}

TEST_F(Approval, the_route_leads_from_the_report_over_the_levels_to_the_end) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  const auto reply = who("总经理").get("/api/v1/cases/" + complaint + "/route");
  EXPECT_THAT(faults(reply, "Way"), IsEmpty()) << reply.body;
  const auto way = reply.json();
  std::map<std::string, std::string> status;
  for (const auto& step : way.at("steps").as_array()) {
    status[std::string(step.at("id").as_string())] = step.at("status").as_string();
  }
  EXPECT_EQ(status["reported"], "passed");
  EXPECT_EQ(status["manager_office_review"], "passed");
  EXPECT_FALSE(status.contains("research_review"));  // it was not needed
  EXPECT_EQ(status["approval_1"], "here");
  EXPECT_EQ(status["final_decision"], "ahead");
  EXPECT_EQ(status["negotiation"], "ahead");
  EXPECT_EQ(status["closed"], "ahead");
  const auto& levels = way.at("approvals").at(0).at("levels").as_array();
  ASSERT_EQ(levels.size(), 3U);
  EXPECT_FALSE(levels[0].at("may_decide").as_bool());
  EXPECT_TRUE(levels[2].at("decides").as_bool());
  EXPECT_TRUE(levels[2].at("is_here").as_bool());
  EXPECT_EQ(levels[2].at("holders").at(0).at("name").as_string(), "总经理");
}

TEST_F(Approval, the_route_goes_on_behind_any_number_of_entries) {
  report_and_investigate("allowance");
  rig.store().write([&](app::UnitOfWork& unit) {
    const auto record = unit.find({complaint});
    for (int i = 0; i < 1'200; ++i) {
      app::append_note(unit,
                       {.stream = record->stream.text,
                        .command = "test.note",
                        .by = {casework::Actor::Kind::person, "生管员"},
                        .input = "{}",
                        .at = record->updated_at},
                       record->pack());
    }
  });
  combine("allowance", 100'000);
  const auto way = who("总经理").get("/api/v1/cases/" + complaint + "/route").json();
  std::map<std::string, std::string> status;
  for (const auto& step : way.at("steps").as_array()) {
    status[std::string(step.at("id").as_string())] = step.at("status").as_string();
  }
  EXPECT_EQ(status["manager_office_review"], "passed");
  EXPECT_EQ(status["approval_1"], "here");
}

TEST_F(Approval, the_route_says_where_the_record_stands_and_not_where_it_last_came_from) {
  report_and_investigate("allowance");
  rig.store().write([&](app::UnitOfWork& unit) {
    // In a state of which no entry of the journal tells.
    auto record = std::make_shared<casework::Record>(*unit.find({complaint}));
    record->state = "closed";
    unit.put(record);
  });
  const auto way = who("总经理").get("/api/v1/cases/" + complaint + "/route").json();
  std::vector<std::string> here;
  for (const auto& step : way.at("steps").as_array()) {
    if (step.at("status").as_string() == "here") here.emplace_back(step.at("id").as_string());
  }
  EXPECT_THAT(here, ElementsAre("closed"));
}

TEST_F(Approval, the_route_names_for_a_department_whoever_may_sign_for_it) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  rig.store().write([&](app::UnitOfWork& unit) {
    // As if the table of authority wanted departments to countersign.
    auto record = std::make_shared<casework::Record>(*unit.find({first_approval()}));
    const int field = record->type->find_field("countersigns");
    record->fields.at(static_cast<std::size_t>(field)) =
        feel::Value::list({feel::Value::string("制造部"), feel::Value::string("电镀组")});
    unit.put(record);
  });
  const auto way = who("总经理").get("/api/v1/cases/" + complaint + "/route").json();
  const auto& signatures = way.at("approvals").at(0).at("signatures").as_array();
  ASSERT_EQ(signatures.size(), 2U);
  const auto holders = [&](std::size_t at) {
    std::vector<std::string> names;
    for (const auto& holder : signatures[at].at("holders").as_array()) {
      names.emplace_back(holder.at("name").as_string());
    }
    return names;
  };
  EXPECT_THAT(holders(0), ElementsAre("制造长", "品保员", "工程师丁"));
  EXPECT_THAT(holders(1), ElementsAre("员工丙"));  // its head is of another department
}

TEST_F(Approval, long_lists_and_journals_are_read_on_a_worker_while_others_are_answered) {
  report_and_investigate("return");
  for (const std::string& target :
       {std::string("/api/v1/approvals"), std::string("/api/v1/ledgers/product-complaint/returns"),
        "/api/v1/cases/" + complaint + "/route"}) {
    Client& reader = who("会计长");
    std::future<Reply> answer;
    {
      const Busy busy(rig.server().services().workers, Rig::default_settings().worker_threads);
      answer = std::async(std::launch::async, [&] { return reader.get(target); });
      EXPECT_EQ(answer.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout)
          << target;
      EXPECT_EQ(rig.visitor().get("/healthz").status, 200);
    }
    const auto reply = answer.get();
    EXPECT_EQ(reply.status, 200) << target;
    EXPECT_EQ(reply.headers.at("cache-control"), "no-store") << target;
  }
}

TEST_F(Approval, the_route_of_an_approval_is_its_levels_without_steps) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  const auto way = who("总经理").get("/api/v1/cases/" + first_approval() + "/route").json();
  EXPECT_THAT(way.at("steps").as_array(), IsEmpty());
  ASSERT_EQ(way.at("approvals").as_array().size(), 1U);
  EXPECT_EQ(way.at("approvals").at(0).at("number").as_string(), "260301-核1");
}

TEST_F(Approval, whoever_may_not_see_the_case_sees_neither_its_route_nor_a_ledger_line) {
  report_and_investigate("allowance");
  combine("allowance", 100'000);
  EXPECT_EQ(who("员工丙").get("/api/v1/cases/" + complaint + "/route").status, 404);
  EXPECT_THAT(who("员工丙").get("/api/v1/ledgers").json().at("items").as_array(), IsEmpty());
}

}  // namespace
}  // namespace guiju::http_test
