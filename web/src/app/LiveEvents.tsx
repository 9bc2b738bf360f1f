import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { listen } from '../api/events';
import { keys } from '../api/keys';

/** Takes what the server tells over into the cache: lists grow stale, notices are said once. */
export function LiveEvents() {
  const cache = useQueryClient();
  const { notification } = App.useApp();
  const navigate = useNavigate();
  useEffect(
    () =>
      listen((event) => {
        if (event.kind === 'changed') {
          void cache.invalidateQueries({ queryKey: keys.caseOf(event.id) });
          void cache.invalidateQueries({ queryKey: keys.cases });
          void cache.invalidateQueries({ queryKey: keys.desk });
          void cache.invalidateQueries({ queryKey: keys.breaches });
          void cache.invalidateQueries({ queryKey: keys.approvals });
          void cache.invalidateQueries({ queryKey: keys.boards });
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
      }),
    [cache, navigate, notification],
  );
  return null;
}
