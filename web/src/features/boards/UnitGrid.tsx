import { Input } from 'antd';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Block, Board, Cell, Named } from '../../api/types';
import { Empty } from '../../ui/Parts';
import { matching, toGrid } from './grid';

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

type BlockProps = {
  block: Block;
  shows: string[];
  titles: Map<string, string>;
  found: Set<string> | undefined;
  state: string;
};

/** A building: storeys from the top, one cell a unit. Text and mark say what the colour says. */
const BlockGrid = memo(function BlockGrid({ block, shows, titles, found, state }: BlockProps) {
  const grid = useMemo(() => toGrid(block.cells), [block]);
  const free = block.cells.filter((cell) => cell[3] === 'available').length;
  const { t } = useTranslation();
  return (
    <section className="block" aria-label={block.title}>
      <h2>
        {block.title}{' '}
        <span className="soft">{t('board.free_count', { free, all: block.cells.length })}</span>
      </h2>
      <div className="block-scroll">
        <table className="block-grid">
          <tbody>
            {grid.rows.map(({ row, cells }) => (
              <tr key={row}>
                <th scope="row" className="number">
                  {row}
                </th>
                {grid.columns.map((column) => {
                  const cell = cells.get(column);
                  if (!cell) return <td key={column} />;
                  const isDim =
                    (found && !found.has(cell[0])) || (state !== '' && cell[3] !== state);
                  const title = label(cell, shows, titles.get(cell[3]) ?? cell[3]);
                  return (
                    <td key={column}>
                      <Link
                        to={`/cases/${encodeURIComponent(cell[0])}`}
                        className={`cell cell-${cell[3]}${isDim ? ' cell-dim' : ''}`}
                        title={title}
                        aria-label={title}
                      >
                        {cell[2]}
                        {cell[3] !== 'available' && (
                          <small aria-hidden> {titles.get(cell[3])?.slice(0, 1)}</small>
                        )}
                      </Link>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
});

/** 销控表. Every unit of every building by its state; what is not asked for steps back. */
export function UnitGrid({ board }: { board: Board }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const words = search.get('q') ?? '';
  const state = search.get('state') ?? '';
  const { blocks = [], states = [], shows = [] } = board;
  const cells = useMemo(() => blocks.flatMap((block) => block.cells), [blocks]);
  const found = useMemo(() => matching(cells, words), [cells, words]);
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
      </div>
      <Legend
        states={states}
        counts={counts}
        chosen={state}
        onChoose={(value) => change('state', value)}
      />
      <div className="blocks">
        {blocks.map((block) => (
          <BlockGrid
            key={block.title}
            block={block}
            shows={shows}
            titles={titles}
            found={found}
            state={state}
          />
        ))}
      </div>
    </>
  );
}
