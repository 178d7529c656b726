import express, { type Express } from 'express';
import type { Gateway } from '../gateway.ts';
import { authenticated } from './authenticated.ts';
import { health, operations } from './operations.ts';
import { problemHandler, unknownRoute } from './problem.ts';
import { ENDPOINT_FAMILIES } from './registry.ts';

/** The REST side: /v2 as the public API has it, and the engine's own /engine, /metrics and /healthz. */
export function createRestApp(gateway: Gateway): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(health());
  app.use(authenticated(gateway));
  app.use(operations(gateway));
  const router = express.Router();
  router.use(
    express.text({
      type: (request) => !(request.headers['content-type'] ?? '').startsWith('multipart/'),
      limit: gateway.maxMessageBytes,
    }),
  );
  for (const register of ENDPOINT_FAMILIES) register(router, gateway);
  app.use('/v2', router);
  app.use(unknownRoute);
  app.use(problemHandler(gateway));
  return app;
}
