/** All end-to-end tests. `node e2e/all.mjs [name…]` runs some; see server.mjs for which server. */
import { approvals } from './approvals.mjs';
import { attachments } from './attachments.mjs';
import { boards, manyUnits } from './boards.mjs';
import { budget } from './budget.mjs';
import { clock } from './clock.mjs';
import { desk } from './desk.mjs';
import { imports } from './imports.mjs';
import { launch } from './lib.mjs';
import { notices } from './notices.mjs';
import { pages } from './pages.mjs';
import { papersPrint } from './papers.mjs';
import { register } from './register.mjs';
import { regulations } from './regulations.mjs';
import { finish } from './report.mjs';
import { secondFactor } from './second-factor.mjs';
import { startServer } from './server.mjs';
import { sheets } from './sheets.mjs';
import { why } from './why.mjs';

const suites = {
  budget,
  register,
  desk,
  clock,
  approvals,
  boards,
  pages,
  papers: papersPrint,
  sheets,
  attachments,
  imports,
  regulations,
  notices,
  why,
  'second-factor': secondFactor,
  units: manyUnits,
};
const wanted = process.argv.slice(2);
const server = await startServer();
const browser = await launch();
try {
  for (const [name, suite] of Object.entries(suites)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`— ${name}`);
    await suite(browser, server);
  }
} finally {
  await browser.close();
  await server.stop();
}
finish();
