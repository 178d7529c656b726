import type { PeerRow } from './figures.ts';

const COLUMNS = ['engine', 'durable', 'W1 /s', 'W2 created s', 'W2 late p50 ms', 'W2 late p99 ms'] as const;

/** The comparison as people read it: a line an engine, figures to the right, reasons after a dash. */
export function peerTable(rows: readonly PeerRow[]): string {
  const lines = rows.map((row) => [
    row.engine,
    row.durable ? 'yes' : 'no',
    `${figure(row.w1PerSecond)}${row.w1Plateau === false ? '*' : ''}`,
    figure(row.w2CreateSeconds),
    figure(row.w2LatenessP50Ms),
    figure(row.w2LatenessP99Ms),
  ]);
  const widths = COLUMNS.map((column, at) =>
    Math.max(column.length, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  const layout = (cells: readonly string[], remark: string): string =>
    `${cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')}${remark === '' ? '' : `  – ${remark}`}`;
  const starred = rows.some((row) => row.w1Plateau === false);
  return [
    layout(COLUMNS, ''),
    layout(
      widths.map((width) => '-'.repeat(width)),
      '',
    ),
    ...lines.map((line, at) => layout(line, remark(rows[at]))),
    ...(starred ? ['* no plateau: the last three rounds differ by more than 5 %'] : []),
    '',
  ].join('\n');
}

function figure(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(1);
}

function remark(row: PeerRow | undefined): string {
  if (row?.skipped !== undefined) return `skipped: ${row.skipped}`;
  if (row?.failed !== undefined) return `failed: ${row.failed}`;
  return row?.note ?? '';
}
