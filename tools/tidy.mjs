// Checks the house rules of every tracked file. Usage: node tools/tidy.mjs [--only RULE,RULE]
// Exceptions stand in tools/tidy-exceptions.txt, each with its reason; one that is not needed is an error.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rules } from './tidy/rules.mjs';

/** All findings of `rules` in `tree`, in the order of the tree's paths. */
export function inspect(tree, chosen = rules) {
  return tree.paths.flatMap((path) =>
    chosen
      .filter((rule) => rule.applies(path))
      .flatMap((rule) => rule.check(path, tree.read(path), tree).map((finding) => ({ rule: rule.name, path, ...finding }))));
}

/** `rule path reason` a line -> [{rule, path, reason}]. */
export function readExceptions(text) {
  return text
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => {
      const [rule, path, ...reason] = line.trim().split(/\s+/);
      return { rule, path, reason: reason.join(' ') };
    });
}

/** What stays after the exceptions, and a finding for each exception without reason or without use. */
export function withExceptions(findings, exceptions, checked) {
  const isExcepted = (finding) => exceptions.some((e) => e.rule === finding.rule && e.path === finding.path);
  const idle = exceptions
    .filter((e) => checked.includes(e.rule))
    .filter((e) => !e.reason || !findings.some((f) => f.rule === e.rule && f.path === e.path))
    .map((e) => ({
      rule: 'exceptions', path: 'tools/tidy-exceptions.txt', line: 1,
      message: `${e.rule} ${e.path} ${e.reason ? 'is not needed' : 'has no reason'}`, help: 'keep the list short and true',
    }));
  return [...findings.filter((finding) => !isExcepted(finding)), ...idle];
}

/** Rule ids of a folder of rulebook files; null where there is none. */
function readRulebook(folder) {
  if (!existsSync(folder)) return null;
  const ids = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/^ *- \{?id: ([A-Z]+-\d+)(?:$|,)/gm)].map((m) => m[1]));
  return new Set(ids);
}

function projectTree() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const paths = listed.split('\0').filter((path) => path && existsSync(path));
  return { paths, read: (path) => readFileSync(path, 'utf8'), exists: existsSync, rulebook: readRulebook('../shared/rulebook') };
}

function main(args) {
  const only = args[0] === '--only' ? args[1].split(',') : null;
  const chosen = rules.filter((rule) => !only || only.includes(rule.name));
  const tree = projectTree();
  if (!tree.rulebook) console.log('no rulebook beside the project: rule ids are not compared with it');
  const exceptions = readExceptions(readFileSync('tools/tidy-exceptions.txt', 'utf8'));
  const left = withExceptions(inspect(tree, chosen), exceptions, chosen.map((rule) => rule.name));
  for (const f of left) console.log(`${f.path}:${f.line}: ${f.rule}: ${f.message}. help: ${f.help}`);
  console.log(`${tree.paths.length} files, ${chosen.length} rules, ${left.length} findings`);
  process.exitCode = left.length ? 1 : 0;
}

if (import.meta.filename === process.argv[1]) main(process.argv.slice(2));
