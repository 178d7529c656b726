/** The pure rules of the hotline: no I/O, no clock, no framework. This is the package's one public door. */
export * from './calendar/index.ts';
export * from './classification/index.ts';
export * from './config/index.ts';
export * from './deadline/index.ts';
export * from './errors/index.ts';
export * from './notifications/index.ts';
export * from './order/index.ts';
export * from './privacy/index.ts';
export * from './responsibility/index.ts';
export * from './scores/index.ts';
export * from './similarity/index.ts';
export * from './supervision/index.ts';
