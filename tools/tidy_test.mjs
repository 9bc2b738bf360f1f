// Each house rule catches an offence planted for it, and lets the honest twin pass.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, readExceptions, withExceptions } from './tidy.mjs';
import { codeOnly, functionBodies } from './tidy/cpp.mjs';
import { rules } from './tidy/rules.mjs';

const long = (n, line) => `${line}\n`.repeat(n);
const functionOf = (n) => `int sum(int a) {\n${long(n - 2, '  a += 1;')}}\n`;
const page = (text) => `# A page\n\n${text}\n`;

// rule, path, offence, honest twin
const cases = [
  ['includes', 'src/feel/a.cpp', '#include "pack/model.hpp"\n', '#include "base/time.hpp"\n'],
  ['includes', 'src/feel/a.cpp', '#include "journal/entry.hpp"\n', '#include "feel/value.hpp"\n'],
  ['includes', 'src/core/penalty/a.cpp', '#include "core/approval/b.hpp"\n', '#include "core/penalty/b.hpp"\n'],
  ['includes', 'src/http/a.cpp', '#include "store/sql_store.hpp"\n', '#include "app/ports.hpp"\n'],
  ['includes', 'src/app/a.cpp', '#include <sqlite3.h>\n', '#include <string>\n'],
  ['includes', 'src/app/a.cpp', '#include <boost/asio/ip/tcp.hpp>\n', '#include <boost/json.hpp>\n'],
  ['includes', 'src/elsewhere/a.cpp', 'int a;\n', null],
  ['pure-floors', 'src/app/a.cpp', 'auto now = std::chrono::system_clock::now();\n', '// system_clock is for the edges\n'],
  ['pure-floors', 'src/feel/a.cpp', 'double half = 0;\n', 'auto text = "double";\n'],
  ['pure-floors', 'src/base/a.cpp', '#include <iostream>\n', '#include <string>\n'],
  ['pure-floors', 'src/casework/a.cpp', 'std::random_device seed;\n', 'int random_devices;\n'],
  ['pure-floors', 'src/app/a.cpp', 'getenv("HOME");\n', null],
  ['unordered-iteration', 'src/pack/a.cpp', 'std::unordered_map<int, int> seen;\nfor (auto& x : seen) {}\n',
    'std::map<int, int> seen;\nfor (auto& x : seen) {}\n'],
  ['header-form', 'src/base/a.hpp', 'int a();\n', '#pragma once\nint a();\n'],
  ['header-form', 'src/base/a.hpp', '#pragma once\nusing namespace std;\n', '#pragma once\nusing namespace std::chrono_literals;\n'],
  ['file-length', 'src/base/a.cpp', long(500, 'int a;'), long(499, 'int a;')],
  ['file-length', 'web/src/a.tsx', long(500, 'let a;'), long(499, 'let a;')],
  ['function-length', 'src/base/a.cpp', functionOf(61), functionOf(60)],
  ['function-length', 'src/base/a_test.cpp', functionOf(61).replace('int sum(int a)', 'TEST(Sum, adds)'), null],
  ['open-ends', 'src/base/a.cpp', '// TODO: later\n', '// Not to do.\n'],
  ['open-ends', 'web/src/a.ts', '// FIXME\n', null],
  ['machine-names', 'docs/a.md', `see /${'work'}/main\n`, 'see docs/work/main\n'],
  ['machine-names', 'web/package-lock.json', '"resolved": "https://somewhere"\n', '"integrity": "x"\n'],
  ['rule-ids', 'packs/a/articles.yaml', '- {id: AAA-9}\n', '- {id: AAA-1}\n'],
  ['rule-ids', 'src/pack/a.hpp', '/// Rulebook: AAA-1, AAA-12.\n', '/// Rulebook: AAA-1, SHA-256.\n'],
  ['links', 'docs/a.md', page('[b](b.md)'), page('[b](b2.md#the-second-part)')],
  ['links', 'docs/a.md', page('[b](b2.md#no-part)'), page('[out](https://example.org)')],
  ['one-h1', 'docs/a.md', '# One\n\n# Two\n', '# One\n\n```sh\n# comment\n```\n'],
  ['one-h1', 'docs/a.md', 'no heading\n', null],
  ['proofs', 'docs/security.md', page('`Session.ends_with_its_owner`'), page('`--secure-cookie`, `AAL2`, `a.b`')],
  ['proofs', 'docs/security.md', page('`sessions.cpp`'), null],
  ['readme', 'README.md', page('./dev run'), page('./dev run, ./dev test')],
];

function findings(path, text) {
  const files = { 'docs/b2.md': '# B\n\n## The second part\n', [path]: text };
  const tree = {
    paths: [path], read: (p) => files[p], exists: (p) => p in files, rulebook: new Set(['AAA-1']),
  };
  return inspect(tree);
}

for (const [rule, path, offence, honest] of cases) {
  test(`${rule} catches in ${path}: ${offence.slice(0, 50).trim()}`, () => {
    assert.ok(findings(path, offence).some((found) => found.rule === rule));
    if (honest !== null) {
      assert.deepEqual(findings(path, honest).filter((found) => found.rule === rule), []);
    }
  });
}

test('every rule has a planted offence', () => {
  assert.deepEqual(rules.map((rule) => rule.name).filter((name) => !cases.some(([rule]) => rule === name)), []);
});

test('a finding names its line', () => {
  assert.equal(findings('src/base/a.cpp', 'int a;\ndouble b;\n')[0].line, 2);
});

test('an exception needs a reason and a finding', () => {
  const finding = { rule: 'file-length', path: 'a.cpp', line: 1, message: '', help: '' };
  const left = (text, found) => withExceptions(found, readExceptions(text), ['file-length']).length;
  assert.equal(left('file-length a.cpp a table of data\n', [finding]), 0);
  assert.equal(left('file-length a.cpp\n', [finding]), 1);
  assert.equal(left('file-length a.cpp a table of data\n', []), 1);
  assert.equal(left('file-length b.cpp a table of data\n', [finding]), 2);
});

test('comments and literals are no code', () => {
  assert.equal(codeOnly('a /* double */ b // float\nc').replace(/ +/g, ' '), 'a b \nc');
  assert.equal(codeOnly('f("a \\" double"); \'"\'; 1\'000; x'), 'f("           "); \' \'; 1\'000; x');
  assert.equal(codeOnly('R"x(double)x" y'), `R${' '.repeat(11)}" y`);
});

test('function bodies are told from types, values and member initializers', () => {
  const names = (text) => functionBodies(text).map((body) => body.name);
  assert.deepEqual(names('namespace a {\nstruct B {\n  int c() const { return 1; }\n  int d = 2;\n};\n}\n'), ['c']);
  assert.deepEqual(names('const auto f = [](int a) { return a; };\nint g[] = {1, 2};\n'), []);
  assert.deepEqual(names('Foo::Foo(int a) : a_{a}, b_(a) {\n}\n'), ['Foo::Foo']);
  assert.deepEqual(names('bool operator==(const A&, const A&) { return true; }\n').length, 1);
  assert.deepEqual(names('void f(std::vector<int> v = {}) {\n  if (v.empty()) { g(); }\n}\nvoid h() {}\n'), ['f', 'h']);
});
