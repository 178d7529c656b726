import { rowCodec } from './row.ts';

/** An instance that waits for a signal. */
export interface SignalSubscription {
  readonly key: number;
  readonly name: string;
  readonly hostKey: number;
  /** The element that is entered: see OpenSubscription. */
  readonly elementId: string;
}

export const signalSubscriptionCodec = rowCodec<SignalSubscription>(['key', 'name', 'hostKey', 'elementId'], {
  keys: ['key', 'hostKey'],
});
