import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  error,
  errorEvent,
  escalation,
  escalationEvent,
  eventSubprocess,
  flow,
  loop,
  mapping,
  message,
  messageEvent,
  service,
  signal,
  signalEvent,
  start,
  timer,
  userTask,
} from '../testing/index.ts';
import {
  ERROR_CODES,
  ESCALATION_CODES,
  type Activity,
  type Block,
  type Handler,
  type RandomProcess,
  type Reading,
  type Scope,
  type Trigger,
} from './blocks.ts';

/** Where tokens come into the elements of a block, and where they come out; undefined where they never do. */
interface Part {
  readonly entry: string;
  readonly exit: string | undefined;
}

/** The .bpmn files of a process: those that it calls, then itself. @param processId also the prefix of what it calls */
export function bpmnOf(process: RandomProcess, processId: string): string[] {
  const called: string[] = [];
  const writer = new FileWriter(processId, called);
  const elements = writer.scope('p', { locals: [], body: process.body, events: process.events });
  return [...called, bpmnFile({ id: processId, elements, root: writer.root() })];
}

/** FEEL with its leading `=`. */
export function feelOf({ variable, plus }: Reading): string {
  return variable === null ? `=${plus}` : `=${variable} + ${plus}`;
}

export function messageName(eventId: string): string {
  return `message-${eventId}`;
}

export function signalName(eventId: string): string {
  return `signal-${eventId}`;
}

class FileWriter {
  readonly #processId: string;
  readonly #called: string[];
  readonly #roots: string[] = [];
  #out: string[] = [];

  constructor(processId: string, called: string[]) {
    this.#processId = processId;
    this.#called = called;
  }

  root(): string {
    return [
      ...ERROR_CODES.map(error),
      ...ESCALATION_CODES.map((code) => escalation(code)),
      ...this.#roots,
    ].join('');
  }

