export { regionWords } from './region-words.ts';
export { columnAtoms } from './column-atoms.ts';
export type { Atom, AtomColumn, NumberDomain } from './column-atoms.ts';
export { MOST_PARTS, allOf, intersect, isEmpty, subtract, uncovered } from './region.ts';
export type { Region } from './region.ts';
export { tableRegions } from './table-regions.ts';
export type { RowRegion, TableRegions } from './table-regions.ts';
