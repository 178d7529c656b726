import type { Logger } from 'pino';
import { ERROR_TABLE, type ErrorCode } from '../errors.ts';

/** What a client is told: a row of the error table and a message. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Reads a refusal off an error by its code. Anything else is a fault of ours: logged, and told as INTERNAL. */
export function refusalOf(error: unknown, logger: Logger): Refusal {
  if (isRefusal(error)) return { code: error.code, message: error.message };
  logger.error({ err: error }, 'unexpected failure in the engine');
  return { code: 'INTERNAL', message: 'the engine failed unexpectedly; its log has the reason' };
}

function isRefusal(error: unknown): error is Refusal {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && Object.hasOwn(ERROR_TABLE, code);
}
