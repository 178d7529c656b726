import type { ElementNode, EventDefinition, ModelProblem, SequenceFlow } from './graph.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An element while it is compiled. The lists are the same objects that the finished node shows. */
export interface NodeDraft extends Mutable<
  Omit<
    ElementNode,
    | 'scope'
    | 'children'
    | 'incoming'
    | 'outgoing'
    | 'boundaryEvents'
    | 'eventSubprocesses'
    | 'attachedTo'
    | 'compensationHandler'
    | 'startEvent'
  >
> {
  scope: NodeDraft | null;
  children: NodeDraft[];
  incoming: FlowDraft[];
  outgoing: FlowDraft[];
  boundaryEvents: NodeDraft[];
  eventSubprocesses: NodeDraft[];
  attachedTo?: NodeDraft;
  compensationHandler?: NodeDraft;
  startEvent?: NodeDraft;
}

export interface FlowDraft extends Mutable<Omit<SequenceFlow, 'source' | 'target'>> {
  source: NodeDraft;
  target: NodeDraft;
}

/** Event kinds of a scope's children, asked for while their scope is checked. */
export type EventKind = EventDefinition['kind'];

/** Collects the reasons to refuse a resource; compilation goes on, so that all of them are told at once. */
export class ProblemList {
  readonly problems: ModelProblem[] = [];
  readonly #resourceName: string;

  constructor(resourceName: string) {
    this.#resourceName = resourceName;
  }

  /** @param elementId '' where the file as a whole, or an element without an id, is wrong */
  add(elementId: string, message: string): void {
    const known = this.problems.some(
      (other) => (other.elementId ?? '') === elementId && other.message === message,
    );
    if (known) return;
    this.problems.push({
      resourceName: this.#resourceName,
      ...(elementId === '' ? {} : { elementId }),
      message,
    });
  }
}

/** A node with everything that all elements have; what its type adds is filled in by its compiler. */
export function draftOf(
  source: { readonly [name: string]: unknown },
  type: NodeDraft['type'],
  scope: NodeDraft | null,
): NodeDraft {
  return {
    id: typeof source['id'] === 'string' ? source['id'] : '',
    name: typeof source['name'] === 'string' ? source['name'] : '',
    type,
    scope,
    children: [],
    incoming: [],
    outgoing: [],
    inputs: [],
    outputs: [],
    boundaryEvents: [],
    eventSubprocesses: [],
    executionListeners: [],
  };
}
