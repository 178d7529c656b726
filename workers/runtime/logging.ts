import { pino } from 'pino';
import type { Logger } from 'pino';
import { redactionPaths } from '@jiesu/domain';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Structured log, one JSON object a line on standard output. Fields that may hold personal data are blanked. */
export function createLogger(level: LogLevel): Logger {
  return pino({
    level,
    base: { component: 'workers' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redactionPaths(), censor: '[removed]' },
  });
}
