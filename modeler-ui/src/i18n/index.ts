import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { setRequestLanguage } from '../api/index.ts';
import { initReactI18next, useTranslation } from 'react-i18next';
import en from './en.json';
import zh from './zh.json';

export type Language = 'zh' | 'en';

const STORED = 'jiesu.language';

function storedLanguage(): Language {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh'; // storage may be forbidden; the page must still open
  }
}

function apply(language: Language): void {
  setRequestLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
}

/** Starts the translations in the remembered language, Chinese when none is. */
export async function startI18n(): Promise<void> {
  const language = storedLanguage();
  apply(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    nsSeparator: false, // codes such as role:dispatcher carry a colon
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
}

/** Changes the language of the whole page and remembers it in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // not remembered where storage is forbidden
  }
  apply(language);
  await i18next.changeLanguage(language);
}

export interface Words {
  /** Text of a key, with {{placeholders}} filled. */
  readonly t: (key: string, values?: Readonly<Record<string, unknown>>) => string;
  readonly language: Language;
  /** Text of a code in a family (`status`, `kind`…); an unknown code is shown as it is rather than hidden. */
  readonly word: (family: string, code: string | null | undefined) => string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return {
    t: (key, values) => t(key, { ...values }),
    language,
    word: (family, code) =>
      code === null || code === undefined || code === ''
        ? '—'
        : t(`${family}.${code}`, { defaultValue: code }),
  };
}
