import { EngineError } from '../errors.ts';
import type { Variables } from '../processor/commands.ts';

/** Levels of nesting that a JSON document may have; the engine and its clients walk values recursively. */
const MAX_DEPTH = 500;

/** A JSON object, as opposed to an array, null or a plain value. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses JSON text from a client.
 * @param what names the text in the error
 * @throws EngineError INVALID_ARGUMENT for what is not JSON or nests too deep
 */
export function parseJson(text: string, what: string): unknown {
  // Text this short cannot nest deeper than the limit: every level takes two characters.
  if (text.length > MAX_DEPTH * 2 && nestsTooDeep(text)) {
    throw new EngineError('INVALID_ARGUMENT', `${what} nests deeper than ${MAX_DEPTH} levels`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    throw new EngineError('INVALID_ARGUMENT', `${what} is not valid JSON: ${reason}`);
  }
}

/**
 * Parses a client's variables document, once. Empty text means no variables.
 * @throws EngineError INVALID_ARGUMENT unless it is a JSON object
 */
export function parseVariables(text: string): Variables {
  if (text === '' || text === '{}') return {};
  const value = parseJson(text, 'variables');
  if (isJsonObject(value)) return value;
  throw new EngineError('INVALID_ARGUMENT', 'variables must be a JSON object');
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return false;
}
