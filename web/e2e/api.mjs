/** Asks the server as the page does, to find records that a test can work on. */
export async function get(page, path) {
  const answer = await page.request.get(new URL(`/api/v1${path}`, page.url()).href, {
    headers: { 'Accept-Language': 'zh-Hans' },
  });
  if (!answer.ok()) throw new Error(`GET ${path}: ${answer.status()}`);
  return answer.json();
}

export const idOf = (row) => encodeURIComponent(row.id);

/** One address of every kind of page, with records that are there. */
export async function addresses(page) {
  const cases = (await get(page, '/cases?open=true')).items;
  const found = await Promise.all(
    cases.slice(0, 40).map((row) => get(page, `/cases/${idOf(row)}`)),
  );
  const timed = found.find((one) => one.clocks.some((clock) => clock.status !== 'cancelled'));
  const inDays = found.find((one) =>
    one.clocks.some(
      (clock) => Date.parse(clock.due_at) - Date.parse(clock.started_at) > 86_400_000,
    ),
  );
  const ladder = found.find((one) => one.clocks.some((clock) => clock.ladder));
  const client = (await get(page, '/clients?limit=1')).items[0];
  const report = (await get(page, '/reports')).items[0];
  const begin = (await get(page, '/commands')).items.filter((one) => one.allowed);
  const form = begin.find((one) => one.inputs.some((input) => input.type === 'client')) ?? begin[0];
  const pack = (await get(page, '/me')).packs[0];
  const clockOf = (one, wanted = () => true) =>
    `/cases/${idOf(one)}/clocks/${one.clocks.find(wanted).deadline}`;
  const isLong = (clock) => Date.parse(clock.due_at) - Date.parse(clock.started_at) > 86_400_000;
  return {
    desk: '/',
    queue: '/cases',
    case: `/cases/${idOf(timed)}`,
    clock: clockOf(timed),
    ...(inDays && { 'clock in days': clockOf(inDays, isLong) }),
    ...(ladder && { ladder: `/cases/${idOf(ladder)}/ladder` }),
    why: `/why/${timed.timeline[0].seq}`,
    begin: '/new',
    import: '/import',
    intake: `/new/${form.pack}/${form.command}`,
    clients: '/clients',
    client: `/clients/${encodeURIComponent(client.key)}`,
    calendar: '/calendar',
    'calendar month': '/calendar?year=2026&month=10',
    reports: '/reports',
    ...(report && { report: `/reports/${idOf(report)}` }),
    breaches: '/breaches',
    approvals: '/approvals',
    packs: '/packs',
    pack: `/packs/${pack.id}`,
    'dry run': '/dry-run',
    'pack versions': `/packs/${pack.id}/difference`,
    me: '/me',
    'no such page': '/nowhere',
  };
}

/** Gives a command as the page does. */
export async function send(page, path, body) {
  const answer = await page.request.post(new URL(`/api/v1${path}`, page.url()).href, {
    headers: { 'Accept-Language': 'zh-Hans', 'X-Guiju': '1' },
    data: body,
  });
  if (!answer.ok()) throw new Error(`POST ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}
