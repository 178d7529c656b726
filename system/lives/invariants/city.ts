import type { CaseDocument, NotificationDocument } from '@jiesu/store';
import type { EngineActivity } from '../../client/settled.ts';
import type { EngineState } from '../engine-state.ts';
import { repeated } from './broken.ts';
import type { Broken } from './broken.ts';
import { LIVING_ON } from './standing.ts';

/** What must hold of the city when no order is open any more. */
export function cityIsQuiet(state: EngineState, activity: EngineActivity): Broken[] {
  const living = state.roots().filter(({ elementId }) => !LIVING_ON.includes(elementId));
  const { jobs, incidents, continuations, queue } = activity;
  const userTasks = [...state.waits.values()].filter(({ kind }) => kind === 'user task').length;
  return [
    ...living.map(({ elementId, key }) => {
      const orderId = state.orderIdOf(key);
      const what = `an instance of ${elementId} lives on: ${placesOf(state, key)}`;
      return orderId === undefined ? { what } : { orderId, what };
    }),
    ...(jobs + incidents + continuations + queue > 0
      ? [{ what: `the engine still has ${JSON.stringify(activity)}` }]
      : []),
    // the records and the engine's own count tell the same: the replay has missed nothing
    ...(userTasks === activity.userTasks
      ? []
      : [{ what: `by its records the engine has ${userTasks} tasks, it says ${activity.userTasks}` }]),
  ];
}

function placesOf(state: EngineState, rootKey: number): string {
  return [...state.within(rootKey)].map(({ elementId }) => elementId).join(', ');
}

/** Nobody is told the same thing twice at one moment. */
export function notificationsOnce(
  notifications: readonly Pick<
    NotificationDocument,
    '_id' | 'template' | 'channel' | 'recipient' | 'orderId' | 'createdAt' | 'data'
  >[],
): Broken[] {
  const texts = new Map<string, string | undefined>();
  const lines = notifications.map(({ template, channel, recipient, orderId, createdAt, data }) => {
    const line = `${template} to ${recipient} by ${channel} at ${createdAt.toISOString()} ${JSON.stringify(data)}`;
    texts.set(`${orderId ?? ''} ${line}`, orderId);
    return `${orderId ?? ''} ${line}`;
  });
  return repeated(lines).map((line) => {
    const orderId = texts.get(line);
    const what = `told twice: ${line.slice(line.indexOf(' ') + 1)}`;
    return orderId === undefined ? { what } : { orderId, what };
  });
}

/** One case for a cause, and each comes to an end. */
export function casesEnd(cases: readonly CaseDocument[]): Broken[] {
  return [
    ...cases
      .filter(({ state }) => state === 'open')
      .map(({ orderId, _id }) => ({ orderId, what: `the case ${_id} never ended` })),
    ...cases.flatMap(({ orderId, _id, measures }) =>
      repeated(measures.map(({ measure }) => measure)).map((measure) => ({
        orderId,
        what: `the case ${_id} has ${measure} twice`,
      })),
    ),
  ];
}

/** Looks for what people said, and who they are, where it must never be. */
export class PersonalData {
  readonly #marks: RegExp;
  readonly #found = new Set<string>();

  /** @param marks how one sees that a text is a person's */
  constructor(marks: RegExp) {
    this.#marks = marks;
  }

  /** @param where what the text is of, e.g. a record of the engine; told once a place */
  look(where: string, text: string): Broken[] {
    const mark = this.#marks.exec(text);
    if (mark === null || this.#found.has(where)) return [];
    this.#found.add(where);
    return [
      { what: `${mark[0]} is in ${where}: ${text.slice(Math.max(mark.index - 200, 0), mark.index + 100)}` },
    ];
  }
}
