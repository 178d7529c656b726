import type { Expression, VariableContext } from '../feel/index.ts';
import type { IncidentType } from '../state/index.ts';
import type { Execution } from './execution.ts';
import { Standstill } from './standstill.ts';
import { contextOf } from './variables.ts';

/** Evaluates in the sight of a scope. @throws Standstill when the evaluation fails */
export function evaluate(
  x: Execution,
  expression: Expression,
  scope: number | VariableContext,
  incident: IncidentType = 'EXTRACT_VALUE_ERROR',
): unknown {
  if (expression.isStatic) return expression.source;
  return evaluateWithWarnings(x, expression, scope, incident).value;
}

/** Evaluates to a string that is not empty. @param what for the incident: `the job type` */
export function evaluateText(
  x: Execution,
  expression: Expression,
  scope: number | VariableContext,
  what: string,
): string {
  if (expression.isStatic) return expression.source;
  const { value, why } = evaluateWithWarnings(x, expression, scope, 'EXTRACT_VALUE_ERROR');
  if (typeof value === 'string' && value !== '') return value;
  throw new Standstill(
    'EXTRACT_VALUE_ERROR',
    `${what} <${expression.source}> must be a string, it is ${show(value)}${why}`,
  );
}

/** Evaluates to a whole number; a string of digits counts. */
export function evaluateInteger(
  x: Execution,
  expression: Expression,
  scope: number | VariableContext,
  what: string,
): number {
  const { value, why } = evaluateWithWarnings(x, expression, scope, 'EXTRACT_VALUE_ERROR');
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  throw new Standstill(
    'EXTRACT_VALUE_ERROR',
    `${what} <${expression.source}> must be a whole number, it is ${show(value)}${why}`,
  );
}

/** Evaluates to true or false. @throws Standstill CONDITION_ERROR */
export function evaluateCondition(
  x: Execution,
  expression: Expression,
  scope: number | VariableContext,
): boolean {
  const { value, why } = evaluateWithWarnings(x, expression, scope, 'CONDITION_ERROR');
  if (typeof value === 'boolean') return value;
  throw new Standstill(
    'CONDITION_ERROR',
    `the condition <${expression.source}> must be true or false, it is ${show(value)}${why}`,
  );
}

/** A value in the words of an incident. */
export function show(value: unknown): string {
  if (value === undefined) return 'undefined';
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function evaluateWithWarnings(
  x: Execution,
  expression: Expression,
  scope: number | VariableContext,
  incident: IncidentType,
): { readonly value: unknown; readonly why: string } {
  const context = typeof scope === 'number' ? contextOf(x, scope) : scope;
  const outcome = expression.evaluate(context, x.now);
  if (!outcome.ok)
    throw new Standstill(incident, `<${expression.source}> can not be evaluated: ${outcome.message}`);
  const why = outcome.warnings.length === 0 ? '' : ` (${outcome.warnings.join('; ')})`;
  return { value: outcome.value ?? null, why };
}
