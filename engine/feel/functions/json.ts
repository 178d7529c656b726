import { toJson } from '../values.ts';
import type { LibraryFunction } from './library.ts';

export const JSON_FUNCTIONS: Readonly<Record<string, LibraryFunction>> = {
  'from json': {
    parameters: ['value'],
    call: (run, [value]) => {
      if (typeof value !== 'string') return run.warn("'from json' needs a string");
      try {
        return JSON.parse(value) as unknown;
      } catch {
        return run.warn(`'from json' was given what is no JSON`);
      }
    },
  },
  'to json': { parameters: ['value'], call: (_run, [value]) => JSON.stringify(toJson(value)) },
};
