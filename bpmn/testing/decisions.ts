import { beforeAll, describe, expect, it } from '@jest/globals';
import { compileDecisions } from '../../engine/dmn/index.ts';
import type { DecisionGraph } from '../../engine/dmn/index.ts';
import { readDmn } from '../../engine/dmn/moddle.ts';
import { child, children, idOf } from '../../engine/model/moddle.ts';
import type { ModdleElement } from '../../engine/model/moddle.ts';
import { configText } from './models.ts';

/** What a decision decided, and by which row of its table. */
export interface Decided {
  readonly output: unknown;
  /** Ids of the rows of the asked decision that matched, without the prefix of the table: `late`, not `return_late`. */
  readonly rows: readonly string[];
}

/** The decisions of a file of config/, which remembers the rows that have decided something. */
export class DecisionFile {
  readonly #graph: DecisionGraph;
  readonly #rows: readonly string[];
  readonly #matched = new Set<string>();

  constructor(graph: DecisionGraph, rows: readonly string[]) {
    this.#graph = graph;
    this.#rows = rows;
  }

  /** Decides as the engine does for a business rule task. @throws Error when the engine would raise an incident */
  decide(decisionId: string, variables: Readonly<Record<string, unknown>>): Decided {
    const outcome = this.#graph.evaluate(decisionId, { get: (name) => variables[name] }, 0);
    if (!outcome.ok) throw new Error(outcome.message);
    for (const { matchedRules } of outcome.evaluated)
      for (const { ruleId } of matchedRules) this.#matched.add(ruleId);
    const asked = outcome.evaluated.find((evaluated) => evaluated.decisionId === decisionId);
    return {
      output: outcome.output,
      rows: (asked?.matchedRules ?? []).map(({ ruleId }) => ruleId.replace(/^[^_]*_/, '')),
    };
  }

  /** Ids of rows that have decided nothing yet. */
  unmatched(): readonly string[] {
    return this.#rows.filter((row) => !this.#matched.has(row));
  }
}

/** Opens config/<name>. @throws Error naming what the engine would refuse */
export async function openDecisions(name: string): Promise<DecisionFile> {
  const compiled = await compileDecisions(name, configText(name));
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  const rows = (await decisionTables(name)).flatMap((table) => children(table, 'rule').map(idOf));
  return new DecisionFile(compiled.graph, rows);
}

/** All decision tables of a file of config/. */
export async function decisionTables(name: string): Promise<ModdleElement[]> {
  const { definitions } = await readDmn(configText(name));
  return children(definitions, 'drgElement')
    .filter((element) => element.$type === 'dmn:Decision')
    .flatMap((decision) => child(decision, 'decisionLogic') ?? []);
}

/** Variables, the row that is to decide, and what it is to give (a part of it). */
export type DecisionCase = readonly [
  why: string,
  variables: Readonly<Record<string, unknown>>,
  row: string,
  output?: Readonly<Record<string, unknown>>,
];

/** Tests that each case is decided by its row, and that no row of the file is left that decides nothing. */
export function describeDecision(
  decisionId: string,
  ordinary: Readonly<Record<string, unknown>>,
  cases: readonly DecisionCase[],
): void {
  describe(`${decisionId}.dmn`, () => {
    let file: DecisionFile;
    beforeAll(async () => {
      file = await openDecisions(`${decisionId}.dmn`);
    });

    it.each(cases)('decides %s', (_why, variables, row, output = {}) => {
      const decided = file.decide(decisionId, { ...ordinary, ...variables });
      expect(decided.rows).toEqual([row]);
      expect(decided.output).toMatchObject(output);
    });

    it('has no row that decides nothing', () => {
      for (const [, variables] of cases) file.decide(decisionId, { ...ordinary, ...variables });
      expect(file.unmatched()).toEqual([]);
    });
  });
}
