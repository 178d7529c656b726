import { EvaluationFailure } from '../run.ts';
import type { LibraryFunction } from './library.ts';

/** Functions on any value, and on what is missing. `is defined` is a piece of syntax: nodes/calls.ts. */
export const CONDITION_FUNCTIONS: Readonly<Record<string, LibraryFunction>> = {
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
