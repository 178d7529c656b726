import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import path from 'node:path';
import type { Logger } from 'pino';
import { DomainError, NotificationWords } from '@jiesu/domain';
import { AuditLog, RulesInForce, connectStore, presentCity, seedRuleVersions } from '@jiesu/store';
import type { RulesNow, Store } from '@jiesu/store';
import { createApp } from './app.ts';
import { clockEndpoints } from './clock/index.ts';
import type { Clock } from './clock/index.ts';
import type { ServerConfig } from './config.ts';
import { openDesks } from './desks.ts';
import { documentEndpoints, documentPrinter } from './documents/index.ts';
import type { Endpoint } from './http/index.ts';
import {
  ChangeFeed,
  LiveHub,
  liveEndpoints,
  orderEvent,
  ruleChangeEvent,
  ruleRunEvent,
  taskEvent,
} from './live/index.ts';
import type { LiveEvent, WatchedCollection } from './live/index.ts';
import { ServerMetrics } from './metrics/index.ts';
import { MeetingMover, MeetingRecords, meetingEndpoints } from './meetings/index.ts';
import { notificationEndpoints } from './notifications/index.ts';
import { OrderRecords, orderDeadlineEndpoint, orderEndpoints, recusalEndpoint } from './orders/index.ts';
import { processEndpoints } from './processes/index.ts';
import { referenceEndpoints } from './reference/index.ts';
import { planReports, reportEndpoints } from './reports/index.ts';
import { requestEndpoints } from './requests/index.ts';
import { openRules } from './rules/index.ts';
import { seedDemoPeople, seedUnits } from './seeds/index.ts';
import { Passwords, createSessions, peopleOf, sessionEndpoints, sessionStoreOf } from './session/index.ts';
import { smsEndpoints } from './sms/index.ts';
import { taskEndpoints } from './tasks/index.ts';
import { connectEngine } from './zeebe/index.ts';
import type { Engine, EngineResource } from './zeebe/index.ts';

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Ends streams, answers what was accepted, leaves database and engine. Takes less than 5 s. */
  close(): Promise<void>;
}

/** What a server is given besides its configuration. */
export interface ServerSurroundings {
  readonly machineClock: Clock;
  readonly logger: Logger;
}

const CLOSE_WITHIN_MS = 3_000;

/**
 * Starts the server: connects, deploys the files of the repository, seeds units and demo people, listens.
 * @throws DomainError DATABASE_UNAVAILABLE, ENGINE_UNAVAILABLE, CONFIG_INVALID, DEPLOYMENT_REFUSED; Error EADDRINUSE
 */
