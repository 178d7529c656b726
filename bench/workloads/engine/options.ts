import { parseArgs } from 'node:util';

type Numbers = Readonly<Record<string, number>>;

/**
 * Reads `--name N` options, each a whole number from 0, and the ones that every workload of the engine takes:
 * `--engine FILE`, `--delivery stream|poll`, `--profile`.
 * @throws Error naming the option that is wrong
 */
export function readOptions<N extends Numbers>(args: readonly string[], defaults: N) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: 'string' },
      delivery: { type: 'string', default: 'poll' },
      profile: { type: 'boolean', default: false },
      ...Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }])),
    },
  }) as { values: Record<string, string | boolean | undefined> };
  const { delivery } = values;
  if (delivery !== 'stream' && delivery !== 'poll')
    throw new Error(`--delivery is stream or poll, not <${String(delivery)}>`);
  const numbers = Object.fromEntries(
    Object.entries(defaults).map(([name, fallback]) => [name, count(name, values[name] ?? fallback)]),
  ) as { readonly [K in keyof N]: number };
  return {
    ...numbers,
    delivery,
    bundle: typeof values['engine'] === 'string' ? values['engine'] : undefined,
    profile: values['profile'] === true,
  } as const;
}

function count(option: string, given: unknown): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new Error(`--${option} is a whole number from 0, not <${String(given)}>`);
}
