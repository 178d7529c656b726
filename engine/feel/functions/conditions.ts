import { EvaluationFailure } from '../run.ts';
import { equal } from '../values.ts';
import { any, define, defineOfItems } from './library.ts';
import type { Library } from './library.ts';

/** Functions on truth, on any value, and on what is missing. `is defined` is a piece of syntax: nodes/calls.ts. */
export const CONDITION_FUNCTIONS: Library = {
  ...define('not', [any('negand')], (_run, value) => (typeof value === 'boolean' ? !value : null)),
  ...defineOfItems('all', (_run, items) => {
    if (items.includes(false)) return false;
    return items.every((item) => item === true) ? true : null;
  }),
  ...defineOfItems('any', (_run, items) => {
    if (items.includes(true)) return true;
    return items.every((item) => item === false) ? false : null;
  }),
  ...define('is', [any('value1'), any('value2')], (run, left, right) => equal(left, right, run) === true),
  'get or else': {
    parameters: ['value', 'default'],
    call: (_run, [value, otherwise]) => value ?? otherwise,
  },
  assert: {
    parameters: ['value', 'condition', 'cause'],
    call: (_run, [value, condition, cause]) => {
      if (condition === true) return value;
      throw new EvaluationFailure(
        typeof cause === 'string' ? cause : 'the condition of assert is not fulfilled',
      );
    },
  },
  fromAi: {
    parameters: ['value', 'description', 'type', 'schema', 'options'],
    call: (_run, [value]) => value,
  },
};
