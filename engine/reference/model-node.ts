import { messageName, signalName } from './block-bpmn.ts';
import type { Activity, Block, Handler, Reading, Trigger } from './blocks.ts';

/* What the interpreter keeps of a running process, and how variables are found in it. */

export interface ModelJob {
  state: 'ACTIVATABLE' | 'ACTIVATED' | 'BACKING_OFF' | 'FAILED' | 'ERROR_THROWN';
  retries: number;
  /** Epoch ms at which it is activatable again; 0 for never. */
  dueAt: number;
}

/** Something that has completed and may be undone, with what is in it. */
export interface Undoable {
  readonly handlerId: string | null;
  /** What a scope ended with: its handlers see it. */
  readonly variables: Variables;
  readonly inside: readonly Undoable[];
}

export interface BufferedMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  readonly expiresAt: number;
  /** A process gets it once. */
  taken: boolean;
}

/** An event that something waits for. */
export interface Waiting {
  readonly seq: number;
  readonly eventId: string;
  readonly kind: 'timer' | 'message' | 'signal';
  /** Timers: epoch ms. */
  readonly dueAt: number;
  readonly name: string;
  readonly correlationKey: string;
  readonly fire: (brought: Variables) => void;
}

export type Variables = Readonly<Record<string, unknown>>;

/** An instance of an element that waits or that others are in. */
export interface ModelNode {
  readonly seq: number;
  readonly id: string;
  readonly parent: ModelNode | undefined;
  /** Of a called process: the call activity. */
  readonly caller: ModelNode | undefined;
  called: ModelNode | undefined;
  readonly locals: Map<string, unknown>;
  children: ModelNode[];
  waiting: Waiting[];
  /** Tokens that have come to a joining gateway of this scope and wait there for others. */
  joining: number;
  job: ModelJob | undefined;
  readonly isUserTask: boolean;
  /** An error that nothing catches: it stands still for good. */
  isStuck: boolean;
  gone: boolean;
  /** Scopes: the last token of the regular flow has come to its end. */
  flowEnded: boolean;
  interrupted: boolean;
  readonly boundary: readonly Handler[];
  readonly events: readonly Handler[];
  readonly role: Role;
  readonly undo: string | null;
  undoable: Undoable[];
  /** How a job or a message ends this node. */
  finish: (brought: Variables) => void;
  /** Where the token goes that comes out. */
  after: () => void;
}

export type Then = () => void;

export type Role = 'leaf' | 'scope' | 'event subprocess' | 'handler';

/** What makes one node different from another. */
export type NodeOptions = Partial<
  Pick<ModelNode, 'boundary' | 'events' | 'caller' | 'isUserTask' | 'undo' | 'role'>
> & {
  readonly then?: Then;
};

/** A node that has just begun; its parent does not know of it yet. */
export function newNode(
  seq: number,
  id: string,
  parent: ModelNode | undefined,
  {
    boundary = [],
    events = [],
    caller,
    undo = null,
    role = 'leaf',
    isUserTask = false,
    then = () => undefined,
  }: NodeOptions,
): ModelNode {
  return {
    seq,
    id,
    parent,
    caller,
    called: undefined,
    locals: new Map(),
    children: [],
    waiting: [],
    joining: 0,
    job: undefined,
    isUserTask,
    isStuck: false,
    gone: false,
    flowEnded: false,
    interrupted: false,
    boundary,
    events,
    role,
    undo,
    undoable: [],
    finish: () => undefined,
    after: then,
  };
}

export function find(from: ModelNode, name: string): unknown {
  for (let node: ModelNode | undefined = from; node !== undefined; node = node.parent) {
    if (node.locals.has(name)) return node.locals.get(name);
  }
  return null;
}

export function visible(node: ModelNode): Map<string, unknown> {
  const around = node.parent === undefined ? new Map<string, unknown>() : visible(node.parent);
  return new Map([...around, ...node.locals]);
}

export function read(from: ModelNode, { variable, plus }: Reading): unknown {
  const value = variable === null ? 0 : find(from, variable);
  return typeof value === 'number' ? value + plus : null;
}

/** Each variable goes to the nearest scope that has one of its name, else to the process. */
export function propagate(from: ModelNode, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    let owner = from;
    while (!owner.locals.has(name) && owner.parent !== undefined) owner = owner.parent;
    owner.locals.set(name, value);
  }
}

/** The handlers of what has completed, with what the scopes around it ended with. */
export function invocations(
  { handlerId, variables, inside }: Undoable,
  around: Variables,
): { readonly handlerId: string; readonly variables: Variables }[] {
  const seen = { ...around, ...variables };
  const below = inside.flatMap((one) => invocations(one, seen));
  return handlerId === null ? below : [{ handlerId, variables: seen }, ...below];
}

/** A message that is kept, in the words that both sides use. */
export function bufferedText(name: string, correlationKey: string, taken: boolean): string {
  return `kept ${name} for ${correlationKey}${taken ? ', taken' : ''}`;
}

export function bySeq(a: Waiting, b: Waiting): number {
  return a.seq - b.seq;
}

export function withAllInside(node: ModelNode): ModelNode[] {
  const called = node.called === undefined || node.called.gone ? [] : withAllInside(node.called);
  return [node, ...node.children.flatMap(withAllInside), ...called];
}

export function catching(
  handlers: readonly Handler[],
  kind: 'error' | 'escalation',
  code: string,
): Handler | undefined {
  const ofKind = handlers.filter(({ on }) => on.kind === kind);
  const exact = ofKind.find(({ on }) => 'code' in on && on.code === code);
  return exact ?? ofKind.find(({ on }) => 'code' in on && on.code === null);
}

export function besides({ boundary, undo }: Activity): Pick<Activity, 'boundary' | 'undo'> {
  return { boundary, undo };
}

export function branchAt(branches: readonly Block[], value: unknown): Block {
  const branch = (typeof value === 'number' ? branches[value] : undefined) ?? branches.at(-1);
  if (branch === undefined) throw new Error('no branches');
  return branch;
}

type Awaited = Exclude<Trigger, { readonly kind: 'error' | 'escalation' }>;

/** What a node begins to wait for; a timer fires once. */
export function newWaiting(
  seq: number,
  node: ModelNode,
  {
    eventId,
    on,
    now,
    fire,
  }: {
    readonly eventId: string;
    readonly on: Awaited;
    readonly now: number;
    readonly fire: (brought: Variables) => void;
  },
): Waiting {
  const waiting: Waiting = {
    seq,
    eventId,
    kind: on.kind,
    dueAt: on.kind === 'timer' ? now + on.seconds * 1000 : 0,
    name: on.kind === 'message' ? messageName(eventId) : on.kind === 'signal' ? signalName(eventId) : '',
    correlationKey:
      on.kind === 'message' ? on.keyParts.map((name) => String(find(node, name))).join('-') : '',
    fire: (brought) => {
      if (on.kind === 'timer') node.waiting = node.waiting.filter((other) => other !== waiting);
      fire(brought);
    },
  };
  return waiting;
}
