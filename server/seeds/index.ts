export { seedDemoPeople, seedUnits } from './seeds.ts';
