import { messageName } from './block-bpmn.ts';
import { messageEventsOf, type RandomProcess } from './blocks.ts';
import type { Action } from './action.ts';
import type { Interpreter } from './interpreter.ts';
import type { ModelNode, Waiting } from './model-node.ts';
import type { Tape } from './random-process.ts';

/** How long a worker keeps a job, in ms. */
const LOCK_MS = 60_000;
/** How long a message is kept that nothing waits for, in ms. */
export const KEPT_MS = 40_000;

/** What can be done to a process now. The first of them bring it nearer to its end. */
export function possibleActions(model: Interpreter, process: RandomProcess, tape: Tape): Action[] {
  const nodes = model.nodes();
  const value = tape.draw(4);
  const jobs = nodes.filter(({ job }) => job !== undefined);
  const inState = (...states: readonly string[]): ModelNode[] =>
    jobs.filter(({ job }) => job !== undefined && states.includes(job.state));
  const activated = inState('ACTIVATED');
  const types = new Set(inState('ACTIVATABLE').map(({ id }) => id));
  const waiting = model.waiting();
  const lockMs = tape.draw(4) === 3 ? 1500 : LOCK_MS;
  const timeToLiveMs = tape.draw(3) === 2 ? KEPT_MS : 0;
  return [
    ...activated.map((node) => completion(node, value)),
    ...[...types].map((type): Action => ({ kind: 'activate', type, lockMs })),
    ...nodes
      .filter(({ isUserTask }) => isUserTask)
      .map(({ seq, id }): Action => ({
        kind: 'complete task',
        node: seq,
        variables: { [`v_${id}`]: value },
      })),
    ...inState('FAILED', 'ERROR_THROWN').map(({ seq }): Action => ({ kind: 'resolve', node: seq })),
    ...advances(model),
    ...distinct(waiting, 'message').map(({ eventId, name, correlationKey }): Action => ({
      kind: 'message',
      name,
      correlationKey,
      timeToLiveMs,
      variables: { [`v_${eventId}`]: value },
    })),
    ...distinct(waiting, 'signal').map(({ eventId, name }): Action => ({
      kind: 'signal',
      name,
      variables: { [`v_${eventId}`]: value },
    })),
    ...activated.flatMap((node) => failures(node, value)),
    ...earlyMessages(process, tape, value),
  ];
}

/** A message for an event that may not wait yet. */
function earlyMessages(process: RandomProcess, tape: Tape, value: number): Action[] {
  const events = messageEventsOf(process);
  const event = events[tape.draw(Math.max(events.length, 1))];
  if (event === undefined) return [];
  const [, ...items] = event.keyParts;
  const correlationKey = ['run', ...items.map(() => String(tape.draw(2)))].join('-');
  const variables = { [`v_${event.id}`]: value };
  return [{ kind: 'message', name: messageName(event.id), correlationKey, timeToLiveMs: KEPT_MS, variables }];
}

function completion({ seq, id }: ModelNode, value: number): Action {
  // Mapped or not, is up to the task.
  return { kind: 'complete', node: seq, variables: { r: value, [`v_${id}`]: value } };
}

function failures({ seq, id, job }: ModelNode, value: number): Action[] {
  const retries = (job?.retries ?? 1) - 1;
  const variables = { [`f_${id}`]: value };
  return [
    ...['A', 'B', 'Z'].map((code): Action => ({
      kind: 'throw',
      node: seq,
      code,
      variables: { thrown: value },
    })),
    { kind: 'fail', node: seq, retries, backOffMs: 0, variables },
    { kind: 'fail', node: seq, retries, backOffMs: 2500, variables: {} },
    { kind: 'fail', node: seq, retries: 0, backOffMs: 0, variables: {} },
  ];
}

/** To the next instant at which something comes due, to the one after that, and a second. */
function advances(model: Interpreter): Action[] {
  const instants = [...new Set(model.due().map(([dueAt]) => dueAt))];
  const ends = [instants[0], instants[1], model.now + 1000];
  return ends.flatMap((end) =>
    end === undefined || isAmbiguous(model, end) ? [] : [{ kind: 'advance', ms: end - model.now } as const],
  );
}

/** Whether different timers come due at the same instant: nobody says which of them is first. */
function isAmbiguous(model: Interpreter, until: number): boolean {
  const eventAt = new Map<number, string>();
  return model.due().some(([dueAt, eventId]) => {
    if (dueAt > until || eventId === '') return false;
    const other = eventAt.get(dueAt);
    eventAt.set(dueAt, eventId);
    return other !== undefined && other !== eventId;
  });
}

function distinct(waiting: readonly Waiting[], kind: Waiting['kind']): Waiting[] {
  const byName = new Map<string, Waiting>();
  for (const one of waiting) {
    if (one.kind === kind) byName.set(`${one.name} ${one.correlationKey}`, one);
  }
  return [...byName.values()];
}
