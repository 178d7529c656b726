import path from 'node:path';
import { connectStore, ensureSecantus, secantusCommand } from '@jiesu/store';
import { BUNDLES, buildBundles, buildWebApp, isWebAppStale, watchBundles, type BundleName } from './build.ts';
import { ConfigurationError, type SystemOptions } from './config.ts';
import { openIdentity } from './identity.ts';
import { lockDataFolder } from './lock.ts';
import { ManagedProcess, type ProcessEvents } from './managed-process.ts';
import { freePort, isPortFree } from './ports.ts';
import { startWebDevServer } from './web-dev-server.ts';

export interface StartOptions extends ProcessEvents {
  /** Rebuild and restart a process when its files change; serve the web app with hot reload. */
  readonly watch?: boolean;
  /** Aborts a start that is under way. */
  readonly signal?: AbortSignal;
  /** Leave the web app as it is: for tests of the API alone. */
  readonly withoutWebApp?: boolean;
  /** Leaves out the HTTP API: nothing is deployed then either. */
  readonly withoutServer?: boolean;
  /** Variables of the workers besides those of this process, for example a gateway for text messages. */
  readonly workersEnv?: Readonly<Record<string, string>>;
  /** Variables of the server besides those of this process. */
  readonly serverEnv?: Readonly<Record<string, string>>;
}

/** A whole system: database, engine, server and workers. */
export interface RunningSystem {
  /** Where people open it. */
  readonly url: string;
  readonly mongodbUri: string;
  readonly zeebe: { readonly grpcAddress: string; readonly restAddress: string };
  readonly demoPassword: string | undefined;
  readonly workersMetricsUrl: string;
  /** The child processes by name: database, engine, server, workers (those that this system started). */
  readonly processes: ReadonlyMap<string, ManagedProcess>;
  /** Stops all parts, the workers first and the database last. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
/** What a call allocates mostly lives until its commit: more room for young objects spares the engine collections. */
const NODE_FLAGS: Partial<Record<BundleName, readonly string[]>> = { engine: ['--max-semi-space-size=32'] };
const READY_WITHIN_MS = 60_000;
const REACH_WITHIN_MS = 5_000;

/**
 * Starts everything in its order, or nothing: what can be checked is checked before the first process is started,
 * and a failure later stops what runs.
 * @throws Error whose message is one line that says what is wrong and what to do
 */
export async function startSystem(options: SystemOptions, start: StartOptions): Promise<RunningSystem> {
  await checkPorts(options);
  await checkExistingServices(options);
  const unlock = lockDataFolder(options.dataDir);
  const parts: { stop(): Promise<void> }[] = [];
  let stopped: Promise<void> | undefined;
  const stopAll = (): Promise<void> => {
    stopped ??= (async () => {
      for (const part of parts.toReversed()) await part.stop();
      unlock();
    })();
    return stopped;
  };
  // An interrupted start ends what runs already; the part that is starting fails by that.
  start.signal?.addEventListener('abort', () => void stopAll(), { once: true });
  try {
    return await startParts(options, start, parts, stopAll);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function startParts(
  options: SystemOptions,
  start: StartOptions,
  parts: { stop(): Promise<void> }[],
  stopAll: () => Promise<void>,
): Promise<RunningSystem> {
  const identity = openIdentity(options);
  const logDir = path.join(options.dataDir, 'logs');
  const processes = new Map<string, ManagedProcess>();
  const launch = async (definition: Omit<ProcessLaunch, 'logDir' | 'cwd' | 'readyWithinMs'>) => {
    start.signal?.throwIfAborted();
    const managed = new ManagedProcess(
      { ...definition, cwd: options.root, logDir, readyWithinMs: READY_WITHIN_MS },
      start,
    );
    processes.set(definition.name, managed);
    parts.push(managed);
    const begun = performance.now();
    const facts = await managed.start();
    start.notice(
      `${definition.name.padEnd(9)} ready in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
    );
    return facts;
  };

  const building = new AbortController();
  parts.push({
    stop: async () => {
      building.abort();
    },
  });
  const webApp = prepareWebApp(options, start, building.signal);
  webApp.catch(() => undefined);
  // Before anything runs: the one preparation that often can't be done.
  const databaseExecutable =
    options.mongodbUri === undefined ? await ensureSecantus(options.root, start.notice) : undefined;
  start.signal?.throwIfAborted();
  if (start.watch === true) {
    const restart = coalesced(async () => {
      for (const name of BUNDLES) await processes.get(name)?.restart();
    });
    parts.push(
      await watchBundles(options.root, () => {
        restart().catch((error: unknown) => start.notice(String(error)));
      }),
    );
  } else {
    await buildBundles(options.root);
  }

  const base: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_OPTIONS: '--enable-source-maps',
    JIESU_ROOT: options.root,
    JIESU_DATA: options.dataDir,
    JIESU_SECRET: identity.secret,
    JIESU_DEMO: String(identity.demo),
    JIESU_DEMO_PASSWORD: identity.demoPassword ?? '',
    ENGINE_CLOCK_CONTROL: String(options.clockControl),
    CAMUNDA_AUTH_STRATEGY: process.env['CAMUNDA_AUTH_STRATEGY'] ?? 'NONE',
  };
  const bundle = (name: BundleName, env: NodeJS.ProcessEnv) => ({
    name,
    command: process.execPath,
    args: [...(NODE_FLAGS[name] ?? []), path.join(options.root, 'dist', `${name}.js`)],
    env: { ...base, ...env },
    readiness: 'message' as const,
  });

  const [mongodbUri, zeebe] = await Promise.all([
    databaseExecutable === undefined
      ? (options.mongodbUri ?? '')
      : startDatabase(databaseExecutable, options, launch),
    options.zeebe ??
      launch(
        bundle('engine', {
          ENGINE_DATA: path.join(options.dataDir, 'engine'),
          // Nothing of Jiesu searches the engine: its index would cost memory and time for nobody.
          ENGINE_SEARCH: process.env['ENGINE_SEARCH'] ?? 'false',
          ENGINE_GRPC_PORT: String(await portOf(options.enginePorts.grpc)),
          ENGINE_REST_PORT: String(await portOf(options.enginePorts.rest)),
        }),
      ).then((facts) => ({
        grpcAddress: `grpc://${HOST}:${String(facts['grpcPort'])}`,
        restAddress: `http://${HOST}:${String(facts['restPort'])}`,
      })),
  ]);
  const connections = {
    MONGODB_URI: mongodbUri,
    ZEEBE_GRPC_ADDRESS: zeebe.grpcAddress,
    ZEEBE_REST_ADDRESS: zeebe.restAddress,
  };
  const port = await portOf(options.port);
  const workersMetricsPort = await portOf(options.workersMetricsPort);
  await Promise.all([
    webApp,
    ...(start.withoutServer === true
      ? []
      : [launch(bundle('server', { ...connections, ...start.serverEnv, PORT: String(port) }))]),
    launch(
      bundle('workers', {
        ...connections,
        ...start.workersEnv,
        WORKERS_METRICS_PORT: String(workersMetricsPort),
      }),
    ),
  ]);
  let url = `http://${HOST}:${port}`;
  if (start.watch === true) {
    const devServer = await startWebDevServer(options.root, url);
    parts.push(devServer);
    url = devServer.url;
  }
  return {
    url,
    mongodbUri,
    zeebe,
    demoPassword: identity.demoPassword,
    workersMetricsUrl: `http://${HOST}:${workersMetricsPort}`,
    processes,
    stop: stopAll,
  };
}

