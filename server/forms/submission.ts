import { evaluate } from '@bpmn-io/feelin';
import { fieldError } from '@jiesu/domain';
import type { FieldError } from '@jiesu/domain';
import { isInput, isList } from './form-schema.ts';
import type { Form, FormComponent } from './form-schema.ts';
import { valueErrors } from './values.ts';

/** What a person sent, checked. */
export interface Submission {
  readonly errors: readonly FieldError[];
  /** Values of the fields that are shown. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Those of them that the process needs: fields with the custom property `scope: "process"`. */
  readonly processVariables: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Checks values against a form as form-js would: required, lengths, ranges, options. A field that a condition hides
 * is dropped, whatever was sent for it; a field that the form has not is an error.
 * @param data what the form was filled with: the options of a field with `valuesKey` are there
 */
export function checkSubmission(form: Form, sent: Values, data: Values): Submission {
  return checkFields(form.components, sent, data);
}

function checkFields(components: readonly FormComponent[], sent: Values, data: Values): Submission {
  const shown = [...shownFields(components, { ...data, ...sent, this: sent })];
  const known = new Set(allKeys(components));
  const errors: FieldError[] = Object.keys(sent)
    .filter((key) => !known.has(key))
    .map(unknownField);
  const values: Record<string, unknown> = {};
  const processVariables: Record<string, unknown> = {};
  for (const field of shown) {
    const value = sent[field.key] ?? null;
    const { faults, checked } = isList(field)
      ? checkList(field, value, data)
      : { faults: valueErrors(field, value, optionsOf(field, data)), checked: value };
    errors.push(...faults);
    if (faults.length > 0) continue;
    values[field.key] = checked;
    if (field.properties?.['scope'] === 'process') processVariables[field.key] = checked;
  }
  return { errors, values, processVariables };
}

/** Each entry by itself; a fault names its place, `rulings.0.unitId`. */
function checkList(
  field: FormComponent & { readonly key: string },
  value: unknown,
  data: Values,
): { readonly faults: readonly FieldError[]; readonly checked: unknown } {
  const faults = valueErrors(field, value, undefined);
  if (faults.length > 0 || !Array.isArray(value)) return { faults, checked: [] };
  const entries = value.map((entry: unknown) =>
    checkFields(
      field.components ?? [],
      typeof entry === 'object' && entry !== null ? { ...entry } : {},
      data,
    ),
  );
  return {
    faults: entries.flatMap(({ errors }, i) =>
      errors.map((error) => ({ ...error, field: `${field.key}.${i}.${error.field}` })),
    ),
    checked: entries.map((entry) => entry.values),
  };
}

function unknownField(key: string): FieldError {
  return fieldError(key, 'FIELD_INVALID', {
    label: key,
    labelEn: key,
    reason: '表单没有这个字段',
    reasonEn: 'the form has no such field',
  });
}

function* shownFields(
  components: readonly FormComponent[],
  data: Values,
): Generator<FormComponent & { readonly key: string }> {
  for (const entry of components) {
    if (isHidden(entry, data)) continue;
    if (isList(entry)) yield { ...entry, key: entry.path };
    else if (entry.components !== undefined) yield* shownFields(entry.components, data);
    else if (isInput(entry) && entry.disabled !== true) yield entry;
  }
}

function* allKeys(components: readonly FormComponent[]): Generator<string> {
  for (const entry of components) {
    if (isList(entry)) yield entry.path;
    else if (entry.components !== undefined) yield* allKeys(entry.components);
    else if (isInput(entry)) yield entry.key;
  }
}

function isHidden(entry: FormComponent, data: Values): boolean {
  const hide = entry.conditional?.hide;
  if (hide === undefined || hide.trim() === '') return false;
  const { value } = evaluate(hide.replace(/^\s*=/, ''), data);
  return value === true;
}

function optionsOf(field: FormComponent, data: Values): ReadonlySet<unknown> | undefined {
  const given = field.valuesKey === undefined ? field.values : data[field.valuesKey];
  if (!Array.isArray(given)) return undefined;
  return new Set(given.map((option: unknown) => valueOf(option)));
}

function valueOf(option: unknown): unknown {
  return typeof option === 'object' && option !== null && 'value' in option ? option.value : option;
}
