import { setTimeout as later } from 'node:timers/promises';

const WITHIN_MS = 10_000;

/** Waits for a condition. @throws Error when it is not met within ten seconds */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + WITHIN_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not met within ${WITHIN_MS} ms: ${condition.toString()}`);
    await later(5);
  }
}
