import { Input, Select } from 'antd';
import { Fragment, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { ledgerSheetAddress, useLedger } from '../../api/cases';
import type { Ledger, LedgerGroup, LedgerLine } from '../../api/types';
import { Citations } from '../../ui/ArticleCitation';
import { AmountDerivation } from '../../ui/amount/AmountDerivation';
import { Defaults } from '../../ui/Defaults';
import { Empty, PageHead, useTitle } from '../../ui/Parts';
import { RuleBookContext } from '../../ui/rules';
import { SheetActions } from '../../ui/SheetActions';
import { Waiting } from '../../ui/Waiting';
import { found } from './search';
import './ledgers.css';

type Columns = Ledger['columns'];

function Line({ line, columns }: { line: LedgerLine; columns: Columns }) {
  return (
    <>
      <tr>
        {columns.map((column, index) => (
          <td
            key={column.name}
            data-label={column.title}
            className={column.is_number ? 'at-end number' : undefined}
          >
            {column.name === 'number' ? (
              <Link to={`/cases/${encodeURIComponent(line.id)}`}>{line.cells[index]}</Link>
            ) : (
              line.cells[index]
            )}
          </td>
        ))}
      </tr>
      {line.derivations.length > 0 && (
        <tr className="ledger-arithmetic">
          <td colSpan={columns.length}>
            {line.derivations.map(({ derivation }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the derivations of a line never move
              <AmountDerivation key={index} derivation={derivation} />
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

function Sums({ title, sums, columns }: { title: string; sums: string[]; columns: Columns }) {
  const first = sums.findIndex((sum) => sum !== '');
  if (first < 1) return null;
  return (
    <tr className="ledger-sum">
      <th colSpan={first} scope="row">
        {title}
      </th>
      {sums.slice(first).map((sum, index) => (
        <td
          key={columns[first + index]?.name}
          data-label={columns[first + index]?.title}
          className="at-end number"
        >
          {sum}
        </td>
      ))}
    </tr>
  );
}

function Group({ group, columns }: { group: LedgerGroup; columns: Columns }) {
  const { t } = useTranslation();
  return (
    <tbody>
      {group.title && (
        <tr className="ledger-group">
          <th colSpan={columns.length} scope="rowgroup">
            {group.title}
          </th>
        </tr>
      )}
      {group.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a record may have several lines
        <Fragment key={`${line.id}-${index}`}>
          <Line line={line} columns={columns} />
        </Fragment>
      ))}
      <Sums title={t('ledger.subtotal')} sums={group.sums} columns={columns} />
    </tbody>
  );
}

function LedgerTable({ ledger, groups }: { ledger: Ledger; groups: LedgerGroup[] }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={ledger.ledger.title} tabIndex={0}>
      <table className="data-table ledger as-cards">
        <caption className="unseen">{ledger.ledger.title}</caption>
        <thead>
          <tr>
            {ledger.columns.map((column) => (
              <th key={column.name} scope="col" className={column.is_number ? 'at-end' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <Group key={group.title} group={group} columns={ledger.columns} />
        ))}
        {groups === ledger.groups && groups.length > 1 && (
          <tbody>
            <Sums title={t('ledger.total')} sums={ledger.sums} columns={ledger.columns} />
          </tbody>
        )}
      </table>
    </section>
  );
}

/** What is chosen stands in the address, so that a link shows the same lines. */
function useLedgerSearch() {
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState(search.get('q') ?? '');
  const put = (name: 'month' | 'q', value: string, replace: boolean) =>
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace },
    );
  return {
    month: search.get('month') ?? '',
    setMonth: (month: string) => put('month', month, false),
    words,
    setWords(typed: string) {
      setWords(typed);
      put('q', typed, true);
    },
  };
}

/** 台账. A book of the regulation with its sums and, for each amount, its arithmetic. */
export function LedgerPage() {
  const { pack = '', id = '' } = useParams();
  return <OneLedger key={`${pack}/${id}`} pack={pack} id={id} />;
}

function OneLedger({ pack, id }: { pack: string; id: string }) {
  const { t } = useTranslation();
  const { month, setMonth, words, setWords } = useLedgerSearch();
  const wanted = useDeferredValue(words);
  const answer = useLedger(pack, id, month);
  const ledger = answer.data;
  useTitle(ledger?.ledger.title);
  if (!ledger) return <Waiting answer={answer} />;
  const groups = found(ledger.groups, wanted);
  return (
    <RuleBookContext.Provider value={{ ...ledger, pack }}>
      <div className="page print-wide">
        <PageHead
          title={ledger.ledger.title}
          sub={
            <>
              {ledger.ledger.pack_title} <Citations rules={ledger.ledger.rules} pack={pack} />
            </>
          }
        >
          {ledger.months.length > 0 && (
            <Select
              value={month}
              aria-label={t('ledger.month')}
              onChange={setMonth}
              options={[
                { value: '', label: t('ledger.all_months') },
                ...ledger.months.map((one) => ({ value: one, label: one })),
              ]}
            />
          )}
          <Input
            data-page-search
            allowClear
            value={words}
            placeholder={t('ledger.find')}
            aria-label={t('ledger.find')}
            className="ledger-find"
            onChange={(event) => setWords(event.target.value)}
          />
          <SheetActions excel={ledgerSheetAddress(pack, id, month)} />
        </PageHead>
        <div className="stack">
          <Defaults />
          <div className="panel">
            {groups.length === 0 ? (
              <Empty title={t('ledger.none')} />
            ) : (
              <LedgerTable ledger={ledger} groups={groups} />
            )}
            {ledger.is_cut && (
              <p className="soft">{t('ledger.is_cut', { number: ledger.records_max })}</p>
            )}
          </div>
        </div>
      </div>
    </RuleBookContext.Provider>
  );
}
