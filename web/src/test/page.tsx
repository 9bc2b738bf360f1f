import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { App, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { vi } from 'vitest';
import { buttonConfig } from '../ui/buttonConfig';

/** Draws what stands on a page as the program does, with a cache that asks once. */
export function show(node: ReactNode, address = '/') {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const drawn = render(
    <QueryClientProvider client={cache}>
      <MemoryRouter initialEntries={[address]}>
        <ConfigProvider button={buttonConfig}>
          <App component={false}>{node}</App>
        </ConfigProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return { cache, ...drawn };
}

export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
  });

export const unavailable = () => json({ status: 503, code: 'UNAVAILABLE', title: '' }, 503);

/** A server that answers by the part of the address behind /api/v1; whatever else is asked is a 404. */
export function stubServer(answers: Record<string, () => Response>) {
  vi.stubGlobal('fetch', async (address: string) => {
    const path = address.replace('/api/v1', '').replace(/\?.*/, '');
    return (answers[path] ?? (() => json({ status: 404, code: 'NOT_FOUND', title: '' }, 404)))();
  });
}
