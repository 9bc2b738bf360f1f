// The house rules that a program can check. A rule sees one file of a tree and says what is wrong.
//   rule:  {name, applies(path), check(path, text, tree) -> [{line, message, help}]}
//   tree:  {paths: [path], read(path) -> text, exists(path), rulebook: Set of ids or null}

import { codeOnly, functionBodies } from './cpp.mjs';
import { guardedHeaders, highestPureFloor, placeOf, reasonAgainst } from './floors.mjs';
import { docsRules } from './docs.mjs';

const isCpp = (path) => /\.(cpp|hpp)$/.test(path);
const isSource = (path) => /\.(cpp|hpp|ts|tsx|mjs)$/.test(path) && !path.endsWith('/schema.d.ts');
const isText = (path) => !/\.(png|ico|woff2?|xz|gz|pdf)$/.test(path);

/** Every line of `text` that `pattern` matches, as findings. */
function matches(text, pattern, toFinding) {
  return text.split('\n').flatMap((line, index) => {
    const match = pattern.exec(line);
    return match ? [{ line: index + 1, ...toFinding(match) }] : [];
  });
}

const includes = {
  name: 'includes',
  applies: (path) => isCpp(path) && path.startsWith('src/'),
  check(path, text) {
    const here = placeOf(path);
    if (here.floor === null) {
      return [{ line: 1, message: `folder \`${here.folder}\` has no floor`, help: 'add it to tools/tidy/floors.mjs' }];
    }
    const own = matches(text, /^#include "([^"]+)"/, (m) => ({ target: m[1] })).flatMap(({ line, target }) => {
      const there = placeOf(`src/${target}`);
      const reason = there?.floor == null ? `\`${target}\` is in no folder of src/` : reasonAgainst(here, there);
      return reason ? [{ line, message: reason, help: 'what one needs of another is put together one floor up' }] : [];
    });
    const foreign = matches(text, /^#include <([^>]+)>/, (m) => ({ target: m[1] })).flatMap(({ line, target }) =>
      guardedHeaders
        .filter((guard) => guard.pattern.test(target) && !guard.folders.includes(here.folder))
        .map((guard) => ({ line, message: `\`${target}\` here`, help: `only ${guard.folders.join(', ')} may know ${guard.what}` })));
    return [...own, ...foreign];
  },
};

const pureFloors = {
  name: 'pure-floors',
  applies: (path) => isCpp(path) && (placeOf(path)?.floor ?? 9) <= highestPureFloor,
  check(path, text) {
    const banned = /#include <(thread|iostream)>|\b(system_clock|steady_clock|random_device|getenv|float|double)\b/;
    return matches(codeOnly(text), banned, (m) => ({
      message: `\`${m[1] ?? m[2]}\` below the edges`,
      help: 'time, chance and the machine come in as arguments; amounts are integers or decimals',
    }));
  },
};

const unorderedIteration = {
  name: 'unordered-iteration',
  applies: (path) => isCpp(path) && (placeOf(path)?.floor ?? 9) <= highestPureFloor,
  check(path, text) {
    const code = codeOnly(text);
    const names = [...code.matchAll(/unordered_(?:map|set)<[^;]*?>\s+(\w+)\s*[;={(]/g)].map((m) => m[1]);
    return matches(code, /\bfor \(.*: *(?:\w+[.]|\w+->)?(\w+)\)/, (m) => ({ name: m[1] }))
      .filter((found) => names.includes(found.name))
      .map(({ line, name }) => ({
        line,
        message: `iteration over the unordered \`${name}\``,
        help: 'its order differs from machine to machine: use a map, or sort',
      }));
  },
};

const headers = {
  name: 'header-form',
  applies: (path) => path.endsWith('.hpp'),
  check(path, text) {
    const found = matches(codeOnly(text), /^\s*using namespace (?!std::\w*literals;)/, () => ({
      message: '`using namespace` in a header', help: 'spell the name out',
    }));
    if (!/^#pragma once$/m.test(text)) {
      found.push({ line: 1, message: 'no `#pragma once`', help: 'make it the first line' });
    }
    return found;
  },
};

const fileLength = {
  name: 'file-length',
  applies: isSource,
  check(path, text) {
    const lines = text.split('\n').length - 1;
    return lines < 500 ? [] : [{ line: lines, message: `${lines} lines`, help: 'fewer than 500: name its parts' }];
  },
};

const functionLength = {
  name: 'function-length',
  applies: isCpp,
  check: (path, text) =>
    functionBodies(text)
      .filter((body) => body.lines > 60)
      .map((body) => ({ line: body.line, message: `\`${body.name}\` has ${body.lines} lines`, help: 'at most 60: name its parts' })),
};

const openEnds = {
  name: 'open-ends',
  applies: (path) => isText(path) && !path.startsWith('tools/tidy'),
  check: (path, text) =>
    matches(text, /\b(TODO|FIXME|XXX|HACK)\b/, (m) => ({ message: `\`${m[1]}\``, help: 'do it, or write an issue' })),
};

const machineNames = {
  name: 'machine-names',
  applies: (path) => isText(path) && !path.startsWith('tools/tidy'),
  check(path, text) {
    const names = /(^|[^a-z.])\/(work|farm)\/|[.]library\/|https?:\/\/[a-z.]*(debian|npm)[a-z]*[.]org|"resolved": "http/;
    return matches(text, names, (m) => ({
      message: `\`${m[0].trim()}\` belongs to one machine`, help: 'name nothing outside of the project',
    }));
  },
};

const ruleIds = {
  name: 'rule-ids',
  applies: (path) => /^(packs|src|docs|tests|demo)\//.test(path) && isText(path),
  check(path, text, tree) {
    if (!tree.rulebook) return [];
    const systems = new Set([...tree.rulebook].map((id) => id.split('-')[0]));
    return matches(text, /(?:)/, (m) => ({ text: m.input })).flatMap(({ line, text: content }) =>
      [...content.matchAll(/(?<![\w-])([A-Z]{2,4})-(\d+)(?![\w-])/g)]
        .filter((m) => systems.has(m[1]) && !tree.rulebook.has(m[0]))
        .map((m) => ({ line, message: `\`${m[0]}\` is no rule of the rulebook`, help: 'look the number up' })));
  },
};

export const rules = [
  includes, pureFloors, unorderedIteration, headers, fileLength, functionLength, openEnds, machineNames, ruleIds,
  ...docsRules,
];
