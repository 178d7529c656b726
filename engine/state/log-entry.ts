import { FIRST_KEY } from './keys.ts';
import { RECORD_SHAPES, type RecordShape, type Role } from './record-shapes.ts';

/** Something that happened: what a history is made of. */
export type EventRecord = readonly [valueType: string, intent: string, key: number, value: unknown];

/** The records of a command with its time, in epoch ms. */
export type LoggedRecords = readonly [timestamp: number, records: readonly EventRecord[]];

/**
 * An entry of the log: the commands of a commit, or some of them. A command is a row: its time, then its records, each a row
 * of the number of its shape (or its two names), its key, and its value. Times and keys are kept as what they are
 * more than those before, so that commands that do the same look the same, which makes them short once they are compressed.
 *
 * Entries of version 1 hold each command as [time, records] with nothing shortened.
 */
export type LogEntry = readonly (readonly unknown[])[];

/** Stands for a key of 0, which is no key. */
const NO_KEY = false;
const NO_ROLES: readonly Role[] = [];

const NUMBERS: ReadonlyMap<string, ReadonlyMap<string, number>> = numbersOf(RECORD_SHAPES);

function numbersOf(shapes: readonly RecordShape[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const numbers = new Map<string, Map<string, number>>();
  for (const [number, { valueType, intent }] of shapes.entries()) {
    const intents = numbers.get(valueType) ?? new Map<string, number>();
    numbers.set(valueType, intents.set(intent, number));
  }
  return numbers;
}

/** What the next record is kept in relation to. */
interface Before {
  time: number;
  key: number;
  instance: number;
  definition: number;
}

function beginning(): Before {
  return { time: 0, key: FIRST_KEY, instance: FIRST_KEY, definition: FIRST_KEY };
}

/** Commands as the log keeps them, at least one. Each must have a record. */
export function packEntry(commands: readonly LoggedRecords[]): LogEntry {
  const before = beginning();
  return commands.map(([timestamp, records]) => {
    const row: unknown[] = [timestamp - before.time];
    before.time = timestamp;
    for (const record of records) row.push(packRecord(record, before));
    return row;
  });
}

/** The commands that were packed. */
export function unpackEntry(entry: LogEntry): readonly LoggedRecords[] {
  const before = beginning();
  return entry.map((row) => {
    if (isOfVersion1(row)) return row;
    before.time += row[0] as number;
    const records: EventRecord[] = [];
    for (let at = 1; at < row.length; at += 1) records.push(unpackRecord(row[at] as unknown[], before));
    return [before.time, records];
  });
}

/** The time of the last command of an entry, in epoch ms. */
export function lastTimeOf(entry: LogEntry): number {
  let time = 0;
  for (const row of entry) time = isOfVersion1(row) ? row[0] : time + (row[0] as number);
  return time;
}

function isOfVersion1(row: readonly unknown[]): row is LoggedRecords {
  const [, first] = row;
  return Array.isArray(first) && Array.isArray(first[0]);
}

function packRecord([valueType, intent, key, value]: EventRecord, before: Before): unknown[] {
  const number = NUMBERS.get(valueType)?.get(intent);
  const row: unknown[] = number === undefined ? [valueType, intent] : [number];
  const distance = key - before.key;
  before.key = key;
  if (!Array.isArray(value)) {
    // The list around the key tells that the value is none.
    row.push([distance], value);
    return row;
  }
  row.push(distance);
  const roles = number === undefined ? NO_ROLES : (RECORD_SHAPES[number]?.roles ?? NO_ROLES);
  for (let at = 0; at < value.length; at += 1) row.push(packed(value[at], roles[at], before));
  return row;
}

function unpackRecord(row: readonly unknown[], before: Before): EventRecord {
  const shape = typeof row[0] === 'number' ? RECORD_SHAPES[row[0]] : undefined;
  const valueType = shape?.valueType ?? (row[0] as string);
  const intent = shape?.intent ?? (row[1] as string);
  let at = shape === undefined ? 2 : 1;
  const distance = row[at];
  at += 1;
  if (Array.isArray(distance)) {
    before.key += distance[0] as number;
    return [valueType, intent, before.key, row[at] ?? null];
  }
  before.key += distance as number;
  const roles = shape?.roles ?? NO_ROLES;
  const value: unknown[] = [];
  for (; at < row.length; at += 1) value.push(unpacked(row[at], roles[value.length], before));
  return [valueType, intent, before.key, value];
}

function packed(value: unknown, role: Role | undefined, before: Before): unknown {
  if (role === undefined || role === 'any') return value;
  if (typeof role !== 'string') {
    const number = role.indexOf(value as string);
    return number < 0 ? value : number;
  }
  if (role === 'keys') return (value as readonly number[]).map((key) => key - before.key);
  if (typeof value !== 'number') return value;
  if (role === 'time') return value - before.time;
  if (value === 0) return NO_KEY;
  if (role === 'key') return value - before.key;
  if (role === 'scope') return value - before.instance;
  const distance = value - before[role];
  before[role] = value;
  return distance;
}

function unpacked(value: unknown, role: Role | undefined, before: Before): unknown {
  if (role === undefined || role === 'any') return value;
  if (typeof role !== 'string') return typeof value === 'number' ? role[value] : value;
  if (role === 'keys') return (value as readonly number[]).map((distance) => before.key + distance);
  if (value === NO_KEY) return 0;
  if (typeof value !== 'number') return value;
  if (role === 'time') return before.time + value;
  if (role === 'key') return before.key + value;
  if (role === 'scope') return before.instance + value;
  before[role] += value;
  return before[role];
}
