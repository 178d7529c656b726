/**
 * Processes as trees of blocks, which have one way in and one way out. Each block is told here as what it does; what it
 * looks like in BPMN is in block-bpmn.ts, and what it means in interpreter.ts.
 *
 * A block writes one variable, `v_<its id>`, and reads only what was written before it on its own way, so that what comes
 * out of a process does not hang on the order in which parallel branches are served.
 */

/** `=variable + plus`, or `=plus` without a variable. */
export interface Reading {
  readonly variable: string | null;
  readonly plus: number;
}

/** What starts an event. Messages and signals are named after the event. */
export type Trigger =
  | { readonly kind: 'timer'; readonly seconds: number }
  /** The correlation key is made of the run's and those of the items of the multi-instances around. */
  | { readonly kind: 'message'; readonly keyParts: readonly string[] }
  | { readonly kind: 'signal' }
  /** Null catches every code. */
  | { readonly kind: 'error'; readonly code: string | null }
  | { readonly kind: 'escalation'; readonly code: string | null };

/** An event that waits beside an activity (its handler then joins the way out), or in a scope. */
export interface Handler {
  readonly id: string;
  readonly on: Trigger;
  readonly interrupting: boolean;
  readonly body: Block;
}

/** What an activity is besides its own work. */
export interface Activity {
  readonly id: string;
  readonly boundary: readonly Handler[];
  /** The service task that undoes it when it is compensated. */
  readonly undo: string | null;
}

/** A scope of its own: variables that are local to it, and event subprocesses. */
export interface Scope {
  /** Made by input mappings, with null. */
  readonly locals: readonly string[];
  readonly body: Block;
  readonly events: readonly Handler[];
}

export type Block =
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  /** With an input the task has a local `i_<id>`; mapped ones write `v_<id>` from the job's `r` by an output mapping. */
  | (Activity & { readonly kind: 'service'; readonly input: Reading | null; readonly mapped: boolean })
  | (Activity & { readonly kind: 'user' })
  | { readonly kind: 'script'; readonly id: string; readonly value: Reading }
  | { readonly kind: 'wait'; readonly id: string; readonly on: Trigger }
  /** An event-based gateway. */
  | { readonly kind: 'race'; readonly id: string; readonly arms: readonly Handler[] }
  /** Takes branch 0 when the variable is 0, and so on; the last one else. */
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly variable: string;
      readonly branches: readonly Block[];
    }
  | { readonly kind: 'parallel'; readonly id: string; readonly branches: readonly Block[] }
  /** Takes branch 0 when the variable is 0, and so on; all but the last when it is 3; the last one else. */
  | {
      readonly kind: 'inclusive';
      readonly id: string;
      readonly variable: string;
      readonly branches: readonly Block[];
    }
  /** Counts its rounds in `v_<id>`. */
  | { readonly kind: 'loop'; readonly id: string; readonly times: number; readonly body: Block }
  | (Activity & Scope & { readonly kind: 'subprocess' })
  /** A subprocess for each of the items 0, 1, …, which are in `item_<id>`. Its list of results is in `list_<id>`. */
  | (Activity &
      Scope & {
        readonly kind: 'each';
        readonly items: number;
        readonly sequential: boolean;
        readonly result: Reading;
        /** Ends after so many instances; null: after all of them. */
        readonly enough: number | null;
      })
  /** Calls the process `<prefix>_<id>` and takes its `result` for `v_<id>`. */
  | (Activity & Scope & { readonly kind: 'call'; readonly result: string })
  | { readonly kind: 'escalate'; readonly id: string; readonly code: string }
  /** Undoes what has completed in the scope; from an event subprocess, in the scope around. */
  | { readonly kind: 'compensate'; readonly id: string }
  | { readonly kind: 'terminate'; readonly id: string }
  | { readonly kind: 'fail'; readonly id: string; readonly code: string };

/** A whole process: it is started with the variables `run`, `x` and `y`. */
export interface RandomProcess {
  readonly x: number;
  readonly y: number;
  readonly body: Block;
  readonly events: readonly Handler[];
}

export const ERROR_CODES = ['A', 'B'] as const;
export const ESCALATION_CODES = ['E', 'F'] as const;

