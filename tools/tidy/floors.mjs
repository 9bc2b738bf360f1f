// Which folder rests on which (docs/architecture.md).

const floors = {
  base: 0, calendar: 1, feel: 1, journal: 1, money: 1, rotation: 1, pack: 2, core: 3, casework: 4, app: 5, store: 6, http: 6,
  delivery: 6, cli: 7,
};

/** The highest floor on which decisions are made: above it are the edges. */
export const highestPureFloor = 5;

/** `src/core/penalty/split.cpp` -> {folder: 'core/penalty', floor: 3}; null outside of src/. */
export function placeOf(path) {
  const parts = path.split('/');
  if (parts[0] !== 'src' || parts.length < 3) return null;
  const floor = floors[parts[1]];
  if (floor === undefined) return { folder: parts[1], floor: null };
  return { folder: parts[1] === 'core' && parts.length > 3 ? `core/${parts[2]}` : parts[1], floor };
}

/** Why a file of `from` may not include a file of `to`; null when it may. */
export function reasonAgainst(from, to) {
  if (from.folder === to.folder || to.floor < from.floor) return null;
  return to.floor === from.floor
    ? `${from.folder} and ${to.folder} stand on the same floor`
    : `${to.folder} stands above ${from.folder}`;
}

/** Headers of the outside world that only some folders may see. */
export const guardedHeaders = [
  { pattern: /^sqlite3\.h$/, folders: ['store'], what: 'SQL' },
  { pattern: /^libpq-fe\.h$/, folders: ['store'], what: 'SQL' },
  { pattern: /^magic\.h$/, folders: ['http'], what: 'what files look like' },
  { pattern: /^boost\/(asio|beast)/, folders: ['http', 'delivery', 'cli'], what: 'the network' },
];
