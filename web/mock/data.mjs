import { at, iso, minutes, workingDays } from './calendar.mjs';
import { articleHeads, commands, packs, ruleTexts } from './rules.mjs';

const hash = (n) => ((n * 2654435761) % 4294967296).toString(16).padStart(8, '0').repeat(8);
export const sites = [
  { key: 'P1', name: '华元·江畔' },
  { key: 'P2', name: '华元·云麓' },
];
export const departments = ['营销部', '工程部', '财务部', '客服中心', '物业公司'].map((name) => ({
  key: name,
  name,
}));
export const people = [
  '沈文静',
  '顾海峰',
  '陆佳怡',
  '韩磊',
  '方晓敏',
  '郑国栋',
  '秦岚',
  '贺建军',
].map((name) => ({ key: name, name }));
const person = (i) => people[i % people.length];
export const clients = [
  ['李秀兰', '13805718821', '3-502'],
  ['周建平', '13957106634', '1-1203'],
  ['何雨桐', '15868120947', '7-801'],
  ['许志远', '13735540312', '2-302'],
  ['唐慧', '18868875520', '5-1601'],
  ['蒋伟民', '13605813398', '3-1102'],
  ['罗晓燕', '15088664410', '9-203'],
  ['马骏', '13388612209', '6-404'],
].map(([name, phone, room], i) => ({
  name,
  phone,
  room,
  key: `K${1001 + i}`,
  py: ['lxl', 'zjp', 'hyt', 'xzy', 'th', 'jwm', 'lxy', 'mj'][i],
}));

