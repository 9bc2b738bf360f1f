import { Input } from 'antd';
import {
  type CSSProperties,
  Fragment,
  memo,
  type ReactNode,
  type RefObject,
  startTransition,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Block, Board, Cell, Named } from '../../api/types';
import { Empty } from '../../ui/Parts';
import { byNumber, type Grid, type GridRow, matching, roomOf, toGrid } from './grid';

function Legend({
  states,
  counts,
  chosen,
  onChoose,
}: {
  states: Named[];
  counts: Map<string, number>;
  chosen: string;
  onChoose: (state: string) => void;
}) {
  return (
    <ul className="grid-legend">
      {states.map((state) => (
        <li key={state.id}>
          <button
            type="button"
            className={`plain-button legend-item cell-${state.id}`}
            aria-pressed={chosen === state.id}
            onClick={() => onChoose(chosen === state.id ? '' : state.id)}
          >
            <span className="legend-mark" aria-hidden />
            {state.title} <span className="number">{counts.get(state.id) ?? 0}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function label(cell: Cell, shows: string[], stateTitle: string) {
  return [
    cell[2],
    stateTitle,
    ...shows.map((name, index) => `${name} ${cell[4 + index] ?? ''}`),
  ].join(' · ');
}

/** A click on a link inside stays in the app: ten thousand links need no router each. */
function useLinksInside(place: RefObject<HTMLElement | null>) {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = (event.target as HTMLElement).closest('a');
      const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
      if (!link || !isPlain || event.altKey) return;
      event.preventDefault();
      navigate(link.pathname);
    };
    const element = place.current;
    element?.addEventListener('click', follow);
    return () => element?.removeEventListener('click', follow);
  }, [place, navigate]);
}

/** Above and below what is on the screen so much is drawn too, for a quick thumb. */
const margin = '900px 0px';

/** True while the element is near the screen or holds the focus, and whenever the page is printed. */
function useIsNear(place: RefObject<HTMLElement | null>, isFirst: boolean) {
  const [isNear, setIsNear] = useState(isFirst);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        const { top, bottom } = entry.boundingClientRect;
        const next = entry.isIntersecting || element.contains(document.activeElement);
        // What is looked at is drawn at once, what is only near between two other things.
        if (top < window.innerHeight && bottom > 0) setIsNear(next);
        else startTransition(() => setIsNear(next));
      },
      { rootMargin: margin },
    );
    watcher.observe(element);
    const print = () => flushSync(() => setIsNear(true));
    window.addEventListener('beforeprint', print);
    return () => {
      watcher.disconnect();
      window.removeEventListener('beforeprint', print);
    };
  }, [place]);
  return isNear;
}

type BlockProps = {
  block: Block;
  shows: string[];
  titles: Map<string, string>;
  found: Set<string> | undefined;
  state: string;
  isFirst: boolean;
};

type CellsProps = Omit<BlockProps, 'block' | 'isFirst'> & { grid: Grid; rows: GridRow[] };

/** Some storeys, one node a unit: what stands to the right of a gap says where it stands. */
function Storeys({ grid, rows, shows, titles, found, state }: CellsProps) {
  return (
    <div className="storeys" style={{ '--rows': rows.length } as CSSProperties}>
      {rows.map(({ row, cells }) => (
        <Fragment key={row}>
          <span className="block-row number">{row}</span>
          {grid.columns.map((column, index) => {
            const cell = cells.get(column);
            if (!cell) return null;
            const isDim = (found && !found.has(cell[0])) || (state !== '' && cell[3] !== state);
            const stateTitle = titles.get(cell[3]) ?? cell[3];
            const title = label(cell, shows, stateTitle);
            const before = grid.columns[index - 1];
            const isBehindGap = before !== undefined && !cells.has(before);
            return (
              <a
                key={column}
                href={`/cases/${encodeURIComponent(cell[0])}`}
                className={`cell cell-${cell[3]}${isDim ? ' cell-dim' : ''}`}
                style={isBehindGap ? { gridColumn: index + 2 } : undefined}
                data-mark={cell[3] === 'available' ? undefined : stateTitle.slice(0, 1)}
                title={title}
                aria-label={title}
              >
                {cell[2]}
              </a>
            );
          })}
        </Fragment>
      ))}
    </div>
  );
}

