import type { FieldReader } from '../fields.ts';
import type { EventDefinition } from '../graph.ts';
import type { ModdleElement } from '../moddle.ts';

/** Where an event definition stands; what is allowed and needed depends on it. */
export interface EventPosition {
  readonly elementId: string;
  readonly at:
    | 'process start'
    | 'event subprocess start'
    | 'intermediate catch'
    | 'boundary'
    | 'intermediate throw'
    | 'end';
  readonly interrupting: boolean;
  /** Throw events that a job worker carries out (zeebe:taskDefinition). */
  readonly hasJob: boolean;
}

/** How one kind of event definition is compiled. One file of events/ each, listed in events/registry.ts. */
export interface EventCompiler {
  readonly allowedAt: readonly EventPosition['at'][];
  /** Undefined when the definition is wrong, which has been reported. */
  readonly compile: (
    definition: ModdleElement,
    position: EventPosition,
    fields: FieldReader,
  ) => EventDefinition | undefined;
}

/** True where the event waits rather than happens. */
export function isCatching(position: EventPosition): boolean {
  return position.at !== 'intermediate throw' && position.at !== 'end';
}
