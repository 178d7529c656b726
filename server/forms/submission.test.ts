import { describe, expect, it } from '@jest/globals';
import { checkSubmission, formSchema, localise } from './index.ts';

const form = formSchema.parse({
  id: 'sign-order',
  type: 'default',
  components: [
    { type: 'text', text: '# 签收' },
    {
      type: 'radio',
      key: 'signResult',
      label: '签收结果',
      values: [
        { label: '签收', value: 'sign' },
        { label: '退单', value: 'return' },
      ],
      validate: { required: true },
      properties: { scope: 'process', labelEn: 'Result', 'valueEn.sign': 'Sign', 'valueEn.return': 'Return' },
    },
    {
      type: 'group',
      conditional: { hide: '=signResult != "return"' },
      components: [
        {
          type: 'textarea',
          key: 'reason',
          label: '退单理由',
          validate: { required: true, minLength: 5, maxLength: 20 },
          properties: { labelEn: 'Reason' },
        },
        { type: 'select', key: 'suggestedUnitId', label: '建议单位', valuesKey: 'units' },
      ],
    },
    { type: 'number', key: 'count', label: '次数', validate: { min: 1, max: 3 } },
    { type: 'checkbox', key: 'agreed', label: '已告知', validate: { required: true } },
    { type: 'datetime', subtype: 'datetime', key: 'at', label: '时间' },
  ],
});
const data = { units: [{ label: '住建局', value: 'housing-bureau' }] };
const check = (sent: Record<string, unknown>) => checkSubmission(form, { agreed: true, ...sent }, data);
const faults = (sent: Record<string, unknown>) =>
  check(sent).errors.map(({ field, code }) => `${field} ${code}`);

describe('a submission', () => {
  it('gives the process only what is marked for it', () => {
    const submission = check({
      signResult: 'return',
      reason: '不属于本单位职责',
      suggestedUnitId: 'housing-bureau',
    });

    expect(submission.errors).toEqual([]);
    expect(submission.processVariables).toEqual({ signResult: 'return' });
    expect(submission.values).toMatchObject({
      reason: '不属于本单位职责',
      suggestedUnitId: 'housing-bureau',
    });
  });

  it('needs what a condition shows, and drops what it hides', () => {
    expect(faults({ signResult: 'return' })).toEqual(['reason FIELD_REQUIRED']);
    expect(check({ signResult: 'sign', reason: 'x' })).toMatchObject({
      errors: [],
      values: { signResult: 'sign' },
    });
    expect(check({ signResult: 'sign', reason: 'x' }).values).not.toHaveProperty('reason');
  });

  it.each([
    [{}, 'signResult FIELD_REQUIRED'],
    [{ signResult: 'keep' }, 'signResult FIELD_INVALID'],
    [{ signResult: 'return', reason: '不管' }, 'reason TEXT_TOO_SHORT'],
    [{ signResult: 'return', reason: '不'.repeat(21) }, 'reason TEXT_TOO_LONG'],
    [{ signResult: 'return', reason: 12345 }, 'reason FIELD_INVALID'],
    [
      { signResult: 'return', reason: '不属于本单位', suggestedUnitId: 'mars' },
      'suggestedUnitId FIELD_INVALID',
    ],
    [{ signResult: 'sign', count: 4 }, 'count FIELD_INVALID'],
    [{ signResult: 'sign', count: '2' }, 'count FIELD_INVALID'],
    [{ signResult: 'sign', agreed: false }, 'agreed FIELD_REQUIRED'],
    [{ signResult: 'sign', at: 'tomorrow' }, 'at FIELD_INVALID'],
    [{ signResult: 'sign', unitId: 'x' }, 'unitId FIELD_INVALID'],
  ])('%j: %s', (sent, expected) => {
    expect(faults(sent)).toEqual([expected]);
  });

  it('says what is wrong in both languages', () => {
    expect(check({ signResult: 'return' }).errors).toEqual([
      { field: 'reason', code: 'FIELD_REQUIRED', zh: '“退单理由”必须填写', en: 'Reason is required' },
    ]);
  });
});

describe('a form in English', () => {
  it('has the English labels of its custom properties', () => {
    const radio = localise(form, 'en').components[1];

    expect(radio).toMatchObject({ label: 'Result', values: [{ label: 'Sign' }, { label: 'Return' }] });
    expect(localise(form, 'zh')).toBe(form);
  });

  describe('with a list', () => {
    const minutes = formSchema.parse({
      id: 'record-minutes',
      type: 'default',
      components: [
        {
          type: 'dynamiclist',
          path: 'rulings',
          label: '逐项裁定',
          components: [
            { type: 'textfield', key: 'result', label: '结论', validate: { required: true } },
            {
              type: 'select',
              key: 'unitId',
              label: '主办单位',
              valuesKey: 'units',
              validate: { required: true },
              conditional: { hide: '=this.result != "ruled"' },
            },
          ],
        },
      ],
    });
    const rulings = (entries: unknown) => checkSubmission(minutes, { rulings: entries }, data);

    it('checks each entry by its own conditions', () => {
      const entries = [
        { result: 'ruled', unitId: 'housing-bureau' },
        { result: 'deferred', unitId: 'x' },
      ];
      expect(rulings(entries)).toMatchObject({
        errors: [],
        values: { rulings: [{ result: 'ruled', unitId: 'housing-bureau' }, { result: 'deferred' }] },
      });
    });

    it('names the place of a fault', () => {
      const { errors } = rulings([{ result: 'ruled', unitId: 'nobody' }, { extra: 1 }]);
      expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual([
        'rulings.0.unitId FIELD_INVALID',
        'rulings.1.extra FIELD_INVALID',
        'rulings.1.result FIELD_REQUIRED',
      ]);
      expect(rulings('none').errors.map(({ field }) => field)).toEqual(['rulings']);
    });
  });
});
