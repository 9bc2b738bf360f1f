import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { type Changed, refreshBoards } from '../api/boards';
import { listen } from '../api/events';
import { keys } from '../api/keys';

/** An import changes thousands of records in a second: what grew stale is told so together. */
const betweenRefreshes = 300;

const shared = [keys.cases, keys.desk, keys.breaches, keys.approvals];

/** Collects what has grown stale, and says it a moment later. */
function makeRefresher(cache: QueryClient) {
  const changed = new Map<string, Changed>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    waiting = undefined;
    for (const id of changed.keys()) void cache.invalidateQueries({ queryKey: keys.caseOf(id) });
    refreshBoards(cache, [...changed.values()]);
    changed.clear();
    for (const key of shared) void cache.invalidateQueries({ queryKey: key });
  };
  return {
    note(one: Changed) {
      changed.set(one.id, one);
      waiting ??= setTimeout(flush, betweenRefreshes);
    },
    stop: () => clearTimeout(waiting),
  };
}

/** Takes what the server tells over into the cache: lists grow stale, notices are said once. */
export function LiveEvents() {
  const cache = useQueryClient();
  const { notification } = App.useApp();
  const navigate = useNavigate();
  useEffect(() => {
    const refresher = makeRefresher(cache);
    const unlisten = listen((event) => {
      if (event.kind === 'changed') {
        refresher.note(event);
      } else if (event.kind === 'notice') {
        void cache.invalidateQueries({ queryKey: keys.desk });
        const { notice } = event;
        const target = notice.case;
        notification.info({
          key: String(notice.id),
          title: notice.title,
          description: target ? `${target.number} ${target.title}` : undefined,
          placement: 'bottomRight',
          onClick: () => target && navigate(`/cases/${encodeURIComponent(target.id)}`),
        });
      }
    });
    return () => {
      refresher.stop();
      unlisten();
    };
  }, [cache, navigate, notification]);
  return null;
}
