// Reads C++ as far as the house rules need it: where comments, strings and function bodies are.

/** The text with comments and the insides of literals blanked; lines and columns stay. */
export function codeOnly(text) {
  let out = '';
  let i = 0;
  while (i < text.length) {
    const end = endOfQuiet(text, i);
    if (end > i) {
      const quoted = /["'R]/.test(text[i]);
      const inside = quoted ? text.slice(i + 1, end - 1) : text.slice(i, end);
      const blanked = inside.replace(/[^\n]/g, ' ');
      out += quoted ? `${text[i]}${blanked}${text[end - 1]}` : blanked;
      i = end;
    } else {
      out += text[i++];
    }
  }
  return out;
}

// The end of the comment or literal that begins at `i`; `i` itself when none does.
function endOfQuiet(text, i) {
  if (text.startsWith('//', i)) return after(text, '\n', i) - 1;
  if (text.startsWith('/*', i)) return after(text, '*/', i + 2);
  const before = text[i - 1] ?? ' ';
  if (text.startsWith('R"', i) && !/\w/.test(before)) {
    const open = text.indexOf('(', i);
    return after(text, `)${text.slice(i + 2, open)}"`, open);
  }
  if (text[i] === '"') return endOfQuoted(text, i);
  // A digit separator (1'000) is no literal.
  if (text[i] === "'" && !/[0-9a-fA-F]/.test(before)) return endOfQuoted(text, i);
  return i;
}

function endOfQuoted(text, i) {
  for (let j = i + 1; j < text.length; j++) {
    if (text[j] === '\\') j++;
    else if (text[j] === text[i] || text[j] === '\n') return j + 1;
  }
  return text.length;
}

function after(text, wanted, from) {
  const at = text.indexOf(wanted, from);
  return at < 0 ? text.length : at + wanted.length;
}

const isScope = /(^|[\s;{}>])(namespace|class|struct|union|enum|extern)\b[^()=]*$/;

/** Function bodies: `{name, line, lines}`, `lines` counted from the opening to the closing brace. */
export function functionBodies(text) {
  const code = codeOnly(text);
  const found = [];
  const open = []; // of each open brace: 'scope', 'function' or 'other'
  let line = 1;
  let head = ''; // what was read since the last end of a statement, at the scope's own level
  for (const char of code.replace(/^[ \t]*#.*$/gm, '')) {
    if (char === '\n') line++;
    const atScope = open.every((brace) => brace.kind === 'scope');
    if (char === '{') {
      const kind = !atScope ? 'other' : isScope.test(head) ? 'scope' : isFunctionHead(head) ? 'function' : 'other';
      open.push({ kind, line, name: nameOf(head) });
      if (kind === 'scope') head = '';
    } else if (char === '}') {
      const brace = open.pop();
      if (brace?.kind === 'function') {
        found.push({ name: brace.name, line: brace.line, lines: line - brace.line + 1 });
      }
      // After a member initializer in braces the head goes on: `: a_{1}, b_(2) {`.
      if (brace?.kind !== 'other') head = '';
    } else if (atScope) {
      head = char === ';' ? '' : head + char;
    }
  }
  return found;
}

// A parameter list, and no `=` outside of it (that would be a value in braces).
function isFunctionHead(head) {
  let depth = 0;
  let outside = '';
  for (const char of head) {
    if (char === '(') depth++;
    if (depth === 0) outside += char;
    if (char === ')') depth--;
  }
  if (!head.includes('(') || depth !== 0) return false;
  if (/(^|[^=!<>])=([^=]|$)/.test(outside.replace(/operator\s*\S+/, ''))) return false;
  // `: a_{` begins a member initializer, not the body.
  return !/[:,]\s*\w+(<[^{}]*>)?\s*$/.test(head) || /::\s*\w+\s*$/.test(head);
}

function nameOf(head) {
  return /([\w:~]+(?:operator\s*\S+?)?)\s*\(/.exec(head)?.[1] ?? '?';
}
