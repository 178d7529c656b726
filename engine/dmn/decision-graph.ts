import type { VariableContext } from '../feel/index.ts';
import { child, children, extension, idOf, text } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';
import type { DecisionGraph, DecisionOutcome, EvaluatedDecision } from './decision.ts';
import { compileDecisionTable } from './decision-table.ts';
import type { DmnFieldReader } from './fields.ts';
import { compileLiteralExpression } from './literal-expression.ts';
import type { DecisionLogic } from './logic.ts';

interface Decision {
  readonly id: string;
  readonly name: string;
  readonly versionTag: string | undefined;
  /** Names under which the decisions that require this one see its result. */
  readonly resultNames: readonly string[];
  readonly requires: readonly string[];
  readonly logic: DecisionLogic | undefined;
}

/** How the logic of a decision is compiled, by its DMN type; others are refused. */
const LOGIC: Readonly<
  Record<string, (decision: ModdleElement, fields: DmnFieldReader) => DecisionLogic | undefined>
> = {
  'dmn:DecisionTable': compileDecisionTable,
  'dmn:LiteralExpression': compileLiteralExpression,
};

/** Elements without a meaning for evaluation. */
const IGNORED: ReadonlySet<string> = new Set(['dmn:InputData', 'dmn:KnowledgeSource']);

/** Compiles a dmn:Definitions; what is wrong is reported to the fields' problems, and then the graph must not be used. */
export function compileGraph(definitions: ModdleElement, fields: DmnFieldReader): DecisionGraph {
  const decisions = new Map<string, Decision>();
  for (const element of children(definitions, 'drgElement')) {
    if (element.$type === 'dmn:Decision') decisions.set(idOf(element), compileDecision(element, fields));
    else if (!IGNORED.has(element.$type))
      fields.problems.add(idOf(element), `<${element.$type}> can not be evaluated yet`);
  }
  if (children(definitions, 'import').length > 0)
    fields.problems.add('', 'imports of other DMN files are not supported');
  if (decisions.size === 0) fields.problems.add('', 'the file has no decision');
  checkRequirements(decisions, fields);
  const drgId = idOf(definitions);
  if (drgId === '') fields.problems.add('', 'the definitions have no id');
  return {
    drgId,
    name: text(definitions, 'name') ?? drgId,
    namespace: text(definitions, 'namespace') ?? '',
    decisions: [...decisions.values()].map(({ id, name, versionTag }) => ({
      decisionId: id,
      name,
      ...(versionTag === undefined ? {} : { versionTag }),
    })),
    evaluate: (decisionId, context, nowMs) => new Evaluator(decisions, context, nowMs).evaluate(decisionId),
  };
}

function compileDecision(source: ModdleElement, fields: DmnFieldReader): Decision {
  const id = idOf(source);
  if (id === '') fields.problems.add('', 'a decision has no id');
  const logicSource = child(source, 'decisionLogic');
  const compile = logicSource && LOGIC[logicSource.$type];
  if (logicSource === undefined) fields.problems.add(id, 'the decision has no logic');
  else if (compile === undefined) fields.problems.add(id, `<${logicSource.$type}> can not be evaluated yet`);
  const name = text(source, 'name') ?? id;
  const variable = child(source, 'variable');
  const tag = extension(source, 'zeebe:VersionTag');
  if (children(source, 'knowledgeRequirement').length > 0) {
    fields.problems.add(id, 'business knowledge models can not be evaluated yet');
  }
  return {
    id,
    name,
    versionTag: tag && text(tag, 'value'),
    resultNames: [...new Set([id, name, (variable && text(variable, 'name')) ?? name])],
    requires: children(source, 'informationRequirement').flatMap((requirement) =>
      requiredDecision(requirement, id, fields),
    ),
    logic: compile?.(source, fields),
  };
}

function requiredDecision(requirement: ModdleElement, decisionId: string, fields: DmnFieldReader): string[] {
  const reference = child(requirement, 'requiredDecision');
  if (reference === undefined) return [];
  const href = text(reference, 'href') ?? '';
  if (!href.startsWith('#'))
    fields.problems.add(decisionId, `the required decision <${href}> is not in this file`);
  return [href.slice(1)];
}

/** Every required decision must be there, and none may require itself, however far around. */
function checkRequirements(decisions: ReadonlyMap<string, Decision>, fields: DmnFieldReader): void {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) {
      fields.problems.add(
        id,
        `the decision requires itself: ${[...path.slice(path.indexOf(id)), id].join(' → ')}`,
      );
      return;
    }
    if (done.has(id)) return;
    for (const required of decisions.get(id)?.requires ?? []) {
      if (!decisions.has(required))
        fields.problems.add(id, `the required decision <${required}> does not exist`);
      visit(required, [...path, id]);
    }
    done.add(id);
  };
  for (const id of decisions.keys()) visit(id, []);
}

/** One evaluation of a decision with those it requires, each of them once. */
class Evaluator {
  readonly #decisions: ReadonlyMap<string, Decision>;
  readonly #context: VariableContext;
  readonly #nowMs: number;
  readonly #evaluated: EvaluatedDecision[] = [];
  readonly #results = new Map<string, unknown>();

  constructor(decisions: ReadonlyMap<string, Decision>, context: VariableContext, nowMs: number) {
    this.#decisions = decisions;
    this.#context = context;
    this.#nowMs = nowMs;
  }

  evaluate(decisionId: string): DecisionOutcome {
    const failure = this.#evaluate(decisionId);
    if (failure !== undefined) return { ok: false, ...failure, evaluated: this.#evaluated };
    return { ok: true, output: this.#results.get(decisionId) ?? null, evaluated: this.#evaluated };
  }

  /** Undefined when it went well; the result is in #results. */
  #evaluate(id: string): { failedDecisionId: string; message: string } | undefined {
    const decision = this.#decisions.get(id);
    if (decision?.logic === undefined)
      return { failedDecisionId: id, message: `there is no decision <${id}>` };
    for (const required of decision.requires) {
      const failure = this.#results.has(required) ? undefined : this.#evaluate(required);
      if (failure !== undefined) return failure;
    }
    const outcome = decision.logic.evaluate(this.#contextOf(decision), this.#nowMs);
    this.#evaluated.push({
      decisionId: id,
      decisionName: decision.name,
      decisionType: decision.logic.type,
      output: outcome.output ?? null,
      inputs: outcome.inputs ?? [],
      matchedRules: outcome.matchedRules ?? [],
    });
    if (!outcome.ok)
      return { failedDecisionId: id, message: `decision <${decision.name}> (${id}): ${outcome.message}` };
    this.#results.set(id, outcome.output);
    return undefined;
  }

  /** The variables, with the results of the required decisions in front. */
  #contextOf(decision: Decision): VariableContext {
    if (decision.requires.length === 0) return this.#context;
    const results = new Map<string, unknown>();
    for (const required of decision.requires) {
      for (const name of this.#decisions.get(required)?.resultNames ?? [])
        results.set(name, this.#results.get(required) ?? null);
    }
    return { get: (name) => (results.has(name) ? results.get(name) : this.#context.get(name)) };
  }
}
