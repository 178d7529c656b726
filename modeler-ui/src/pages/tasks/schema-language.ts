import type { FormComponent, FormSchema } from '../../api/index.ts';

type Language = 'zh' | 'en';

function inEnglish(component: FormComponent): FormComponent {
  const words = component.properties ?? {};
  const label = words['labelEn'];
  const description = words['descriptionEn'];
  const text = words['textEn'];
  return {
    ...component,
    ...(label === undefined ? {} : component.type === 'datetime' ? { dateLabel: label } : { label }),
    ...(description === undefined ? {} : { description }),
    ...(text === undefined ? {} : { text }),
    ...(component.values === undefined
      ? {}
      : {
          values: component.values.map((choice) => ({
            ...choice,
            label: words[`valueEn.${choice.value}`] ?? choice.label,
          })),
        }),
    ...(component.components === undefined ? {} : { components: component.components.map(inEnglish) }),
  };
}

/**
 * A form's schema in the given language. Forms are written in Chinese; a component's custom properties `labelEn`,
 * `descriptionEn`, `textEn` and `valueEn.<value>` hold the English, and what has none stays Chinese.
 */
export function schemaIn(schema: FormSchema, language: Language): FormSchema {
  return language === 'zh' ? schema : { ...schema, components: schema.components.map(inEnglish) };
}

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
