import { DomainError, ruleIdOf } from '@jiesu/domain';
import { compileDecisions } from '@jiesu/engine/dmn';
import type { DecisionGraph } from '@jiesu/engine/dmn';
import type { RuleTexts } from '../files/index.ts';

/** What a decision answered, as the engine gives it to a process. */
export type DecisionAnswer =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Ids of the rows of this decision that decided, in the table's order. */
      readonly rows: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

/** A reason why the engine would refuse a file. */
export interface CompileProblem {
  readonly ruleId: string;
  readonly file: string;
  readonly elementId?: string;
  readonly message: string;
}

interface Decision {
  readonly graph: DecisionGraph;
  /** Words that occur in the file: a fact whose name is none of them decides nothing. */
  readonly words: ReadonlySet<string>;
  /** The answer depends on more than its facts. */
  readonly timed: boolean;
}

/** Answers that are kept for each decision; orders have few distinct combinations of facts. */
const MEMO_SIZE = 20_000;

/** Decision tables compiled by the engine's own compiler, so that a draft is decided as it will be. */
export class DecisionTables {
  readonly #decisions: ReadonlyMap<string, Decision>;
  readonly #memo = new Map<string, Map<string, DecisionAnswer>>();
  /** What `now()` and `today()` answer; ms since 1970 UTC. */
  readonly #now: number;

  constructor(decisions: ReadonlyMap<string, Decision>, now: number) {
    this.#decisions = decisions;
    this.#now = now;
  }

  /** Ids of all decisions. */
  get ids(): string[] {
    return [...this.#decisions.keys()];
  }

  /** Decides on facts (JSON). Never throws: a decision that does not exist or fails says so. */
  evaluate(decisionId: string, facts: Readonly<Record<string, unknown>>): DecisionAnswer {
    const decision = this.#decisions.get(decisionId);
    if (decision === undefined) return { ok: false, message: `there is no decision <${decisionId}>` };
    const outcome = decision.graph.evaluate(
      decisionId,
      { get: (name) => (Object.hasOwn(facts, name) ? facts[name] : undefined) },
      this.#now,
    );
    if (!outcome.ok) return { ok: false, message: outcome.message };
    const own = outcome.evaluated.find((evaluated) => evaluated.decisionId === decisionId);
    return {
      ok: true,
      value: outcome.output,
      rows: (own?.matchedRules ?? []).map(({ ruleId }) => ruleId),
    };
  }

  /** As {@link evaluate}, remembered by the facts that the file reads: for many orders at once. */
  evaluateCached(decisionId: string, facts: Readonly<Record<string, unknown>>): DecisionAnswer {
    const decision = this.#decisions.get(decisionId);
    if (decision === undefined || decision.timed) return this.evaluate(decisionId, facts);
    const key = keyOf(facts, decision.words);
    const memo = this.#memo.get(decisionId) ?? new Map<string, DecisionAnswer>();
    this.#memo.set(decisionId, memo);
    const known = memo.get(key);
    if (known !== undefined) return known;
    if (memo.size >= MEMO_SIZE) memo.clear();
    const answer = this.evaluate(decisionId, facts);
    memo.set(key, answer);
    return answer;
  }
}

/** Compiles the .dmn files among texts; what can't be compiled is listed. @param now what `now()` answers, in ms */
export async function tryCompileTables(
  texts: RuleTexts,
  now = 0,
): Promise<{ readonly tables: DecisionTables; readonly problems: readonly CompileProblem[] }> {
  const decisions = new Map<string, Decision>();
  const problems: CompileProblem[] = [];
  for (const [file, xml] of texts) {
    if (!file.endsWith('.dmn')) continue;
    const compiled = await compileDecisions(file, xml);
    if ('problems' in compiled) {
      for (const { elementId, message } of compiled.problems) {
        problems.push({
          ruleId: ruleIdOf(file),
          file,
          ...(elementId === undefined ? {} : { elementId }),
          message,
        });
      }
      continue;
    }
    const { graph } = compiled;
    const decision = {
      graph,
      words: new Set(xml.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []),
      timed: /\b(now|today|random number)\s*\(/.test(xml),
    };
    for (const { decisionId } of graph.decisions) decisions.set(decisionId, decision);
  }
  return { tables: new DecisionTables(decisions, now), problems };
}

/** Compiles the .dmn files among texts. @throws DomainError CONFIG_INVALID that names file, element and reason */
export async function compileTables(texts: RuleTexts, now = 0): Promise<DecisionTables> {
  const { tables, problems } = await tryCompileTables(texts, now);
  if (problems.length > 0) {
    const detail = problems.map(({ file, elementId, message }) =>
      [file, elementId, message].filter((part) => part !== undefined).join(': '),
    );
    throw new DomainError('CONFIG_INVALID', { params: { detail: detail.join('; ') } });
  }
  return tables;
}

function keyOf(facts: Readonly<Record<string, unknown>>, words: ReadonlySet<string>): string {
  const read: unknown[] = [];
  for (const name of Object.keys(facts).sort()) {
    if (words.has(name)) read.push(name, facts[name] ?? null);
  }
  return JSON.stringify(read);
}
