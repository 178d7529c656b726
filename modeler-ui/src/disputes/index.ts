/** 职责争议: who is responsible, as each unit sees it and as it was ruled. */
export { DisputePositions } from './positions.tsx';
export { RulingText } from './ruling.tsx';
export { dueOfDispute } from './due.ts';
