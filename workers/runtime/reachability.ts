import type { Logger } from 'pino';

/** Tells once that the engine is away and once that it is back, however many workers notice it. */
export class Reachability {
  readonly #logger: Logger;
  #away = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  failed(code: string): void {
    if (!this.#away) this.#logger.warn({ code }, 'the engine does not answer, trying on');
    this.#away = true;
  }

  answered(): void {
    if (this.#away) this.#logger.info('the engine answers again');
    this.#away = false;
  }
}
