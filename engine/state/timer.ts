import type { ResolvedTimer } from '../model/index.ts';
import { rowCodec } from './row.ts';

/** A timer that runs. */
export interface Timer {
  readonly key: number;
  readonly resolved: ResolvedTimer;
  /** The instance that it belongs to; 0 for the start of a process. */
  readonly hostKey: number;
  readonly elementId: string;
  readonly definitionKey: number;
}

export const timerCodec = rowCodec<Timer>(['key', 'resolved', 'hostKey', 'elementId', 'definitionKey'], {
  keys: ['key', 'hostKey', 'definitionKey'],
  objects: { resolved: rowCodec<ResolvedTimer>(['dueAt', 'repetitions', 'interval']) },
});
