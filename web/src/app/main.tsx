import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ProblemError } from '../api/client';
import { initI18n } from '../i18n/i18n';
import { settings } from '../ui/settings';
import { makeRouter } from './routes';
import '../ui/tokens.css';
import '../ui/base.css';
import './app.css';

const isWorthRetrying = (error: Error) =>
  !(error instanceof ProblemError) || error.problem.status === 0 || error.problem.status >= 500;

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && isWorthRetrying(error),
      refetchOnWindowFocus: true,
    },
  },
});

async function start() {
  await initI18n(settings().language);
  const place = document.getElementById('root');
  if (!place) throw new Error('index.html has no #root');
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <RouterProvider router={makeRouter()} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
