import { child, text } from '../moddle.ts';
import type { EventCompiler } from './position.ts';

export const signalEvent: EventCompiler = {
  allowedAt: [
    'process start',
    'event subprocess start',
    'intermediate catch',
    'boundary',
    'intermediate throw',
    'end',
  ],
  compile(definition, position, fields) {
    const signal = child(definition, 'signalRef');
    const signalName = fields.required(
      position.elementId,
      'the name of the signal',
      signal && text(signal, 'name'),
    );
    return signalName === undefined ? undefined : { kind: 'signal', signalName };
  },
};
