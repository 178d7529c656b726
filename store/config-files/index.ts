/** The files of config/. */
export { readConfigTexts } from './config-texts.ts';
export type { ConfigTexts } from './config-texts.ts';
export { loadCityConfig, parseCalendar, parseCatalogue, parseCityConfig } from './load-city-config.ts';
export type { CityConfig } from './load-city-config.ts';
