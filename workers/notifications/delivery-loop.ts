import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Delivery } from './delivery.ts';

export interface DeliveryLoopOptions {
  readonly delivery: Pick<Delivery, 'deliverDue'>;
  /** The time that notifications are judged by, ms since 1970; the engine's where it can be moved. */
  readonly now: () => Promise<number>;
  readonly logger: Logger;
  /** Pause between rounds that found nothing, in ms. @default 1000 */
  readonly pauseMs?: number;
}

/** Delivers for as long as it runs. */
export class DeliveryLoop {
  readonly #options: DeliveryLoopOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: DeliveryLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when the round that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { delivery, now, logger, pauseMs = 1000 } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      let done = 0;
      try {
        done = await delivery.deliverDue(await now());
      } catch (error) {
        logger.warn({ err: error }, 'notifications wait: a round of the delivery failed');
      }
      if (done === 0) await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
