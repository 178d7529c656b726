import type { Run } from '../run.ts';
import { isContext, isList, withEntry } from '../values.ts';
import { any, context, define, defineOfItems } from './library.ts';
import type { Library } from './library.ts';

type Context = Readonly<Record<string, unknown>>;

/** Functions on contexts. None changes its argument. */
export const CONTEXT_FUNCTIONS: Library = {
  ...define('get value', [context('context|m'), any('key|keys')], (run, source, key) => {
    const keys = keysOf(key);
    if (keys === undefined) return run.warn("'get value' needs a key or a list of keys");
    return keys.length === 0 ? null : valueAt(source, keys);
  }),
  ...define('get entries', [context('context|m')], (run, source) => {
    const entries = Object.entries(source);
    run.visit(entries.length);
    return entries.map(([key, value]) => ({ key, value }));
  }),
  ...define('context put', [context('context'), any('key|keys'), any('value')], put),
  ...defineOfItems('context merge', merge),
  ...defineOfItems('context', fromEntries),
};

function keysOf(key: unknown): readonly string[] | undefined {
  if (typeof key === 'string') return [key];
  return isList(key) && key.every((one) => typeof one === 'string') ? key : undefined;
}

function valueAt(source: Context, keys: readonly string[]): unknown {
  let value: unknown = source;
  for (const key of keys) {
    if (!isContext(value) || !Object.hasOwn(value, key)) return null;
    value = value[key];
  }
  return value;
}

function put(run: Run, source: Context, key: unknown, value: unknown): unknown {
  const keys = keysOf(key);
  if (keys === undefined || keys.length === 0) return run.warn("'context put' needs a key or a list of keys");
  return putAt(run, source, keys, value ?? null);
}

/** Contexts that the path needs and that are not there are made. */
function putAt(run: Run, source: unknown, [key = '', ...rest]: readonly string[], value: unknown): Context {
  const target = isContext(source) ? source : {};
  run.visit(Object.keys(target).length + 1);
  const inner = Object.hasOwn(target, key) ? target[key] : undefined;
  return withEntry(target, key, rest.length === 0 ? value : putAt(run, inner, rest, value));
}

function merge(run: Run, contexts: readonly unknown[]): unknown {
  if (!contexts.every(isContext)) return run.warn("'context merge' needs contexts");
  for (const one of contexts) run.visit(Object.keys(one).length);
  return Object.fromEntries(contexts.flatMap((one) => Object.entries(one)));
}

/** The context of entries with `key` and `value`; the last one of a key wins. */
function fromEntries(run: Run, entries: readonly unknown[]): unknown {
  const pairs: [string, unknown][] = [];
  for (const entry of entries) {
    if (!isContext(entry) || typeof entry['key'] !== 'string' || !Object.hasOwn(entry, 'value'))
      return run.warn("'context' needs entries with a key and a value");
    pairs.push([entry['key'], entry['value']]);
  }
  return Object.fromEntries(pairs);
}
