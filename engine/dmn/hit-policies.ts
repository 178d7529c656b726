import { isDeepStrictEqual } from 'node:util';
import { toJson } from '../feel/index.ts';

/** The outputs of a matched rule, in the order of the columns. */
export interface MatchedOutputs {
  /** From 1. */
  readonly ruleIndex: number;
  readonly values: readonly unknown[];
}

/** What a hit policy needs to know of its table. */
export interface OutputColumns {
  /** The table's output of one rule: the value of a single column, or a context of several. */
  readonly combine: (values: readonly unknown[]) => unknown;
  readonly count: number;
  /** The values of each column that has any, the most important first. */
  readonly priorities: readonly (readonly unknown[] | undefined)[];
}

export type HitOutcome =
  { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly message: string };

export interface HitPolicy {
  /** Why a table can't have this policy; undefined when it can. */
  readonly refuse?: (columns: OutputColumns) => string | undefined;
  /** True when the first match decides, so that others need not be looked for. */
  readonly firstOnly?: boolean;
  /** @param matches at least one, in the order of the rules */
  readonly apply: (matches: readonly MatchedOutputs[], columns: OutputColumns) => HitOutcome;
}

const first = (matches: readonly MatchedOutputs[], { combine }: OutputColumns): HitOutcome => ({
  ok: true,
  output: combine(matches[0]?.values ?? []),
});

const all = (matches: readonly MatchedOutputs[], { combine }: OutputColumns): HitOutcome => ({
  ok: true,
  output: matches.map((match) => combine(match.values)),
});

function same(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(toJson(left, UNCOUNTED), toJson(right, UNCOUNTED));
}

/** Outputs were counted when they were evaluated. */
const UNCOUNTED = { visit: () => undefined };

function ruleNumbers(matches: readonly MatchedOutputs[]): string {
  return matches.map((match) => match.ruleIndex).join(', ');
}

const unique: HitPolicy = {
  apply(matches, columns) {
    if (matches.length === 1) return first(matches, columns);
    return {
      ok: false,
      message: `rules ${ruleNumbers(matches)} match, and the hit policy UNIQUE allows only one`,
    };
  },
};

const any: HitPolicy = {
  apply(matches, columns) {
    const differs = matches.some((match) => !same(match.values, matches[0]?.values));
    if (!differs) return first(matches, columns);
    return {
      ok: false,
      message: `the outputs of rules ${ruleNumbers(matches)} differ, and the hit policy ANY needs equal ones`,
    };
  },
};

function needsPriorities(policy: string): (columns: OutputColumns) => string | undefined {
  return ({ priorities }) =>
    priorities.every((values) => values === undefined)
      ? `the hit policy ${policy} needs a list of output values, the most important first`
      : undefined;
}

/** Most important first; values that are not listed come last, equal ones in the order of the rules. */
function byPriority(matches: readonly MatchedOutputs[], { priorities }: OutputColumns): MatchedOutputs[] {
  const rank = (value: unknown, listed: readonly unknown[]): number => {
    const index = listed.findIndex((one) => same(one, value));
    return index < 0 ? listed.length : index;
  };
  return [...matches].sort((left, right) => {
    for (const [column, listed] of priorities.entries()) {
      if (listed === undefined) continue;
      const order = rank(left.values[column], listed) - rank(right.values[column], listed);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** An aggregation of numbers of a single column. */
function aggregation(name: string, aggregate: (numbers: readonly number[]) => number): HitPolicy {
  return {
    refuse: ({ count }) =>
      count === 1 ? undefined : `the aggregation ${name} needs a table with one output`,
    apply(matches) {
      for (const { values, ruleIndex } of matches) {
        if (typeof values[0] !== 'number') {
          const found = JSON.stringify(toJson(values[0], UNCOUNTED));
          return {
            ok: false,
            message: `the aggregation ${name} needs numbers, rule ${ruleIndex} gives ${found}`,
          };
        }
      }
      return { ok: true, output: aggregate(matches.map((match) => match.values[0] as number)) };
    },
  };
}

/** Every hit policy by its name in DMN; COLLECT with its aggregation behind it. */
export const HIT_POLICIES: Readonly<Record<string, HitPolicy>> = {
  UNIQUE: unique,
  FIRST: { firstOnly: true, apply: first },
  ANY: any,
  PRIORITY: {
    refuse: needsPriorities('PRIORITY'),
    apply: (matches, columns) => first(byPriority(matches, columns), columns),
  },
  'OUTPUT ORDER': {
    refuse: needsPriorities('OUTPUT ORDER'),
    apply: (matches, columns) => all(byPriority(matches, columns), columns),
  },
  'RULE ORDER': { apply: all },
  COLLECT: { apply: all },
  'COLLECT SUM': aggregation('SUM', (numbers) => numbers.reduce((sum, number) => sum + number, 0)),
  'COLLECT MIN': aggregation('MIN', (numbers) => Math.min(...numbers)),
  'COLLECT MAX': aggregation('MAX', (numbers) => Math.max(...numbers)),
  'COLLECT COUNT': { apply: (matches) => ({ ok: true, output: matches.length }) },
};
