import type { FormComponent, FormSchema } from '../../api/index.ts';

/** The form without its own buttons: the page has one bar with all that can be done. */
export function withoutButtons(schema: FormSchema): FormSchema {
  return { ...schema, components: schema.components.filter((component) => component.type !== 'button') };
}

/** The keys a person can fill in; the server refuses any other. */
export function fieldKeys(components: readonly FormComponent[]): ReadonlySet<string> {
  return new Set(
    components.flatMap((component) => [
      ...(component.key === undefined ? [] : [component.key]),
      ...fieldKeys(component.components ?? []),
    ]),
  );
}
