import { readCode } from './codes.ts';
import type { EventCompiler } from './position.ts';

export const escalationEvent: EventCompiler = {
  allowedAt: ['event subprocess start', 'boundary', 'intermediate throw', 'end'],
  compile(definition, position, fields) {
    const named = { reference: 'escalationRef', property: 'escalationCode', what: 'escalation' };
    const found = readCode(definition, named, position, fields);
    return (
      found &&
      (found.code === undefined ? { kind: 'escalation' } : { kind: 'escalation', escalationCode: found.code })
    );
  },
};
