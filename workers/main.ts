import { isDomainError } from '@jiesu/domain';
import { startWorkers } from './app.ts';
import { readConfig } from './config.ts';
import { createLogger } from './runtime/index.ts';

const EXIT_WITHIN_MS = 5000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.WORKERS_LOG_LEVEL);
  const workers = await startWorkers(config, logger, () => Date.now());
  logger.info({ metricsPort: workers.metricsPort }, 'the workers take jobs');
  process.send?.({ type: 'ready', metricsPort: workers.metricsPort });

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), EXIT_WITHIN_MS).unref();
    void workers.stop().then(() => {
      logger.info('the workers have stopped');
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The launcher is gone, and the reader of our output with it: one more line would wait for ever at exit.
  process.on('disconnect', () => {
    logger.level = 'silent';
    stop();
  });
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  createLogger('error').fatal({ code: isDomainError(error) ? error.code : undefined }, message);
  process.exitCode = 1;
  setImmediate(() => process.exit(1));
});
