import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '../errors/index.ts';
import type { FieldError } from '../errors/index.ts';
import { parseIntake } from './index.ts';

const context = {
  now: Date.parse('2026-11-24T10:00:00+08:00'),
  hasCategory: (id: string): boolean => id === 'water-supply',
  hasUnit: (id: string): boolean => id === 'housing-bureau',
  hasReferral: (id: string): boolean => id === 'outside-duty',
  hasArea: (id: string): boolean => id === 'donghu',
};
const valid = { title: '停水', text: '小区从昨晚开始停水', area: 'donghu' };

function errorsOf(body: unknown): readonly FieldError[] {
  try {
    parseIntake(body, context);
    return [];
  } catch (error) {
    if (isDomainError(error, 'VALIDATION_FAILED')) return error.errors;
    throw error;
  }
}

describe('intake', () => {
  it('fills in what a form leaves out', () => {
    const intake = parseIntake(
      { ...valid, title: '  停水 ', enterpriseName: '', caller: { phone: '' } },
      context,
    );

    expect(intake).toEqual({
      ...valid,
      callerType: 'citizen',
      channel: 'phone',
      caller: { anonymous: false },
    });
  });

  it.each<[string, object, string, string, string]>([
    ['an empty title', { title: ' ' }, 'title', 'FIELD_REQUIRED', '“标题”必须填写'],
    ['no text', { text: undefined }, 'text', 'FIELD_REQUIRED', '“诉求内容”必须填写'],
    [
      'an over-long text',
      { text: '水'.repeat(5001) },
      'text',
      'TEXT_TOO_LONG',
      '“诉求内容”不能超过 5000 个字符,现有 5001 个',
    ],
    ['an unknown category', { category: 'ufo' }, 'category', 'UNKNOWN_CATEGORY', '没有诉求类别“ufo”'],
    [
      'an unknown referral',
      { referralId: 'ufo' },
      'referralId',
      'FIELD_INVALID',
      '“不予受理情形”填写有误:没有此情形',
    ],
    ['an unknown area', { area: 'atlantis' }, 'area', 'UNKNOWN_AREA', '没有区域“atlantis”'],
    [
      'a future call',
      { calledAt: '2026-11-24T11:00:00+08:00' },
      'calledAt',
      'CALL_TIME_IN_FUTURE',
      '来电时间 2026-11-24T11:00:00+08:00 晚于当前时间 2026-11-24T10:00:00+08:00',
    ],
    [
      'a call time without an offset',
      { calledAt: '2026-11-24T09:00:00' },
      'calledAt',
      'FIELD_INVALID',
      '“来电时间”填写有误:格式不正确',
    ],
    [
      'an enterprise without a name',
      { callerType: 'enterprise' },
      'enterpriseName',
      'FIELD_REQUIRED',
      '“企业名称”必须填写',
    ],
    [
      'a phone that is none',
      { caller: { phone: '问邻居' } },
      'caller.phone',
      'FIELD_INVALID',
      '“联系电话”填写有误:格式不正确',
    ],
    [
      'an unknown urgency',
      { urgency: 'asap' },
      'urgency',
      'FIELD_INVALID',
      '“紧急程度”填写有误:可选值为 normal | urgent | emergency',
    ],
    ['an unknown field', { priority: 1 }, 'priority', 'FIELD_INVALID', '“priority”填写有误:没有这个字段'],
    ['a number for a text', { title: 7 }, 'title', 'FIELD_INVALID', '“标题”填写有误:类型应为 string'],
    [
      'an empty answer',
      { answeredAtOnce: { reply: '' } },
      'answeredAtOnce.reply',
      'FIELD_REQUIRED',
      '“当场答复内容”必须填写',
    ],
  ])('names the field of %s', (_, change, field, code, zh) => {
    const errors = errorsOf({ ...valid, ...change });

    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ field, code, zh });
    expect(errors[0]?.en).not.toMatch(/\p{Script=Han}/u);
  });

  it('names all fields that are wrong at once', () => {
    expect(errorsOf({ text: 'x', area: 'donghu', kind: 1 }).map(({ field }) => field)).toEqual([
      'title',
      'kind',
    ]);
  });

  it.each([null, undefined, 'text', [], 7])('refuses the body %j', (body) => {
    expect(errorsOf(body)).not.toEqual([]);
  });

  it('takes a clock that runs a little ahead', () => {
    expect(errorsOf({ ...valid, calledAt: '2026-11-24T10:00:30+08:00' })).toEqual([]);
    expect(errorsOf({ ...valid, calledAt: '2026-11-24T10:01:01+08:00' })).toHaveLength(1);
  });
});