/** The variables that the blocks in a block write into the scope around it. */
export function variablesOf(block: Block): string[] {
  switch (block.kind) {
    case 'sequence':
      return block.blocks.flatMap(variablesOf);
    case 'script':
    case 'wait':
      return [`v_${block.id}`];
    case 'race':
      return block.arms.flatMap(variablesOfHandler);
    case 'choice':
    case 'parallel':
    case 'inclusive':
      return block.branches.flatMap(variablesOf);
    case 'loop':
      return [`v_${block.id}`, ...variablesOf(block.body)];
    case 'service':
    case 'user':
    case 'call':
      return [`v_${block.id}`, ...block.boundary.flatMap(variablesOfHandler)];
    case 'each':
      return [`list_${block.id}`, ...block.boundary.flatMap(variablesOfHandler)];
    case 'subprocess': {
      const inside = [...variablesOf(block.body), ...block.events.flatMap(variablesOfHandler)];
      const out = inside.filter((name) => !block.locals.includes(name));
      return [...out, ...block.boundary.flatMap(variablesOfHandler)];
    }
    case 'escalate':
    case 'compensate':
    case 'terminate':
    case 'fail':
      return [];
  }
}

export function variablesOfHandler(handler: Handler): string[] {
  return [`v_${handler.id}`, ...variablesOf(handler.body)];
}

/**
 * Whether nothing but entering happens before a block waits for something from outside: not for a message, which may be
 * there already.
 */
export function beginsWithWait(block: Block): boolean {
  switch (block.kind) {
    case 'service':
    case 'user':
      return !hasMessage(block.boundary);
    case 'wait':
      return block.on.kind !== 'message';
    case 'race':
      return !hasMessage(block.arms);
    case 'sequence':
      return block.blocks[0] !== undefined && beginsWithWait(block.blocks[0]);
    case 'choice':
    case 'parallel':
    case 'inclusive':
      return block.branches.every(beginsWithWait);
    case 'subprocess':
    case 'each':
      return !hasMessage([...block.boundary, ...block.events]) && beginsWithWait(block.body);
    // A call copies all variables, those that others write too.
    case 'call':
    case 'loop':
    case 'script':
    case 'escalate':
    case 'compensate':
    case 'terminate':
    case 'fail':
      return false;
  }
}

function hasMessage(handlers: readonly Handler[]): boolean {
  return handlers.some(({ on }) => on.kind === 'message');
}

/** The message events of a process. */
export function messageEventsOf({ body, events }: Pick<Scope, 'body' | 'events'>): MessageEvent[] {
  return [...messagesIn(body), ...events.flatMap(messagesOfHandler)];
}

interface MessageEvent {
  readonly id: string;
  readonly keyParts: readonly string[];
}

function messagesOfHandler({ id, on, body }: Handler): MessageEvent[] {
  return [...(on.kind === 'message' ? [{ id, keyParts: on.keyParts }] : []), ...messagesIn(body)];
}

function messagesIn(block: Block): MessageEvent[] {
  switch (block.kind) {
    case 'sequence':
      return block.blocks.flatMap(messagesIn);
    case 'wait':
      return block.on.kind === 'message' ? [{ id: block.id, keyParts: block.on.keyParts }] : [];
    case 'race':
      return block.arms.flatMap(messagesOfHandler);
    case 'choice':
    case 'parallel':
    case 'inclusive':
      return block.branches.flatMap(messagesIn);
    case 'loop':
      return messagesIn(block.body);
    case 'service':
    case 'user':
      return block.boundary.flatMap(messagesOfHandler);
    case 'subprocess':
    case 'each':
    case 'call':
      return [...messageEventsOf(block), ...block.boundary.flatMap(messagesOfHandler)];
    default:
      return [];
  }
}

/** Whether no token ever comes out of a block. */
export function neverEnds(block: Block): boolean {
  switch (block.kind) {
    case 'terminate':
    case 'fail':
      return true;
    case 'sequence':
      return block.blocks.some(neverEnds);
    case 'choice':
    case 'parallel':
    case 'inclusive':
      return block.branches.every(neverEnds);
    case 'loop':
      return neverEnds(block.body);
    case 'race':
      return block.arms.every(({ body }) => neverEnds(body));
    default:
      return false;
  }
}
