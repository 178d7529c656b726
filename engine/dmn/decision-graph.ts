import { startRun, toJson } from '../feel/index.ts';
import type { Run, VariableContext } from '../feel/index.ts';
import { child, children, extension, idOf, text } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';
import type { DecisionGraph, DecisionOutcome, EvaluatedDecision } from './decision.ts';
import type { DmnFieldReader } from './fields.ts';
import { KnowledgeModels, requiredKnowledge } from './knowledge.ts';
import { OF_DECISIONS, placeOf } from './logic-kinds.ts';
import { withValues } from './logic.ts';
import type { Logic, LogicOutcome } from './logic.ts';
import { typeMismatch } from './value-types.ts';

export { LOGIC } from './logic-kinds.ts';

interface Decision {
  readonly id: string;
  readonly name: string;
  readonly versionTag: string | undefined;
  /** Names under which the decisions that require this one see its result. */
  readonly resultNames: readonly string[];
  readonly typeRef: string | undefined;
  readonly requires: readonly string[];
  readonly knowledge: readonly string[];
  readonly logic: Logic | undefined;
}

/** Elements without a meaning for evaluation; a decision service is one, because Zeebe does not evaluate it. */
const IGNORED: ReadonlySet<string> = new Set([
  'dmn:InputData',
  'dmn:KnowledgeSource',
  'dmn:DecisionService',
  'dmn:OrganizationUnit',
  'dmn:PerformanceIndicator',
]);

/** Compiles a dmn:Definitions; what is wrong is reported to the fields' problems, and then the graph must not be used. */
export function compileGraph(definitions: ModdleElement, fields: DmnFieldReader): DecisionGraph {
  const elements = children(definitions, 'drgElement');
  const models = new KnowledgeModels(
    elements.filter(({ $type }) => $type === 'dmn:BusinessKnowledgeModel'),
    fields,
  );
  const decisions = new Map<string, Decision>();
  for (const element of elements) {
    if (element.$type === 'dmn:Decision')
      decisions.set(idOf(element), compileDecision(element, models, fields));
    else if (element.$type !== 'dmn:BusinessKnowledgeModel' && !IGNORED.has(element.$type))
      fields.problems.add(idOf(element), `a <${element.$type}> can not be evaluated`);
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
    evaluate: (decisionId, context, nowMs) =>
      new Evaluator(decisions, models, context, nowMs).evaluate(decisionId),
  };
}

function compileDecision(source: ModdleElement, models: KnowledgeModels, fields: DmnFieldReader): Decision {
  const id = idOf(source);
  if (id === '') fields.problems.add('', 'a decision has no id');
  const name = text(source, 'name') ?? id;
  const variable = child(source, 'variable');
  const tag = extension(source, 'zeebe:VersionTag');
  const knowledge = requiredKnowledge(source, id, fields);
  const place = placeOf(id, fields, models.required(knowledge, id, fields));
  return {
    id,
    name,
    versionTag: tag && text(tag, 'value'),
    resultNames: [...new Set([id, name, (variable && text(variable, 'name')) ?? name])],
    typeRef: variable && text(variable, 'typeRef'),
    requires: children(source, 'informationRequirement').flatMap((requirement) =>
      requiredDecision(requirement, id, fields),
    ),
    knowledge,
    logic: place.compile(child(source, 'decisionLogic'), 'the decision', OF_DECISIONS),
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

interface Failure {
  readonly failedDecisionId: string;
  readonly message: string;
}

/** One evaluation of a decision with those it requires, each of them once. All of it shares the bounds of one run. */
class Evaluator {
  readonly #decisions: ReadonlyMap<string, Decision>;
  readonly #models: KnowledgeModels;
  readonly #context: VariableContext;
  readonly #run: Run;
  readonly #evaluated: EvaluatedDecision[] = [];
  /** As FEEL has them, so that a date is still one for the next decision. */
  readonly #results = new Map<string, unknown>();

  constructor(
    decisions: ReadonlyMap<string, Decision>,
    models: KnowledgeModels,
    context: VariableContext,
    nowMs: number,
  ) {
    this.#decisions = decisions;
    this.#models = models;
    this.#context = context;
    this.#run = startRun(nowMs);
  }

  evaluate(decisionId: string): DecisionOutcome {
    const failure = this.#evaluate(decisionId);
    if (failure === undefined)
      return { ok: true, output: this.#evaluated.at(-1)?.output ?? null, evaluated: this.#evaluated };
    const { failedDecisionId, message } = failure;
    const where = failedDecisionId === decisionId ? '' : `in the required decision '${failedDecisionId}' `;
    return {
      ok: false,
      failedDecisionId,
      message: `Expected to evaluate decision '${decisionId}', but ${where}${message}`,
      evaluated: this.#evaluated,
    };
  }

  /** Undefined when it went well; the result is in #results. */
  #evaluate(id: string): Failure | undefined {
    const decision = this.#decisions.get(id);
    if (decision?.logic === undefined) return { failedDecisionId: id, message: 'there is no such decision' };
    for (const required of decision.requires) {
      const failure = this.#results.has(required) ? undefined : this.#evaluate(required);
      if (failure !== undefined) return failure;
    }
    const outcome = typed(decision.logic.evaluate(this.#contextOf(decision), this.#run), decision.typeRef);
    try {
      this.#evaluated.push(this.#traceOf(decision, decision.logic, outcome));
    } catch (error) {
      return { failedDecisionId: id, message: error instanceof Error ? error.message : String(error) };
    }
    if (!outcome.ok) return { failedDecisionId: id, message: outcome.message };
    this.#results.set(id, outcome.value);
    return undefined;
  }

  /** The variables, with the results of the required decisions and the required knowledge in front. */
  #contextOf(decision: Decision): VariableContext {
    const results = new Map<string, unknown>();
    for (const required of decision.requires) {
      for (const name of this.#decisions.get(required)?.resultNames ?? [])
        results.set(name, this.#results.get(required) ?? null);
    }
    const context = results.size === 0 ? this.#context : withValues(this.#context, results);
    return this.#models.inFrontOf(context, decision.knowledge, this.#run);
  }

  /** @throws Error when the result is too large to be written out */
  #traceOf(decision: Decision, logic: Logic, outcome: LogicOutcome): EvaluatedDecision {
    const json = (value: unknown): unknown => toJson(value, this.#run);
    return {
      decisionId: decision.id,
      decisionName: decision.name,
      decisionType: logic.type,
      output: outcome.ok ? json(outcome.value) : null,
      inputs: (outcome.inputs ?? []).map((input) => ({ ...input, value: json(input.value) })),
      matchedRules: (outcome.matchedRules ?? []).map((rule) => ({
        ...rule,
        outputs: rule.outputs.map((output) => ({ ...output, value: json(output.value) })),
      })),
    };
  }
}

function typed(outcome: LogicOutcome, typeRef: string | undefined): LogicOutcome {
  const mismatch = outcome.ok ? typeMismatch(outcome.value, typeRef) : undefined;
  return mismatch === undefined ? outcome : { ...outcome, ok: false, message: mismatch };
}
