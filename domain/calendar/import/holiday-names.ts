/** Names of holidays as notices and calendars write them, with the name that config/calendar.yaml uses. */
const ALIASES: Readonly<Record<string, string>> = {
  新年: '元旦',
  清明: '清明节',
  五一: '劳动节',
  国际劳动节: '劳动节',
  五一国际劳动节: '劳动节',
  五一劳动节: '劳动节',
  端午: '端午节',
  中秋: '中秋节',
  国庆: '国庆节',
  十一: '国庆节',
};

const ENGLISH: Readonly<Record<string, string>> = {
  元旦: "New Year's Day",
  春节: 'Spring Festival',
  清明节: 'Qingming Festival',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
  中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日: '70th anniversary of the victory in the war',
};

/** The seven holidays that a year's notice sets since 2008. */
export const USUAL_HOLIDAYS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const;

/** The usual name of a holiday, or of several that fall together: `国庆节、中秋节`. */
export function holidayName(text: string): string {
  return namesIn(text).join('、');
}

/** The single holidays of a name. */
export function namesIn(text: string): string[] {
  return text
    .replace(/[“”"'「」\s]/g, '')
    .split(/[、,和与+/]/)
    .filter((part) => part !== '')
    .map((part) => ALIASES[part] ?? part);
}

/** English of a holiday's name, or undefined when it is not known. */
export function englishName(zh: string): string | undefined {
  const names = namesIn(zh).map((name) => ENGLISH[name]);
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length && known.length > 0 ? known.join(' and ') : undefined;
}
