import type { Request, Response } from 'express';
import { DomainError } from '@jiesu/domain';
import type { ServerMetrics } from '../metrics/index.ts';
import type { SignedInPerson } from '../session/index.ts';

/** A change that people's pages should know of; only ids and states, never a text. */
export interface LiveEvent {
  readonly kind: 'task' | 'order' | 'rule-run' | 'rules';
  readonly data: Readonly<Record<string, string | number | null>>;
  /** Whether a person may know of it. */
  readonly concerns: (person: SignedInPerson) => boolean;
}

/** Bounds of the streams. */
export interface LiveOptions {
  readonly maxClients: number;
  readonly heartbeatMs: number;
}

/** Unsent bytes after which a client counts as stuck; it connects again and reads its lists anew. */
const STUCK_BYTES = 256 * 1024;
/** A stream ends after this long, so that a person who was removed loses it; the page connects again. */
const STREAM_MS = 30 * 60_000;
const RETRY_SECONDS = 2;

interface Client {
  readonly response: Response;
  readonly person: SignedInPerson;
}

/** The open streams of server-sent events of this process. */
export class LiveHub {
  readonly #clients = new Set<Client>();
  readonly #options: LiveOptions;
  readonly #metrics: ServerMetrics;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(options: LiveOptions, metrics: ServerMetrics) {
    this.#options = options;
    this.#metrics = metrics;
    this.#heartbeat = setInterval(() => this.#send(': heartbeat\n\n', () => true), options.heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Opens a stream. @throws DomainError RATE_LIMITED when there are too many */
  connect(request: Request, response: Response, person: SignedInPerson): void {
    if (this.#clients.size >= this.#options.maxClients) {
      throw new DomainError('RATE_LIMITED', { params: { seconds: RETRY_SECONDS } });
    }
    const client: Client = { response, person };
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    response.write(`retry: ${RETRY_SECONDS * 1000}\n: connected\n\n`);
    this.#clients.add(client);
    this.#metrics.liveClients.set(this.#clients.size);
    const end = setTimeout(() => response.end(), STREAM_MS);
    end.unref();
    request.once('close', () => {
      clearTimeout(end);
      this.#clients.delete(client);
      this.#metrics.liveClients.set(this.#clients.size);
    });
  }

  publish(event: LiveEvent): void {
    this.#metrics.liveEvents.inc({ kind: event.kind });
    this.#send(`event: ${event.kind}\ndata: ${JSON.stringify(event.data)}\n\n`, event.concerns);
  }

  /** Tells every page that changes may have been missed: it should read its lists again. */
  resync(): void {
    this.#send('event: resync\ndata: {}\n\n', () => true);
  }

  /** Ends all streams. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const { response } of this.#clients) response.end();
  }

  #send(text: string, concerns: (person: SignedInPerson) => boolean): void {
    for (const { response, person } of this.#clients) {
      if (!concerns(person)) continue;
      if (response.writableLength > STUCK_BYTES) response.destroy();
      else response.write(text);
    }
  }
}
