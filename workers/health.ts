import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves /metrics (Prometheus) and /healthz (200 while database and engine answer, else 503). */
export async function serveHealth(options: {
  readonly host: string;
  readonly port: number;
  readonly registry: Registry;
  readonly check: () => Promise<Readonly<Record<string, boolean>>>;
}): Promise<HealthServer> {
  const { host, port, registry, check } = options;
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (request.url === '/metrics') {
        response.setHeader('content-type', registry.contentType);
        response.end(await registry.metrics());
      } else if (request.url === '/healthz') {
        const parts = await check();
        response.statusCode = Object.values(parts).every(Boolean) ? 200 : 503;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(parts));
      } else {
        response.statusCode = 404;
        response.end();
      }
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
