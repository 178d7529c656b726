import { text } from '../moddle.ts';
import type { EventCompiler } from './position.ts';

export const linkEvent: EventCompiler = {
  allowedAt: ['intermediate catch', 'intermediate throw'],
  compile(definition, position, fields) {
    const linkName = text(definition, 'name');
    if (linkName === undefined) fields.problems.add(position.elementId, 'the link has no name');
    return linkName === undefined ? undefined : { kind: 'link', linkName };
  },
};
