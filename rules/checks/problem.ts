import type { Names } from '@jiesu/domain';

/** Something that is wrong with a draft; errors forbid to submit it. */
export interface RuleProblem extends Names {
  readonly ruleId: string;
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  /** Decision of the file, its row and its column, by their ids. */
  readonly decision?: string;
  readonly row?: string;
  readonly column?: string;
  /** Place in a YAML file, like `units[3].phone`, or the line of a text. */
  readonly path?: string;
}

export type ProblemCode =
  | 'not-compiled'
  | 'not-read'
  | 'cell-type'
  | 'value-not-allowed'
  | 'unknown-reference'
  | 'negative-amount'
  | 'unit-missing'
  | 'amount-missing'
  | 'format'
  | 'row-never-fits'
  | 'unreachable'
  | 'duplicate-row'
  | 'overlap'
  | 'overlap-possible'
  | 'gap'
  | 'gap-possible'
  | 'no-default-row'
  | 'too-large'
  | 'limits-invalid'
  | 'beyond-calendar'
  | 'field-invalid'
  | 'template-invalid'
  | 'case-failed'
  | 'case-unknown'
  | 'no-cases'
  | 'decision-missing'
  | 'file-missing';

/** `第 3 行` and `row 3`; @param index from 0 */
export function rowName(index: number): Names {
  return { zh: `第 ${index + 1} 行`, en: `row ${index + 1}` };
}
