import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { createBrowserRouter } from 'react-router';
import { SkeletonRows } from '../ui/Parts';
import { Failure, NotFound } from './Failure';
import { Root } from './Root';
import { Shell } from './Shell';

/** Each page is fetched when it is first opened. */
function page<Name extends string>(
  load: () => Promise<Record<Name, () => ReactNode>>,
  name: Name,
): ReactNode {
  const Page = lazy(async (): Promise<{ default: ComponentType }> => {
    const loaded = await load();
    return { default: loaded[name] };
  });
  return (
    <Suspense fallback={<SkeletonRows rows={10} />}>
      <Page />
    </Suspense>
  );
}

const pages = [
  { index: true, element: page(() => import('../features/desk/DeskPage'), 'DeskPage') },
  { path: 'cases', element: page(() => import('../features/cases/QueuePage'), 'QueuePage') },
  { path: 'cases/:id', element: page(() => import('../features/cases/CasePage'), 'CasePage') },
  {
    path: 'cases/:id/clocks/:deadline',
    element: page(() => import('../features/clocks/ClockPage'), 'ClockPage'),
  },
  {
    path: 'cases/:id/ladder',
    element: page(() => import('../features/ladder/LadderPage'), 'LadderPage'),
  },
  { path: 'why/:entry', element: page(() => import('../features/why/WhyPage'), 'WhyPage') },
  {
    path: 'approvals',
    element: page(() => import('../features/approvals/ApprovalsPage'), 'ApprovalsPage'),
  },
  {
    path: 'ledgers/:pack/:id',
    element: page(() => import('../features/ledgers/LedgerPage'), 'LedgerPage'),
  },
  {
    path: 'boards/:pack/:id',
    element: page(() => import('../features/boards/BoardPage'), 'BoardPage'),
  },
  { path: 'import', element: page(() => import('../features/import/ImportPage'), 'ImportPage') },
  { path: 'new', element: page(() => import('../features/intake/BeginPage'), 'BeginPage') },
  {
    path: 'new/:pack/:command',
    element: page(() => import('../features/intake/IntakePage'), 'IntakePage'),
  },
  {
    path: 'clients',
    element: page(() => import('../features/clients/ClientsPage'), 'ClientsPage'),
  },
  {
    path: 'clients/:key',
    element: page(() => import('../features/clients/ClientPage'), 'ClientPage'),
  },
  {
    path: 'calendar',
    element: page(() => import('../features/calendar/CalendarPage'), 'CalendarPage'),
  },
  {
    path: 'reports',
    element: page(() => import('../features/reports/ReportsPage'), 'ReportsPage'),
  },
  {
    path: 'reports/:id',
    element: page(() => import('../features/reports/ReportPage'), 'ReportPage'),
  },
  {
    path: 'breaches',
    element: page(() => import('../features/breaches/BreachesPage'), 'BreachesPage'),
  },
  { path: 'packs', element: page(() => import('../features/packs/PacksPage'), 'PacksPage') },
  { path: 'packs/:id', element: page(() => import('../features/packs/PackPage'), 'PackPage') },
  {
    path: 'packs/:id/difference',
    element: page(() => import('../features/packs/DifferencePage'), 'DifferencePage'),
  },
  { path: 'packs/:id/use', element: page(() => import('../features/packs/UsePage'), 'UsePage') },
  {
    path: 'editions/:id/trial',
    element: page(() => import('../features/packs/TrialPage'), 'TrialPage'),
  },
  { path: 'dry-run', element: page(() => import('../features/dryrun/DryRunPage'), 'DryRunPage') },
  { path: 'me', element: page(() => import('../features/me/MePage'), 'MePage') },
  { path: '*', element: <NotFound /> },
];

export function makeRouter() {
  return createBrowserRouter([
    {
      element: <Root />,
      errorElement: <Failure />,
      children: [{ path: '/', element: <Shell />, children: pages }],
    },
  ]);
}
