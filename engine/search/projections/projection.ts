import { packKey } from '../../state/index.ts';
import type { Changes } from '../changes.ts';

/** One record of the log, with the time of its command in epoch ms. */
export interface LogEvent {
  readonly intent: string;
  /** Without its base. */
  readonly key: number;
  readonly value: readonly unknown[];
  readonly timestamp: number;
}

/** Writes what a record tells into the documents. Doing it twice is the same as doing it once. */
export type Projection = (changes: Changes, event: LogEvent) => void;

/** A key in the value of a record without its base, 0 for none. */
export function keyIn(value: unknown): number {
  return typeof value === 'number' ? packKey(value) : 0;
}
