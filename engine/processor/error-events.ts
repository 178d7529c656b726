import type { ElementInstance } from '../state/index.ts';
import type { Variables } from './commands.ts';
import { findCatch } from './event-catch.ts';
import type { Execution } from './execution.ts';
import { Standstill } from './standstill.ts';
import { triggerInstance } from './triggers.ts';

interface ThrownError {
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly variables?: Variables;
}

/**
 * Throws an error: the nearest scope that catches it takes it, through callers of call activities.
 * @throws Standstill UNHANDLED_ERROR_EVENT when nothing catches it
 */
export function throwErrorEvent(x: Execution, from: ElementInstance, thrown: ThrownError): void {
  const caught = findCatch(x, from, { kind: 'error', code: thrown.errorCode });
  if (caught === undefined) {
    const message = thrown.errorMessage === '' ? '' : `: ${thrown.errorMessage}`;
    throw new Standstill(
      'UNHANDLED_ERROR_EVENT',
      `no event catches the error <${thrown.errorCode}>${message}`,
    );
  }
  triggerInstance(x, caught.host, { elementId: caught.target.id, variables: thrown.variables ?? {} });
}
