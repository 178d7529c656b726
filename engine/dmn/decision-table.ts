import { compileFeel, startRun } from '../feel/index.ts';
import type { Expression, Run, UnaryTests, VariableContext } from '../feel/index.ts';
import { child, children, idOf, text } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';
import type { EvaluatedDecision } from './decision.ts';
import type { DmnFieldReader } from './fields.ts';
import { HIT_POLICIES } from './hit-policies.ts';
import type { HitPolicy, MatchedOutputs, OutputColumns } from './hit-policies.ts';
import type { LogicCompiler, LogicOutcome } from './logic.ts';
import { typeMismatch } from './value-types.ts';

interface Input {
  readonly id: string;
  readonly name: string;
  readonly expression: Expression;
}

interface Output {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly typeRef: string | undefined;
  readonly otherwise: Expression | undefined;
}

interface Rule {
  readonly id: string;
  /** From 1. */
  readonly index: number;
  readonly tests: readonly UnaryTests[];
  readonly outputs: readonly Expression[];
}

interface Table extends OutputColumns {
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly rules: readonly Rule[];
  readonly policy: HitPolicy;
}

type Failure = { readonly ok: false; readonly message: string };

/** A decision table with everything compiled. */
export const compileDecisionTable: LogicCompiler = (source, { fields, ownerId }) => {
  const inputs = readInputs(source, fields);
  const outputs = readOutputs(source, ownerId, fields);
  const columns: OutputColumns = {
    count: outputs.length,
    combine: combiner(outputs),
    priorities: children(source, 'output').map((output) => readPriorities(output, fields)),
  };
  const policy = readPolicy(source, ownerId, columns, fields);
  const rules = children(source, 'rule').map((rule, index) =>
    readRule(rule, index + 1, inputs.length, outputs, fields),
  );
  if (policy === undefined) return undefined;
  const table: Table = { ...columns, inputs, outputs, rules, policy };
  return { type: 'DECISION_TABLE', evaluate: (context, run) => evaluateTable(table, context, run) };
};

function readInputs(source: ModdleElement, fields: DmnFieldReader): Input[] {
  return children(source, 'input').map((input) => {
    const id = idOf(input);
    const holder = child(input, 'inputExpression');
    const expression = fields.expression(id, 'the input expression', holder);
    if (expression === undefined)
      fields.problems.add(id, 'the input has no expression that can be evaluated');
    const name = text(input, 'label') ?? (holder && text(holder, 'text')) ?? '';
    return { id, name, expression: expression ?? compileFeel('null') };
  });
}

function readOutputs(source: ModdleElement, decisionId: string, fields: DmnFieldReader): Output[] {
  const outputs = children(source, 'output');
  if (outputs.length === 0) fields.problems.add(decisionId, 'the decision table has no output');
  const names = new Set<string>();
  return outputs.map((output) => {
    const id = idOf(output);
    const name = text(output, 'name') ?? '';
    if (outputs.length > 1 && name === '')
      fields.problems.add(id, 'an output needs a name where there are several');
    if (outputs.length > 1 && names.has(name))
      fields.problems.add(id, `there is another output of the name <${name}>`);
    names.add(name);
    return {
      id,
      name,
      label: text(output, 'label') ?? name,
      typeRef: text(output, 'typeRef'),
      otherwise: fields.expression(id, 'the default output', child(output, 'defaultOutputEntry')),
    };
  });
}

/** The listed values of an output column, which PRIORITY and OUTPUT ORDER take as its order. */
function readPriorities(output: ModdleElement, fields: DmnFieldReader): readonly unknown[] | undefined {
  const listed = child(output, 'outputValues');
  const source = listed && text(listed, 'text');
  if (source === undefined) return undefined;
  try {
    const values = compileFeel(`[${source}]`).evaluate({ get: () => undefined }, 0);
    return values.ok && Array.isArray(values.value) ? values.value : undefined;
  } catch {
    fields.problems.add(idOf(output), `the output values <${source}> are not a list of values`);
    return undefined;
  }
}

function readPolicy(
  source: ModdleElement,
  decisionId: string,
  columns: OutputColumns,
  fields: DmnFieldReader,
): HitPolicy | undefined {
  const aggregation = text(source, 'aggregation');
  const hitPolicy = text(source, 'hitPolicy') ?? 'UNIQUE';
  const name =
    hitPolicy === 'COLLECT' && aggregation !== undefined ? `${hitPolicy} ${aggregation}` : hitPolicy;
  const policy = HIT_POLICIES[name];
  const refusal = policy === undefined ? `the hit policy <${name}> is not known` : policy.refuse?.(columns);
  if (refusal !== undefined) fields.problems.add(decisionId, refusal);
  return policy;
}

