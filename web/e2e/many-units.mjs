/** A board as a large developer has it: buildings full of units, taken in as a list is taken in. */
const controller = 'yintao';

/** The units of a company's list: number, storey and building of each. */
export function* units(buildings, storeys, perStorey) {
  const two = (number) => String(number).padStart(2, '0');
  for (let building = 1; building <= buildings; building += 1) {
    for (let storey = 1; storey <= storeys; storey += 1) {
      for (let place = 1; place <= perStorey; place += 1) {
        yield { building: `${building}栋`, storey, position: `${storey}${two(place)}` };
      }
    }
  }
}

function listOf(all) {
  const rows = all.map(({ building, storey, position }, index) =>
    [building, storey, position, 89 + (index % 40), 120_000_000 + index * 1_000].join(','),
  );
  return ['楼栋,楼层,房号,面积（㎡）,标价（分）', ...rows].join('\n');
}

async function asked(answer) {
  if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** Takes the units in as whoever controls them, and waits until they stand in the register. */
export async function importUnits(browser, server, all) {
  const context = await browser.newContext({ extraHTTPHeaders: { 'X-Guiju': '1' } });
  const api = (path) => `${server.base}/api/v1${path}`;
  const { request } = context;
  const data = { login: controller, password: server.password };
  await asked(await request.post(api('/session'), { data }));
  const upload = await asked(
    await request.post(api('/attachments?name=units.csv'), {
      data: Buffer.from(listOf(all)),
      headers: { 'Content-Type': 'text/csv' },
    }),
  );
  const { sites } = await asked(await request.get(api('/me')));
  const order = {
    upload: upload.hash,
    pack: 'sales-office',
    command: 'unit.register',
    columns: {
      楼栋: 'building',
      楼层: 'storey',
      房号: 'position',
      '面积（㎡）': 'area_m2',
      '标价（分）': 'price_fen',
    },
    fixed: { site: sites[0].key },
    mode: 'import',
  };
  let job = await asked(await request.post(api('/imports'), { data: order }));
  while (job.state === 'waiting' || job.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    job = await asked(await request.get(api(`/imports/${job.id}`)));
  }
  await context.close();
  if (job.ready !== all.length) throw new Error(`import: ${JSON.stringify(job).slice(0, 600)}`);
}
