import type { Logger } from 'pino';
import { runCommand } from './command-line.ts';
import {
  createLogger,
  optionsOf,
  readConfig,
  startEngine,
  type EngineConfig,
  type RunningEngine,
} from './index.ts';

/** How long a stop may take before the process ends anyway, in ms. All that was acknowledged is on disk by then. */
const STOP_WITHIN_MS = 4500;

try {
  await run();
} catch (error) {
  // One line that a person can act on; the stack would only hide it.
  process.stderr.write(`engine: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** An engine that others can reach should know who calls. */
function warnOfOpenDoors(config: EngineConfig, logger: Logger): void {
  const { ENGINE_HOST: host, ENGINE_AUTH_USER: user, ENGINE_AUTH_TOKEN: token } = config;
  if (['127.0.0.1', 'localhost', '::1'].includes(host)) return;
  if (user === undefined && token === undefined) {
    logger.warn(
      { host },
      'everyone who reaches this host may do everything: set ENGINE_AUTH_TOKEN or ENGINE_AUTH_USER',
    );
  }
  if (config.ENGINE_TLS_CERT === undefined) {
    logger.warn({ host }, 'nothing is encrypted: set ENGINE_TLS_CERT and ENGINE_TLS_KEY');
  }
}

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const told = await runCommand(process.argv.slice(2), config.ENGINE_DATA, Date.now());
  if (told !== undefined) {
    process.stdout.write(`${told}\n`);
    return;
  }
  const logger = createLogger(config.ENGINE_LOG_LEVEL);
  warnOfOpenDoors(config, logger);
  const engine = await startEngine({ ...optionsOf(config), logger });
  const { grpcPort, restPort } = engine;
  stopOnSignals(engine);
  logger.info({ host: config.ENGINE_HOST, grpcPort, restPort }, 'engine ready');
  process.send?.({ type: 'ready', grpcPort, restPort });

  function stopOnSignals(running: RunningEngine): void {
    let stopping = false;
    const stop = (signal: string): void => {
      if (stopping) return;
      stopping = true;
      logger.info({ signal }, 'engine stopping');
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      running.close().then(
        () => {
          logger.info('engine stopped');
          process.exit(0);
        },
        (error: unknown) => {
          logger.error({ err: error }, 'engine did not stop cleanly');
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', () => {
      stop('SIGTERM');
    });
    // The launcher is gone, and the reader of our output with it: one more line would wait for ever at exit.
    process.once('disconnect', () => {
      logger.level = 'silent';
      stop('disconnect');
    });
    process.on('SIGINT', () => {
      stop('SIGINT');
    });
  }
}
