import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Gateway } from '../gateway.ts';
import type { Tls } from '../tls.ts';
import { loadGatewayService } from './proto.ts';
import { implementation } from './registry.ts';

/** How long calls under way may finish when the server stops, in ms. */
const GRACE_MS = 1500;

/** The gRPC side of the gateway. */
export class GrpcServer {
  readonly #server: Server;
  readonly #credentials: ServerCredentials;

  constructor(maxMessageBytes: number, tls?: Tls) {
    this.#credentials =
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [{ cert_chain: tls.cert, private_key: tls.key }]);
    this.#server = new Server({
      'grpc.max_receive_message_length': maxMessageBytes,
      // Answers are bounded where they are made.
      'grpc.max_send_message_length': -1,
      // Finds clients that vanished without a word, whose polls and streams would wait for ever.
      'grpc.keepalive_time_ms': 30_000,
      'grpc.keepalive_timeout_ms': 10_000,
      // Introspection of channels costs on every call and nothing reads it.
      'grpc.enable_channelz': 0,
    });
  }

  /**
   * Starts listening. @returns the port, which the system chooses when 0 is asked for
   * @throws Error when it can't listen there
   */
  async listen(gateway: Gateway, host: string, port: number): Promise<number> {
    this.#server.addService(loadGatewayService(), implementation(gateway));
    return new Promise((resolve, reject) => {
      this.#server.bindAsync(
        `${host.includes(':') ? `[${host}]` : host}:${port}`,
        this.#credentials,
        (error, bound) => {
          if (error) reject(error);
          else resolve(bound);
        },
      );
    });
  }

  /** Stops: new calls are refused, those under way get a moment. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#server.forceShutdown();
        resolve();
      }, GRACE_MS);
      this.#server.tryShutdown(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
