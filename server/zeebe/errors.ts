import { DomainError } from '@jiesu/domain';
import { within } from './within.ts';

/** The engine understood a command and refused it. Recognise it with {@link isEngineRefusal}. */
export class EngineRefusal extends Error {
  readonly code = 'ENGINE_REFUSED';
  /** HTTP status of the refusal: 400, 404, 409. */
  readonly status: number;
  /** Code of the engine, e.g. INVALID_STATE. */
  readonly reason: string;
  /** The engine's own words. */
  readonly detail: string;

  constructor(status: number, reason: string, detail: string) {
    super(`${reason}: ${detail}`);
    this.name = 'EngineRefusal';
    this.status = status;
    this.reason = reason;
    this.detail = detail;
  }
}

/** Whether an error is the engine's refusal, with the given HTTP status if one is given. */
export function isEngineRefusal(error: unknown, status?: number): error is EngineRefusal {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENGINE_REFUSED') return false;
  return status === undefined || ('status' in error && error.status === status);
}

/** A command may wait for its listeners, whose workers may be away; a person does not wait longer, ms. */
const ANSWER_WITHIN_MS = 15_000;

/**
 * Runs a call of the REST client: a refusal becomes an EngineRefusal, anything else, also no answer in time,
 * ENGINE_UNAVAILABLE.
 */
export async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await within(ANSWER_WITHIN_MS, call());
  } catch (error) {
    const { status, title, detail, message } = error as Partial<Record<string, unknown>>;
    if (typeof status === 'number' && status >= 400 && status < 500 && status !== 429) {
      throw new EngineRefusal(status, textOf(title) ?? 'REFUSED', textOf(detail) ?? textOf(message) ?? '');
    }
    throw new DomainError('ENGINE_UNAVAILABLE', { cause: error });
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