export const state = { now: at('2026-09-29', '10:20:00'), cases: new Map(), seq: 100, notices: [] };
const S = (id, title, final = false) => ({ id, title, final });
export const states = {
  item: [
    S('received', '已接诉'),
    S('sorted', '已分类'),
    S('dispatched', '已发起流程'),
    S('opinion_obtained', '已有意见'),
    S('replied', '已答复'),
    S('closed', '已结案', true),
  ],
  complaint: [S('open', '处理中'), S('closed', '已结案', true)],
  case: [
    S('at_desk', '前台受理'),
    S('dispatched', '已派发'),
    S('handling', '处理中'),
    S('level_office', '管理处处理'),
    S('level_company', '公司处理'),
    S('level_board', '董事处理'),
    S('closed', '已结案', true),
  ],
  monthly_analysis: [S('open', '待分析'), S('submitted', '已提交', true)],
  client: [S('active', '在册')],
};
export const stateOf = (type, id) => states[type]?.find((s) => s.id === id) ?? S(id, id);
const LIMITS = {
  pickup: ['接诉', 'CPH-16', (t) => minutes(t, 60), 'minutes', 60, 'pickup_minutes'],
  direct_reply: [
    '直接答复客户',
    'CPH-17',
    (t) => workingDays(t, 1),
    'working_days',
    1,
    'direct_days',
  ],
  department_opinion: [
    '部门提出意见',
    'CPH-19',
    (t) => workingDays(t, 2),
    'working_days',
    2,
    'rectification_department_days',
  ],
  client_reply_rectification: [
    '答复客户（整改）',
    'CPH-20',
    (t) => workingDays(t, 3),
    'working_days',
    3,
    'rectification_client_days',
  ],
  dispatch: ['派发责任部门', 'PSL-7', (t) => minutes(t, 720), 'minutes', 720, 'dispatch_hours'],
  handle: ['核实并开始处理', 'PSL-11', (t) => minutes(t, 120), 'minutes', 120, 'dispatch_hours'],
  front_desk_report: ['报管理处', 'PSL-18', (t) => minutes(t, 2), 'minutes', 2, 'office_minutes'],
  office_escalation: ['管理处上报', 'PSL-19', (t) => minutes(t, 5), 'minutes', 5, 'office_minutes'],
  company_escalation: [
    '公司上报',
    'PSL-21',
    (t) => minutes(t, 10),
    'minutes',
    10,
    'company_minutes',
  ],
  board_decision: ['董事决定', 'PSL-22', (t) => minutes(t, 30), 'minutes', 30, 'company_minutes'],
};
export function startClock(deadline, from, owner, extra = {}) {
  const [title, rule, calc] = LIMITS[deadline];
  return {
    deadline,
    title,
    started: from,
    due: calc(from).due,
    owner,
    rule,
    article: ruleTexts[rule]?.article ?? '4',
    ...extra,
  };
}
export function clockView(c) {
  const end = c.stopped ?? state.now;
  const late = end > c.due ? Math.ceil((end - c.due) / 1000) : 0;
  const status = c.stopped ? (late ? 'late' : 'met') : late ? 'breached' : 'running';
  return {
    deadline: c.deadline,
    title: c.title,
    status,
    started_at: iso(c.started),
    due_at: iso(c.due),
    ...(c.stopped
      ? { stopped_at: iso(c.stopped) }
      : { remaining_seconds: Math.floor((c.due - state.now) / 1000) }),
    ...(late ? { late_seconds: late } : {}),
    owed_by: c.owner,
    rule: c.rule,
    article: c.article,
    provisional: false,
    ...(c.ladder ? { ladder: c.ladder, rung: c.rung } : {}),
  };
}
export const own = (kind, ref) => ({ kind, key: ref.key, name: ref.name });
export function row(c) {
  const clocks = c.clocks.map(clockView);
  const next = clocks
    .filter((k) => k.status === 'running' || k.status === 'breached')
    .sort((a, b) => (a.due_at < b.due_at ? -1 : 1))[0];
  const {
    pack,
    type,
    type_title,
    id,
    key,
    number,
    title,
    site,
    client,
    department,
    owner,
    version,
    markers = [],
    summary,
  } = c;
  return {
    id,
    pack,
    type,
    type_title,
    key,
    number,
    title,
    state: stateOf(type, c.state),
    site,
    client,
    department,
    owner,
    created_at: iso(c.created),
    updated_at: iso(c.updated),
    version,
    ...(next
      ? {
          next_deadline: {
            deadline: next.deadline,
            title: next.title,
            due_at: next.due_at,
            status: next.status,
            owed_by: next.owed_by,
          },
        }
      : {}),
    overdue: next?.status === 'breached',
    markers,
    summary,
  };
}
export function entry(c, by, title, changes = [], at_ = state.now, rules = []) {
  c.timeline.push({
    seq: c.timeline.length + 1,
    at: iso(at_),
    by,
    title,
    facts: [
      {
        fact: 'fact',
        title,
        changes,
        rules,
        articles: rules.map((r) => ruleTexts[r]?.article).filter(Boolean),
      },
    ],
    hash: hash(++state.seq),
  });
}
export const by = (p) => ({ ...p, kind: 'person' });
const clockBy = { key: 'clock', name: '时钟', kind: 'clock' };
export function breachesOf(c) {
  return c.clocks
    .map(clockView)
    .filter((k) => k.late_seconds)
    .map((k) => ({
      id: `${c.id}-${k.deadline}`,
      code: `${k.deadline.toUpperCase()}_LATE`,
      title: `${k.title}逾期`,
      rule: k.rule,
      article: k.article,
      case: { id: c.id, number: c.number, title: c.title },
      deadline: k.deadline,
      owed_by: k.owed_by,
      due_at: k.due_at,
      breached_at: k.due_at,
      ...(k.stopped_at ? { acted_at: k.stopped_at } : {}),
      late_seconds: k.late_seconds,
      settled: Boolean(k.stopped_at),
    }));
}
export function view(c) {
  const actions = Object.entries(commands)
    .filter(([, d]) => d.type === c.type && !d.creates)
    .map(([command, d]) => ({
      pack: d.pack,
      command,
      title: d.title,
      type: d.type,
      rules: d.rules,
      inputs: d.inputs,
      allowed: d.from.includes(c.state),
      ...(d.from.includes(c.state)
        ? {}
        : {
            refusal: {
              code: 'STEP_ORDER',
              title: `当前状态“${stateOf(c.type, c.state).title}”不能${d.title}`,
            },
          }),
    }));
  const all = [...state.cases.values()];
  return {
    ...row(c),
    fields: c.fields,
    parent: c.parent ? row(state.cases.get(c.parent)) : undefined,
    children: all.filter((x) => x.parent === c.id).map(row),
    clocks: c.clocks.map(clockView),
    timeline: c.timeline,
    actions,
    scripts: c.type === 'item' ? scripts.slice(0, 2) : [],
    forms: [{ id: 'complaint_record', title: '客户投诉记录' }],
    breaches: breachesOf(c),
    related: all
      .filter((x) => x.id !== c.id && x.client && x.client.key === c.client?.key && !x.parent)
      .map(row)
      .slice(0, 8),
    rules: ruleTexts,
    articles: articleHeads,
  };
}
export const scripts = [
  {
    id: 'stay-calm',
    kind: 'script',
    title: '沉着冷静',
    text: '沉着冷静，注意观察对方表情；先致歉、后核实，不与客户争辩，不当场承诺规范之外的事项。\n\n“您反映的情况我已经记下，会在规定时间内答复您。”',
    rules: ['CPH-38'],
  },
  {
    id: 'before-reply',
    kind: 'checklist',
    title: '答复前核对',
    text: '',
    items: ['责任部门意见已取得', '承诺完成时间已写明', '联系电话已再次确认'],
    rules: ['CPH-20'],
  },
];
const field = (name, title, type, value, display, rules = []) => ({
  name,
  title,
  type,
  value,
  display: display ?? String(value),
  rules,
});
function add(c) {
  state.cases.set(c.id, { version: c.timeline.length || 1, parent: undefined, ...c });
  return state.cases.get(c.id);
}
const SUBJECTS = [
  ['交房标准与合同附图不符，阳台少一处地漏', '工程部', 'rectification'],
  ['地下车位产权年限咨询', '营销部', 'consultation'],
  ['外墙渗水，次卧墙面起皮', '工程部', 'rectification'],
  ['按揭退款迟迟未到账', '财务部', 'rectification'],
  ['学区划片是否变更', '营销部', 'consultation'],
  ['入户门锁更换后无法录入指纹', '工程部', 'rectification'],
  ['契税缴纳通知金额有误', '财务部', 'rectification'],
  ['促销赠送家电未兑现', '营销部', 'rectification'],
  ['精装地板响声明显', '工程部', 'rectification'],
  ['何时办理产权证', '客服中心', 'consultation'],
];
const STARTS = [
  '2026-09-22T15:40',
  '2026-09-23T09:12',
  '2026-09-24T10:05',
  '2026-09-24T17:50',
  '2026-09-28T09:30',
  '2026-09-28T14:18',
  '2026-09-28T18:25',
  '2026-09-29T08:55',
  '2026-09-29T09:41',
  '2026-09-29T10:02',
];
function complaint(i) {
  const t = Date.parse(`${STARTS[i % 10]}:00+08:00`) - Math.floor(i / 10) * 7 * 86400e3;
  const [summary, dept, cls] = SUBJECTS[i % 10];
  const cl = clients[(i * 3) % clients.length];
  const client = { key: cl.key, name: cl.name };
  const site = sites[i % 2],
    officer = person(i % 2),
    d = departments.find((x) => x.name === dept);
  const number = `${site.key}-${String(17 + i).padStart(4, '0')}`,
    base = { pack: 'huayuan', site, client, owner: officer, created: t, updated: t };
  const closed = i >= 10;
  const c = add({
    ...base,
    id: `huayuan.complaint.${number}`,
    key: number,
    number,
    type: 'complaint',
    type_title: '投诉',
    title: summary,
    state: closed ? 'closed' : 'open',
    clocks: [],
    timeline: [],
    department: undefined,
    fields: [
      field('channel', '途径', 'text', 'phone', ['电话', '网络', '销售现场'][i % 3], ['CPH-1']),
      field('client', '客户', 'client', cl.key, cl.name),
      field('project', '项目', 'site', site.key, site.name),
      field(
        'contact',
        '联系电话',
        'text',
        cl.phone,
        `${cl.phone.slice(0, 3)}****${cl.phone.slice(7)}`,
      ),
      field('complained_at', '投诉时间', 'time', iso(t), iso(t).slice(0, 16).replace('T', ' ')),
    ],
  });
  entry(c, by(officer), '登记投诉', [{ name: 'channel', title: '途径', display: '电话' }], t, [
    'CPH-1',
  ]);
  const stage = closed
    ? 'closed'
    : [
        'opinion_obtained',
        'replied',
        'dispatched',
        'dispatched',
        'sorted',
        'dispatched',
        'dispatched',
        'received',
        'received',
        'received',
      ][i];
  const item = add({
    ...base,
    id: `huayuan.item.${number}-1`,
    key: `${number}-1`,
    number: `${number}-1`,
    type: 'item',
    type_title: '事项',
    title: summary,
    parent: c.id,
    state: stage,
    department: d,
    clocks: [],
    timeline: [],
    markers: i === 3 ? [{ id: 'PICKUP_SLOW', title: '接诉超时' }] : [],
    fields: [
      field(
        'summary',
        '内容',
        'long_text',
        summary,
        `${summary}。客户要求书面答复，并希望一周内处理完毕。`,
      ),
      field(
        'class',
        '性质',
        'text',
        cls,
        stage === 'received' ? '' : cls === 'consultation' ? '咨询类' : '整改类',
        ['CPH-8'],
      ),
      field('responsible_department', '责任部门', 'department', dept, dept),
      field(
        'promised_at',
        '承诺完成时间',
        'moment',
        i === 0 ? '2026-10-12' : null,
        i === 0 ? '2026-10-12' : '',
      ),
    ],
  });
  entry(item, by(officer), '立项', [{ name: 'summary', title: '内容', display: summary }], t, [
    'CPH-13',
  ]);
  const pick = startClock('pickup', t, own('person', officer));
  if (stage !== 'received') {
    pick.stopped = t + (i === 3 ? 75 : 18) * 60e3;
    entry(
      item,
      by(officer),
      '分类',
      [{ name: 'class', title: '性质', display: cls === 'consultation' ? '咨询类' : '整改类' }],
      pick.stopped,
      ['CPH-8'],
    );
    const reply = startClock(
      cls === 'consultation' ? 'direct_reply' : 'client_reply_rectification',
      t,
      own('person', officer),
    );
    if (['replied', 'closed'].includes(stage))
      reply.stopped = Math.min(reply.due - 3600e3, state.now);
    item.clocks.push(reply);
    if (cls === 'rectification' && stage !== 'sorted') {
      const op = startClock('department_opinion', pick.stopped, own('department', d));
      entry(
        item,
        by(officer),
        '发起流程',
        [{ name: 'responsible_department', title: '责任部门', display: dept }],
        pick.stopped + 12 * 60e3,
        ['CPH-12'],
      );
      if (stage !== 'dispatched') {
        op.stopped = op.due + (i === 0 ? 95 * 60e3 : -3600e3);
        entry(
          item,
          by(person(3)),
          '提出意见',
          [
            {
              name: 'findings',
              title: '调查结论',
              display: '经现场核实，情况属实，由施工单位返工。',
            },
            { name: 'outcome', title: '处理方式', display: '整改方案' },
          ],
          op.stopped,
          ['CPH-19'],
        );
      }
      item.clocks.push(op);
      if (!op.stopped && op.due < state.now)
        entry(
          item,
          clockBy,
          '违限登记',
          [
            { name: 'code', title: '违限', display: '部门提出意见逾期' },
            { name: 'slip', title: '催办单', display: `致 ${dept}` },
          ],
          op.due + 1000,
          ['CPH-19'],
        );
    }
  }
  item.clocks.push(pick);
  item.version = item.timeline.length;
}
for (let i = 0; i < 70; i += 1) complaint(i);
const EMERGENCIES = [
  ['地下二层给水主管爆裂，车库进水', 'level_office', '2026-09-29T10:17:30'],
  ['7 幢电梯困人，两名老人情绪激动', 'level_company', '2026-09-29T10:05:00'],
  ['业主群体到访管理处要求退费', 'level_board', '2026-09-29T09:20:00'],
  ['夜间施工噪声扰民', 'at_desk', '2026-09-28T23:10:00'],
  ['绿化带占用停车', 'dispatched', '2026-09-29T09:05:00'],
];
EMERGENCIES.forEach(([title, st, when], i) => {
  const t = Date.parse(`${when}+08:00`),
    cl = clients[i + 2],
    number = `T202609-${String(41 + i).padStart(3, '0')}`;
  const lad = { ladder: 'emergency' },
    urgent = st.startsWith('level');
  const head = own('role', { key: 'office_head', name: '管理处负责人 郑国栋' }),
    lead = own('role', { key: 'company_leader', name: '物业公司主管领导 秦岚' }),
    board = own('role', { key: 'board_leader', name: '董事领导 贺建军' });
  const clocks = [];
  if (urgent) {
    const r1 = startClock(
      'front_desk_report',
      t,
      own('role', { key: 'front_desk', name: '客户中心前台 方晓敏' }),
      { ...lad, rung: 1, stopped: t + 80e3 },
    );
    const r2 = startClock('office_escalation', t + 80e3, head, { ...lad, rung: 2 });
    clocks.push(r1, r2);
    if (st !== 'level_office') {
      r2.stopped = r2.due + (i === 1 ? 130e3 : -60e3);
      const r3 = startClock('company_escalation', r2.stopped, lead, { ...lad, rung: 3 });
      clocks.push(r3);
      if (st === 'level_board') {
        r3.stopped = r3.due - 90e3;
        clocks.push(startClock('board_decision', r3.stopped, board, { ...lad, rung: 4 }));
      }
    }
  } else
    clocks.push(
      startClock(
        st === 'at_desk' ? 'dispatch' : 'handle',
        t,
        own(
          st === 'at_desk' ? 'role' : 'department',
          st === 'at_desk' ? { key: 'front_desk', name: '客户中心前台' } : departments[4],
        ),
      ),
    );
  const c = add({
    pack: 'ladder',
    id: `ladder.case.${number}`,
    key: number,
    number,
    type: 'case',
    type_title: '物业投诉',
    title,
    state: st,
    site: sites[i % 2],
    client: { key: cl.key, name: cl.name },
    department: departments[4],
    owner: person(4),
    created: t,
    updated: t,
    clocks,
    timeline: [],
    markers: urgent ? [{ id: 'EMERGENCY', title: '紧急' }] : [],
    fields: [
      field('name', '姓名', 'text', cl.name),
      field('address', '地址', 'text', cl.room),
      field('subject', '事由', 'long_text', title),
      field('degree', '程度', 'text', urgent ? '紧急' : '一般'),
    ],
  });
  entry(c, by(person(4)), '记录投诉', [{ name: 'subject', title: '事由', display: title }], t, [
    'PSL-4',
  ]);
  if (urgent) entry(c, by(person(5)), '管理处接报', [], t + 80e3, ['PSL-18']);
});
for (const cl of clients) {
  const c = add({
    pack: 'company',
    id: `company.client.${cl.key}`,
    key: cl.key,
    number: cl.name,
    type: 'client',
    type_title: '客户',
    title: cl.name,
    state: 'active',
    site: sites[0],
    client: { key: cl.key, name: cl.name },
    owner: person(2),
    created: at('2026-03-02', '10:00:00'),
    updated: at('2026-09-01', '10:00:00'),
    clocks: [],
    timeline: [],
    summary: { phone: `${cl.phone.slice(0, 3)}****${cl.phone.slice(7)}`, rooms: [cl.room] },
    fields: [
      field('name', '姓名', 'text', cl.name),
      field('phone', '电话', 'text', cl.phone, `${cl.phone.slice(0, 3)}****${cl.phone.slice(7)}`),
      field('rooms', '房号', 'list of text', [cl.room], cl.room),
      field('salesperson', '责任销售员', 'person', '陆佳怡'),
    ],
  });
  entry(c, by(person(2)), '登记客户', [], c.created, []);
}
for (const [m, counts] of [
  ['2026-09', [23, 11, 6]],
  ['2026-08', [19, 14, 4]],
]) {
  const t = at(`${m}-25`, '00:00:00');
  const table = (o) => o;
  const c = add({
    pack: 'huayuan',
    id: `huayuan.monthly_analysis.P1-${m}`,
    key: `P1-${m}`,
    number: `P1-${m}`,
    type: 'monthly_analysis',
    type_title: '本月客户投诉汇总分析',
    title: `${m} 客户投诉汇总分析`,
    state: m === '2026-09' ? 'open' : 'submitted',
    site: sites[0],
    owner: person(0),
    department: departments[0],
    created: t,
    updated: t,
    clocks: [],
    timeline: [],
    fields: [
      field('window', '统计区间', 'text', '', `${m} 月 26 日前一月至本月 25 日`),
      field(
        'by_channel',
        '按途径',
        'context',
        table({ 电话: counts[0], 网络: counts[1], 现场: counts[2] }),
        '',
      ),
      field('by_class', '按性质', 'context', table({ 咨询类: 15, 整改类: 25 }), ''),
      field('by_subclass', '按专业', 'context', table({ 工程: 17, 财务: 6, 营销: 17 }), ''),
      field('late_counts', '逾期环节', 'context', table({ 接诉: 2, 部门意见: 4, 首次答复: 1 }), ''),
      field('total', '合计', 'number', 40),
      field('open', '未结', 'number', 7),
      field('carried_over', '上期结转', 'number', 3),
      field(
        'analysis_text',
        '分析',
        'long_text',
        '',
        '工程类渗漏集中于 3、7 幢，建议排查外窗打胶。',
      ),
    ],
  });
  entry(c, clockBy, '生成汇总', [], t, []);
}
export const reportTypes = ['monthly_analysis'];
state.notices = [
  {
    id: 3,
    at: iso(state.now - 9 * 60e3),
    message: 'escalated',
    title: '电梯困人已报至公司主管领导',
    case: { id: 'ladder.case.T202609-042', number: 'T202609-042', title: '7 幢电梯困人' },
    read: false,
  },
  {
    id: 2,
    at: iso(state.now - 3600e3),
    message: 'breach_recorded',
    title: '部门提出意见逾期，已向工程部发催办单',
    case: { id: 'huayuan.item.P1-0019-1', number: 'P1-0019-1', title: '外墙渗水' },
    read: false,
  },
  {
    id: 1,
    at: iso(state.now - 86400e3),
    message: 'item_dispatched',
    title: '财务部已收到流程',
    case: { id: 'huayuan.item.P2-0020-1', number: 'P2-0020-1', title: '按揭退款' },
    read: true,
  },
];
export function derivation(c, deadline) {
  const k = c.clocks.find((x) => x.deadline === deadline);
  const [, rule, calc, unit, amount, param] = LIMITS[deadline];
  const p = Object.values(packs)
    .flatMap((x) => x.parameters)
    .find((x) => x.name === param);
  return {
    clock: clockView(k),
    from: { at: iso(k.started), title: '投诉时间' },
    unit,
    amount,
    due_at: iso(k.due),
    provisional: false,
    steps: calc(k.started).steps,
    parameters: p ? [p] : [],
    events: [
      { verb: 'started', at: iso(k.started), by: c.owner },
      ...(k.stopped ? [{ verb: 'stopped', at: iso(k.stopped), by: c.owner }] : []),
    ],
    rule,
    article: ruleTexts[rule]?.article,
  };
}
