import { EngineError } from '../errors.ts';

/**
 * Keys are as Zeebe's: the partition's number, 1, in the bits above 51, and a counter below. Such a key stays under 2^53, so
 * inside the engine it is a number; outside it is a decimal string.
 */
export const FIRST_KEY = 2 ** 51 + 1;

/** The key of a decimal string. @throws EngineError NOT_FOUND when no key of this engine can look like that */
export function parseKey(what: string, text: string): number {
  const key = /^\d{1,19}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(key)) throw new EngineError('NOT_FOUND', `no ${what} with key <${text}>`);
  return key;
}

/** A key as clients see it. */
export function formatKey(key: number): string {
  return String(key);
}

const KEY_BASE = 2 ** 51;

/** A key as rows keep it: the counter alone. 0 stands for no key. */
export function packKey(key: number): number {
  return key > KEY_BASE ? key - KEY_BASE : key;
}

/** The key that was packed, or that is whole, as rows of version 1 have some of them. */
export function unpackKey(packed: number | null): number {
  if (packed === null || packed === 0) return 0;
  return packed > KEY_BASE ? packed : packed + KEY_BASE;
}
