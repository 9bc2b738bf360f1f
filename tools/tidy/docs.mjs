// What a page of the documentation must hold.

import { dirname, join, normalize } from 'node:path';

const isPage = (path) => path.endsWith('.md') && !path.startsWith('packs/');

/** The lines of a page, those inside code blocks emptied. */
function prose(text) {
  let fenced = false;
  return text.split('\n').map((line) => {
    const fence = /^\s*```/.test(line);
    if (fence) fenced = !fenced;
    return fence || fenced || line.startsWith('    ') ? '' : line.replace(/`[^`]*`/g, '');
  });
}

/** The anchor of a heading, as GitHub makes it. */
function anchorOf(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

function anchorsOf(text) {
  return text.split('\n').filter((line) => /^#+ /.test(line)).map((line) => anchorOf(line.replace(/^#+ /, '')));
}

const links = {
  name: 'links',
  applies: isPage,
  check(path, text, tree) {
    return prose(text).flatMap((line, index) =>
      [...line.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => {
        const message = wrongWith(path, target, text, tree);
        return message ? [{ line: index + 1, message, help: 'name a file of the project, or a heading in it' }] : [];
      }));
  },
};

function wrongWith(path, target, text, tree) {
  if (/^(https?|mailto):/.test(target)) return null;
  const [file, anchor] = target.split('#');
  const aim = file ? normalize(join(dirname(path), file)) : path;
  if (!tree.exists(aim)) return `link to \`${target}\`: there is no \`${aim}\``;
  if (!anchor || !aim.endsWith('.md')) return null;
  const there = aim === path ? text : tree.read(aim);
  return anchorsOf(there).includes(anchor) ? null : `link to \`${target}\`: no such heading`;
}

const oneHeading = {
  name: 'one-h1',
  applies: isPage,
  check(path, text) {
    const headings = prose(text).flatMap((line, index) => (/^# /.test(line) ? [index + 1] : []));
    if (headings.length === 1) return [];
    return [{ line: headings[1] ?? 1, message: `${headings.length} headings of the first level`, help: 'a page has one' }];
  },
};

const readme = {
  name: 'readme',
  applies: (path) => path === 'README.md',
  check: (path, text) =>
    ['./dev run', './dev test']
      .filter((command) => !text.includes(command))
      .map((command) => ({ line: 1, message: `\`${command}\` is not shown`, help: 'the two commands are what a reader needs first' })),
};

/** `Session.signing_out_ends_it`, `SignInGuard.*`, `sessions.cpp`: what a table gives as proof. */
const proofs = {
  name: 'proofs',
  applies: (path) => path === 'docs/security.md',
  check(path, text, tree) {
    const tests = new Set();
    for (const file of tree.paths.filter((name) => name.endsWith('_test.cpp'))) {
      for (const [, suite, name] of tree.read(file).matchAll(/^TEST(?:_F|_P)?\((\w+), (\w+)\)/gm)) {
        tests.add(`${suite}.${name}`).add(`${suite}.*`);
      }
    }
    const isThere = (proof) =>
      /\.(cpp|tsx|service)$/.test(proof) ? tree.paths.some((file) => `/${file}`.endsWith(`/${proof}`)) : tests.has(proof);
    return text.split('\n').flatMap((line, index) =>
      [...line.matchAll(/`([A-Z]\w+\.(?:\w{12,}|\*)|[\w/]+\.(?:cpp|tsx|service))`/g)]
        .filter(([, proof]) => !isThere(proof))
        .map(([, proof]) => ({ line: index + 1, message: `no test or file \`${proof}\``, help: 'a claim stands with its proof' })));
  },
};

export const docsRules = [links, oneHeading, readme, proofs];
