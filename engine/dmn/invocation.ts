import { EvaluationFailure, isFunction } from '../feel/index.ts';
import { child, children, text } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';
import type { Knowledge, Logic, LogicCompiler, LogicPlace } from './logic.ts';

/** A call of a business knowledge model, with a literal expression for each of its parameters, as in Zeebe. */
export const compileInvocation: LogicCompiler = (source, place) => {
  const called = calledKnowledge(source, place);
  const bindings = new Map(children(source, 'binding').map((binding) => bindingOf(binding, place)));
  if (called === undefined) return undefined;
  for (const name of bindings.keys()) {
    if (!called.parameterNames.includes(name))
      place.fields.problems.add(place.ownerId, `<${called.name}> has no parameter <${name}>`);
  }
  for (const name of called.parameterNames) {
    if (!bindings.has(name))
      place.fields.problems.add(place.ownerId, `the parameter <${name}> of <${called.name}> has no binding`);
  }
  return {
    type: 'INVOCATION',
    evaluate(context, run) {
      const args: unknown[] = [];
      for (const name of called.parameterNames) {
        const outcome = bindings.get(name)?.evaluate(context, run) ?? { ok: true, value: null };
        if (!outcome.ok) return { ok: false, message: `the binding of <${name}>: ${outcome.message}` };
        args.push(outcome.value);
      }
      const target = context.get(called.name);
      if (!isFunction(target)) return { ok: false, message: `<${called.name}> is no function` };
      try {
        return { ok: true, value: target.invoke(args) };
      } catch (error) {
        if (error instanceof EvaluationFailure) return { ok: false, message: error.message };
        throw error;
      }
    },
  };
};

function calledKnowledge(source: ModdleElement, place: LogicPlace): Knowledge | undefined {
  const expression = child(source, 'calledFunction');
  const name = (expression && text(expression, 'text'))?.trim();
  const knowledge = name === undefined ? undefined : place.knowledge.get(name);
  if (name === undefined) place.fields.problems.add(place.ownerId, 'the invocation calls nothing');
  else if (knowledge === undefined)
    place.fields.problems.add(place.ownerId, `no business knowledge model <${name}> is required here`);
  return knowledge;
}

function bindingOf(binding: ModdleElement, place: LogicPlace): [string, Logic | undefined] {
  const parameter = child(binding, 'parameter');
  const name = (parameter && text(parameter, 'name')) ?? '';
  const what = `the binding of <${name}>`;
  return [name, place.compile(child(binding, 'bindingFormula'), what, ['LiteralExpression'])];
}
