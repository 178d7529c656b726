import { child, children, text } from '../model/moddle.ts';
import { withValues } from './logic.ts';
import type { Logic, LogicCompiler } from './logic.ts';
import { typeMismatch } from './value-types.ts';

interface Entry {
  readonly name: string;
  readonly typeRef: string | undefined;
  readonly logic: Logic | undefined;
}

/**
 * A context: entries by name, each of which sees those before it. An entry without a name, the last, is the result;
 * else the result is the context itself.
 */
export const compileContext: LogicCompiler = (source, place) => {
  const elements = children(source, 'contextEntry');
  if (elements.length === 0) place.fields.problems.add(place.ownerId, 'the context has no entry');
  const names = new Set<string>();
  const entries: Entry[] = elements.map((element, index) => {
    const variable = child(element, 'variable');
    const name = (variable && text(variable, 'name')) ?? '';
    if (name === '' && index < elements.length - 1)
      place.fields.problems.add(place.ownerId, `entry ${index + 1} of the context needs a name`);
    if (name !== '' && names.has(name))
      place.fields.problems.add(place.ownerId, `the context has another entry <${name}>`);
    names.add(name);
    const what = name === '' ? 'the result of the context' : `the context entry <${name}>`;
    const typeRef = variable && text(variable, 'typeRef');
    return { name, typeRef, logic: place.compile(child(element, 'value'), what) };
  });
  return {
    type: 'CONTEXT',
    evaluate(context, run) {
      const values = new Map<string, unknown>();
      const inner = withValues(context, values);
      for (const { name, typeRef, logic } of entries) {
        const outcome = logic?.evaluate(inner, run) ?? { ok: true, value: null };
        const what = name === '' ? 'the result of the context' : `the context entry <${name}>`;
        if (!outcome.ok) return { ok: false, message: `${what}: ${outcome.message}` };
        if (name === '') return { ok: true, value: outcome.value };
        const mismatch = typeMismatch(outcome.value, typeRef);
        if (mismatch !== undefined) return { ok: false, message: `${what}: ${mismatch}` };
        values.set(name, outcome.value);
      }
      return { ok: true, value: Object.fromEntries(values) };
    },
  };
};
