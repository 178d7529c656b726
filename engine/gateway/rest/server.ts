import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Tls } from '../tls.ts';

/** How long requests under way may finish when the server stops, in ms. */
const GRACE_MS = 1500;

/** The REST side of the gateway. */
export class RestServer {
  readonly #server: Server;

  constructor(app: RequestListener, tls?: Tls) {
    this.#server =
      tls === undefined ? createServer(app) : createTlsServer({ cert: tls.cert, key: tls.key }, app);
    // Longer than clients keep idle connections, so that none sends on one that is just being closed.
    this.#server.keepAliveTimeout = 65_000;
  }

  /**
   * Starts listening. @returns the port, which the system chooses when 0 is asked for
   * @throws Error with the system's code (EADDRINUSE) when it can't
   */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Stops: no new connections, idle ones end, requests under way get a moment. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#server.closeAllConnections();
      }, GRACE_MS);
      this.#server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
  }
}
