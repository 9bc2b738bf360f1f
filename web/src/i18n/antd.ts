import type { Locale } from 'antd/es/locale';
import { useEffect, useState } from 'react';
import type { Language } from '../ui/settings';

const loaders: Record<Language, () => Promise<{ locale: Locale; dates: string }>> = {
  'zh-Hans': async () => {
    const [antd] = await Promise.all([import('antd/locale/zh_CN'), import('dayjs/locale/zh-cn')]);
    return { locale: antd.default, dates: 'zh-cn' };
  },
  'zh-Hant': async () => {
    const [antd] = await Promise.all([import('antd/locale/zh_TW'), import('dayjs/locale/zh-tw')]);
    return { locale: antd.default, dates: 'zh-tw' };
  },
  en: async () => ({ locale: (await import('antd/locale/en_US')).default, dates: 'en' }),
};

/** The texts of antd's own controls, fetched for the language in use. */
export function useAntdLocale(language: Language): Locale | undefined {
  const [locale, setLocale] = useState<Locale>();
  useEffect(() => {
    let wanted = true;
    void Promise.all([loaders[language](), import('dayjs')]).then(([loaded, dayjs]) => {
      dayjs.default.locale(loaded.dates);
      if (wanted) setLocale(loaded.locale);
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  return locale;
}
