#pragma once

#include "casework/test_works.hpp"

/// A regulation without contradictions, in which they are planted: orders that are asked for,
/// decided by a table of authority, delivered and paid within limits.
namespace guiju::test {

inline constexpr const char* orders_pack_yaml = R"(
id: orders
version: 1.0.0
title: {zh: 采购, en: Orders}
effective_from: 2026-01-01
parameters:
  answer_days: {type: number, value: 3, title: {zh: 答复天数, en: Days}, rules: [O-5]}
  largest_fen: {type: money, value: 900000, title: {zh: 上限, en: Largest}, rules: [O-2]}
roles:
  asker: {title: {zh: 申请人, en: Asker}}
  chief: {title: {zh: 主管, en: Chief}}
  director: {title: {zh: 经理, en: Director}}
  lawyer: {title: {zh: 法务, en: Lawyer}}
  cashier: {title: {zh: 出纳, en: Cashier}}
codes:
  NO_AMOUNT: {zh: 无金额, en: No amount}
  TOO_MUCH: {zh: 过多, en: Too much}
  TOO_EARLY: {zh: 过早, en: Too early}
  NOT_URGENT: {zh: 不急, en: Not urgent}
  LARGE: {zh: 大额, en: Large}
  LATE: {zh: 迟, en: Late}
  UNPAID: {zh: 未付, en: Unpaid}
texts:
  paid: {zh: 已付, en: Paid}
)";

inline constexpr const char* orders_articles_yaml = R"(
- id: "1"
  number: "1"
  heading: {zh: 申请, en: Asking}
  rules:
    - {id: O-1, text: {zh: 申请, en: ask}}
    - {id: O-2, text: {zh: 上限, en: the largest}}
- id: "2"
  number: "2"
  heading: {zh: 核决, en: Deciding}
  rules:
    - {id: O-3, text: {zh: 核决, en: decide}}
    - {id: O-4, text: {zh: 会签, en: countersign}}
    - {id: O-5, text: {zh: 限期答复, en: answer in time}}
- id: "3"
  number: "3"
  heading: {zh: 付款, en: Paying}
  rules:
    - {id: O-6, text: {zh: 付款, en: pay}}
    - {id: O-7, text: {zh: 迟付, en: pay late}}
)";

inline constexpr const char* orders_case_yaml = R"(
type: order
title: {zh: 采购单, en: Order}
key: '{serial}'
case: true
fields:
  amount_fen: {type: money, title: {zh: 金额, en: Amount}, rules: [O-1]}
  kind: {type: text, choices: [goods, service, lease], title: {zh: 类, en: Kind}, rules: [O-1]}
  urgent: {type: boolean, title: {zh: 急, en: Urgent}, rules: [O-1]}
  wanted_on: {type: date, title: {zh: 需用日, en: Wanted on}, rules: [O-1]}
  buyer: {type: person, title: {zh: 采购员, en: Buyer}, rules: [O-1]}
states:
  draft: {title: {zh: 草, en: Draft}}
  asked: {title: {zh: 待核, en: Asked}}
  granted: {title: {zh: 准, en: Granted}}
  paid: {title: {zh: 付, en: Paid}, final: true}
  void: {title: {zh: 废, en: Void}, final: true}
