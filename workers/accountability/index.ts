import { recordMeasure } from './record-measure.ts';
import { startAccountability } from './start-accountability.ts';

/** 通报、约谈、问责: what follows for a unit. */
export const accountabilityHandlers = [startAccountability, recordMeasure];
export { settleCases } from './settle-cases.ts';
