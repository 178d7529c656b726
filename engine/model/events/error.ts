import { readCode } from './codes.ts';
import type { EventCompiler } from './position.ts';

export const errorEvent: EventCompiler = {
  allowedAt: ['event subprocess start', 'boundary', 'end'],
  compile(definition, position, fields) {
    if (position.at !== 'end' && !position.interrupting) {
      fields.problems.add(position.elementId, 'an event that catches an error must be interrupting');
    }
    const found = readCode(
      definition,
      { reference: 'errorRef', property: 'errorCode', what: 'error' },
      position,
      fields,
    );
    return found && (found.code === undefined ? { kind: 'error' } : { kind: 'error', errorCode: found.code });
  },
};
