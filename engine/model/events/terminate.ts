import type { EventCompiler } from './position.ts';

export const terminateEvent: EventCompiler = {
  allowedAt: ['end'],
  compile: () => ({ kind: 'terminate' }),
};
