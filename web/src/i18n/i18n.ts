import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import { setRequestLanguage } from '../api/client';
import type { Language } from '../ui/settings';

/** Only the language in use is loaded; zh-Hans is the source that the other two are checked against. */
const loaders = {
  'zh-Hans': () => import('./zh-Hans.json'),
  'zh-Hant': () => import('./zh-Hant.json'),
  en: () => import('./en.json'),
} satisfies Record<Language, () => Promise<{ default: object }>>;

async function load(language: Language) {
  if (!i18n.hasResourceBundle(language, 'translation')) {
    const texts = (await loaders[language]()).default;
    i18n.addResourceBundle(language, 'translation', texts);
  }
}

export async function initI18n(language: Language) {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: {},
    keySeparator: '.',
    returnEmptyString: true,
  });
  await changeLanguage(language);
}

export async function changeLanguage(language: Language) {
  await load(language);
  setRequestLanguage(language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}
