import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client';
import { keys } from '../../api/keys';

export function useMarkRead() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (upTo: number) => request<void>('POST', '/notices/read', { body: { up_to: upTo } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.desk }),
  });
}
