/** A stand-in for the server while the pages are built: the shapes of docs/api.md, invented data. */

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { at, dateOf, day, iso, minutes, nextDate, workingDays } from './calendar.mjs';
import * as db from './data.mjs';
import { articleHeads, commands, packs, ruleTexts } from './rules.mjs';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const port = Number(process.env.PORT ?? 8088);
const me = {
  person: { key: '沈文静', name: '沈文静', department: { key: '营销部', name: '营销部' } },
  roles: [
    { role: 'intake_officer', title: '接诉人', site: db.sites[0] },
    { role: 'sales_clerk', title: '销售内勤', site: db.sites[0] },
  ],
  sites: db.sites,
  company: { name: '华元置业' },
};
const streams = new Set();
const sessions = new Set();
const receipts = new Map();
const emit = (kind, body) => {
  for (const r of streams) r.write(`event: ${kind}\ndata: ${JSON.stringify(body)}\n\n`);
};
const list = (items, q, extra = {}) => {
  const from = Number(q.get('cursor') || 0),
    limit = Number(q.get('limit') || 50);
  return {
    items: items.slice(from, from + limit),
    next_cursor: from + limit < items.length ? String(from + limit) : null,
    total: items.length,
    server_time: iso(db.state.now),
    ...extra,
  };
};
const whole = () => ({
  ...me,
  packs: Object.values(packs).map(({ id, title, version }) => ({ id, title, version })),
  clock: { now: iso(db.state.now), virtual: true, zone: 'Asia/Shanghai' },
});
const problem = (status, code, title, more = {}) => ({
  status,
  body: { type: 'about:blank', title, status, code, detail: title, ...more },
});
const cites = (rules) => ({
  rules: rules.map((r) => ({ id: r, text: ruleTexts[r]?.text ?? '' })),
  articles: rules.map((r) => articleHeads[ruleTexts[r]?.article]).filter(Boolean),
});
const all = () => [...db.state.cases.values()];
const worked = (c) =>
  !['client', ...db.reportTypes, 'complaint'].includes(c.type) || c.type === 'complaint';
const match = (c, q) =>
  !q ||
  [
    c.number,
    c.title,
    c.client?.name,
    ...db.clients
      .filter((x) => x.key === c.client?.key)
      .flatMap((x) => [x.phone.slice(-4), x.room, x.py]),
  ].some((t) => t?.toLowerCase().includes(q.toLowerCase()));
