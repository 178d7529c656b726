import type { Logger } from 'pino';
import { DomainError } from '@jiesu/domain';
import {
  OutboxRelay,
  PUBLISH_MESSAGE,
  START_PROCESS,
  messageOf,
  startProcessMessage,
  updateOrder,
} from '@jiesu/store';
import type { ProcessMessage, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import type { ServerMetrics } from '../metrics/index.ts';
import type { Engine } from '../zeebe/index.ts';

/** An order waits at most this long after the engine is back, ms. */
const LONGEST_PAUSE_MS = 15_000;

interface Parts {
  readonly store: Store;
  readonly engine: Engine;
  /** Time of tries: it goes on while the business clock stands still. */
  readonly machineClock: Clock;
  readonly metrics: ServerMetrics;
  readonly logger: Logger;
  /** Takes up what people began and the engine may not have heard of. */
  readonly resume: () => Promise<unknown>;
  /** Pause between rounds, ms. @default 2000 */
  readonly everyMs?: number;
}

/**
 * Takes what was stored with an order to the engine: each message at once when it is stored, and again from the outbox
 * until it got there; the one that starts the process until its first job has claimed the order. So an engine that is
 * down delays orders and loses none.
 */
export class OutboxLoop {
  readonly #parts: Parts;
  readonly #relay: OutboxRelay;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  #stopped = false;
  /** What is being sent at once; the end waits for it. */
  readonly #sending = new Set<Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#relay = new OutboxRelay({
      store: parts.store,
      clock: parts.machineClock,
      longestPauseMs: LONGEST_PAUSE_MS,
      deliver: async ({ orderId, orderNo, entry }) => {
        if (entry.kind === START_PROCESS) {
          await this.#publish(startProcessMessage(orderId, orderNo));
          return 'sent';
        }
        if (entry.kind !== PUBLISH_MESSAGE) throw new DomainError('INTERNAL');
        await this.#publish(messageOf(entry));
        return 'delivered';
      },
      onFailure: ({ orderNo }, error) =>
        parts.logger.warn({ orderNo, err: error }, 'outbox entry not delivered'),
    });
  }

  /** Starts the process of an order that was stored this moment; a failure is left to the rounds. */
  readonly startNow = ({ id, orderNo }: { readonly id: string; readonly orderNo: string }): void => {
    this.#sendNow(() => this.#publish(startProcessMessage(id, orderNo)), orderNo);
  };

  /** Publishes a message that was stored this moment and takes it from the outbox; a failure is left to the rounds. */
  readonly publishNow = (orderId: string, message: ProcessMessage): void => {
    this.#sendNow(async () => {
      await this.#publish(message);
      await updateOrder(this.#parts.store, orderId, () => ({ settleOutbox: message.messageId }));
    }, orderId);
  };

  start(): void {
    const next = (): void => {
      if (this.#stopped) return;
      this.#timer = setTimeout(() => {
        this.#round = this.#runRound().finally(next);
      }, this.#parts.everyMs ?? 2000);
    };
    this.#round = this.#runRound().finally(next);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await Promise.all([this.#round, ...this.#sending]);
  }

  #sendNow(send: () => Promise<void>, order: string): void {
    const sending = send().catch((error: unknown) => {
      this.#parts.logger.warn({ order, err: error }, 'message not published, the outbox tries again');
    });
    this.#sending.add(sending);
    void sending.finally(() => this.#sending.delete(sending));
  }

  async #runRound(): Promise<void> {
    const { store, metrics, logger } = this.#parts;
    try {
      await this.#relay.relayDue();
      await this.#parts.resume();
      metrics.outboxBacklog.set(await store.orders.countDocuments({ outboxNextAt: { $exists: true } }));
    } catch (error) {
      logger.warn({ err: error }, 'round of the outbox failed');
    }
  }

  async #publish(message: ProcessMessage): Promise<void> {
    const { engine, metrics } = this.#parts;
    try {
      await engine.publish(message);
      metrics.outboxPublished.inc({ result: 'sent' });
    } catch (error) {
      metrics.outboxPublished.inc({ result: 'failed' });
      throw error;
    }
  }
}
