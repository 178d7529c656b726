import type { ModelProblem } from './graph.ts';

/** What the engine needs of a form; its fields are the business of who shows it. */
export interface CompiledForm {
  readonly formId: string;
  readonly versionTag?: string;
}

/** Reads a .form file (form-js JSON). A form without an id, or what is no form, is a problem. */
export function compileForm(resourceName: string, json: string): CompiledForm | ModelProblem {
  const problem = (message: string): ModelProblem => ({ resourceName, message });
  let form: unknown;
  try {
    form = JSON.parse(json);
  } catch (error) {
    return problem(`not a form: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof form !== 'object' || form === null || Array.isArray(form))
    return problem('not a form: it must be a JSON object');
  const { id, versionTag, components } = form as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || id.trim() === '') return problem('the form has no id');
  if (!Array.isArray(components)) return problem(`the form <${id}> has no components`);
  return typeof versionTag === 'string' && versionTag !== '' ? { formId: id, versionTag } : { formId: id };
}
