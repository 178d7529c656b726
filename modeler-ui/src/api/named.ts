import type { Named } from './types.ts';

type Raw = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function named(raw: unknown, parent: string | null): Named | undefined {
  if (typeof raw === 'string') return { id: raw, name: raw, parent };
  if (typeof raw !== 'object' || raw === null) return undefined;
  const row = raw as Raw;
  const id = text(row['id']) ?? text(row['_id']) ?? text(row['code']) ?? text(row['value']);
  if (id === undefined) return undefined;
  const name = text(row['zh']) ?? text(row['name']) ?? text(row['label']) ?? id;
  const nameEn = text(row['nameEn']) ?? text(row['en']);
  return { id, name, parent, ...(nameEn === undefined ? {} : { nameEn }) };
}

/** Flattens a reference list (bare array, {items} or under its own name; children nested) into named choices. */
export function namedList(answer: unknown, key: string, parent: string | null = null): readonly Named[] {
  const rows: unknown = Array.isArray(answer)
    ? answer
    : typeof answer === 'object' && answer !== null
      ? ((answer as Raw)[key] ?? (answer as Raw)['items'])
      : undefined;
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown) => {
    const own = named(row, parent);
    if (own === undefined) return [];
    const children = typeof row === 'object' && row !== null ? (row as Raw)['children'] : undefined;
    return [own, ...namedList(children, key, own.name)];
  });
}
