import express, { type Router } from 'express';
import type { Gateway } from '../gateway.ts';

/** What an operator asks the engine itself: health, metrics, its clock. Not part of the public API. */
export function operations(gateway: Gateway): Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(gateway.metrics.registry.contentType).send(await gateway.metrics.registry.metrics());
  });
  router.get('/engine/clock', (_request, response) => {
    response.json({ now: gateway.core.clock.now(), pinned: gateway.clockPinned() });
  });
  return router;
}
