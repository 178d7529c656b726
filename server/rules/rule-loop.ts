import type { Logger } from 'pino';
import type { RulePublisher } from './publisher.ts';

interface Parts {
  readonly publisher: RulePublisher;
  readonly logger: Logger;
  /** Pause between rounds, ms. @default 2000 */
  readonly everyMs?: number;
}

/** Brings scheduled changes into force when their time has come, for as long as the server runs. */
export class RuleLoop {
  readonly #parts: Parts;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    this.#round = this.#run().finally(() => this.#next());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #next(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#run().finally(() => this.#next());
    }, this.#parts.everyMs ?? 2000);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    const { publisher, logger } = this.#parts;
    try {
      await publisher.publishDue();
    } catch (error) {
      logger.warn({ err: error }, 'round over scheduled rules failed');
    }
  }
}
