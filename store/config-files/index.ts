export { loadCityConfig } from './load-city-config.ts';
export type { CityConfig } from './load-city-config.ts';