commands:
  order.draft:
    title: {zh: 起, en: Draft}
    rules: [O-1]
    creates: true
    to: draft
    input: {amount_fen: {}, kind: {required: true}, urgent: {}, wanted_on: {}, buyer: {}}
    fact: order_drafted
  order.ask:
    title: {zh: 请, en: Ask}
    rules: [O-1]
    who: [asker, chief]
    from: [draft]
    to: asked
    duty: requests
    let: {decides: tables.authority.decides, countersigns: tables.authority.countersigns}
    refuse:
      - {code: NO_AMOUNT, when: amount_fen = null or amount_fen <= 0, field: amount_fen, rules: [O-1]}
      - {code: TOO_MUCH, when: amount_fen > params.largest_fen, field: amount_fen, rules: [O-2]}
    mark: [{marker: LARGE, when: amount_fen >= 500000, rules: [O-2]}]
    fact: order_asked
    then:
      - {do: approval.request, with: {matter: key, amount_fen: amount_fen, decides: decides, levels: '["chief", "director"]', countersigns: countersigns}}
  order.grant: {title: {zh: 准, en: Grant}, rules: [O-3], who: [], from: [asked], to: granted, fact: order_granted}
  order.redraft: {title: {zh: 退, en: Redraft}, rules: [O-3], who: [], from: [asked], to: draft, fact: order_redrafted}
  order.drop: {title: {zh: 废, en: Drop}, rules: [O-1], who: [asker], from: [draft], to: void, fact: order_dropped}
  order.pay:
    title: {zh: 付, en: Pay}
    rules: [O-6]
    who: [cashier]
    from: [granted]
    to: [{state: paid, when: urgent = true}, {state: granted, when: amount_fen = 0}, {state: paid}]
    duty: books
    input: {wanted_on: {}}
    refuse:
      - {code: TOO_EARLY, when: wanted_on < @"2026-01-01", field: wanted_on, rules: [O-6]}
    breach:
      - {code: LATE, when: wanted_on > @"2030-01-01", owed_by: cashier, rules: [O-7]}
    fact: order_paid
    notify: [{to: asker, message: paid, when: urgent = true}]
)";

inline constexpr const char* orders_approval_yaml = R"(
type: approval
like: approval
parent: order
basis: {request: [O-1], decide: [O-3], countersign: [O-4], withdraw: [O-1], remind: [O-3]}
commands:
  approval.countersign: {who: [lawyer]}
  approval.approve:
    who: &levels [chief, director]
    then: !added [{do: order.grant, on: parent.key}]
  approval.reject: !absent
  approval.send_back:
    who: *levels
    then: &back !added [{do: order.redraft, on: parent.key}]
  approval.withdraw: {then: *back}
states: {rejected: !absent}
)";

inline constexpr const char* orders_table_yaml = R"(
id: authority
title: {zh: 核决权限, en: Authority}
rules: [O-3]
hit: unique
inputs: [{label: 金额, value: amount_fen}, {label: 类, value: kind, values: [goods, service, lease]}]
outputs: [{name: decides, type: text}, {name: countersigns, type: list of text}]
rows:
  - {when: ['<= 10000', '-'], then: ['"chief"', '[]'], rules: [O-3]}
  - {when: ['> 10000', '"goods"'], then: ['"director"', '[]'], rules: [O-3]}
  - {when: ['> 10000', '"service", "lease"'], then: ['"director"', '["lawyer"]'], rules: [O-4]}
)";

inline constexpr const char* orders_ladders_yaml = R"(
deadlines:
  answer:
    title: {zh: 答复, en: Answer}
    type: order
    rules: [O-5]
    start: {on: [order_asked]}
    due: {working_days: params.answer_days}
    stop: {on: [order_granted]}
    cancel: {on: [order_redrafted]}
    owed_by: chief
    breach: {code: LATE}
  payment:
    title: {zh: 付款, en: Payment}
    type: order
    rules: [O-6]
    start: {on: [order_granted]}
    due: {calendar_days: 10}
    stop: {on: [order_paid]}
    owed_by: cashier
    breach: {code: UNPAID}
)";

inline Files orders_files() {
  return {{"pack.yaml", orders_pack_yaml},
          {"articles.yaml", orders_articles_yaml},
          {"cases/order.yaml", orders_case_yaml},
          {"cases/approval.yaml", orders_approval_yaml},
          {"tables/authority.yaml", orders_table_yaml},
          {"ladders.yaml", orders_ladders_yaml}};
}

}  // namespace guiju::test
