/**
 * Rules that an admin changes without code: tables read, evaluated, checked, compared and replayed. Pure, without I/O.
 * This is the package's one public door.
 */
export * from './cases/index.ts';
export * from './checks/index.ts';
export * from './evaluation/index.ts';
export * from './files/index.ts';
export * from './names/index.ts';
export * from './replay/index.ts';
export * from './tables/index.ts';
export * from './words/index.ts';