/** The browser lays out so many at a time, as they come to the screen. */
const storeysTogether = 5;

function Cells({ cells, ...rest }: Omit<CellsProps, 'grid' | 'rows'> & { cells: Cell[] }) {
  const grid = useMemo(() => toGrid(cells), [cells]);
  const parts: GridRow[][] = [];
  for (let at = 0; at < grid.rows.length; at += storeysTogether) {
    parts.push(grid.rows.slice(at, at + storeysTogether));
  }
  return parts.map((rows) => <Storeys key={rows[0]?.row} grid={grid} rows={rows} {...rest} />);
}

/**
 * A building: storeys from the top, one cell a unit. Text and mark say what the colour says. It takes
 * its place at once and is drawn when it comes near the screen.
 */
const BlockGrid = memo(function BlockGrid({ block, isFirst, ...rest }: BlockProps) {
  const place = useRef<HTMLElement>(null);
  const isNear = useIsNear(place, isFirst);
  const needs = useMemo(() => roomOf(block.cells), [block]);
  const free = block.cells.filter((cell) => cell[3] === 'available').length;
  const { t } = useTranslation();
  const room = {
    '--rows': needs.rows,
    '--columns': needs.columns,
    '--letters': needs.letters,
    '--row-letters': needs.rowLetters,
  } as CSSProperties;
  return (
    <section className="block" aria-label={block.title} ref={place} style={room}>
      <h2>
        {block.title}{' '}
        <span className="soft">{t('board.free_count', { free, all: block.cells.length })}</span>
      </h2>
      <div className="block-scroll">
        <div className="block-grid">{isNear && <Cells cells={block.cells} {...rest} />}</div>
      </div>
    </section>
  );
});

function Blocks({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useLinksInside(place);
  return (
    <div className="blocks" ref={place}>
      {children}
    </div>
  );
}

/** Drawn with the page, before anything has been measured. */
const firstBlocks = 3;

/** 销控表. Every unit of every building by its state; what is not asked for steps back. */
export function UnitGrid({ board }: { board: Board }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const words = search.get('q') ?? '';
  const wanted = useDeferredValue(words);
  const state = useDeferredValue(search.get('state') ?? '');
  const { blocks = [], states = [], shows = [] } = board;
  const sorted = useMemo(() => [...blocks].sort((a, b) => byNumber(a.title, b.title)), [blocks]);
  const cells = useMemo(() => blocks.flatMap((block) => block.cells), [blocks]);
  const found = useMemo(() => matching(blocks, wanted), [blocks, wanted]);
  const titles = useMemo(() => new Map(states.map((one) => [one.id, one.title])), [states]);
  const counts = useMemo(() => {
    const made = new Map<string, number>();
    for (const cell of cells) made.set(cell[3], (made.get(cell[3]) ?? 0) + 1);
    return made;
  }, [cells]);
  const change = (name: string, value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  const shown = found
    ? sorted.filter((block) => block.cells.some((cell) => found.has(cell[0])))
    : sorted;
  if (cells.length === 0) return <Empty title={t('board.no_cells')} />;
  return (
    <>
      <div className="grid-tools no-print">
        <Input
          value={words}
          placeholder={t('board.find')}
          aria-label={t('board.find')}
          className="grid-find"
          onChange={(event) => change('q', event.target.value)}
        />
        <span role="status" className="soft">
          {found && t('board.found', { number: found.size })}
        </span>
      </div>
      <Legend
        states={states}
        counts={counts}
        chosen={search.get('state') ?? ''}
        onChoose={(value) => change('state', value)}
      />
      <Blocks>
        {shown.map((block, index) => (
          <BlockGrid
            key={block.title}
            block={block}
            shows={shows}
            titles={titles}
            found={found}
            state={state}
            isFirst={index < firstBlocks}
          />
        ))}
      </Blocks>
    </>
  );
}
