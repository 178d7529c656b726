import { meets, readCell } from '../cells/index.ts';
import type { CellTest, CellValue, NumberRange } from '../cells/index.ts';

/**
 * A part of a column's values that no cell of the column divides: all of it meets a cell or none of it does, so one
 * sample stands for it.
 */
export interface Atom {
  readonly sample: CellValue;
  readonly kind: 'value' | 'range' | 'other' | 'empty';
  readonly range?: NumberRange;
}

/** What is known of a column's numbers. */
export interface NumberDomain {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

/** A column whose values are divided. */
export interface AtomColumn {
  readonly type: string;
  /** FEEL of what may occur. */
  readonly values?: string | undefined;
  readonly numbers?: NumberDomain | undefined;
}

/** Stands for every string that no cell of the column names. */
const OTHER = '\u0000other';

/** The atoms of a column under all its cells. The last one is the empty value (null). */
export function columnAtoms(column: AtomColumn, tests: readonly CellTest[]): Atom[] {
  const empty: Atom = { sample: null, kind: 'empty' };
  const items = tests.flatMap((test) => (test.kind === 'some' ? test.items : []));
  const listed = column.values === undefined ? undefined : readCell(column.values);
  if (isNumeric(column, tests)) return [...numberAtoms(column, tests, listed), empty];
  if (column.type === 'boolean')
    return [{ sample: true, kind: 'value' }, { sample: false, kind: 'value' }, empty];
  const allowed = listed?.kind === 'some' && !listed.negated ? listed.items : undefined;
  const named = (allowed ?? items).flatMap((item) =>
    'value' in item && item.value !== null ? [item.value] : [],
  );
  const values: Atom[] = [...new Set(named)].map((sample) => ({ sample, kind: 'value' }));
  return [...values, ...(allowed === undefined ? [{ sample: OTHER, kind: 'other' as const }] : []), empty];
}

function isNumeric({ type }: AtomColumn, tests: readonly CellTest[]): boolean {
  if (type === 'number') return true;
  const items = tests.flatMap((test) => (test.kind === 'some' ? test.items : []));
  return (
    type !== 'string' &&
    type !== 'boolean' &&
    items.some((item) => 'range' in item || typeof item.value === 'number')
  );
}

function numberAtoms(
  { numbers = {} }: AtomColumn,
  tests: readonly CellTest[],
  listed: CellTest | undefined,
): Atom[] {
  const { min = -Infinity, max = Infinity, integer = false } = numbers;
  const bounds = new Set<number>();
  for (const test of [...tests, ...(listed === undefined ? [] : [listed])]) {
    if (test.kind !== 'some') continue;
    for (const item of test.items) {
      if ('range' in item) [item.range.low, item.range.high].forEach((bound) => bounds.add(bound));
      else if (typeof item.value === 'number') bounds.add(item.value);
    }
  }
  [min, max].forEach((bound) => bounds.add(bound));
  const sorted = [...bounds].filter(Number.isFinite).sort((a, b) => a - b);
  const edges = [-Infinity, ...sorted, Infinity];
  const atoms: Atom[] = [];
  edges.forEach((low, i) => {
    const high = edges[i + 1];
    if (Number.isFinite(low)) atoms.push({ sample: low, kind: 'value' });
    if (high === undefined) return;
    const sample = between(low, high, integer);
    if (sample === undefined) return;
    atoms.push({ sample, kind: 'range', range: { low, lowIncluded: false, high, highIncluded: false } });
  });
  return atoms.filter(
    ({ sample }) =>
      typeof sample === 'number' &&
      sample >= min &&
      sample <= max &&
      (!integer || Number.isInteger(sample)) &&
      (listed === undefined || meets(listed, sample) !== false),
  );
}

/** A number strictly between two, an integer where only those occur; undefined when there is none. */
function between(low: number, high: number, integer: boolean): number | undefined {
  if (low === -Infinity && high === Infinity) return 0;
  if (low === -Infinity) return integer ? Math.ceil(high) - 1 : high - 1;
  if (high === Infinity) return integer ? Math.floor(low) + 1 : low + 1;
  if (!integer) return (low + high) / 2;
  const next = Math.floor(low) + 1;
  return next < high ? next : undefined;
}
