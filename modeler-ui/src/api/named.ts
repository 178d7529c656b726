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
  const script = text(row['script']);
  return {
    id,
    name,
    parent: text(row['parent']) ?? parent,
    ...(nameEn === undefined ? {} : { nameEn }),
    ...(script === undefined ? {} : { script }),
  };
}

function rowsOf(answer: unknown, key: string): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  if (typeof answer !== 'object' || answer === null) return [];
  const rows = (answer as Raw)[key] ?? (answer as Raw)['items'];
  return Array.isArray(rows) ? rows : [];
}

function flatten(rows: readonly unknown[], parent: string | null): readonly Named[] {
  return rows.flatMap((row) => {
    const own = named(row, parent);
    if (own === undefined) return [];
    const children = typeof row === 'object' && row !== null ? (row as Raw)['children'] : undefined;
    return [own, ...flatten(Array.isArray(children) ? children : [], own.id)];
  });
}

/** Reads a reference list (bare array, {items} or under its own name; flat with parents or nested) as named choices. */
export function namedList(answer: unknown, key: string): readonly Named[] {
  return flatten(rowsOf(answer, key), null);
}