export async function startServer(
  config: ServerConfig,
  { machineClock, logger }: ServerSurroundings,
): Promise<RunningServer> {
  const version = await versionOf(config.JIESU_ROOT);
  const metrics = new ServerMetrics();
  const store = await connectStore(config.MONGODB_URI, {
    appName: 'jiesu-server',
    onCommand: (seconds) => metrics.databaseCommand(seconds),
  });
  const engine = connectEngine({ grpc: config.ZEEBE_GRPC_ADDRESS, rest: config.ZEEBE_REST_ADDRESS });
  const leaving: (() => Promise<unknown>)[] = [() => engine.close(), () => store.close()];
  const leave = async (): Promise<void> => {
    for (const step of leaving) await step();
  };
  try {
    await store.ensureIndexes();
    const rules = await RulesInForce.open({
      store,
      folder: path.join(config.JIESU_ROOT, 'config'),
      onFault: (error) => logger.error({ err: error }, 'rules can not be read, those before stay in use'),
    });
    const city = presentCity(rules.current);
    const print = documentPrinter(rules.current);
    const desks = await openDesks({
      ...{ store, engine, city, machineClock, metrics, logger },
      root: config.JIESU_ROOT,
      secret: config.JIESU_SECRET,
    });
    const { clock, forms, cipher, events, outbox } = desks;
    const passwords = new Passwords({
      memoryKib: config.SERVER_PASSWORD_MEMORY_KIB,
      passes: config.SERVER_PASSWORD_PASSES,
    });
    if (config.ENGINE_CLOCK_CONTROL) await clock.follow();
    await seedRuleVersions(store, rules.files, clock.now());
    await rules.refresh();
    await Promise.all([
      desks.deployment.deployFiles(config.JIESU_ROOT, tablesOf(rules.current())),
      seedUnits(store, city),
    ]);
    await planReports(engine);
    if (config.JIESU_DEMO) await seedDemoPeople(store, city, passwords, config.JIESU_DEMO_PASSWORD ?? '');

    const idleMs = config.SERVER_SESSION_HOURS * 3_600_000;
    const people = peopleOf(store);
    const sessions = createSessions({
      secret: config.JIESU_SECRET,
      store: sessionStoreOf(store, idleMs),
      people,
      idleMs,
      secure: config.JIESU_HTTPS,
    });
    const hub = new LiveHub(
      { maxClients: config.SERVER_LIVE_CLIENTS, heartbeatMs: config.SERVER_LIVE_HEARTBEAT_S * 1000 },
      metrics,
    );
    const feed = new ChangeFeed(store, toStreams(hub), logger);
    const orders = new OrderRecords(store, cipher);
    const audit = new AuditLog(store, config.JIESU_SECRET);
    const ruleParts = { store, engine, rules, orders, audit, clock, logger };
    const changes = openRules({ ...ruleParts, inForce: () => seedUnits(store, city) });
    const endpoints: Endpoint[] = [
      ...sessionEndpoints({
        ...{ sessions, people, passwords, clock },
        limit: { failures: config.SERVER_SIGN_IN_FAILURES, windowSeconds: config.SERVER_SIGN_IN_WINDOW_S },
      }),
      ...orderEndpoints({
        ...{ records: orders, models: desks.models, cipher, events, clock },
        audit,
        desk: desks.intake,
      }),
      recusalEndpoint({ store, records: orders, people, engine, events, clock }),
      orderDeadlineEndpoint({ records: orders, rules: rules.current }),
      ...changes.endpoints,
      ...documentEndpoints({ store, orders, print }),
      ...notificationEndpoints({ store, orders, words: () => new NotificationWords(city.notifications) }),
      ...meetingEndpoints(
        new MeetingRecords(store),
        new MeetingMover({ store, engine, clock, calendar: () => rules.current().calendar }),
      ),
      ...reportEndpoints(store),
      ...smsEndpoints({ replies: desks.smsReplies, token: config.SERVER_SMS_TOKEN }),
      ...requestEndpoints({
        ...{ orders, forms, city },
        desk: desks.requests,
      }),
      ...taskEndpoints({
        ...{ records: desks.tasks, store, engine, forms, city, cipher, metrics },
        completion: desks.completion,
      }),
      ...processEndpoints(desks.models, desks.deployment),
      ...referenceEndpoints(rules.current),
      ...liveEndpoints(hub),
      ...clockEndpoints(clock, config.ENGINE_CLOCK_CONTROL),
    ];
    const app = createApp({
      ...{ endpoints, sessions, metrics, logger, version },
      healthParts: healthPartsOf(store, engine),
      root: config.JIESU_ROOT,
      behindProxy: config.JIESU_HTTPS,
    });
    const http = createServer(app);
    const port = await listen(http, config.HOST, config.PORT);
    feed.start();
    outbox.start();
    rules.start();
    changes.loop.start();
    return {
      port,
      async close() {
        hub.close();
        await Promise.all([closeHttp(http), feed.stop(), outbox.stop(), rules.stop(), changes.loop.stop()]);
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** The decision tables in force, for the engine. */
function tablesOf({ texts }: RulesNow): EngineResource[] {
  return [...texts].filter(([file]) => file.endsWith('.dmn')).map(([name, content]) => ({ name, content }));
}

const EVENTS: Readonly<
  Record<WatchedCollection, (document: Readonly<Record<string, unknown>>) => LiveEvent>
> = { tasks: taskEvent, orders: orderEvent, ruleRuns: ruleRunEvent, ruleChanges: ruleChangeEvent };

function toStreams(hub: LiveHub): ConstructorParameters<typeof ChangeFeed>[1] {
  return {
    changed: (collection, document) => hub.publish(EVENTS[collection](document)),
    resync: () => hub.resync(),
  };
}

function healthPartsOf(store: Store, engine: Engine) {
  return [
    {
      name: 'database',
      async check() {
        if (!(await store.isReachable())) throw new DomainError('DATABASE_UNAVAILABLE');
      },
    },
    { name: 'engine', check: () => engine.check() },
  ];
}

async function versionOf(root: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return (manifest as { version?: string }).version ?? '0.0.0';
}

function listen(http: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      const address = http.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Answers what was accepted; what is still open after a while is cut off. */
function closeHttp(http: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => http.closeAllConnections(), CLOSE_WITHIN_MS);
    http.close(() => {
      clearTimeout(cut);
      resolve();
    });
    http.closeIdleConnections();
  });
}
