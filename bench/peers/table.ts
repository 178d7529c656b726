import type { PeerRow } from './figures.ts';

const COLUMNS = [
  'engine',
  'durable',
  'W1 /s',
  'W1 ours ÷',
  'W2 created s',
  'W2 late p50 ms',
  'W2 late p99 ms',
] as const;

/** W1 of the engine with that title divided by W1 of each other engine, by the other's title. */
export function ratios(rows: readonly PeerRow[], ownTitle: string | undefined): Record<string, number> {
  const own = rows.find(({ engine }) => engine === ownTitle)?.w1PerSecond;
  const quotients: Record<string, number> = {};
  for (const { engine, w1PerSecond } of rows) {
    if (own === undefined || w1PerSecond === undefined || engine === ownTitle) continue;
    quotients[engine] = Math.round((own / w1PerSecond) * 100) / 100;
  }
  return quotients;
}

/**
 * The comparison as people read it: a line an engine, figures to the right, reasons after a dash.
 * @param ownTitle the engine that the others are compared with
 */
export function peerTable(rows: readonly PeerRow[], ownTitle?: string): string {
  const quotients = ratios(rows, ownTitle);
  const lines = rows.map((row) => [
    row.engine,
    row.durable ? 'yes' : 'no',
    `${figure(row.w1PerSecond)}${row.w1Plateau === false ? '*' : ''}`,
    quotients[row.engine]?.toFixed(2) ?? '',
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
  const recorded =
    row?.w2RecordedP99Ms === undefined
      ? []
      : [`W2 p99 by the engine's record: ${figure(row.w2RecordedP99Ms)} ms`];
  return [row?.note ?? [], recorded].flat().join('; ');
}
