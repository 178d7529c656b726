import { readConfig } from './config.ts';
import { createLogger } from './logging.ts';
import { startServer } from './server.ts';

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.SERVER_LOG_LEVEL);
  const server = await startServer(config, { machineClock: { now: () => Date.now() }, logger });
  logger.info({ port: server.port }, 'ready');
  process.send?.({ type: 'ready', port: server.port });

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The launcher is gone, and the reader of our output with it: one more line would wait for ever at exit.
  process.on('disconnect', () => {
    logger.level = 'silent';
    stop();
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
