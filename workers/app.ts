import { hostname } from 'node:os';
import path from 'node:path';
import { RulesInForce, connectStore, presentCity } from '@jiesu/store';
import type { Logger } from 'pino';
import { accountabilityHandlers } from './accountability/index.ts';
import { callbackHandlers } from './callback/index.ts';
import type { WorkersConfig } from './config.ts';
import { createContext } from './context/index.ts';
import type { WorkerContext } from './context/index.ts';
import { deadlineHandlers } from './deadlines/index.ts';
import { dispatchHandlers } from './dispatch/index.ts';
import { disputeHandlers } from './dispute/index.ts';
import { documentIssuer } from './documents/index.ts';
import { serveHealth } from './health.ts';
import { intakeHandlers } from './intake/index.ts';
import { mergeHandlers } from './merge/index.ts';
import { notifier, openSending } from './notifications/index.ts';
import { reportHandlers } from './reports/index.ts';
import { requestHandlers } from './requests/index.ts';
import { JobWorker, Reachability, connectEngine, createMetrics, requireEngine } from './runtime/index.ts';
import type { JobHandler } from './runtime/index.ts';
import { RuleRunLoop } from './rules/index.ts';
import { scoreHandlers } from './scores/index.ts';
import { supervisionHandlers } from './supervision/index.ts';
import { taskHandlers } from './tasks/index.ts';

const FINISH_WITHIN_MS = 4000;

/** All job types. Adding a family adds a line. */
export const HANDLERS: readonly JobHandler<WorkerContext>[] = [
  ...intakeHandlers,
  ...dispatchHandlers,
  ...deadlineHandlers,
  ...taskHandlers,
  ...supervisionHandlers,
  ...accountabilityHandlers,
  ...requestHandlers,
  ...disputeHandlers,
  ...mergeHandlers,
  ...callbackHandlers,
  ...scoreHandlers,
  ...reportHandlers,
];

/** Workers that take jobs. */
export interface RunningWorkers {
  /** Of /metrics and /healthz. */
  readonly metricsPort: number;
  /** Takes no more jobs, finishes those in work (4 s at most), disconnects. */
  stop(): Promise<void>;
}

/**
 * Connects to the database and the engine and starts to take jobs of every type.
 * @throws DomainError DATABASE_UNAVAILABLE, ENGINE_UNAVAILABLE, CONFIG_INVALID; nothing keeps running then
 */
export async function startWorkers(
  config: WorkersConfig,
  logger: Logger,
  machineNow: () => number,
): Promise<RunningWorkers> {
  const metrics = createMetrics();
  const store = await connectStore(config.MONGODB_URI, {
    appName: 'jiesu-workers',
    // A job waits shorter for the database than the engine waits for the job.
    reachWithinMs: 3000,
    onCommand: (seconds) => metrics.databaseCommand(seconds),
  });
  const engine = connectEngine({
    grpcAddress: config.ZEEBE_GRPC_ADDRESS,
    restAddress: config.ZEEBE_REST_ADDRESS,
    authStrategy: config.CAMUNDA_AUTH_STRATEGY,
  });
  const check = async () => ({ database: await store.isReachable(), engine: await engine.isReachable() });
  try {
    await requireEngine(engine, config.WORKERS_START_WITHIN_MS);
    await store.ensureIndexes();
    const rules = await RulesInForce.open({
      store,
      folder: path.join(config.JIESU_ROOT, 'config'),
      onFault: (error) => logger.error({ err: error }, 'rules can not be read, those before stay in use'),
    });
    const city = presentCity(rules.current);
    const health = await serveHealth({
      host: config.WORKERS_METRICS_HOST,
      port: config.WORKERS_METRICS_PORT,
      registry: metrics.registry,
      check,
    });
    const now = config.ENGINE_CLOCK_CONTROL ? () => engine.now() : () => Promise.resolve(machineNow());
    const sending = openSending({ config, city, store, logger, machineNow, now });
    const context = createContext({
      store,
      rules: rules.current,
      logger,
      processXml: (key) => engine.processXml(key),
      send: (message) => engine.publish(message),
      setDueDate: (key, dueDate) => engine.setDueDate(key, dueDate),
      notify: notifier({
        store,
        rules: rules.current,
        channels: sending.channels,
      }),
      issueDocument: documentIssuer(store, city),
    });
    const runs = new RuleRunLoop({
      ...{ context, now, machineNow },
      files: rules.files,
      refresh: () => rules.refresh(),
      perSecond: config.WORKERS_RULES_PER_SECOND,
    });
    const reachability = new Reachability(logger);
    const workers = HANDLERS.map(
      (handler) =>
        new JobWorker({
          handler,
          source: engine[handler.protocol],
          context,
          logger,
          metrics,
          reachability,
          workerName: `jiesu-${hostname()}-${process.pid}`,
          capacity: config.WORKERS_CAPACITY,
          longPollMs: config.WORKERS_LONG_POLL_MS,
        }),
    );
    for (const worker of workers) worker.start();
    sending.start();
    rules.start();
    runs.start();
    return {
      metricsPort: health.port,
      async stop() {
        await Promise.all([
          runs.stop(),
          rules.stop(),
          sending.stop(),
          ...workers.map((worker) => worker.stop(FINISH_WITHIN_MS)),
        ]);
        await engine.close();
        await health.close();
        await store.close();
      },
    };
  } catch (error) {
    await engine.close();
    await store.close();
    throw error;
  }
}