  /** The content of a scope. */
  scope(id: string, { body, events }: Scope): string {
    return this.#apart(() => {
      const before = `${id}_start`;
      const after = `${id}_end`;
      this.#add(start(before), end(after));
      const part = this.#block(body);
      this.#connect(before, part.entry);
      this.#connect(part.exit, after);
      for (const handler of events) this.#add(this.#eventSubprocess(handler));
    });
  }

  #eventSubprocess({ id, on, interrupting, body }: Handler): string {
    const inside = this.#apart(() => {
      this.#add(end(`${id}_end`));
      const part = this.#block(body);
      this.#connect(`${id}_start`, part.entry);
      this.#connect(part.exit, `${id}_end`);
    });
    return eventSubprocess(id, this.#event(id, on), inside, { interrupting });
  }

  #apart(write: () => void): string {
    const outer = this.#out;
    this.#out = [];
    write();
    const inside = this.#out.join('');
    this.#out = outer;
    return inside;
  }

  #add(...texts: readonly string[]): void {
    this.#out.push(...texts);
  }

  #connect(from: string | undefined, to: string, condition?: string): void {
    if (from !== undefined) this.#add(flow(from, to, condition));
  }

  #block(block: Block): Part {
    switch (block.kind) {
      case 'sequence':
        return this.#sequence(block.blocks);
      case 'service':
        this.#add(service(block.id, { extensions: serviceMapping(block) }));
        return this.#beside(block);
      case 'user':
        this.#add(userTask(block.id));
        return this.#beside(block);
      case 'script':
        return this.#script(block.id, feelOf(block.value), `v_${block.id}`);
      case 'wait':
        this.#add(element('intermediateCatchEvent', block.id, { inside: this.#event(block.id, block.on) }));
        return { entry: block.id, exit: block.id };
      case 'race':
        return this.#race(block.id, block.arms);
      case 'choice':
        return this.#fork(
          'exclusiveGateway',
          block.id,
          block.branches,
          (index) => `=${block.variable} = ${index}`,
        );
      case 'parallel':
        return this.#fork('parallelGateway', block.id, block.branches);
      case 'inclusive':
        return this.#fork(
          'inclusiveGateway',
          block.id,
          block.branches,
          (index) => `=${block.variable} = ${index} or ${block.variable} = 3`,
        );
      case 'loop':
        return this.#loop(block.id, block.times, block.body);
      case 'subprocess':
        this.#add(
          element('subProcess', block.id, {
            inside: this.scope(block.id, block),
            extensions: localsOf(block),
          }),
        );
        return this.#beside(block);
      case 'each':
        return this.#each(block);
      case 'call':
        return this.#call(block);
      case 'escalate':
        this.#add(element('intermediateThrowEvent', block.id, { inside: escalationEvent(block.code) }));
        return { entry: block.id, exit: block.id };
      case 'compensate':
        this.#add(
          element('intermediateThrowEvent', block.id, { inside: '<bpmn:compensateEventDefinition />' }),
        );
        return { entry: block.id, exit: block.id };
      case 'terminate':
        this.#add(end(block.id, { inside: '<bpmn:terminateEventDefinition />' }));
        return { entry: block.id, exit: undefined };
      case 'fail':
        this.#add(end(block.id, { inside: errorEvent(block.code) }));
        return { entry: block.id, exit: undefined };
    }
  }

  #sequence(blocks: readonly Block[]): Part {
    const parts = blocks.map((block) => this.#block(block));
    parts.slice(1).forEach((part, index) => {
      this.#connect(parts[index]?.exit, part.entry);
    });
    return { entry: parts[0]?.entry ?? '', exit: parts.at(-1)?.exit };
  }

  #script(id: string, expression: string, resultVariable: string): Part {
    const extensions = `<zeebe:script expression="${expression}" resultVariable="${resultVariable}" />`;
    this.#add(element('scriptTask', id, { extensions }));
    return { entry: id, exit: id };
  }

  /** The last branch has no condition, where there are conditions. */
  #fork(type: string, id: string, branches: readonly Block[], conditionOf?: (index: number) => string): Part {
    const parts = branches.map((branch) => this.#block(branch));
    const last = parts.at(-1)?.entry ?? '';
    const attributes = conditionOf === undefined ? '' : `default="${id}_${last}"`;
    this.#add(element(type, id, { attributes }));
    parts.forEach(({ entry }, index) => {
      this.#connect(id, entry, entry === last ? undefined : conditionOf?.(index));
    });
    return { entry: id, exit: this.#join(type, `${id}_join`, parts) };
  }

  #join(type: string, id: string, parts: readonly Part[]): string | undefined {
    const exits = parts.flatMap(({ exit }) => (exit === undefined ? [] : [exit]));
    if (exits.length === 0) return undefined;
    this.#add(element(type, id));
    for (const exit of exits) this.#connect(exit, id);
    return id;
  }

  /** An activity with the events at its boundary; what is done about an interrupting one leads to behind the activity. */
  #beside({ id, boundary: handlers, undo }: Activity): Part {
    if (undo !== null) this.#add(undoneBy(id, undo));
    const ways: Part[] = [{ entry: id, exit: id }];
    for (const handler of handlers) {
      const event = this.#event(handler.id, handler.on);
      this.#add(boundary(handler.id, id, event, { interrupting: handler.interrupting }));
      const body = this.#block(handler.body);
      this.#connect(handler.id, body.entry);
      if (handler.interrupting) ways.push(body);
      else {
        this.#add(end(`${handler.id}_end`));
        this.#connect(body.exit, `${handler.id}_end`);
      }
    }
    return { entry: id, exit: ways.length === 1 ? id : this.#join('exclusiveGateway', `${id}_join`, ways) };
  }

  #race(id: string, arms: readonly Handler[]): Part {
    this.#add(element('eventBasedGateway', id));
    const parts = arms.map((arm) => {
      this.#add(element('intermediateCatchEvent', arm.id, { inside: this.#event(arm.id, arm.on) }));
      this.#connect(id, arm.id);
      const body = this.#block(arm.body);
      this.#connect(arm.id, body.entry);
      return body;
    });
    return { entry: id, exit: this.#join('exclusiveGateway', `${id}_join`, parts) };
  }

  #loop(id: string, times: number, block: Block): Part {
    const first = this.#script(`${id}_first`, '=0', `v_${id}`);
    const again = `${id}_again`;
    const count = this.#script(`${id}_count`, `=v_${id} + 1`, `v_${id}`);
    const body = this.#block(block);
    this.#add(element('exclusiveGateway', again), chain(`${id}_first`, again, `${id}_count`));
    this.#connect(count.exit, body.entry);
    if (body.exit === undefined) return { entry: first.entry, exit: undefined };
    const split = `${id}_split`;
    this.#add(element('exclusiveGateway', split, { attributes: `default="${split}_${id}_done"` }));
    this.#connect(body.exit, split);
    this.#connect(split, again, `=v_${id} < ${times}`);
    this.#add(element('task', `${id}_done`));
    this.#connect(split, `${id}_done`);
    return { entry: first.entry, exit: `${id}_done` };
  }

  #each(block: Block & { readonly kind: 'each' }): Part {
    const { id, items, sequential, result, enough } = block;
    const inputCollection = `=[${Array.from({ length: items }, (_, index) => index).join(',')}]`;
    const collections = { inputCollection, inputElement: `item_${id}`, outputCollection: `list_${id}` };
    const completionCondition = enough === null ? '' : `=numberOfCompletedInstances >= ${enough}`;
    const multi = loop(
      { ...collections, outputElement: feelOf(result) },
      { sequential, completionCondition },
    );
    this.#add(
      element('subProcess', id, { inside: multi + this.scope(id, block), extensions: localsOf(block) }),
    );
    return this.#beside(block);
  }

  #call(block: Block & { readonly kind: 'call' }): Part {
    const processId = `${this.#processId}_${block.id}`;
    const file = new FileWriter(this.#processId, this.#called);
    const elements = file.scope(`${block.id}_p`, block);
    this.#called.push(bpmnFile({ id: processId, elements, root: file.root() }));
    const called = `<zeebe:calledElement processId="${processId}" propagateAllChildVariables="false" propagateAllParentVariables="true" />`;
    const outputs = mapping({ outputs: [[`=${block.result}`, `v_${block.id}`]] });
    this.#add(element('callActivity', block.id, { extensions: called + outputs }));
    return this.#beside(block);
  }

  #event(id: string, on: Trigger): string {
    switch (on.kind) {
      case 'timer':
        return timer('timeDuration', `PT${on.seconds}S`);
      case 'message':
        this.#roots.push(message(messageName(id), correlationExpression(on.keyParts)));
        return messageEvent(messageName(id));
      case 'signal':
        this.#roots.push(signal(id, signalName(id)));
        return signalEvent(id);
      case 'error':
        return errorEvent(on.code ?? undefined);
      case 'escalation':
        return escalationEvent(on.code ?? undefined);
    }
  }
}

/** The boundary event, the handler and their association that let an activity be compensated. */
function undoneBy(id: string, handlerId: string): string {
  const event = `${id}_undone`;
  return [
    boundary(event, id, '<bpmn:compensateEventDefinition />'),
    service(handlerId, { attributes: 'isForCompensation="true"' }),
    `<bpmn:association id="${id}_by" associationDirection="One" sourceRef="${event}" targetRef="${handlerId}" />`,
  ].join('');
}

function correlationExpression(keyParts: readonly string[]): string {
  return `=${keyParts.map((name) => `string(${name})`).join(' + "-" + ')}`;
}

function localsOf({ locals }: Scope): string {
  return locals.length === 0 ? '' : mapping({ inputs: locals.map((name) => ['=null', name] as const) });
}

function serviceMapping({ id, input, mapped }: Block & { readonly kind: 'service' }): string {
  if (input === null && !mapped) return '';
  return mapping({
    inputs: input === null ? [] : [[feelOf(input), `i_${id}`]],
    outputs: mapped ? [['=r', `v_${id}`]] : [],
  });
}
