import type { z } from 'zod';
import { fieldError } from '../errors/index.ts';
import type { FieldError } from '../errors/index.ts';
import type { Names } from './terms.ts';

/** Names of fields by their path, e.g. `caller.phone`. */
export type FieldLabels = Readonly<Record<string, Names>>;

/**
 * Turns what zod found wrong into field errors of the table, in both languages.
 * `body` is what was checked (the values are looked up in it); a field without a label is called by its path.
 */
export function fieldErrorsOf(
  issues: readonly z.core.$ZodIssue[],
  body: unknown,
  labels: FieldLabels,
): FieldError[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) =>
        invalid(path === '' ? key : `${path}.${key}`, labels, '没有这个字段', 'there is no such field'),
      );
    }
    return [toFieldError(issue, path, valueAt(body, issue.path), labels)];
  });
}

function toFieldError(
  issue: z.core.$ZodIssue,
  path: string,
  value: unknown,
  labels: FieldLabels,
): FieldError {
  const label = labelOf(path, labels);
  const missing = value === undefined || (typeof value === 'string' && value.trim() === '');
  if (missing && path !== '') return fieldError(path, 'FIELD_REQUIRED', label);
  if (issue.code === 'too_big' && typeof value === 'string') {
    const params = { ...label, max: Number(issue.maximum), actual: value.trim().length };
    return fieldError(path, 'TEXT_TOO_LONG', params);
  }
  if (issue.code === 'too_small' && typeof value === 'string') {
    const params = { ...label, min: Number(issue.minimum), actual: value.trim().length };
    return fieldError(path, 'TEXT_TOO_SHORT', params);
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String).join(' | ');
    return invalid(path, labels, `可选值为 ${allowed}`, `expected one of ${allowed}`);
  }
  if (issue.code === 'invalid_type') {
    return invalid(path, labels, `类型应为 ${issue.expected}`, `expected ${issue.expected}`);
  }
  if (issue.code === 'invalid_format') return invalid(path, labels, '格式不正确', 'wrong format');
  return invalid(path, labels, '不符合要求', issue.message);
}

function invalid(path: string, labels: FieldLabels, reason: string, reasonEn: string): FieldError {
  return fieldError(path, 'FIELD_INVALID', { ...labelOf(path, labels), reason, reasonEn });
}

function labelOf(path: string, labels: FieldLabels): { label: string; labelEn: string } {
  const names = Object.hasOwn(labels, path) ? labels[path] : undefined;
  return { label: names?.zh ?? (path || '请求内容'), labelEn: names?.en ?? (path || 'Body') };
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<PropertyKey, unknown>)[key];
  }, body);
}
