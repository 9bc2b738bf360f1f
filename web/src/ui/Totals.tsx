import { Panel } from './Parts';
import './totals.css';

type One = { key: string; title: string; count: number; text?: string };
type TotalsProps = {
  title: string;
  totals: One[];
  chosen?: string;
  onChoose: (key: string | undefined) => void;
};

/** Counts as bars that are also the filter; `text` says the count where a number is not enough. */
export function Totals({ title, totals, chosen, onChoose }: TotalsProps) {
  const most = Math.max(1, ...totals.map((one) => one.count));
  return (
    <Panel title={title}>
      <ul className="totals">
        {totals
          .toSorted((a, b) => b.count - a.count)
          .map((one) => (
            <li key={one.key}>
              <button
                type="button"
                className="plain-button total"
                aria-pressed={one.key === chosen}
                onClick={() => onChoose(one.key === chosen ? undefined : one.key)}
              >
                <span className="total-title">{one.title || one.key}</span>
                <span className="total-bar" aria-hidden>
                  <span style={{ width: `${(one.count / most) * 100}%` }} />
                </span>
                <span className="number">{one.text ?? one.count}</span>
              </button>
            </li>
          ))}
      </ul>
    </Panel>
  );
}
