import { Button } from 'antd';
import {
  lazy,
  Suspense,
  startTransition,
  useCallback,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sheetAddress, useCases } from '../../api/cases';
import type { Row } from '../../api/types';
import { useHotkeys } from '../../ui/hotkeys';
import { useWidth } from '../../ui/media';
import { Empty, PageHead, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { SheetActions } from '../../ui/SheetActions';
import { CasePane } from './CasePane';
import { FilterBar } from './FilterBar';
import { useCaseFilter } from './filter';
import { rememberQueue } from './neighbours';
import { QueueCards, QueueTable } from './QueueTable';
import './cases.css';

const SelectionBar = lazy(async () => ({
  default: (await import('./SelectionBar')).SelectionBar,
}));

function focusRow(offset: number) {
  const rows = [...document.querySelectorAll<HTMLElement>('.queue-row')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const current = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');
  const from = at >= 0 ? at : current;
  rows[Math.max(0, Math.min(rows.length - 1, from + offset))]?.focus();
}

function useSelection(rows: Row[]) {
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setSelected((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const chosen = rows.filter((row) => selected.has(row.id));
  return { selected, toggle, chosen, clear: () => setSelected(new Set()) };
}

function useQueueKeys(
  shown: string | undefined,
  open: (id: string) => void,
  select: (id: string) => void,
) {
  const current = () =>
    (document.activeElement instanceof HTMLElement && document.activeElement.dataset.id) || shown;
  const withCurrent = (act: (id: string) => void) => () => {
    const id = current();
    if (id) act(id);
  };
  useHotkeys({
    j: () => focusRow(1),
    k: () => focusRow(-1),
    o: withCurrent(open),
    x: withCurrent(select),
  });
}

/** 队列. Everything that is in work, soonest limit first; the case itself beside it on a wide screen. */
export function QueuePage() {
  const { t } = useTranslation();
  useTitle(t('nav.cases'));
  const navigate = useNavigate();
  const width = useWidth();
  const { filter, change, shown, show } = useCaseFilter();
  const list = useCases({ sort: 'due', ...filter });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const { selected, toggle, chosen, clear } = useSelection(rows);
  const open = useCallback(
    (id: string) => navigate(`/cases/${encodeURIComponent(id)}`),
    [navigate],
  );
  const latestShow = useRef(show);
  latestShow.current = show;
  const handleShow = useCallback((id: string) => startTransition(() => latestShow.current(id)), []);
  useQueueKeys(shown, open, toggle);
  useEffect(() => {
    if (list.data)
      rememberQueue(list.data.pages.flatMap((page) => page.items.map((row) => row.id)));
  }, [list.data]);
  const isSplit = width === 'desktop';
  const detail = useDeferredValue(shown ?? rows[0]?.id);
  const handleEnter = (event: React.KeyboardEvent) => {
    const row = event.target instanceof HTMLElement && event.target.matches('.queue-row');
    const id = row && (event.target as HTMLElement).dataset.id;
    if (event.key === 'Enter' && id) open(id);
    if (row && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      focusRow(event.key === 'ArrowDown' ? 1 : -1);
    }
  };
  return (
    <div className="page queue-page print-wide">
      <PageHead
        title={t('nav.cases')}
        sub={list.data && t('queue.total', { number: total >= 10_000 ? '10000+' : total })}
      >
        <SheetActions excel={sheetAddress({ sort: 'due', ...filter })} />
      </PageHead>
      <FilterBar filter={filter} onChange={change} />
      {chosen.length > 0 && (
        <Suspense fallback={null}>
          <SelectionBar rows={chosen} onClear={clear} />
        </Suspense>
      )}
      <div className={isSplit && rows.length > 0 ? 'queue-split' : undefined}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the rows inside */}
        <div className="panel queue-list" onKeyDown={handleEnter}>
          {list.error && <RefusalNotice error={list.error} onRetry={() => void list.refetch()} />}
          {list.isPending && <SkeletonRows rows={12} />}
          {list.data && rows.length === 0 && <Empty title={t('queue.empty')} />}
          {rows.length > 0 &&
            (width === 'phone' ? (
              <QueueCards rows={rows} />
            ) : (
              <QueueTable
                rows={rows}
                total={total}
                selected={selected}
                shown={detail}
                onShow={handleShow}
                onOpen={open}
                onSelect={toggle}
              />
            ))}
          {list.hasNextPage && (
            <div className="queue-more">
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t('queue.more', { shown: rows.length, total })}
              </Button>
            </div>
          )}
        </div>
        {isSplit && detail && rows.length > 0 && (
          <aside className="queue-detail no-print" aria-label={t('queue.detail')}>
            <CasePane key={detail} id={detail} />
          </aside>
        )}
      </div>
    </div>
  );
}
