/** Enough of both regulations for the pages to have something true to show. */
const rule = (id, text, extra = {}) => ({
  id,
  text,
  parameters: [],
  commands: [],
  deadlines: [],
  refusals: [],
  examples: [],
  ...extra,
});

export const packs = {
  huayuan: {
    id: 'huayuan',
    version: '1.0.0',
    title: '华元客户服务平台处理规范',
    effective_from: '2026-01-01',
    summary:
      '开发商受理电话、网络、现场投诉与咨询：接诉人分类、转派责任部门，按工作日限期答复客户。',
    calendar: {
      zone: 'Asia/Shanghai',
      holidays: 'statutory_cn',
      working_periods: [['09:00', '18:00']],
      close_of_business: '18:00',
      day_zero: 'next_working_day_if_after_close',
    },
    roles: [
      { id: 'intake_officer', title: '接诉人', does: '受理、分类、拆分、转派、答复，每月汇总' },
      { id: 'sales_clerk', title: '销售内勤', does: '客服中心成立前担任本项目电话、网络接诉人' },
      {
        id: 'responsible_department',
        title: '责任部门',
        does: '调查、提出方案、承诺完成时间并落实',
      },
      { id: 'company_leader', title: '公司领导', does: '批准规范、开启正式阶段' },
    ],
    parameters: [
      {
        name: 'pickup_minutes',
        title: '接诉时限',
        type: 'number',
        value: 60,
        unit: 'minutes',
        rules: ['CPH-16'],
      },
      {
        name: 'direct_days',
        title: '直接答复期限',
        type: 'number',
        value: 1,
        unit: 'working_days',
        rules: ['CPH-17'],
      },
      {
        name: 'rectification_department_days',
        title: '整改类部门答复期限',
        type: 'number',
        value: 2,
        unit: 'working_days',
        rules: ['CPH-19'],
      },
      {
        name: 'rectification_client_days',
        title: '整改类客户答复期限',
        type: 'number',
        value: 3,
        unit: 'working_days',
        rules: ['CPH-20'],
      },
    ],
    articles: [
      {
        id: '1',
        number: '1',
        heading: '投诉途径',
        rules: [
          rule('CPH-1', '客户投诉（含咨询）的途径为电话、网络、现场三种；登记时必须注明途径。', {
            commands: [{ command: 'complaint.register', title: '登记投诉' }],
            refusals: [{ code: 'CHANNEL_REQUIRED', title: '请选择投诉途径' }],
            examples: [
              {
                name: '未选途径不能保存',
                timeline: '- {at: 2026-03-02T10:00:00+08:00, as: 内勤A, do: complaint.register}',
              },
            ],
          }),
          rule('CPH-2', '客服中心成立前，电话投诉由各项目营销部销售内勤的直线电话接听。'),
        ],
      },
      {
        id: '2',
        number: '2',
        heading: '接诉人',
        rules: [
          rule('CPH-6', '电话、网络投诉暂由各项目营销部销售内勤为接诉人。'),
          rule('CPH-7', '集团客服中心成立后，由客服中心指定接诉人。'),
        ],
      },
      {
        id: '3',
        number: '3',
        heading: '分类与流转',
        rules: [
          rule('CPH-8', '按性质分为咨询类与整改类；未分类的事务不得转派、不得答复。', {
            commands: [{ command: 'item.sort', title: '分类' }],
            refusals: [{ code: 'CLASS_REQUIRED', title: '请先选择性质' }],
          }),
          rule('CPH-13', '同一客户提出的多个事项分别立项；全部事项结案后投诉方可结案。', {
            refusals: [{ code: 'ITEMS_OPEN', title: '尚有事项未结案' }],
          }),
        ],
      },
      {
        id: '4',
        number: '4',
        heading: '时限',
        rules: [
          rule('CPH-16', '接诉人应在接到投诉后 60 分钟（工作时间）内完成接诉和分类。', {
            parameters: ['pickup_minutes'],
            deadlines: [{ id: 'pickup', title: '接诉' }],
          }),
          rule('CPH-17', '直接回复的咨询，应在 1 个工作日内答复客户。', {
            parameters: ['direct_days'],
            deadlines: [{ id: 'direct_reply', title: '直接答复客户' }],
          }),
          rule('CPH-19', '整改类事务，责任部门应在流程发起后第 2 个工作日下班前提出意见。', {
            parameters: ['rectification_department_days'],
            deadlines: [{ id: 'department_opinion', title: '部门提出意见' }],
          }),
          rule('CPH-20', '整改类事务，接诉人应在投诉后第 3 个工作日下班前答复客户。', {
            parameters: ['rectification_client_days'],
            deadlines: [{ id: 'client_reply_rectification', title: '答复客户（整改）' }],
          }),
        ],
      },
      {
        id: '5',
        number: '5',
        heading: '答复用语',
        rules: [rule('CPH-38', '沉着冷静，注意倾听，先致歉再核实；不得当场承诺规范之外的事项。')],
      },
    ],
    tables: [
      {
        id: 'acting_officer',
        title: '接诉人',
        hit: 'first',
        inputs: ['途径'],
        outputs: ['接诉人'],
        rows: [
          ['"phone", "online"', 'holder("sales_clerk", project)'],
          ['"on_site_sales"', 'client.salesperson'],
          ['-', 'null'],
        ],
      },
    ],
    codes: [
      { code: 'CHANNEL_REQUIRED', title: '请选择投诉途径', help: '选择电话、网络或现场' },
      { code: 'CLASS_REQUIRED', title: '请先选择性质', help: '先分类为咨询或整改' },
      { code: 'CLIENT_REPLY_LATE', title: '答复客户逾期' },
    ],
  },
  ladder: {
    id: 'ladder',
    version: '1.0.0',
    title: '物业客户投诉处理与逐级上报制度',
    effective_from: '2026-01-01',
    summary: '物业公司全员适用：多快记录、转达、答复，紧急事项以分钟逐级上报。',
    calendar: { zone: 'Asia/Shanghai', holidays: 'statutory_cn', day_zero: 'trigger_day' },
    roles: [
      { id: 'front_desk', title: '客户中心前台', does: '汇总、核实、12 小时内派发' },
      { id: 'office_head', title: '管理处负责人', does: '处理重大事项，5 分钟内上报' },
      { id: 'company_leader', title: '物业公司主管领导', does: '协调，10 分钟内电话上报' },
      { id: 'board_leader', title: '董事领导', does: '决定无法协调的事项' },
    ],
    parameters: [
      {
        name: 'dispatch_hours',
        title: '派发时限',
        type: 'number',
        value: 12,
        unit: 'hours',
        rules: ['PSL-7'],
      },
      {
        name: 'office_minutes',
        title: '管理处上报时限',
        type: 'number',
        value: 5,
        unit: 'minutes',
        rules: ['PSL-19'],
      },
      {
        name: 'company_minutes',
        title: '公司上报时限',
        type: 'number',
        value: 10,
        unit: 'minutes',
        rules: ['PSL-21'],
      },
    ],
    articles: [
      {
        id: '2.1',
        number: '2.1',
        heading: '记录与派发',
        rules: [
          rule('PSL-4', '接报人应完整记录姓名、地址、电话与事由。'),
          rule('PSL-7', '前台应在 12 小时内将合理投诉派发责任部门。', {
            parameters: ['dispatch_hours'],
          }),
          rule('PSL-11', '责任部门接单后 2 小时内核实并开始处理。'),
        ],
      },
      {
        id: '3.1',
        number: '3.1',
        heading: '逐级上报',
        rules: [
          rule('PSL-18', '紧急、重大或涉及开发商的事项，立即报管理处负责人。'),
          rule('PSL-19', '管理处不能解决的，5 分钟内上报公司主管领导。', {
            parameters: ['office_minutes'],
          }),
          rule('PSL-21', '主管领导不能协调的，10 分钟内电话上报董事领导。', {
            parameters: ['company_minutes'],
          }),
          rule('PSL-22', '董事领导应在 30 分钟内作出决定。'),
        ],
      },
    ],
    tables: [],
    codes: [{ code: 'RECORD_INCOMPLETE', title: '记录不完整', help: '补齐所列各项' }],
  },
};

