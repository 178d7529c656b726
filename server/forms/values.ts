import { fieldError } from '@jiesu/domain';
import type { ErrorCode, ErrorParams, FieldError } from '@jiesu/domain';
import type { FormComponent } from './form-schema.ts';

type Field = FormComponent & { readonly key: string };
type Check = (value: unknown, field: Field, options: ReadonlySet<unknown> | undefined) => FieldError[];

/** No answer of a person is longer than this, whatever the form says. */
const TEXT_LIMIT = 5000;
const LIST_LIMIT = 200;

/** What is wrong with the value of a field; nothing when it is right. */
export function valueErrors(
  field: Field,
  value: unknown,
  options: ReadonlySet<unknown> | undefined,
): FieldError[] {
  if (isMissing(value, field)) {
    return field.validate?.required === true ? [fault(field, 'FIELD_REQUIRED')] : [];
  }
  return (CHECKS[field.type] ?? text)(value, field, options);
}

const text: Check = (value, field) => {
  if (typeof value !== 'string') return [invalid(field, '应为文本', 'expected a text')];
  const { minLength = 0, maxLength = TEXT_LIMIT, pattern } = field.validate ?? {};
  const actual = value.trim().length;
  const max = Math.min(maxLength, TEXT_LIMIT);
  if (actual > max) return [fault(field, 'TEXT_TOO_LONG', { max, actual })];
  if (actual < minLength) return [fault(field, 'TEXT_TOO_SHORT', { min: minLength, actual })];
  if (pattern !== undefined && pattern !== '' && !new RegExp(pattern).test(value)) {
    return [invalid(field, '格式不正确', 'wrong format')];
  }
  return [];
};

const number: Check = (value, field) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return [invalid(field, '应为数字', 'expected a number')];
  }
  const { min = -Infinity, max = Infinity } = field.validate ?? {};
  if (value < min) return [invalid(field, `不能小于 ${min}`, `at least ${min}`)];
  if (value > max) return [invalid(field, `不能大于 ${max}`, `at most ${max}`)];
  return [];
};

const checkbox: Check = (value, field) =>
  typeof value === 'boolean' ? [] : [invalid(field, '应为是或否', 'expected true or false')];

const choice: Check = (value, field, options) => {
  if (options?.has(value) === true) return [];
  const allowed = [...(options ?? [])].slice(0, 20).map(String).join(' | ');
  return [invalid(field, `可选值为 ${allowed}`, `expected one of ${allowed}`)];
};

const choices: Check = (value, field, options) => {
  if (!Array.isArray(value) || value.length > LIST_LIMIT) {
    return [invalid(field, '应为列表', 'expected a list')];
  }
  return value.flatMap((item: unknown) => choice(item, field, options)).slice(0, 1);
};

/** Entries are checked by whoever knows their fields. */
const list: Check = (value, field) =>
  Array.isArray(value) && value.length <= LIST_LIMIT ? [] : [invalid(field, '应为列表', 'expected a list')];

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/;

const datetime: Check = (value, field) => {
  const subtype = field['subtype'];
  const ok =
    typeof value === 'string' &&
    value.length <= 40 &&
    (subtype === 'time' ? TIME.test(value) : !Number.isNaN(Date.parse(value))) &&
    (subtype !== 'date' || DATE.test(value));
  return ok ? [] : [invalid(field, '不是有效的时间', 'not a valid time')];
};

const CHECKS: Readonly<Record<string, Check>> = {
  textfield: text,
  textarea: text,
  number,
  checkbox,
  select: choice,
  radio: choice,
  checklist: choices,
  taglist: choices,
  datetime,
  dynamiclist: list,
};

function isMissing(value: unknown, field: Field): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  // as in form-js, a box that must be ticked is missing while it is not
  return field.type === 'checkbox' && value === false && field.validate?.required === true;
}

function fault(field: Field, code: ErrorCode, params: ErrorParams = {}): FieldError {
  const dateLabel = field['dateLabel'];
  const label = field.label ?? (typeof dateLabel === 'string' ? dateLabel : field.key);
  const labelEn = field.properties?.['labelEn'] ?? field.key;
  return fieldError(field.key, code, { label, labelEn, ...params });
}

function invalid(field: Field, reason: string, reasonEn: string): FieldError {
  return fault(field, 'FIELD_INVALID', { reason, reasonEn });
}
