import { meets, readCell } from '../cells/index.ts';
import type { CellTest } from '../cells/index.ts';
import type { DecisionTable } from '../tables/index.ts';
import { columnAtoms } from './column-atoms.ts';
import type { Atom, NumberDomain } from './column-atoms.ts';
import { allOf } from './region.ts';
import type { Region } from './region.ts';

/** A table with its rows as regions of what may come in. */
export interface TableRegions {
  /** Atoms of each column. */
  readonly atoms: readonly (readonly Atom[])[];
  /** Everything that may come in, and the same without empty values. */
  readonly all: Region;
  readonly filled: Region;
  readonly rows: readonly RowRegion[];
}

export interface RowRegion {
  /** What the row certainly takes: nothing, where a cell is in FEEL that nothing exact can be said of. */
  readonly certain: Region;
  /** What it may take at most. */
  readonly possible: Region;
  /** Indices of the columns whose cell is unknown. */
  readonly unknown: readonly number[];
}

/** Divides what may come into a table by its cells. @param numbersOf what is known of a column, by its expression */
export function tableRegions(
  table: DecisionTable,
  numbersOf: (expression: string) => NumberDomain | undefined,
): TableRegions {
  const tests = table.rows.map((row) => table.inputs.map((_, i) => readCell(row.in[i] ?? '-')));
  const atoms = table.inputs.map(({ type, values, expression }, i) =>
    columnAtoms(
      { type, values, numbers: numbersOf(expression) },
      tests.flatMap((row) => row[i] ?? []),
    ),
  );
  return {
    atoms,
    all: atoms.map((column) => allOf(column.length)),
    filled: atoms.map((column) => allOf(column.length) & ~bit(column.length - 1)),
    rows: tests.map((row) => ({
      certain: row.map((test, i) => setOf(test, atoms[i] ?? [], false)),
      possible: row.map((test, i) => setOf(test, atoms[i] ?? [], true)),
      unknown: row.flatMap((test, i) => (test.kind === 'unknown' ? [i] : [])),
    })),
  };
}

function setOf(test: CellTest, atoms: readonly Atom[], unknown: boolean): bigint {
  return atoms.reduce((set, { sample }, i) => ((meets(test, sample) ?? unknown) ? set | bit(i) : set), 0n);
}

function bit(index: number): bigint {
  return 1n << BigInt(index);
}
