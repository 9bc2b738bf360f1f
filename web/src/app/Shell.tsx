import {
  AppstoreOutlined,
  AuditOutlined,
  BarChartOutlined,
  BellOutlined,
  CalendarOutlined,
  ClusterOutlined,
  DesktopOutlined,
  FileAddOutlined,
  MenuOutlined,
  ReadOutlined,
  SearchOutlined,
  SwapOutlined,
  TeamOutlined,
  UnorderedListOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useBoards } from '../api/boards';
import { useDesk, useToDecide } from '../api/cases';
import { useMe } from '../api/session';
import { useHotkeys } from '../ui/hotkeys';
import { Motif } from '../ui/Motif';
import { useWidth } from '../ui/media';
import { ServerClock } from './ServerClock';
import { VirtualClock } from './VirtualClock';

const KeyHelp = lazy(async () => ({ default: (await import('./KeyHelp')).KeyHelp }));
const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));

type Place = { to: string; text: string; icon: ComponentType; end?: boolean; title?: string };

const places: Place[] = [
  { to: '/', text: 'nav.desk', icon: DesktopOutlined, end: true },
  { to: '/cases', text: 'nav.cases', icon: UnorderedListOutlined },
  { to: '/approvals', text: 'nav.approvals', icon: AuditOutlined },
  { to: '/clients', text: 'nav.clients', icon: TeamOutlined },
  { to: '/breaches', text: 'nav.breaches', icon: WarningOutlined },
  { to: '/reports', text: 'nav.reports', icon: BarChartOutlined },
  { to: '/calendar', text: 'nav.calendar', icon: CalendarOutlined },
  { to: '/packs', text: 'nav.packs', icon: ReadOutlined },
];
const phonePlaces: Place[] = [
  { to: '/', text: 'nav.desk', icon: DesktopOutlined, end: true },
  { to: '/cases', text: 'nav.cases', icon: UnorderedListOutlined },
  { to: '/new', text: 'nav.new', icon: FileAddOutlined },
  { to: '/clients', text: 'nav.clients', icon: TeamOutlined },
  { to: '/me', text: 'nav.more', icon: MenuOutlined },
];

/** The boards that show this person something, behind the list of cases. */
function useBoardPlaces(): Place[] {
  return (useBoards().data ?? []).map((board) => ({
    to: `/boards/${board.pack}/${board.id}`,
    text: '',
    title: board.title,
    icon: board.kind === 'rotation' ? SwapOutlined : AppstoreOutlined,
  }));
}

function Rail() {
  const { t } = useTranslation();
  const me = useMe().data;
  const desk = useDesk().data;
  const boards = useBoardPlaces();
  const toDecide = useToDecide().length;
  return (
    <header className="rail no-print">
      <Link to="/" className="rail-brand">
        <Motif size={28} />
        <span className="rail-text">
          <strong>{t('app.name')}</strong>
          <small>{me?.company.name}</small>
        </span>
      </Link>
      <Link to="/new" className="rail-new" title={t('nav.new')}>
        <FileAddOutlined aria-hidden />
        <span className="rail-text">{t('nav.new')}</span>
        <kbd className="rail-text">C</kbd>
      </Link>
      <nav aria-label={t('nav.main')}>
        {[...places.slice(0, 2), ...boards, ...places.slice(2)].map((place) => {
          const { to, text, icon: Icon, end, title = t(text) } = place;
          return (
            <NavLink key={to} to={to} end={end} className="rail-link" title={title}>
              <Icon aria-hidden />
              <span className="rail-text">{title}</span>
              {to === '/' && Boolean(desk?.counts.overdue) && (
                <span className="rail-count">
                  {desk?.counts.overdue}
                  <span className="unseen">{t('desk.overdue')}</span>
                </span>
              )}
              {to === '/approvals' && toDecide > 0 && (
                <span className="rail-count">
                  {toDecide}
                  <span className="unseen">{t('approvals.mine')}</span>
                </span>
              )}
            </NavLink>
          );
        })}
      </nav>
      <NavLink to="/me" className="rail-link rail-me" title={me?.person.name}>
        <ClusterOutlined aria-hidden />
        <span className="rail-text">
          <span>{me?.person.name}</span>
          <small>
            {me?.roles
              .map((role) => role.title)
              .filter((x, i, all) => all.indexOf(x) === i)
              .slice(0, 2)
              .join(' · ')}
          </small>
        </span>
      </NavLink>
    </header>
  );
}

/** On a telephone a board takes the place of the list of clients: the floor is what one looks at. */
function BottomBar() {
  const { t } = useTranslation();
  const [board] = useBoardPlaces();
  const shown = board
    ? phonePlaces.map((place) => (place.to === '/clients' ? board : place))
    : phonePlaces;
  return (
    <nav className="bottom-bar no-print" aria-label={t('nav.main')}>
      {shown.map(({ to, text, icon: Icon, end, title = t(text) }) => (
        <NavLink key={to} to={to} end={end}>
          <Icon aria-hidden />
          {title}
        </NavLink>
      ))}
    </nav>
  );
}

function TopBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk().data;
  const width = useWidth();
  const unread = desk?.counts.unread ?? 0;
  return (
    <div className="top-bar no-print">
      {width === 'phone' && (
        <Link to="/" className="top-brand" aria-label={t('app.name')}>
          <Motif size={24} />
        </Link>
      )}
      <button type="button" className="plain-button top-search" onClick={onSearch}>
        <SearchOutlined aria-hidden />
        <span>{t('search.hint')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <ServerClock />
      <Link
        to="/#notices"
        className="top-bell"
        aria-label={t('desk.unread_count', { number: unread })}
      >
        <BellOutlined aria-hidden />
        {unread > 0 && <span className="top-bell-count">{unread > 99 ? '99+' : unread}</span>}
      </Link>
    </div>
  );
}

/** The frame of every page: places to go, search, the server's clock, keys. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const width = useWidth();
  const me = useMe().data;
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const focusedBefore = useRef<Element | null>(null);
  const openDialog = (open: (isOpen: boolean) => void) => {
    focusedBefore.current = document.activeElement;
    open(true);
  };
  const closeDialog = (open: (isOpen: boolean) => void) => {
    open(false);
    if (focusedBefore.current instanceof HTMLElement) focusedBefore.current.focus();
  };
  useHotkeys({
    'mod+k': () => openDialog(setSearching),
    '?': () => openDialog(setHelping),
    c: () => navigate('/new'),
    '/': () => {
      const field = document.querySelector<HTMLInputElement>('[data-page-search]');
      if (field) field.focus();
      else openDialog(setSearching);
    },
  });
  return (
    <div className={me?.clock.virtual ? 'shell shell-virtual' : 'shell'}>
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      {width !== 'phone' && <Rail />}
      <div className="shell-main">
        <VirtualClock />
        <TopBar onSearch={() => openDialog(setSearching)} />
        <main id="main" tabIndex={-1} key={location.pathname.split('/')[1]}>
          <Outlet />
        </main>
      </div>
      {width === 'phone' && <BottomBar />}
      <Suspense fallback={null}>
        {searching && <Palette onClose={() => closeDialog(setSearching)} />}
        {helping && <KeyHelp onClose={() => closeDialog(setHelping)} />}
      </Suspense>
    </div>
  );
}
