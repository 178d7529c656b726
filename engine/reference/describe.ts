import { feelOf } from './block-bpmn.ts';
import type { Activity, Block, Handler, RandomProcess, Trigger } from './blocks.ts';
import type { Action } from './action.ts';

/** A process as an indented tree, for a person who looks for what went wrong. */
export function describeProcess({ x, y, body, events }: RandomProcess): string {
  return [`process with x=${x} y=${y}`, ...indented([...lines(body), ...handlerLines(events)])].join('\n');
}

/** Something that was done to a process, in a line. */
export function describeAction(action: Action): string {
  const { kind, ...rest } = action;
  const parts = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [kind, ...parts].join(' ');
}

function indented(texts: readonly string[]): string[] {
  return texts.map((text) => `  ${text}`);
}

function lines(block: Block): string[] {
  switch (block.kind) {
    case 'sequence':
      return block.blocks.flatMap(lines);
    case 'service': {
      const input = block.input === null ? '' : ` with i_${block.id} ${feelOf(block.input)}`;
      const output = block.mapped ? ` output =r to v_${block.id}` : '';
      return [`service ${block.id}${input}${output}`, ...besideLines(block)];
    }
    case 'user':
      return [`user task ${block.id}`, ...besideLines(block)];
    case 'script':
      return [`script ${block.id}: v_${block.id} ${feelOf(block.value)}`];
    case 'wait':
      return [`wait ${block.id} for ${triggerText(block.on)}`];
    case 'race':
      return [`race ${block.id}`, ...handlerLines(block.arms)];
    case 'choice':
    case 'inclusive':
      return [
        `${block.kind} ${block.id} by ${block.variable}`,
        ...block.branches.flatMap((branch, index) =>
          indented([`branch ${index}`, ...indented(lines(branch))]),
        ),
      ];
    case 'parallel':
      return [
        `parallel ${block.id}`,
        ...block.branches.flatMap((branch) => indented(['branch', ...indented(lines(branch))])),
      ];
    case 'loop':
      return [`loop ${block.id} ${block.times} times`, ...indented(lines(block.body))];
    case 'subprocess':
    case 'each':
    case 'call': {
      const head = block.kind === 'each' ? eachText(block) : block.kind;
      const locals = block.locals.length === 0 ? '' : ` locals ${block.locals.join(', ')}`;
      return [
        `${head} ${block.id}${locals}`,
        ...indented([...lines(block.body), ...handlerLines(block.events)]),
        ...besideLines(block),
      ];
    }
    case 'escalate':
      return [`escalate ${block.code} (${block.id})`];
    case 'compensate':
      return [`compensate (${block.id})`];
    case 'terminate':
      return [`terminate (${block.id})`];
    case 'fail':
      return [`error ${block.code} (${block.id})`];
  }
}

function eachText({ sequential, items, result, enough }: Block & { readonly kind: 'each' }): string {
  const until = enough === null ? '' : ` until ${enough} completed`;
  return `${sequential ? 'sequential' : 'parallel'} each of ${items} to ${feelOf(result)}${until}`;
}

function besideLines({ boundary, undo }: Activity): string[] {
  return [...handlerLines(boundary), ...(undo === null ? [] : [`undone by service ${undo}`])];
}

function handlerLines(handlers: readonly Handler[]): string[] {
  return handlers.flatMap(({ id, on, interrupting, body }) => [
    `on ${triggerText(on)}${interrupting ? '' : ', not interrupting'} (${id})`,
    ...indented(lines(body)),
  ]);
}

function triggerText(on: Trigger): string {
  switch (on.kind) {
    case 'timer':
      return `timer ${on.seconds} s`;
    case 'message':
      return `message by ${on.keyParts.join('-')}`;
    case 'signal':
      return 'signal';
    case 'error':
    case 'escalation':
      return `${on.kind} ${on.code ?? '(any)'}`;
  }
}
