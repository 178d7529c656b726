import type { FormComponent, FormSchema } from '../api/index.ts';

/** The form without its own buttons: the page has one bar with all that can be done. */
export function withoutButtons(schema: FormSchema): FormSchema {
  return { ...schema, components: schema.components.filter((component) => component.type !== 'button') };
}

/** Whether a component repeats its fields; its value is a list of entries under `path`. */
export function isListOfEntries(
  component: FormComponent,
): component is FormComponent & { readonly path: string } {
  return component.type === 'dynamiclist' && typeof component['path'] === 'string';
}
