import { describe, expect, it } from '@jest/globals';
import { formMessage } from './form-words.ts';
import { schemaIn, withoutButtons } from './schema-language.ts';

const t = (key: string, values: Readonly<Record<string, unknown>> = {}): string =>
  typeof values['value'] === 'string' ? `${key}(${values['value']})` : key;

describe('words of a form', () => {
  it('given a message of the form library, when shown, then it is ours; an unknown one stays', () => {
    expect(formMessage('Field is required.', t)).toBe('form.required');
    expect(formMessage('Field must have minimum length of 5.', t)).toBe('form.minLength(5)');
    expect(formMessage('Something new.', t)).toBe('Something new.');
  });

  const schema = {
    type: 'default',
    components: [
      {
        type: 'radio',
        key: 'result',
        label: '办理结果',
        properties: { labelEn: 'Result', 'valueEn.solved': 'Solved' },
        values: [
          { label: '已解决', value: 'solved' },
          { label: '已解释', value: 'explained' },
        ],
      },
      { type: 'button', label: '提交' },
    ],
  };

  it('given a form with English words, when shown in English, then they are used and the rest stays Chinese', () => {
    const [radio] = schemaIn(schema, 'en').components;
    expect(radio?.label).toBe('Result');
    expect(radio?.values?.map((choice) => choice.label)).toEqual(['Solved', '已解释']);
    expect(schemaIn(schema, 'zh')).toBe(schema);
  });

  it('given a form with its own button, when shown, then the button is left to the page', () => {
    expect(withoutButtons(schema).components.map((component) => component.type)).toEqual(['radio']);
  });
});
