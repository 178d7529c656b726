import { describe, expect, it } from '@jest/globals';
import { DomainError, ERROR_TABLE, errorEntry, errorText, fieldError, isDomainError } from './index.ts';
import type { ErrorCode } from './index.ts';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
const codes = Object.keys(ERROR_TABLE) as ErrorCode[];

describe('table of errors', () => {
  it.each(codes)('%s has a Chinese and an English text that name the same things', (code) => {
    const { zh, en, httpStatus } = errorEntry(code);

    // a label and a reason come in both languages, so they carry the suffix En in the English text
    const neutral = (names: string[]): string[] =>
      [...new Set(names.map((name) => name.replace(/En$/, '')))].sort();
    expect(neutral(placeholders(zh))).toEqual(neutral(placeholders(en)));
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(httpStatus).toBeGreaterThanOrEqual(400);
  });

  it('calls retryable only what may pass without a change of the request', () => {
    for (const code of codes) {
      const { httpStatus, retryable } = errorEntry(code);
      expect({ code, retryable }).toEqual({ code, retryable: httpStatus === 429 || httpStatus >= 500 });
    }
  });

  it('fills placeholders and leaves an unknown one visible', () => {
    expect(errorText('UNKNOWN_AREA', { value: 'atlantis' })).toEqual({
      zh: '没有区域“atlantis”',
      en: 'There is no area atlantis',
    });
    expect(errorText('ORDER_NOT_FOUND').en).toContain('{value}');
  });
});

describe('DomainError', () => {
  it('is recognised by its code', () => {
    const error: unknown = new DomainError('UNKNOWN_UNIT', { field: 'unitId', params: { value: 'x' } });

    expect(isDomainError(error)).toBe(true);
    expect(isDomainError(error, 'UNKNOWN_UNIT')).toBe(true);
    expect(isDomainError(error, 'CONFLICT')).toBe(false);
    expect(isDomainError(Object.assign(new Error('socket'), { code: 'ECONNRESET' }))).toBe(false);
    expect(isDomainError('CONFLICT')).toBe(false);
  });

  it('carries field errors in both languages', () => {
    const errors = [fieldError('area', 'UNKNOWN_AREA', { value: 'x' })];

    expect(new DomainError('VALIDATION_FAILED', { errors }).errors[0]).toEqual({
      field: 'area',
      code: 'UNKNOWN_AREA',
      zh: '没有区域“x”',
      en: 'There is no area x',
    });
  });
});
