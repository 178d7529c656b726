import type { Router } from 'express';
import type { Registry } from 'prom-client';

/** A part that the server can't work without. `check` throws when it does not answer. */
export interface HealthPart {
  readonly name: string;
  check(): Promise<void>;
}

const CHECK_WITHIN_MS = 3_000;

/** `/healthz` (the process lives), `/readyz` (all its parts answer: 200, else 503), `/metrics` (Prometheus). */
export function healthRoutes(router: Router, parts: readonly HealthPart[], registry: Registry): void {
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'up' });
  });
  router.get('/readyz', async (_request, response) => {
    const states = await Promise.all(
      parts.map(async (part) => [part.name, (await answers(part)) ? 'up' : 'down'] as const),
    );
    const ready = states.every(([, state]) => state === 'up');
    response
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'up' : 'down', parts: Object.fromEntries(states) });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
}

async function answers(part: HealthPart): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      part.check(),
      new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('late')), CHECK_WITHIN_MS);
      }),
    ]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
