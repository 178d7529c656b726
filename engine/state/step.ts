import type { Variables } from '../processor/commands.ts';
import type { ExecutionListenerEvent } from '../model/graph.ts';
import type { LoopState, Trigger } from './element-instance.ts';

/** What a new instance begins with. */
export interface Seed {
  /** Local variables. */
  readonly variables?: Variables;
  readonly trigger?: Trigger;
  readonly loop?: LoopState;
  /** Compensation handlers: the event that waits for their end. */
  readonly compensatesFor?: number;
}

/**
 * A step of execution that is still to be done. Steps are data, so that they can wait in the store: when a command has
 * done enough of them, the rest becomes a command of its own.
 */
export type Step =
  /** Makes an instance of the element inside of a scope, for a token that the scope counts already. */
  | { readonly op: 'enter'; readonly scopeKey: number; readonly elementId: string; readonly seed?: Seed }
  /** Moves a token, which the scope counts already, along a sequence flow. */
  | { readonly op: 'flow'; readonly scopeKey: number; readonly flowId: string; readonly seed?: Seed }
  /** Activates an instance that exists: the first try, or another one after an incident. */
  | { readonly op: 'activate'; readonly key: number }
  | { readonly op: 'complete'; readonly key: number }
  /** Goes on with an activation behind its start listeners, with a completion behind its end listeners. */
  | { readonly op: 'begin'; readonly key: number }
  | { readonly op: 'leave'; readonly key: number }
  /** Makes the job of an execution listener, or goes on when there is none of that index. */
  | {
      readonly op: 'execution-listener';
      readonly key: number;
      readonly event: ExecutionListenerEvent;
      readonly index: number;
    }
  | { readonly op: 'terminate'; readonly key: number }
  /** An event happens to an instance. */
  | { readonly op: 'trigger'; readonly key: number; readonly trigger: Trigger }
  /** Throws an error from an instance. */
  | {
      readonly op: 'throw-error';
      readonly key: number;
      readonly errorCode: string;
      readonly errorMessage: string;
    }
  /** Hands a signal to all who wait for it. */
  | { readonly op: 'broadcast'; readonly signalName: string; readonly variables: Variables }
  /** Makes the next listener's job of a user task. */
  | { readonly op: 'user-task-listener'; readonly key: number };
