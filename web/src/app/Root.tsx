import { useQueryClient } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import { lazy, Suspense, useEffect } from 'react';
import { Outlet } from 'react-router';
import { setSignedOutHandler } from '../api/client';
import { keys } from '../api/keys';
import { useMe } from '../api/session';
import { useAntdLocale } from '../i18n/antd';
import { changeLanguage } from '../i18n/i18n';
import { buttonConfig } from '../ui/buttonConfig';
import { Motif } from '../ui/Motif';
import { problemOf, RefusalNotice } from '../ui/RefusalNotice';
import { useDark, useSettings } from '../ui/settings';
import { themeOf } from '../ui/theme';
import { LiveEvents } from './LiveEvents';

// Whoever is signed in already does not fetch it.
const SignInPage = lazy(async () => ({
  default: (await import('../features/session/SignInPage')).SignInPage,
}));

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;

function useAppearance() {
  const { language } = useSettings();
  const isDark = useDark();
  const cache = useQueryClient();
  useEffect(() => {
    document.documentElement.classList.toggle('dark', isDark);
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  }, [isDark]);
  useEffect(() => {
    if (document.documentElement.lang === language) return;
    // The server's titles come in the language asked for, so everything is asked for again.
    void changeLanguage(language).then(() => cache.invalidateQueries());
  }, [language, cache]);
  return { isDark, language };
}

function Opening() {
  return (
    <main className="opening" aria-busy="true">
      <Motif size={56} />
    </main>
  );
}

/** Who is it: the sign-in page until the server knows, then what was asked for. */
function Gate() {
  const me = useMe();
  const cache = useQueryClient();
  useEffect(() => {
    // Whoever has not signed in yet must not lose what he is typing to a fresh page.
    setSignedOutHandler(() => {
      if (cache.getQueryData(keys.me)) void cache.resetQueries({ queryKey: keys.me });
    });
  }, [cache]);
  if (me.data) {
    return (
      <>
        <LiveEvents />
        <Outlet />
      </>
    );
  }
  if (me.error && problemOf(me.error).status === 401) {
    return (
      <Suspense fallback={<Opening />}>
        <SignInPage />
      </Suspense>
    );
  }
  if (me.error) {
    return (
      <main className="page stack">
        <RefusalNotice error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  return <Opening />;
}

export function Root() {
  const { isDark, language } = useAppearance();
  const locale = useAntdLocale(language);
  // antd mounts everything anew when it gets its first locale, and with it what has been typed.
  if (!locale) return null;
  return (
    <ConfigProvider locale={locale} csp={{ nonce }} button={buttonConfig} theme={themeOf(isDark)}>
      <App component={false}>
        <Gate />
      </App>
    </ConfigProvider>
  );
}
