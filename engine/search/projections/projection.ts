import type { Changes } from '../changes.ts';

/** One record of the log, with the time of its command in epoch ms. */
export interface LogEvent {
  readonly intent: string;
  readonly key: number;
  readonly value: readonly unknown[];
  readonly timestamp: number;
}

/** Writes what a record tells into the rows. Doing it twice is the same as doing it once. */
export type Projection = (changes: Changes, event: LogEvent) => void;
