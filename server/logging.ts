import { pino, type Logger } from 'pino';

/** Least severe level that is logged. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Structured log, one JSON object a line on standard output. Never bodies, names or phone numbers. */
export function createLogger(level: LogLevel): Logger {
  return pino({ level, base: { component: 'server' }, timestamp: pino.stdTimeFunctions.isoTime });
}
