import type { ElementNode, SequenceFlow } from '../model/graph.ts';
import type { ElementInstance } from '../state/index.ts';
import type { Execution } from './execution.ts';

/**
 * What one BPMN notion does. The lifecycle around it (mappings, subscriptions, flows, scopes, incidents) is the same for
 * all and lives in lifecycle.ts. A new notion is a file in engine/elements and a line in its registry.
 */
export interface ElementBehavior {
  /**
   * Starts the work; inputs are mapped and subscriptions are open. Answers 'complete' when there is nothing to wait for.
   * Evaluates everything before it changes anything.
   * @throws Standstill: an incident; after it is resolved, activation begins again
   */
  activate(x: Execution, instance: ElementInstance, node: ElementNode): 'wait' | 'complete';
  /** Before outputs are mapped. @throws Standstill: an incident; after it is resolved, completion begins again */
  complete?(x: Execution, instance: ElementInstance, node: ElementNode): void;
  /** After outputs are mapped and end listeners are done. */
  leave?(x: Execution, instance: ElementInstance, node: ElementNode): void;
  /** The flows to take; all of them unless told otherwise. @throws Standstill */
  outgoing?(x: Execution, instance: ElementInstance, node: ElementNode): readonly SequenceFlow[];
  /** Ends the work of an instance that is terminated. After 'wait', finishTermination is called later. */
  terminate?(x: Execution, instance: ElementInstance, node: ElementNode): 'wait' | 'done';
  /** A child is about to complete: nothing has changed yet. @throws Standstill on the child */
  beforeChildCompletes?(
    x: Execution,
    scope: ElementInstance,
    node: ElementNode,
    child: ElementInstance,
  ): void;
  /** Whether a scope goes on though nothing is left inside of it. */
  staysWhenEmpty?(x: Execution, scope: ElementInstance, node: ElementNode): boolean;
  /** A child has ended without a flow to follow; its token is not counted any more. */
  childEnded?(
    x: Execution,
    scope: ElementInstance,
    node: ElementNode,
    child: ElementInstance,
    how: 'completed' | 'terminated',
  ): void;
}
