import { describe, expect, it } from '@jest/globals';
import { compileForm } from './form.ts';

describe('compileForm', () => {
  it('reads the id', () => {
    expect(compileForm('a.form', '{"id":"sign","components":[]}')).toEqual({ formId: 'sign' });
  });

  it('reads the version tag', () => {
    expect(compileForm('a.form', '{"id":"sign","versionTag":"v1","components":[]}')).toEqual({
      formId: 'sign',
      versionTag: 'v1',
    });
  });

  it.each([
    ['{', 'not a form: '],
    ['[]', 'not a form: it must be a JSON object'],
    ['null', 'not a form: it must be a JSON object'],
    ['{"components":[]}', 'the form has no id'],
    ['{"id":" ","components":[]}', 'the form has no id'],
    ['{"id":"sign"}', 'the form <sign> has no components'],
  ])('refuses %s', (json, message) => {
    expect(compileForm('a.form', json)).toEqual({
      resourceName: 'a.form',
      message: expect.stringContaining(message),
    });
  });
});
