import cookieParser from 'cookie-parser';
import express from 'express';
import type { Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { healthRoutes } from './health/index.ts';
import type { HealthPart } from './health/index.ts';
import { mount } from './http/index.ts';
import type { Endpoint } from './http/index.ts';
import { requestLog } from './metrics/index.ts';
import type { ServerMetrics } from './metrics/index.ts';
import { openApiRoutes } from './openapi/index.ts';
import { problemHandler, unknownPath } from './problem/index.ts';
import type { Sessions } from './session/index.ts';
import { webAppRoutes } from './webapp/index.ts';

/** What the HTTP application is made of. */
export interface AppParts {
  readonly endpoints: readonly Endpoint[];
  readonly sessions: Sessions;
  readonly healthParts: readonly HealthPart[];
  readonly metrics: ServerMetrics;
  readonly logger: Logger;
  /** The repository: modeler-ui/dist is served from it. */
  readonly root: string;
  readonly version: string;
  /** A proxy in front speaks TLS. */
  readonly behindProxy: boolean;
}

/** Builds the HTTP application. It listens nowhere. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', parts.behindProxy ? 1 : false);
  app.use(requestLog(parts.logger), parts.metrics.middleware, securityHeaders(parts.behindProxy));
  healthRoutes(app, parts.healthParts, parts.metrics.registry);
  openApiRoutes(app, parts.endpoints, parts.version);
  app.use('/api', noStore, cookieParser(), parts.sessions.middleware);
  mount(app, parts.endpoints, {
    personOf: (request) => parts.sessions.personOf(request),
    csrf: parts.sessions.csrf,
  });
  app.use('/api', unknownPath);
  webAppRoutes(app, parts.root);
  app.use(unknownPath, problemHandler(parts.logger));
  return app;
}

const noStore: express.RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};

/** antd, bpmn-js and form-js set inline styles and use data: images; nothing needs an inline script. */
function securityHeaders(https: boolean): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'worker-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(https ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: https,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  });
}