function readRule(
  rule: ModdleElement,
  index: number,
  inputs: number,
  outputs: readonly Output[],
  fields: DmnFieldReader,
): Rule {
  const id = idOf(rule);
  const entries = children(rule, 'inputEntry');
  const results = children(rule, 'outputEntry');
  if (entries.length !== inputs || results.length !== outputs.length) {
    fields.problems.add(
      id,
      `rule ${index} has ${entries.length} inputs and ${results.length} outputs, the table ${inputs} and ${outputs.length}`,
    );
  }
  return {
    id,
    index,
    tests: entries.flatMap(
      (entry, column) => fields.unaryTests(id, `rule ${index}, input ${column + 1}`, entry) ?? [],
    ),
    outputs: results.map((result, column) => {
      const what = `rule ${index}, output <${outputs[column]?.name ?? String(column + 1)}>`;
      const expression = fields.expression(id, what, result) ?? compileFeel('null');
      if (expression.names.length === 0) checkConstant(expression, outputs[column], id, what, fields);
      return expression;
    }),
  };
}

/** A cell that reads nothing is of the declared type, or it never will be. */
function checkConstant(
  expression: Expression,
  output: Output | undefined,
  id: string,
  what: string,
  fields: DmnFieldReader,
): void {
  const outcome = expression.value({ get: () => undefined }, startRun(0));
  const mismatch = outcome.ok ? typeMismatch(outcome.value, output?.typeRef) : undefined;
  if (mismatch !== undefined) fields.problems.add(id, `${what}: ${mismatch}`);
}

function combiner(outputs: readonly Output[]): (values: readonly unknown[]) => unknown {
  if (outputs.length === 1) return (values) => values[0] ?? null;
  return (values) =>
    Object.fromEntries(outputs.map((output, column) => [output.name, values[column] ?? null]));
}

function evaluateTable(table: Table, context: VariableContext, run: Run): LogicOutcome {
  const inputs: EvaluatedDecision['inputs'][number][] = [];
  for (const { id, name, expression } of table.inputs) {
    const outcome = expression.value(context, run);
    if (!outcome.ok) return { ok: false, message: `input <${name}>: ${outcome.message}`, inputs };
    inputs.push({ inputId: id, inputName: name, value: outcome.value });
  }
  const matches = matchRules(table, inputs, context, run);
  if ('ok' in matches) return { ...matches, inputs };
  if (matches.length === 0) return withDefaults(table, inputs, context, run);
  const matchedRules = matches.map(({ rule, values }) => ({
    ruleId: rule.id,
    ruleIndex: rule.index,
    outputs: table.outputs.map(({ id, label }, column) => ({
      outputId: id,
      outputName: label,
      value: values[column] ?? null,
    })),
  }));
  const hit = table.policy.apply(matches, table);
  return hit.ok ? { ok: true, value: hit.output, inputs, matchedRules } : { ...hit, inputs, matchedRules };
}

interface Match extends MatchedOutputs {
  readonly rule: Rule;
}

/** The rules that match, with their outputs, in order. */
function matchRules(
  table: Table,
  inputs: EvaluatedDecision['inputs'],
  context: VariableContext,
  run: Run,
): Match[] | Failure {
  const matches: Match[] = [];
  for (const rule of table.rules) {
    const matched = ruleMatches(rule, inputs, context, run);
    if (typeof matched !== 'boolean') return matched;
    if (!matched) continue;
    const values = outputsOf(rule, table.outputs, context, run);
    if ('ok' in values) return values;
    matches.push({ rule, ruleIndex: rule.index, values });
    if (table.policy.firstOnly === true) break;
  }
  return matches;
}

function ruleMatches(
  rule: Rule,
  inputs: EvaluatedDecision['inputs'],
  context: VariableContext,
  run: Run,
): boolean | Failure {
  for (const [column, tests] of rule.tests.entries()) {
    if (tests.matchesAll) continue;
    const outcome = tests.testWithin(inputs[column]?.value ?? null, context, run);
    if (!outcome.ok)
      return { ok: false, message: `rule ${rule.index}, input ${column + 1}: ${outcome.message}` };
    if (!outcome.matched) return false;
  }
  return true;
}

function outputsOf(
  rule: Rule,
  outputs: readonly Output[],
  context: VariableContext,
  run: Run,
): readonly unknown[] | Failure {
  const values: unknown[] = [];
  for (const [column, expression] of rule.outputs.entries()) {
    const outcome = expression.value(context, run);
    const what = `rule ${rule.index}, output <${outputs[column]?.name ?? ''}>`;
    if (!outcome.ok) return { ok: false, message: `${what}: ${outcome.message}` };
    const mismatch = typeMismatch(outcome.value, outputs[column]?.typeRef);
    if (mismatch !== undefined) return { ok: false, message: `${what}: ${mismatch}` };
    values.push(outcome.value);
  }
  return values;
}

/** No rule matched: the default outputs where the table has any, else null. */
function withDefaults(
  table: Table,
  inputs: EvaluatedDecision['inputs'],
  context: VariableContext,
  run: Run,
): LogicOutcome {
  if (table.outputs.every((output) => output.otherwise === undefined)) {
    return { ok: true, value: null, inputs, matchedRules: [] };
  }
  const values: unknown[] = [];
  for (const { name, otherwise } of table.outputs) {
    const outcome = otherwise?.value(context, run);
    if (outcome?.ok === false)
      return { ok: false, message: `default of output <${name}>: ${outcome.message}`, inputs };
    values.push(outcome?.value ?? null);
  }
  return { ok: true, value: table.combine(values), inputs, matchedRules: [] };
}
