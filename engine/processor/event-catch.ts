import type { ElementNode } from '../model/graph.ts';
import type { ElementInstance } from '../state/index.ts';
import type { Execution } from './execution.ts';

/** Where something that was thrown is caught: an event at the boundary of an instance, or of an event subprocess in it. */
export interface Catch {
  readonly host: ElementInstance;
  readonly target: ElementNode;
}

/** What is thrown upwards through the scopes, and looked up there by a code. */
export interface Thrown {
  readonly kind: 'error' | 'escalation';
  readonly code: string;
}

/** The nearest scope upwards that catches it, through callers of call activities. */
export function findCatch(x: Execution, from: ElementInstance, thrown: Thrown): Catch | undefined {
  let host: ElementInstance | undefined = from;
  while (host !== undefined) {
    const target = host.state === 'TERMINATING' ? undefined : catchAt(x.node(host), host, thrown);
    if (target !== undefined) return { host, target };
    const around: number =
      host.scopeKey === 0 ? (host.process?.parentElementInstanceKey ?? 0) : host.scopeKey;
    host = around === 0 ? undefined : x.state.instances.get(around);
  }
  return undefined;
}

/** The event at this instance that catches the code: one that names it beats one that catches all. */
function catchAt(node: ElementNode, host: ElementInstance, thrown: Thrown): ElementNode | undefined {
  const isBody = host.type === 'MULTI_INSTANCE_BODY';
  const inside =
    isBody || host.interrupted ? [] : node.eventSubprocesses.flatMap(({ startEvent }) => startEvent ?? []);
  const boundary = isBody || node.multiInstance === undefined ? node.boundaryEvents : [];
  return firstCatch(inside, thrown) ?? firstCatch(boundary, thrown);
}

function firstCatch(events: readonly ElementNode[], { kind, code }: Thrown): ElementNode | undefined {
  let catchAll: ElementNode | undefined;
  for (const candidate of events) {
    const { event } = candidate;
    if (event?.kind !== kind) continue;
    const caught = event.kind === 'error' ? event.errorCode : event.escalationCode;
    if (caught === undefined) catchAll ??= candidate;
    else if (caught.source === code) return candidate;
  }
  return catchAll;
}
