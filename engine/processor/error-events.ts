import type { ElementNode } from '../model/graph.ts';
import type { ElementInstance } from '../state/index.ts';
import type { Variables } from './commands.ts';
import type { Execution } from './execution.ts';
import { Standstill } from './standstill.ts';
import { triggerInstance } from './triggers.ts';

interface ThrownError {
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly variables?: Variables;
}

interface Catch {
  readonly host: ElementInstance;
  readonly target: ElementNode;
}

/**
 * Throws an error: the nearest scope that catches it takes it, through callers of call activities.
 * @throws Standstill UNHANDLED_ERROR_EVENT when nothing catches it
 */
export function throwErrorEvent(x: Execution, from: ElementInstance, thrown: ThrownError): void {
  const caught = findCatch(x, from, thrown.errorCode);
  if (caught === undefined) {
    const message = thrown.errorMessage === '' ? '' : `: ${thrown.errorMessage}`;
    throw new Standstill(
      'UNHANDLED_ERROR_EVENT',
      `no event catches the error <${thrown.errorCode}>${message}`,
    );
  }
  triggerInstance(x, caught.host, { elementId: caught.target.id, variables: thrown.variables ?? {} });
}

function findCatch(x: Execution, from: ElementInstance, errorCode: string): Catch | undefined {
  let host: ElementInstance | undefined = from;
  while (host !== undefined) {
    const target = host.state === 'TERMINATING' ? undefined : catchAt(x.node(host), host, errorCode);
    if (target !== undefined) return { host, target };
    const around: number =
      host.scopeKey === 0 ? (host.process?.parentElementInstanceKey ?? 0) : host.scopeKey;
    host = around === 0 ? undefined : x.state.instances.get(around);
  }
  return undefined;
}

/** The event at this instance that catches the code: one that names it beats one that catches all. */
function catchAt(node: ElementNode, host: ElementInstance, errorCode: string): ElementNode | undefined {
  const isBody = host.type === 'MULTI_INSTANCE_BODY';
  const inside =
    isBody || host.interrupted ? [] : node.eventSubprocesses.flatMap(({ startEvent }) => startEvent ?? []);
  const boundary = isBody || node.multiInstance === undefined ? node.boundaryEvents : [];
  return firstCatch(inside, errorCode) ?? firstCatch(boundary, errorCode);
}

function firstCatch(events: readonly ElementNode[], errorCode: string): ElementNode | undefined {
  let catchAll: ElementNode | undefined;
  for (const candidate of events) {
    if (candidate.event?.kind !== 'error') continue;
    if (candidate.event.errorCode === undefined) catchAll ??= candidate;
    else if (candidate.event.errorCode.source === errorCode) return candidate;
  }
  return catchAll;
}
