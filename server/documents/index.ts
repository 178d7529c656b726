/** 四单: reading and printing what was issued. */
export { documentEndpoints } from './endpoints.ts';
export { documentPrinter } from './templates.ts';
export type { PrintDocument } from './templates.ts';
