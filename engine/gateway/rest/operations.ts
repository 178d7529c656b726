import express, { type Router } from 'express';
import type { Gateway } from '../gateway.ts';
import { records } from './records.ts';

/** Whether the engine serves: asked without credentials. */
export function health(): Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  return router;
}

/** What an operator asks the engine itself: metrics, its clock, its records. Not part of the public API. */
export function operations(gateway: Gateway): Router {
  const router = express.Router();
  router.get('/metrics', async (_request, response) => {
    response.type(gateway.metrics.registry.contentType).send(await gateway.metrics.registry.metrics());
  });
  router.get('/engine/clock', (_request, response) => {
    const { core } = gateway;
    response.json({ now: core.clock.now(), pinned: core.clock.pinned });
  });
  router.get('/engine/activity', (_request, response) => {
    const { core } = gateway;
    const { nextTimerAt, ...counts } = core.queries.activity();
    response.json({
      ...counts,
      queue: core.stats()['queue_length'] ?? 0,
      timerDue: nextTimerAt !== null && nextTimerAt <= core.clock.now(),
      nextTimerAt,
    });
  });
  router.get('/engine/records', records(gateway));
  return router;
}
