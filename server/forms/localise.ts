import type { Language } from '../http/index.ts';
import type { Form, FormComponent } from './form-schema.ts';

/**
 * The form in a language. A .form file is Chinese; its custom properties hold the English: `labelEn`,
 * `descriptionEn`, and `valueEn.<value>` for an option.
 */
export function localise(form: Form, language: Language): Form {
  if (language === 'zh') return form;
  return { ...form, components: form.components.map(inEnglish) };
}

function inEnglish(entry: FormComponent): FormComponent {
  const english = entry.properties ?? {};
  const label = english['labelEn'];
  const description = english['descriptionEn'];
  const text = english['textEn'];
  return {
    ...entry,
    ...(label === undefined ? {} : entry.type === 'datetime' ? { dateLabel: label } : { label }),
    ...(description === undefined ? {} : { description }),
    ...(text === undefined ? {} : { text }),
    ...(entry.values === undefined
      ? {}
      : {
          values: entry.values.map((option) => ({
            ...option,
            label: english[`valueEn.${String(option.value)}`] ?? option.label,
          })),
        }),
    ...(entry.components === undefined ? {} : { components: entry.components.map(inEnglish) }),
  };
}
