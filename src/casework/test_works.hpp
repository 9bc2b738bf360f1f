#pragma once

#include "casework/test_support.hpp"

/// A pack small enough to be read here: someone asks for money, a chief up to 100 yuan, a director
/// above that decides with the lawyer's countersignature, a cashier books it.
namespace guiju::test {

using casework::Actor;
using casework::Decision;
using casework::Order;
using casework::Outcome;
using casework::Person;
using casework::RecordId;
using casework::Refusal;
using feel::Value;

inline constexpr const char* pack_yaml = R"(
id: works
version: 1.0.0
title: {zh: 请款, en: Money}
effective_from: 2026-01-01
refusal_order: [NOT_ENTITLED_ROLE, WRONG_STAGE]
step_order_code: WRONG_STAGE
roles:
  asker: {title: {zh: 申请人, en: Asker}}
  chief: {title: {zh: 主管, en: Chief}}
  director: {title: {zh: 经理, en: Director}}
  lawyer: {title: {zh: 法务, en: Lawyer}}
  cashier: {title: {zh: 出纳, en: Cashier}}
codes:
  WRONG_STAGE: {zh: 段, en: Wrong stage}
  TOO_LITTLE: {zh: 少, en: Too little}
)";

inline constexpr const char* articles_yaml = R"(
- id: "1"
  number: "1"
  heading: {zh: 一, en: One}
  rules:
    - {id: W-1, text: {zh: 申请, en: ask}}
    - {id: W-2, text: {zh: 核决, en: decide}}
    - {id: W-3, text: {zh: 会签, en: countersign}}
    - {id: W-4, text: {zh: 记账, en: book}}
)";

inline constexpr const char* purchase_yaml = R"(
type: purchase
title: {zh: 请款, en: Purchase}
key: '{serial}'
fields:
  amount_fen: {type: money, title: {zh: 金额, en: Amount}, rules: [W-1]}
states:
  draft: {title: {zh: 草, en: Draft}}
  asked: {title: {zh: 待核, en: Asked}}
  granted: {title: {zh: 准, en: Granted}}
  booked: {title: {zh: 账, en: Booked}, final: true}
commands:
  purchase.draft: {title: {zh: 起, en: Draft}, rules: [W-1], creates: true, to: draft, input: {amount_fen: {}}, fact: purchase_drafted}
  purchase.ask:
    title: {zh: 请, en: Ask}
    rules: [W-1]
    who: [asker, chief]
    from: [draft]
    to: asked
    number: {is: 'N{yy}{mm}{serial:2}', per: [month]}
    duty: requests
    input: {amount_fen: {default: record.amount_fen}}
    refuse: [{code: TOO_LITTLE, when: amount_fen < 1, field: amount_fen, rules: [W-1]}]
    let: {decides: tables.authority.decides, countersigns: tables.authority.countersigns}
    fact: purchase_asked
    then:
      - {do: approval.request, with: {matter: key, amount_fen: amount_fen, decides: decides, levels: '["chief", "director"]', countersigns: countersigns}}
  purchase.grant: {title: {zh: 准, en: Grant}, rules: [W-2], who: [], from: [asked], to: granted, fact: purchase_granted}
  purchase.redraft: {title: {zh: 退, en: Redraft}, rules: [W-2], who: [], from: [asked], to: draft, fact: purchase_redrafted}
  purchase.book: {title: {zh: 记, en: Book}, rules: [W-4], who: [cashier], from: [granted], to: booked, duty: books, fact: purchase_booked}
)";

inline constexpr const char* approval_yaml = R"(
type: approval
like: approval
parent: purchase
basis: {request: [W-1], decide: [W-2], countersign: [W-3], withdraw: [W-1], remind: [W-2]}
commands:
  approval.countersign: {who: [lawyer]}
  approval.approve:
    who: &levels [chief, director]
    then: !added [{do: purchase.grant, on: parent.key}]
  approval.reject: !absent
  approval.send_back:
    who: *levels
    then: &back !added [{do: purchase.redraft, on: parent.key}]
  approval.withdraw: {then: *back}
states: {rejected: !absent}
)";

inline constexpr const char* authority_yaml = R"(
id: authority
title: {zh: 核决权限, en: Authority}
rules: [W-2]
hit: first
inputs: [{label: amount, value: amount_fen}]
outputs: [{name: decides, type: text}, {name: countersigns, type: list of text}]
rows:
  - {when: ['<= 10000'], then: ['"chief"', '[]'], rules: [W-2]}
  - {when: ['-'], then: ['"director"', '["lawyer"]'], rules: [W-2, W-3]}
)";

inline Files works_files() {
  return {{"pack.yaml", pack_yaml},
          {"articles.yaml", articles_yaml},
          {"cases/purchase.yaml", purchase_yaml},
          {"cases/approval.yaml", approval_yaml},
          {"tables/authority.yaml", authority_yaml}};
}

class Works {
 public:
  Works() {
    Diagnostics diagnostics;
    pack = compile(works_files(), diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    known.people = {};
    hire("问", {"asker"});
    hire("长", {"chief"});
    hire("总", {"director"});
    hire("法", {"lawyer"});
    hire("账", {"cashier"});
  }

  Person& hire(const std::string& key, const std::vector<std::string>& roles) {
    Person person{.key = key, .name = key};
    for (const auto& role : roles) person.roles.push_back({role, {}, {}, {}});
    return known.people.people[key] = std::move(person);
  }

  /// `delegate` holds `role` in the place of `principal`.
  void stand_in(const std::string& delegate, const std::string& role,
                const std::string& principal) {
    known.people.people.at(delegate).roles.push_back({role, {}, {}, principal});
  }

  Outcome attempt(const std::string& name, const char* by, RecordId on = {},
                  const std::vector<std::pair<std::string, Value>>& with = {}) {
    const auto* command = pack->find_command(name);
    EXPECT_NE(command, nullptr) << name;
    Order order{command,
                std::move(on),
                std::vector<Value>(command->inputs.size()),
                std::vector<bool>(command->inputs.size(), false),
                {Actor::Kind::person, by},
                {}};
    for (const auto& [input, value] : with) {
      const auto index = static_cast<std::size_t>(command->find_input(input));
      order.inputs.at(index) = value;
      order.given.at(index) = true;
    }
    auto outcome = decide(known, order, at("2026-03-02T09:00:00Z"));
    if (const auto* decision = std::get_if<Decision>(&outcome)) known.take(*decision);
    return outcome;
  }

  std::string code(const std::string& name, const char* by, RecordId on = {},
                   const std::vector<std::pair<std::string, Value>>& with = {}) {
    const auto outcome = attempt(name, by, std::move(on), with);
    const auto* refusal = std::get_if<Refusal>(&outcome);
    return refusal == nullptr ? "done" : refusal->code;
  }

  RecordId ask(std::int64_t fen, const char* by = "问") {
    const auto made = attempt("purchase.draft", by, {}, {{"amount_fen", Value::number(fen)}});
    const auto id = std::get<Decision>(made).subject;
    EXPECT_EQ(code("purchase.ask", by, id), "done");
    return id;
  }

  RecordId approval_of(const RecordId& purchase) {
    const auto all = known.children(purchase, *pack->find_type("approval"));
    return all.empty() ? RecordId{} : all.back()->id;
  }

  std::string text(const RecordId& id, const char* field) {
    return std::string(known.find(id)->field(field).as_string());
  }

  std::shared_ptr<const pack::Pack> pack;
  Known known;
};

}  // namespace guiju::test