function cases(q) {
  const f = (n) => q.get(n);
  const end = at(dateOf(db.state.now), '23:59:59');
  return all()
    .filter((c) => worked(c) && c.type !== 'client' && !db.reportTypes.includes(c.type))
    .map((c) => [c, db.row(c)])
    .filter(
      ([c, r]) =>
        (!f('pack') || r.pack === f('pack')) &&
        (!f('type') || r.type === f('type')) &&
        (!f('state') || r.state.id === f('state')) &&
        (!f('site') || r.site?.key === f('site')) &&
        (!f('department') || r.department?.key === f('department')) &&
        (!f('client') || r.client?.key === f('client')) &&
        (!f('owner') || r.owner?.key === me.person.key) &&
        (f('open') !== 'true' || !r.state.final) &&
        (f('open') !== 'false' || r.state.final) &&
        (!f('due') ||
          (r.next_deadline &&
            (f('due') === 'overdue'
              ? r.overdue
              : Date.parse(r.next_deadline.due_at) <=
                end + (f('due') === 'week' ? 7 : 0) * 86400e3))) &&
        match(c, f('q')),
    )
    .map(([, r]) => r)
    .sort(
      (a, b) =>
        (a.next_deadline?.due_at ?? '9').localeCompare(b.next_deadline?.due_at ?? '9') ||
        b.created_at.localeCompare(a.created_at),
    );
}
function desk() {
  const owed = all()
    .flatMap((c) =>
      c.clocks
        .map(db.clockView)
        .filter((k) => ['running', 'breached'].includes(k.status))
        .map((clock) => ({ case: db.row(c), clock })),
    )
    .filter((o) => o.clock.owed_by.key === me.person.key || o.clock.owed_by.kind === 'role')
    .sort((a, b) => a.clock.due_at.localeCompare(b.clock.due_at));
  const today = dateOf(db.state.now);
  return {
    owed,
    notices: db.state.notices,
    counts: {
      overdue: owed.filter((o) => o.clock.status === 'breached').length,
      today: owed.filter((o) => o.clock.due_at.startsWith(today) && o.clock.status === 'running')
        .length,
      open: cases(new URLSearchParams('open=true')).length,
      unread: db.state.notices.filter((n) => !n.read).length,
    },
    server_time: iso(db.state.now),
  };
}
function create(command, d, input) {
  const now = db.state.now,
    n = String(90 + all().length).padStart(4, '0');
  const cl = db.clients.find((x) => x.key === input.client),
    site = db.sites.find((s) => s.key === (input.project ?? input.site)) ?? db.sites[0];
  const base = {
    pack: d.pack,
    site,
    owner: me.person,
    created: now,
    updated: now,
    version: 1,
    timeline: [],
    fields: d.inputs
      .filter((i) => typeof input[i.name] !== 'object')
      .map((i) => ({
        name: i.name,
        title: i.title,
        type: i.type,
        value: input[i.name],
        display: String(
          i.choices?.find((c) => c.value === input[i.name])?.title ?? input[i.name] ?? '',
        ),
        rules: i.rules,
      })),
  };
  if (command === 'client.register') {
    db.clients.push({
      key: input.key,
      name: input.name,
      phone: input.phone ?? '',
      room: input.rooms?.[0] ?? '',
      py: '',
    });
    return add({
      ...base,
      id: `company.client.${input.key}`,
      key: input.key,
      number: input.name,
      type: 'client',
      type_title: '客户',
      title: input.name,
      state: 'active',
      client: { key: input.key, name: input.name },
      clocks: [],
      summary: { phone: input.phone, rooms: input.rooms },
    });
  }
  if (d.type === 'case')
    return add({
      ...base,
      id: `ladder.case.T-${n}`,
      key: `T-${n}`,
      number: `T-${n}`,
      type: 'case',
      type_title: '物业投诉',
      title: input.subject,
      state: input.urgent ? 'level_office' : 'at_desk',
      department: db.departments[4],
      clocks: [
        db.startClock(
          input.urgent ? 'office_escalation' : 'dispatch',
          now,
          db.own('role', { key: 'front_desk', name: '客户中心前台' }),
        ),
      ],
    });
  const number = `${site.key}-${n}`;
  const c = add({
    ...base,
    id: `huayuan.complaint.${number}`,
    key: number,
    number,
    type: 'complaint',
    type_title: '投诉',
    title: input.items?.[0]?.summary ?? '投诉',
    client: cl && { key: cl.key, name: cl.name },
    state: 'open',
    clocks: [],
  });
  (input.items ?? []).forEach((x, i) => {
    const item = add({
      ...base,
      timeline: [],
      id: `huayuan.item.${number}-${i + 1}`,
      key: `${number}-${i + 1}`,
      number: `${number}-${i + 1}`,
      type: 'item',
      type_title: '事项',
      title: x.summary,
      parent: c.id,
      client: c.client,
      state: 'received',
      department: db.departments[0],
      clocks: [
        db.startClock('pickup', now, db.own('person', me.person)),
        db.startClock('client_reply_rectification', now, db.own('person', me.person)),
      ],
    });
    db.entry(
      item,
      db.by(me.person),
      '立项',
      [{ name: 'summary', title: '内容', display: x.summary }],
      now,
      ['CPH-13'],
    );
  });
  return c;
}
const add = (c) => {
  db.state.cases.set(c.id, c);
  db.entry(c, db.by(me.person), '登记', [], db.state.now, []);
  return c;
};
function act(pack, command, body, headers) {
  const d = commands[command],
    key = headers['idempotency-key'];
  if (!d || d.pack !== pack) return problem(404, 'NOT_FOUND', '没有这个操作');
  if (!key) return problem(400, 'BAD_INPUT', '缺少 Idempotency-Key');
  if (receipts.has(key)) return receipts.get(key);
  const input = body.with ?? {};
  const rejected = (code, title, field, rules, help) =>
    problem(422, code, title, { field, help, ...cites(rules) });
  if (command === 'complaint.register' && !input.channel)
    return rejected(
      'CHANNEL_REQUIRED',
      '请选择投诉途径',
      'channel',
      ['CPH-1'],
      '选择电话、网络或现场',
    );
  if (command === 'item.sort' && !input.class)
    return rejected('CLASS_REQUIRED', '请先选择性质', 'class', ['CPH-8'], '先分类为咨询或整改');
  const missing = d.inputs.filter(
    (i) =>
      i.required &&
      (input[i.name] === undefined || input[i.name] === '' || input[i.name]?.length === 0),
  );
  if (missing.length)
    return rejected(
      'FIELD_REQUIRED',
      `请填写：${missing.map((m) => m.title).join('、')}`,
      missing[0].name,
      d.rules,
      '补齐后再提交',
    );
  let c = d.creates ? undefined : db.state.cases.get(body.on);
  if (!d.creates && !c) return problem(404, 'NOT_FOUND', '没有这条记录');
  if (c && headers['if-match'] && headers['if-match'] !== `"${c.version}"`)
    return problem(412, 'VERSION_CONFLICT', '这条记录刚刚有了变化');
  if (c && !d.from.includes(c.state))
    return { ...rejected('STEP_ORDER', `当前状态不能${d.title}`, undefined, d.rules), status: 409 };
  if (c) {
    c.state = d.to;
    for (const k of c.clocks) if (d.stops?.includes(k.deadline)) k.stopped = db.state.now;
    if (command === 'item.dispatch')
      c.clocks.push(
        db.startClock('department_opinion', db.state.now, {
          kind: 'department',
          key: input.responsible_department,
          name: input.responsible_department,
        }),
      );
    db.entry(
      c,
      db.by(me.person),
      d.title,
      d.inputs
        .filter((i) => input[i.name] !== undefined)
        .map((i) => ({
          name: i.name,
          title: i.title,
          display: String(
            i.choices?.find((x) => x.value === input[i.name])?.title ?? input[i.name],
          ),
        })),
      db.state.now,
      d.rules,
    );
    c.version += 1;
    c.updated = db.state.now;
  } else c = create(command, d, input);
  const family = [c, ...all().filter((x) => x.parent === c.id)];
  const receipt = {
    status: d.creates ? 201 : 200,
    body: {
      ok: true,
      id: c.id,
      key: c.key,
      number: c.number,
      version: c.version,
      facts: [{ fact: command, type: c.type, on: c.key, rules: d.rules, articles: [] }],
      deadlines: family.flatMap((x) =>
        x.clocks
          .filter((k) => k.started === db.state.now)
          .map((k) => ({
            id: k.deadline,
            title: k.title,
            rule: k.rule,
            due_at: iso(k.due),
            owed_by: k.owner,
            on: x.number,
          })),
      ),
    },
  };
  receipts.set(key, receipt);
  emit('changed', { id: c.id, pack: c.pack, type: c.type, site: c.site?.key, version: c.version });
  return receipt;
}
function calendar(q) {
  const days = [];
  for (let d = q.get('from'); d <= q.get('to'); d = nextDate(d)) days.push(day(d));
  return { days };
}
function limit(q) {
  const t = q.get('from').length > 10 ? Date.parse(q.get('from')) : at(q.get('from'), '09:00:00');
  const n = Number(q.get('amount'));
  const r =
    q.get('unit') === 'working_days'
      ? workingDays(t, n)
      : minutes(t, n * ({ hours: 60, calendar_days: 1440 }[q.get('unit')] ?? 1));
  return {
    from: { at: iso(t), title: '' },
    unit: q.get('unit'),
    amount: n,
    due_at: iso(r.due),
    provisional: false,
    steps: r.steps,
    parameters: [],
    events: [],
  };
}
function total(items, key, title) {
  const m = new Map();
  for (const b of items) {
    const k = key(b);
    m.set(k, { key: k, title: title(b), count: (m.get(k)?.count ?? 0) + 1 });
  }
  return [...m.values()].sort((a, b) => b.count - a.count);
}
function breaches(q) {
  const items = all()
    .flatMap(db.breachesOf)
    .filter(
      (b) =>
        (!q.get('code') || b.code === q.get('code')) &&
        (!q.get('owed_by') || b.owed_by.key === q.get('owed_by')),
    );
  return list(items, q, {
    totals: {
      by_code: total(
        items,
        (b) => b.code,
        (b) => b.title,
      ),
      by_owner: total(
        items,
        (b) => b.owed_by.key,
        (b) => b.owed_by.name,
      ),
    },
  });
}
const packView = (p) => ({
  ...p,
  types: Object.entries(db.states)
    .filter(([t]) => Object.values(commands).some((d) => d.pack === p.id && d.type === t))
    .map(([type, states]) => ({
      type,
      title: { item: '事项', complaint: '投诉', case: '物业投诉' }[type] ?? type,
      states,
      commands: Object.entries(commands)
        .filter(([, d]) => d.type === type)
        .map(([command, d]) => ({ ...d, command, allowed: true })),
    })),
});
function get(path, q) {
  const [a, id, b, c] = path.split('/').slice(1).map(decodeURIComponent);
  const found = (id && db.state.cases.get(id)) || all().find((x) => x.number === id);
  const clients = () =>
    all()
      .filter((x) => x.type === 'client' && match(x, q.get('q')))
      .map(db.row);
  switch (a) {
    case 'me':
      return whole();
    case 'desk':
      return desk();
    case 'commands':
      return {
        items: Object.entries(commands)
          .filter(([, d]) => d.creates)
          .map(([command, d]) => ({
            pack: d.pack,
            command,
            title: d.title,
            type: d.type,
            rules: d.rules,
            inputs: d.inputs,
            allowed: true,
          })),
      };
    case 'cases':
      if (!id) return list(cases(q), q);
      if (!found) return;
      if (b === 'clocks')
        return found.clocks.some((k) => k.deadline === c) ? db.derivation(found, c) : undefined;
      if (b === 'ladder') return { rungs: found.clocks.filter((k) => k.ladder).map(db.clockView) };
      return db.view(found);
    case 'search':
      return { clients: clients().slice(0, 6), cases: cases(q).slice(0, 8) };
    case 'clients': {
      if (!id) return list(clients(), q);
      const x = all().find((y) => y.type === 'client' && y.key === id);
      return x && db.view(x);
    }
    case 'people':
      return { items: db.people };
    case 'departments':
      return { items: db.departments };
    case 'sites':
      return { items: db.sites };
    case 'calendar':
      return id === 'limit' ? limit(q) : calendar(q);
    case 'reports':
      return list(
        all()
          .filter((x) => db.reportTypes.includes(x.type))
          .map(db.row),
        q,
      );
    case 'breaches':
      return breaches(q);
    case 'packs':
      return id ? packs[id] && packView(packs[id]) : { items: Object.values(packs) };
  }
}
function post(path, body, headers) {
  const [a, pack, command] = path.split('/').slice(1).map(decodeURIComponent);
  if (a === 'commands') return act(pack, command, body, headers);
  if (a === 'screens')
    return {
      status: 200,
      body: { scripts: db.scripts, inputs: commands[body.command]?.inputs ?? [] },
    };
  if (a === 'notices') {
    for (const n of db.state.notices) if (n.id <= body.up_to) n.read = true;
    return { status: 204 };
  }
  if (a === 'clock') {
    db.state.now = body.to ? Date.parse(body.to) : db.state.now + body.advance_seconds * 1000;
    emit('clock', { now: iso(db.state.now) });
    return { status: 200, body: { now: iso(db.state.now) } };
  }
  return problem(404, 'NOT_FOUND', '没有这个地址');
}
const MIME = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
};
function page(path, res) {
  const file = join(dist, path);
  if (path !== '/' && file.startsWith(dist) && existsSync(file) && statSync(file).isFile()) {
    const gz = existsSync(`${file}.gz`);
    res.writeHead(200, {
      'Content-Type': MIME[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': 'public, max-age=31536000, immutable',
      ...(gz ? { 'Content-Encoding': 'gzip' } : {}),
    });
    createReadStream(gz ? `${file}.gz` : file).pipe(res);
    return;
  }
  const nonce = Math.random().toString(36).slice(2);
  res.writeHead(200, {
    'Content-Type': MIME['.html'],
    'Content-Security-Policy': `default-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; frame-ancestors 'none'`,
  });
  res.end(readFileSync(join(dist, 'index.html'), 'utf8').replaceAll('__CSP_NONCE__', nonce));
}
createServer(async (req, res) => {
  const url = new URL(req.url, 'http://x');
  if (!url.pathname.startsWith('/api/v1')) return page(url.pathname, res);
  const path = url.pathname.slice(7);
  const chunks = [];
  for await (const c of req) chunks.push(c);
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks)) : {};
  const send = (status, value) => {
    res.writeHead(status, {
      'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json',
    });
    res.end(value === undefined ? '' : JSON.stringify(value));
  };
  if (path === '/session' && req.method === 'POST') {
    if (body.password !== 'guiju') {
      const p = problem(401, 'UNAUTHENTICATED', '账号或密码不对');
      return send(p.status, p.body);
    }
    const id = Math.random().toString(36).slice(2);
    sessions.add(id);
    res.setHeader('Set-Cookie', `guiju_session=${id}; Path=/; HttpOnly; SameSite=Strict`);
    return send(200, whole());
  }
  const session = /guiju_session=(\w+)/.exec(req.headers.cookie ?? '')?.[1];
  if (!sessions.has(session)) {
    const p = problem(401, 'UNAUTHENTICATED', '请先登录');
    return send(p.status, p.body);
  }
  if (path === '/session') {
    sessions.delete(session);
    res.setHeader('Set-Cookie', 'guiju_session=; Max-Age=0; Path=/');
    return send(204);
  }
  if (path === '/events') {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    res.write(': open\n\n');
    streams.add(res);
    req.on('close', () => streams.delete(res));
    return;
  }
  if (/\/forms\//.test(path)) {
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    return res.end('<!doctype html><title>客户投诉记录</title><h1>客户投诉记录</h1>');
  }
  if (req.method === 'GET') {
    const value = get(path, url.searchParams);
    if (!value) {
      const p = problem(404, 'NOT_FOUND', '没有这条记录，或您无权查看');
      return send(404, p.body);
    }
    return send(200, value);
  }
  const answer = post(path, body, req.headers);
  send(answer.status, answer.body);
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
