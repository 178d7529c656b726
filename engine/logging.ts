import { pino, type Logger } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Structured log, one JSON object a line on standard output. Never variables: they may tell of a person. */
export function createLogger(level: LogLevel): Logger {
  return pino({ level, base: { component: 'engine' }, timestamp: pino.stdTimeFunctions.isoTime });
}
