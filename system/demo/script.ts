import type { OrderView } from '../client/index.ts';

/** Prints a case step by step and stops it at the first step that is late, missing or wrong. */
export class Script {
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  begin(title: string): void {
    this.#say(`\n■ ${title}`);
  }

  /** A step at a moment of the case's own clock. */
  step(at: string, text: string): void {
    this.#say(`  ${at.slice(0, 16).replace('T', ' ')}  ${text}`);
  }

  /** @throws Error with the expectation when it does not hold */
  expect(holds: boolean, expectation: string): void {
    if (!holds) throw new Error(`✗ ${expectation}`);
    this.#say(`                    ✓ ${expectation}`);
  }

  /** Checks that a moment of the order is there and not after its limit. */
  expectInTime(order: OrderView, what: string, at: unknown, limit: unknown): void {
    if (typeof at !== 'string' || typeof limit !== 'string') {
      throw new Error(
        `✗ ${what}: missing (at ${String(at)}, limit ${String(limit)}), order ${order.orderNo}`,
      );
    }
    this.expect(Date.parse(at) <= Date.parse(limit), `${what} ${clock(at)}, 时限 ${clock(limit)}`);
  }
}

/** Wall-clock text of the city: month, day, hour, minute. */
export function clock(iso: string): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(iso));
}
