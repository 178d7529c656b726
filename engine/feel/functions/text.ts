import { randomUUID } from 'node:crypto';
import type { LibraryFunction } from './library.ts';

/** Functions on strings that Camunda's FEEL has and feelin lacks. */
export const TEXT_FUNCTIONS: Readonly<Record<string, LibraryFunction>> = {
  extract: {
    parameters: ['string', 'pattern'],
    call: (run, [text, pattern]) => {
      if (typeof text !== 'string' || typeof pattern !== 'string')
        return run.warn("'extract' needs two strings");
      return [...text.matchAll(new RegExp(pattern, 'gu'))].map((match) => match[0]);
    },
  },
  trim: {
    parameters: ['string'],
    call: (run, [text]) => (typeof text === 'string' ? text.trim() : run.warn("'trim' needs a string")),
  },
  uuid: { parameters: [], call: () => randomUUID() },
  'to base64': {
    parameters: ['value'],
    call: (run, [text]) =>
      typeof text === 'string'
        ? Buffer.from(text, 'utf8').toString('base64')
        : run.warn("'to base64' needs a string"),
  },
  'is blank': {
    parameters: ['string'],
    call: (run, [text]) =>
      typeof text === 'string' ? text.trim() === '' : run.warn("'is blank' needs a string"),
  },
};
