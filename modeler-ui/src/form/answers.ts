import type { FormComponent, FormSchema } from '../api/index.ts';
import { isListOfEntries } from './schema.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * What goes out: only what the form asks for, a list's entries with only their own fields. The prefill also holds option
 * lists, which are the server's own, and the server refuses what its form has not.
 */
export function answersOf(data: Data, schema: FormSchema | null): Data {
  return pick(schema?.components ?? [], data);
}

function pick(components: readonly FormComponent[], data: Data): Data {
  return Object.assign({}, ...components.map((component) => answerOf(component, data))) as Data;
}

function answerOf(component: FormComponent, data: Data): Data {
  if (isListOfEntries(component)) {
    const entries = data[component.path];
    if (!Array.isArray(entries)) return {};
    return { [component.path]: entries.map((entry) => pick(component.components ?? [], recordOf(entry))) };
  }
  if (component.key !== undefined) {
    const value = data[component.key];
    return value === undefined ? {} : { [component.key]: value };
  }
  return pick(component.components ?? [], data);
}

function recordOf(value: unknown): Data {
  return typeof value === 'object' && value !== null ? (value as Data) : {};
}
