import { EvaluationFailure, makeFunction } from '../feel/index.ts';
import type { FeelFunction, Run, VariableContext } from '../feel/index.ts';
import { child, children, text } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';
import { withValues } from './logic.ts';
import type { Logic, LogicCompiler, LogicPlace } from './logic.ts';
import { typeMismatch } from './value-types.ts';

export interface FormalParameter {
  readonly name: string;
  readonly typeRef: string | undefined;
}

/** A function as a box, mostly an entry of a context, whose later entries call it. Its body is a literal expression, as in Zeebe. */
export const compileFunctionDefinition: LogicCompiler = (source, place) => {
  const parameters = readParameters(source, place);
  const body = place.compile(child(source, 'body'), 'the body of the function', ['LiteralExpression']);
  if (body === undefined) return undefined;
  return {
    // No decision is a function, so that the type is never told.
    type: 'LITERAL_EXPRESSION',
    evaluate: (context, run) => ({
      ok: true,
      value: functionOf('the function', parameters, body, () => context, run),
    }),
  };
};

/** The parameters of a function definition; what can't be called is reported. */
export function readParameters(
  definition: ModdleElement,
  { fields, ownerId }: Pick<LogicPlace, 'fields' | 'ownerId'>,
): readonly FormalParameter[] {
  const kind = text(definition, 'kind') ?? 'FEEL';
  if (kind !== 'FEEL') fields.problems.add(ownerId, `functions of the kind <${kind}> can not be evaluated`);
  const parameters = children(definition, 'formalParameter').map((parameter) => ({
    name: text(parameter, 'name') ?? '',
    typeRef: text(parameter, 'typeRef'),
  }));
  if (parameters.some(({ name }) => name === '')) fields.problems.add(ownerId, 'a parameter has no name');
  if (new Set(parameters.map(({ name }) => name)).size < parameters.length)
    fields.problems.add(ownerId, 'two parameters have one name');
  return parameters;
}

/**
 * A value that FEEL can call. A failure inside ends the evaluation that calls it.
 * @param surrounding the variables that the body sees besides its parameters
 */
export function functionOf(
  what: string,
  parameters: readonly FormalParameter[],
  body: Logic,
  surrounding: () => VariableContext,
  run: Run,
): FeelFunction {
  return makeFunction(
    parameters.map(({ name }) => name),
    (args) =>
      run.call(() => {
        const values = new Map(parameters.map(({ name }, index) => [name, args[index] ?? null]));
        for (const { name, typeRef } of parameters) {
          const mismatch = typeMismatch(values.get(name), typeRef);
          if (mismatch !== undefined)
            throw new EvaluationFailure(`${what}: the parameter <${name}>: ${mismatch}`);
        }
        const outcome = body.evaluate(withValues(surrounding(), values), run);
        if (!outcome.ok) throw new EvaluationFailure(`${what}: ${outcome.message}`);
        return outcome.value;
      }),
  );
}
