import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What the server counts. Labels are paths of endpoints and codes, never ids. */
export class ServerMetrics {
  readonly registry = new Registry();
  readonly #requests: Histogram<'method' | 'path' | 'status'>;
  readonly #databaseCommands: Histogram;
  readonly liveClients: Gauge;
  readonly liveEvents: Counter<'kind'>;
  readonly outboxBacklog: Gauge;
  readonly outboxPublished: Counter<'result'>;
  readonly tasksCompleted: Counter<'result'>;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#requests = new Histogram({
      name: 'jiesu_http_request_seconds',
      help: 'Duration of HTTP requests',
      labelNames: ['method', 'path', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    });
    this.#databaseCommands = new Histogram({
      name: 'jiesu_database_command_seconds',
      help: 'Time from sending a command to the database to its answer',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5],
      registers,
    });
    this.liveClients = new Gauge({
      name: 'jiesu_live_clients',
      help: 'Open streams of server-sent events',
      registers,
    });
    this.liveEvents = new Counter({
      name: 'jiesu_live_events_total',
      help: 'Changes read from the database for the streams',
      labelNames: ['kind'],
      registers,
    });
    this.outboxBacklog = new Gauge({
      name: 'jiesu_outbox_backlog',
      help: 'Messages for the engine that were not delivered yet, at the last look',
      registers,
    });
    this.outboxPublished = new Counter({
      name: 'jiesu_outbox_published_total',
      help: 'Messages of the outbox handed to the engine',
      labelNames: ['result'],
      registers,
    });
    this.tasksCompleted = new Counter({
      name: 'jiesu_task_completions_total',
      help: 'Completions of tasks by their result',
      labelNames: ['result'],
      registers,
    });
  }

  databaseCommand(seconds: number): void {
    this.#databaseCommands.observe(seconds);
  }

  /** Measures each request under the path of its route. */
  readonly middleware: RequestHandler = (request, response, next) => {
    const end = this.#requests.startTimer();
    response.once('finish', () => {
      const route = request.route as { path?: unknown } | undefined;
      const path = typeof route?.path === 'string' ? route.path : 'other';
      end({ method: request.method, path, status: String(response.statusCode) });
    });
    next();
  };
}
