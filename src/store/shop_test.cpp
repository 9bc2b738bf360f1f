#include "store/test_support.hpp"

/// The regulation that the tests of the store work with.
namespace guiju::store::testing {

std::vector<pack::SourceFile> shop_files() {
  return {{"pack.yaml", R"(id: shop
version: 1.0.0
title: {zh: 维修店, en: Repair shop}
summary: {zh: 测试用, en: for tests}
effective_from: 2026-01-01
calendar:
  zone: Asia/Shanghai
  holidays: statutory_cn
  working_periods: [["09:00", "18:00"]]
  close_of_business: "18:00"
  day_zero: trigger_day
  n_working_days_end: close_of_business
  n_calendar_days_end: "23:59:59"
late_rounding: whole_seconds
step_order_rules: [SHP-1]
parameters:
  answer_hours: {type: number, value: 4, unit: hours, rules: [SHP-1], title: {zh: 答复时限, en: Answer within}}
roles:
  clerk: {title: {zh: 店员, en: Clerk}, does: {zh: 登记, en: registers}}
  manager: {title: {zh: 店长, en: Manager}, does: {zh: 管理, en: manages}}
codes:
  ANSWER_LATE: {zh: 答复逾期, en: Answer late, help: {zh: 请尽快答复, en: Answer soon}}
  COSTLY: {zh: 费用较高, en: Costly, help: {zh: 请店长留意, en: The manager looks at it}}
texts:
  ticket_changed: {zh: 工单已改派, en: The ticket has changed}
)"},
          {"articles.yaml", R"(- id: "1"
  number: "1"
  heading: {zh: 维修, en: Repairs}
  rules:
    - {id: SHP-1, text: {zh: 登记、答复、结单, en: 'Register, answer, close'}}
)"},
          {"cases/ticket.yaml", R"(type: ticket
title: {zh: 工单, en: Ticket}
key: '{site}-{serial}'
number: '单{site}-{serial:4}'
serial_per: [site]
title_of: summary
site: site
department: department
owner: officer
client: client
sees: [officer, department, helpers, manager]
period: received_on
search: [summary, text]
case: true
fields:
  summary: {type: text, title: {zh: 事由, en: Summary}, rules: [SHP-1]}
  text: {type: long_text, title: {zh: 内容, en: Text}, rules: [SHP-1]}
  site: {type: site, title: {zh: 项目, en: Site}, rules: [SHP-1]}
  department: {type: department, title: {zh: 部门, en: Department}, rules: [SHP-1]}
  officer: {type: person, title: {zh: 经办人, en: Officer}, rules: [SHP-1]}
  helpers: {type: list of person, title: {zh: 协办人, en: Helpers}, rules: [SHP-1]}
  client: {type: client, title: {zh: 客户, en: Client}, rules: [SHP-1]}
  received_on: {type: date, title: {zh: 日期, en: Date}, rules: [SHP-1]}
  cost: {type: money, title: {zh: 费用, en: Cost}, rules: [SHP-1]}
  urgent: {type: boolean, title: {zh: 紧急, en: Urgent}, rules: [SHP-1]}
states:
  open: {title: {zh: 处理中, en: Open}}
  doing: {title: {zh: 维修中, en: Being done}}
  done: {title: {zh: 已结, en: Done}, final: true}
commands:
  ticket.open:
    title: {zh: 登记工单, en: Open a ticket}
    rules: [SHP-1]
    who: [clerk]
    creates: true
    to: open
    input:
      summary: {required: true}
      text: {}
      site: {}
      department: {}
      officer: {}
      helpers: {}
      client: {}
      received_on: {}
      urgent: {}
    fact: ticket_opened
  ticket.change:
    title: {zh: 改派, en: Change}
    rules: [SHP-1]
    who: [manager]
    from: any
    to: doing
    input:
      summary: {}
      site: {}
      department: {}
      officer: {}
      helpers: {}
      client: {}
      received_on: {}
      cost: {}
    fact: ticket_changed
    mark:
      - {marker: COSTLY, when: cost > 1000, rules: [SHP-1]}
    notify:
      - {to: officer, message: ticket_changed, when: officer != null}
      - {to: manager, message: ticket_changed}
  ticket.close:
    title: {zh: 结单, en: Close}
    rules: [SHP-1]
    who: [manager]
    to: done
    fact: ticket_closed
)"},
          {"cases/step.yaml", R"(type: step
title: {zh: 步骤, en: Step}
parent: ticket
key: '{parent}-{serial}'
serial_per: [parent]
title_of: what
sees: [worker]
fields:
  what: {type: text, title: {zh: 事项, en: What}, rules: [SHP-1]}
  worker: {type: person, title: {zh: 维修工, en: Worker}, rules: [SHP-1]}
states:
  planned: {title: {zh: 已安排, en: Planned}}
commands:
  step.plan:
    title: {zh: 安排步骤, en: Plan a step}
    rules: [SHP-1]
    who: [manager]
    creates: true
    to: planned
    input:
      what: {required: true}
      worker: {}
    fact: step_planned
)"},
          {"ladders.yaml", R"(deadlines:
  answer:
    title: {zh: 答复, en: Answer}
    type: ticket
    rules: [SHP-1]
    start: {on: [ticket_opened]}
    due: {hours: params.answer_hours}
    stop: {on: [ticket_closed]}
    reset: {on: [ticket_changed]}
    owed_by: 'if officer != null then officer else "clerk"'
    warn: {before: 'duration("PT1H")'}
    breach: {code: ANSWER_LATE, slip: reminder_slip}
)"}};
}

}  // namespace guiju::store::testing