type ProcessLaunch = ConstructorParameters<typeof ManagedProcess>[0];

/** Runs an action one at a time; calls during a run become one further run. */
function coalesced(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  return () => {
    again = true;
    running ??= (async () => {
      try {
        while (again) {
          again = false;
          await action();
        }
      } finally {
        running = undefined;
      }
    })();
    return running;
  };
}

async function portOf(wanted: number): Promise<number> {
  return wanted === 0 ? freePort(HOST) : wanted;
}

async function prepareWebApp(
  options: SystemOptions,
  start: StartOptions,
  signal: AbortSignal,
): Promise<void> {
  if (start.watch === true || start.withoutWebApp === true || !isWebAppStale(options.root)) return;
  const begun = performance.now();
  await buildWebApp(options.root, signal);
  start.notice(`web app   built in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

async function startDatabase(
  executable: string,
  options: SystemOptions,
  launch: (definition: Omit<ProcessLaunch, 'logDir' | 'cwd' | 'readyWithinMs'>) => Promise<unknown>,
): Promise<string> {
  const port = await freePort(HOST);
  const database = secantusCommand({ executable, dataDir: path.join(options.dataDir, 'database'), port });
  await launch({
    name: 'database',
    command: database.command,
    args: database.args,
    env: process.env,
    readiness: database.probe,
  });
  return database.uri;
}

async function checkPorts(options: SystemOptions): Promise<void> {
  const wanted: [string, number][] = [
    ['PORT', options.port],
    ['WORKERS_METRICS_PORT', options.workersMetricsPort],
  ];
  if (options.zeebe === undefined) {
    wanted.push(
      ['ENGINE_GRPC_PORT', options.enginePorts.grpc],
      ['ENGINE_REST_PORT', options.enginePorts.rest],
    );
  }
  for (const [variable, port] of wanted) {
    if (port !== 0 && !(await isPortFree(port, HOST))) {
      throw new ConfigurationError(
        `Port ${port} is taken by another program: end that program, or set ${variable} to a free port.`,
      );
    }
  }
}

async function checkExistingServices(options: SystemOptions): Promise<void> {
  if (options.mongodbUri !== undefined) {
    try {
      const store = await connectStore(options.mongodbUri, {
        appName: 'jiesu-launcher',
        reachWithinMs: REACH_WITHIN_MS,
      });
      await store.close();
    } catch {
      throw new ConfigurationError(
        'MONGODB_URI can not be reached: start that database, correct the variable, or unset it to use the embedded database.',
      );
    }
  }
  if (options.zeebe !== undefined) {
    try {
      const answer = await fetch(new URL('/v2/topology', options.zeebe.restAddress), {
        signal: AbortSignal.timeout(REACH_WITHIN_MS),
      });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      throw new ConfigurationError(
        `Zeebe does not answer at ${options.zeebe.restAddress}: start it, correct ZEEBE_REST_ADDRESS, or unset both addresses to use the embedded engine.`,
      );
    }
  }
}
