import { describe, expect, it } from '@jest/globals';
import { formMessage, formWord } from './form-words.ts';
import { withoutButtons } from './schema.ts';

const t = (key: string, values: Readonly<Record<string, unknown>> = {}): string =>
  typeof values['value'] === 'string' ? `${key}(${values['value']})` : key;

describe('words of a form', () => {
  it('given a message of the form library, when shown, then it is ours; an unknown one stays', () => {
    expect(formMessage('Field is required.', t)).toBe('form.required');
    expect(formMessage('Field must have minimum length of 5.', t)).toBe('form.minLength(5)');
    expect(formMessage('Something new.', t)).toBe('Something new.');
  });

  it('given a word of the form library, when shown, then it is ours; what a form itself says stays', () => {
    expect(formWord('Add new', t)).toBe('form.add');
    expect(formWord('Remove list item 2', t)).toBe('form.removeEntry(2)');
    expect(formWord('Expand all (4)', t)).toBe('form.expand(4)');
    expect(formWord('市城市管理局', t)).toBeUndefined();
  });

  const schema = {
    type: 'default',
    components: [
      { type: 'radio', key: 'result', label: '办理结果' },
      { type: 'group', components: [{ type: 'textarea', key: 'reply', label: '答复' }] },
      { type: 'button', label: '提交' },
    ],
  };

  it('given a form with its own button, when shown, then the button is left to the page', () => {
    expect(withoutButtons(schema).components.map((component) => component.type)).toEqual(['radio', 'group']);
  });
});