export const ruleTexts = Object.fromEntries(
  Object.values(packs).flatMap((p) =>
    p.articles.flatMap((a) =>
      a.rules.map((r) => [r.id, { id: r.id, text: r.text, article: a.id }]),
    ),
  ),
);
export const articleHeads = Object.fromEntries(
  Object.values(packs).flatMap((p) =>
    p.articles.map((a) => [a.id, { id: a.id, number: a.number, heading: a.heading }]),
  ),
);

const choice = (pairs) => pairs.map(([value, title]) => ({ value, title }));
const f = (name, title, type, required = false, extra = {}) => ({
  name,
  title,
  type,
  required,
  rules: [],
  ...extra,
});
export const channels = choice([
  ['phone', '电话'],
  ['online', '网络'],
  ['on_site_sales', '销售现场'],
  ['on_site_construction', '工程现场'],
]);
export const classes = choice([
  ['consultation', '咨询类'],
  ['rectification', '整改类'],
]);
export const commands = {
  'complaint.register': {
    pack: 'huayuan',
    type: 'complaint',
    title: '登记投诉',
    rules: ['CPH-1'],
    creates: true,
    inputs: [
      f('channel', '途径', 'text', true, { choices: channels, rules: ['CPH-1'] }),
      f('client', '客户', 'client', true),
      f('project', '项目', 'site', true),
      f('contact', '联系电话', 'text'),
      f('complained_at', '投诉时间', 'time'),
      f('items', '事项', 'list', true, {
        of: [
          f('summary', '内容', 'long_text', true),
          f('class', '性质', 'text', false, { choices: classes, rules: ['CPH-8'] }),
        ],
      }),
    ],
  },
  'item.sort': {
    pack: 'huayuan',
    type: 'item',
    title: '分类',
    rules: ['CPH-8'],
    from: ['received'],
    to: 'sorted',
    stops: ['pickup'],
    inputs: [
      f('class', '性质', 'text', false, { choices: classes, rules: ['CPH-8'] }),
      f('remark', '说明', 'long_text'),
    ],
  },
  'item.dispatch': {
    pack: 'huayuan',
    type: 'item',
    title: '发起流程',
    rules: ['CPH-12'],
    from: ['sorted'],
    to: 'dispatched',
    inputs: [f('responsible_department', '责任部门', 'department', true)],
  },
  'item.give_opinion': {
    pack: 'huayuan',
    type: 'item',
    title: '提出意见',
    rules: ['CPH-19'],
    from: ['dispatched'],
    to: 'opinion_obtained',
    stops: ['department_opinion'],
    inputs: [
      f('findings', '调查结论', 'long_text', true),
      f('outcome', '处理方式', 'text', true, {
        choices: choice([
          ['plan', '整改方案'],
          ['result', '已整改'],
          ['no_rectification', '不予整改'],
        ]),
      }),
      f('promised_at', '承诺完成时间', 'moment'),
    ],
  },
  'item.reply': {
    pack: 'huayuan',
    type: 'item',
    title: '答复客户',
    rules: ['CPH-20', 'CPH-38'],
    from: ['sorted', 'opinion_obtained'],
    to: 'replied',
    stops: ['client_reply_rectification', 'direct_reply'],
    inputs: [
      f('reply', '答复内容', 'long_text', true),
      f('medium', '方式', 'text', true, {
        choices: choice([
          ['call', '电话'],
          ['visit', '上门'],
          ['letter', '书面'],
        ]),
      }),
    ],
  },
  'item.close': {
    pack: 'huayuan',
    type: 'item',
    title: '结案',
    rules: ['CPH-13'],
    from: ['replied'],
    to: 'closed',
    inputs: [],
  },
  'case.record': {
    pack: 'ladder',
    type: 'case',
    title: '记录投诉',
    rules: ['PSL-4'],
    creates: true,
    inputs: [
      f('name', '姓名', 'text', true),
      f('address', '地址', 'text', true),
      f('phone', '电话', 'text', true),
      f('subject', '事由', 'long_text', true),
      f('urgent', '紧急', 'boolean'),
      f('project', '项目', 'site', true),
    ],
  },
  'emergency.escalate': {
    pack: 'ladder',
    type: 'case',
    title: '逐级上报',
    rules: ['PSL-19', 'PSL-21'],
    from: ['level_office', 'level_company'],
    to: 'level_company',
    stops: ['office_escalation'],
    inputs: [
      f('reason', '不能解决的原因', 'long_text', true),
      f('by_phone', '已电话上报', 'boolean'),
    ],
  },
  'case.dispatch': {
    pack: 'ladder',
    type: 'case',
    title: '派发',
    rules: ['PSL-7'],
    from: ['at_desk'],
    to: 'dispatched',
    stops: ['dispatch'],
    inputs: [
      f('responsible_department', '责任部门', 'department', true),
      f('due_at', '要求完成时间', 'time'),
    ],
  },
  'client.register': {
    pack: 'company',
    type: 'client',
    title: '登记客户',
    rules: ['COM-4'],
    creates: true,
    inputs: [
      f('key', '客户编号', 'text', true),
      f('name', '姓名', 'text', true),
      f('phone', '电话', 'text'),
      f('rooms', '房号', 'list of text'),
      f('site', '项目', 'site'),
      f('salesperson', '责任销售员', 'person'),
    ],
  },
};
