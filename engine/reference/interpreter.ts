import { neverEnds } from './blocks.ts';
import type { Block, Handler, RandomProcess, Scope, Trigger } from './blocks.ts';
import { RETRIES_AFTER_INCIDENT, type Action } from './action.ts';
import {
  besides,
  branchAt,
  bufferedText,
  bySeq,
  catching,
  find,
  invocations,
  newNode,
  newWaiting,
  propagate,
  read,
  visible,
  withAllInside,
  type BufferedMessage,
  type ModelNode,
  type NodeOptions,
  type Then,
  type Variables,
  type Waiting,
} from './model-node.ts';

/*
 * What a process means, told by its blocks: slow, in memory, and as plain as can be. It knows of no gateways, sequence
 * flows, records or commands. A token is a call of `run`, what is behind a block is the function `then`.
 */

export class Interpreter {
  now: number;
  root: ModelNode | undefined;
  /** The variables of the process, also after its end. */
  readonly variables: ReadonlyMap<string, unknown>;
  #seq = 0;
  #buffered: BufferedMessage[] = [];

  /** Starts the process. @param now epoch ms */
  constructor(process: RandomProcess, now: number) {
    this.now = now;
    const scope = { locals: [], body: process.body, events: process.events };
    this.root = this.#node('process', undefined, { events: process.events, role: 'scope' });
    this.variables = this.root.locals;
    for (const [name, value] of Object.entries({ run: 'run', x: process.x, y: process.y })) {
      this.root.locals.set(name, value);
    }
    this.root.after = () => {
      this.root = undefined;
    };
    this.#begin(this.root, scope);
  }

  apply(action: Action): void {
    switch (action.kind) {
      case 'activate':
        for (const { id, job } of this.nodes()) {
          if (id !== action.type || job?.state !== 'ACTIVATABLE') continue;
          Object.assign(job, { state: 'ACTIVATED', dueAt: this.now + action.lockMs });
        }
        return;
      case 'complete':
      case 'complete task': {
        const node = this.node(action.node);
        node.job = undefined;
        node.finish(action.variables);
        return;
      }
      case 'fail': {
        const { locals, job } = this.node(action.node);
        for (const [name, value] of Object.entries(action.variables)) locals.set(name, value);
        if (job === undefined) throw new Error('no job');
        const { retries, backOffMs } = action;
        const state = retries <= 0 ? 'FAILED' : backOffMs > 0 ? 'BACKING_OFF' : 'ACTIVATABLE';
        Object.assign(job, { state, retries, dueAt: state === 'BACKING_OFF' ? this.now + backOffMs : 0 });
        return;
      }
      case 'throw': {
        const node = this.node(action.node);
        if (this.#throw(node, 'error', action.code, action.variables) !== 'uncaught') return;
        Object.assign(node.job ?? {}, { state: 'ERROR_THROWN', dueAt: 0 });
        return;
      }
      case 'resolve': {
        const { job } = this.node(action.node);
        Object.assign(job ?? {}, { state: 'ACTIVATABLE', retries: RETRIES_AFTER_INCIDENT });
        return;
      }
      case 'message': {
        const { name, correlationKey, variables, timeToLiveMs } = action;
        // A message reaches a process once, and there who has waited longest.
        const found = this.waiting().find(
          (waiting) => waiting.name === name && waiting.correlationKey === correlationKey,
        );
        if (timeToLiveMs > 0) {
          const expiresAt = this.now + timeToLiveMs;
          this.#buffered.push({ name, correlationKey, variables, expiresAt, taken: found !== undefined });
        }
        found?.fire(variables);
        return;
      }
      case 'signal': {
        const open = this.nodes().flatMap(({ waiting }) => waiting);
        const reached = open.filter(({ kind, name }) => kind === 'signal' && name === action.name);
        for (const waiting of reached.sort(bySeq)) if (this.#isOpen(waiting)) waiting.fire(action.variables);
        return;
      }
      case 'advance':
        this.#advance(action.ms);
        return;
      case 'cancel':
        if (this.root !== undefined) this.#remove(this.root);
        this.root = undefined;
    }
  }

  /** All live nodes, called processes with them. */
  nodes(): ModelNode[] {
    return this.root === undefined ? [] : withAllInside(this.root);
  }

  node(seq: number): ModelNode {
    const node = this.nodes().find((candidate) => candidate.seq === seq);
    if (node === undefined) throw new Error(`no node ${seq}`);
    return node;
  }

  /** Everything that is waited for, what waits longest first. */
  waiting(): Waiting[] {
    return this.nodes()
      .flatMap(({ waiting }) => waiting)
      .sort(bySeq);
  }

  /** Messages that are kept, in words. */
  buffered(): string[] {
    const kept = this.#buffered.filter(({ expiresAt }) => expiresAt > this.now);
    return kept.map((message) => bufferedText(message.name, message.correlationKey, message.taken));
  }

  /** Instants at which timers or jobs come due, with their timers' event ids. */
  due(): (readonly [dueAt: number, eventId: string])[] {
    const timers = this.waiting().flatMap(({ kind, dueAt, eventId }) =>
      kind === 'timer' ? [[dueAt, eventId] as const] : [],
    );
    const jobs = this.nodes().flatMap(({ job }) =>
      job === undefined || job.dueAt === 0 ? [] : [[job.dueAt, ''] as const],
    );
    return [...timers, ...jobs].sort(([a], [b]) => a - b);
  }

  #advance(ms: number): void {
    this.now += ms;
    for (const { job } of this.nodes()) {
      if (job === undefined || job.dueAt === 0 || job.dueAt > this.now) continue;
      Object.assign(job, { state: 'ACTIVATABLE', dueAt: 0 });
    }
    for (;;) {
      const due = this.waiting().filter(({ kind, dueAt }) => kind === 'timer' && dueAt <= this.now);
      const [first] = due.sort((a, b) => a.dueAt - b.dueAt || a.seq - b.seq);
      if (first === undefined) return;
      first.fire({});
    }
  }

  #isOpen(waiting: Waiting): boolean {
    return this.nodes().some((node) => node.waiting.includes(waiting));
  }

