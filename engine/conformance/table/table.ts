import { format, resolveConfig } from 'prettier';
import { elementRows, endpointRows, rpcRows } from '../rows/index.ts';
import { columns, type Column } from './columns.ts';
import { NOTES } from './notes.ts';

const BEGIN = '<!-- The tables are written by `npm run conformance-table -w @jiesu/engine`. -->';
const END = '<!-- End of the conformance tables. -->';

/** The parts of the table: what is called, and what is executed. */
function parts(): readonly (readonly [title: string, rows: readonly string[]])[] {
  return [
    ['RPC', rpcRows()],
    ['endpoint', endpointRows()],
    ['element / position', elementRows()],
  ];
}

/** Rows that nobody proves, and rows that someone claims to prove but that do not exist. */
export function gaps(): { readonly unproven: readonly string[]; readonly unknown: readonly string[] } {
  const rows = parts().flatMap(([, names]) => names);
  const proven = new Set(columns().flatMap((column) => [...column.rows]));
  const known = new Set(rows);
  return {
    unproven: rows.filter((row) => !proven.has(row)),
    unknown: [...proven, ...Object.keys(NOTES)].filter((row) => !known.has(row)),
  };
}

/** The README with the tables as the tests declare them. @throws Error when it has no place for them */
export async function withTables(readme: string): Promise<string> {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the README has no place for the tables: ${BEGIN}`);
  const tables = parts().map(([title, rows]) => table(title, rows));
  const text = [readme.slice(0, begin) + BEGIN, ...tables, readme.slice(end)].join('\n\n');
  return format(text, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' });
}

/** Columns that prove none of the rows are left out: no RPC is called over REST. */
function table(title: string, rows: readonly string[]): string {
  const shown = columns().filter((column) => rows.some((row) => column.rows.has(row)));
  const lines = rows.map((row) => [
    code(title, row),
    ...shown.map((column) => mark(column, row)),
    NOTES[row] ?? '',
  ]);
  return [[title, ...shown.map(({ name }) => name), 'note'], shown.map(() => '-').concat('-', '-'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const code = (title: string, row: string): string => (title === 'endpoint' ? `\`${row}\`` : row);
const mark = ({ rows }: Column, row: string): string => (rows.has(row) ? '✓' : '');
