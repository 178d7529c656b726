import { describe, expect, it } from '@jest/globals';
import { compileExpression } from '../index.ts';
import { COLLECTION_CASES } from './collection-cases.ts';
import { functionNames } from './registry.ts';
import { VALUE_CASES } from './value-cases.ts';

/** 2026-02-27T16:30:00Z */
const NOW = Date.UTC(2026, 1, 27, 16, 30);

const VARIABLES: Readonly<Record<string, unknown>> = { none: null, 订单: { 金额: 20, 标题: '路灯不亮' } };

function valueOf(feel: string): unknown {
  const outcome = compileExpression(`=${feel}`).evaluate({ get: (name) => VARIABLES[name] }, NOW);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

const CASES = { ...VALUE_CASES, ...COLLECTION_CASES };

describe.each(Object.entries(CASES))('%s', (_name, cases) => {
  it.each(cases)('%s is %j', (feel, value) => {
    expect(valueOf(feel)).toEqual(value);
  });
});

describe('the library', () => {
  it('has no function without an example', () => {
    expect(functionNames().filter((name) => !Object.hasOwn(CASES, name))).toEqual([]);
  });

  it.each([
    ['sqrt("a")', "'sqrt' needs a number"],
    ['string join(1)', "'string join' needs a list, a string, if any, a string, if any and a string, if any"],
    ['sum([1, "a"])', "'sum' needs numbers"],
    ['count([1], [2])', "the function 'count' takes 1 arguments, it was given 2"],
    ['count(liste: [1])', "there is no parameter 'liste'; parameters are list"],
    ['nothing like it(1)', "no function found with name 'nothing like it'"],
  ])('%s is null and says why', (feel, warning) => {
    const outcome = compileExpression(`=${feel}`).evaluate({ get: () => undefined }, NOW);
    expect(outcome).toEqual({ ok: true, value: null, warnings: [warning] });
  });
});