  #run(block: Block, scope: ModelNode, then: Then): void {
    if (scope.gone) return;
    switch (block.kind) {
      case 'sequence': {
        const [first, ...rest] = block.blocks;
        if (first === undefined) then();
        else this.#run(first, scope, () => this.#run({ kind: 'sequence', blocks: rest }, scope, then));
        return;
      }
      case 'service': {
        const node = this.#node(block.id, scope, { ...besides(block), then });
        node.job = { state: 'ACTIVATABLE', retries: 3, dueAt: 0 };
        if (block.input !== null) node.locals.set(`i_${block.id}`, read(scope, block.input));
        node.finish = (brought) => {
          if (block.mapped) propagate(scope, { [`v_${block.id}`]: brought['r'] });
          else propagate(node, brought);
          this.#leave(node);
        };
        this.#takeBuffered(node);
        return;
      }
      case 'user': {
        const node = this.#node(block.id, scope, { ...besides(block), isUserTask: true, then });
        node.finish = (brought) => {
          propagate(node, brought);
          this.#leave(node);
        };
        this.#takeBuffered(node);
        return;
      }
      case 'script':
        propagate(scope, { [`v_${block.id}`]: read(scope, block.value) });
        then();
        return;
      case 'wait': {
        const node = this.#node(block.id, scope, { then });
        this.#await(node, block.id, block.on, (brought) => {
          propagate(node, brought);
          this.#leave(node);
        });
        this.#takeBuffered(node);
        return;
      }
      case 'race': {
        const node = this.#node(block.id, scope, {});
        for (const arm of block.arms) {
          this.#await(node, arm.id, arm.on, (brought) => {
            this.#remove(node);
            propagate(scope, brought);
            this.#run(arm.body, scope, then);
            this.#endIfEmpty(scope);
          });
        }
        this.#takeBuffered(node);
        return;
      }
      case 'choice': {
        const value = find(scope, block.variable);
        this.#run(branchAt(block.branches, value), scope, then);
        return;
      }
      case 'parallel':
        this.#fork(block.branches, block.branches, scope, then);
        return;
      case 'inclusive': {
        const value = find(scope, block.variable);
        const taken = value === 3 ? block.branches.slice(0, -1) : [branchAt(block.branches, value)];
        this.#fork(taken, block.branches, scope, then);
        return;
      }
      case 'loop': {
        const name = `v_${block.id}`;
        const round = (): void => {
          propagate(scope, { [name]: read(scope, { variable: name, plus: 1 }) });
          this.#run(block.body, scope, () => {
            if ((find(scope, name) as number) < block.times) round();
            else then();
          });
        };
        propagate(scope, { [name]: 0 });
        round();
        return;
      }
      case 'subprocess':
        this.#begin(
          this.#node(block.id, scope, { ...besides(block), events: block.events, role: 'scope', then }),
          block,
        );
        return;
      case 'each':
        this.#each(block, scope, then);
        return;
      case 'call':
        this.#call(block, scope, then);
        return;
      case 'escalate':
        if (this.#throw(scope, 'escalation', block.code, {}) !== 'interrupted') then();
        return;
      case 'compensate':
        this.#compensate(block.id, scope, then);
        return;
      case 'terminate':
        this.#interrupt(scope);
        this.#endIfEmpty(scope);
        return;
      case 'fail': {
        const node = this.#node(block.id, scope, {});
        if (this.#throw(node, 'error', block.code, {}) === 'uncaught') node.isStuck = true;
      }
    }
  }

  /** Goes on when a token has come out of each branch that one can come out of. */
  #fork(taken: readonly Block[], all: readonly Block[], scope: ModelNode, then: Then): void {
    const ending = taken.filter((branch) => !neverEnds(branch)).length;
    // A gateway with one way in joins nothing.
    const joins = all.filter((branch) => !neverEnds(branch)).length > 1;
    let ended = 0;
    for (const branch of taken) {
      this.#run(branch, scope, () => {
        if (!joins) {
          then();
          return;
        }
        ended += 1;
        scope.joining += 1;
        if (ended < ending) return;
        scope.joining -= ended;
        then();
      });
    }
  }

  #each(block: Block & { readonly kind: 'each' }, scope: ModelNode, then: Then): void {
    const body = this.#node(block.id, scope, { ...besides(block), role: 'scope', then });
    const results: unknown[] = Array.from({ length: block.items }, () => null);
    const list = `list_${block.id}`;
    body.locals.set(list, [...results]);
    let completed = 0;
    const startItem = (item: number): void => {
      const node = this.#node(block.id, body, { events: block.events, role: 'scope' });
      node.locals.set(`item_${block.id}`, item);
      node.locals.set('loopCounter', item + 1);
      node.after = () => {
        results[item] = read(node, block.result);
        body.locals.set(list, [...results]);
        completed += 1;
        const isEnough = block.enough !== null && completed >= block.enough;
        if (isEnough) for (const other of [...body.children]) this.#remove(other);
        else if (block.sequential && item + 1 < block.items) startItem(item + 1);
        if (body.children.length > 0) return;
        propagate(scope, { [list]: results });
        this.#leave(body);
      };
      this.#begin(node, block);
    };
    this.#takeBuffered(body);
    if (body.gone) return;
    const first = block.sequential ? 1 : block.items;
    // All are there before the first begins.
    for (let item = 0; item < first; item += 1) startItem(item);
  }

  #call(block: Block & { readonly kind: 'call' }, scope: ModelNode, then: Then): void {
    const call = this.#node(block.id, scope, { ...besides(block), then });
    const called = this.#node('process', undefined, { events: block.events, caller: call, role: 'scope' });
    call.called = called;
    for (const [name, value] of visible(call)) called.locals.set(name, value);
    called.after = () => {
      const value = called.locals.get(block.result) ?? null;
      propagate(scope, { [`v_${block.id}`]: value });
      this.#leave(call);
    };
    // It has its copies of the variables by then.
    this.#takeBuffered(call);
    if (!call.gone) this.#begin(called, block);
  }

  /** Begins what is in a scope. */
  #begin(scope: ModelNode, { locals, body, events }: Scope): void {
    for (const name of locals) scope.locals.set(name, null);
    for (const handler of events) {
      if (handler.on.kind === 'error' || handler.on.kind === 'escalation') continue;
      this.#await(scope, handler.id, handler.on, (brought) => this.#startEvent(scope, handler, brought));
    }
    this.#takeBuffered(scope);
    if (scope.gone || scope.interrupted) return;
    this.#run(body, scope, () => {
      scope.flowEnded = true;
      this.#endIfEmpty(scope);
    });
  }

  /** A scope ends when nothing is in it and nothing can come any more. */
  #endIfEmpty(scope: ModelNode): void {
    if (scope.gone || !scope.flowEnded || scope.children.length > 0) return;
    this.#leave(scope);
  }

  /** A token comes out of a node. */
  #leave(node: ModelNode): void {
    if (node.role !== 'handler' && (node.undo !== null || node.undoable.length > 0)) {
      const variables = node.role === 'scope' ? Object.fromEntries(node.locals) : {};
      node.parent?.undoable.push({ handlerId: node.undo, variables, inside: node.undoable });
    }
    this.#remove(node);
    node.after();
    if (node.parent !== undefined) this.#endIfEmpty(node.parent);
  }

  /** Ends a node with all that is in it. */
  #remove(node: ModelNode): void {
    for (const inside of withAllInside(node)) inside.gone = true;
    const around = node.parent;
    if (around !== undefined) around.children = around.children.filter((child) => child !== node);
  }

  /** Ends the regular flow of a scope. */
  #interrupt(scope: ModelNode): void {
    for (const child of [...scope.children]) this.#remove(child);
    scope.joining = 0;
    scope.interrupted = true;
    scope.flowEnded = true;
    const eventIds = scope.events.map(({ id }) => id);
    scope.waiting = scope.waiting.filter(({ eventId }) => !eventIds.includes(eventId));
  }

  #startEvent(scope: ModelNode, handler: Handler, brought: Variables): void {
    if (handler.interrupting) this.#interrupt(scope);
    const node = this.#node(handler.id, scope, { role: 'event subprocess' });
    propagate(node, brought);
    this.#begin(node, { locals: [], body: handler.body, events: [] });
  }

  #startBoundary(host: ModelNode, handler: Handler, brought: Variables): void {
    const scope = host.parent;
    if (scope === undefined) throw new Error('a process has no boundary');
    if (handler.interrupting) this.#remove(host);
    propagate(scope, brought);
    this.#run(handler.body, scope, () => {
      if (handler.interrupting) host.after();
    });
    this.#endIfEmpty(scope);
  }

  /** Hands an error or an escalation to the nearest that catches it: in a scope before at its boundary, exact before all. */
  #throw(
    from: ModelNode,
    kind: 'error' | 'escalation',
    code: string,
    brought: Variables,
  ): 'uncaught' | 'interrupted' | 'goes on' {
    for (let host: ModelNode | undefined = from; host !== undefined; host = host.parent ?? host.caller) {
      const event = host.interrupted ? undefined : catching(host.events, kind, code);
      const boundary = catching(host.boundary, kind, code);
      if (event !== undefined) this.#startEvent(host, event, brought);
      else if (boundary !== undefined) this.#startBoundary(host, boundary, brought);
      else continue;
      return (event ?? boundary)?.interrupting === true ? 'interrupted' : 'goes on';
    }
    return 'uncaught';
  }

  /** Undoes what has completed, all at once, and waits for that. */
  #compensate(id: string, scope: ModelNode, then: Then): void {
    const around = scope.role === 'event subprocess' ? (scope.parent ?? scope) : scope;
    const invoked = around.undoable.flatMap((undoable) => invocations(undoable, {}));
    around.undoable = [];
    if (invoked.length === 0) {
      then();
      return;
    }
    const thrower = this.#node(id, scope, { then });
    let left = invoked.length;
    for (const { handlerId, variables } of invoked) {
      const node = this.#node(handlerId, around, {
        role: 'handler',
        then: () => {
          left -= 1;
          if (left === 0 && !thrower.gone) this.#leave(thrower);
        },
      });
      for (const [name, value] of Object.entries(variables)) node.locals.set(name, value);
      node.job = { state: 'ACTIVATABLE', retries: 3, dueAt: 0 };
      node.finish = (brought) => {
        propagate(node, brought);
        this.#leave(node);
      };
    }
  }

  /** What has just begun to wait gets the messages that are kept for it. */
  #takeBuffered(node: ModelNode): void {
    for (const waiting of [...node.waiting]) {
      while (!node.gone && node.waiting.includes(waiting)) {
        const message = this.#buffered.find(
          ({ name, correlationKey, expiresAt, taken }) =>
            name === waiting.name &&
            correlationKey === waiting.correlationKey &&
            expiresAt > this.now &&
            !taken,
        );
        if (message === undefined) break;
        message.taken = true;
        waiting.fire(message.variables);
      }
    }
  }

  #node(id: string, parent: ModelNode | undefined, options: NodeOptions): ModelNode {
    this.#seq += 1;
    const node = newNode(this.#seq, id, parent, options);
    parent?.children.push(node);
    for (const handler of node.boundary) {
      this.#await(node, handler.id, handler.on, (brought) => this.#startBoundary(node, handler, brought));
    }
    return node;
  }

  #await(node: ModelNode, eventId: string, on: Trigger, fire: (brought: Variables) => void): void {
    if (on.kind === 'error' || on.kind === 'escalation') return;
    this.#seq += 1;
    node.waiting.push(newWaiting(this.#seq, node, { eventId, on, now: this.now, fire }));
  }
}
