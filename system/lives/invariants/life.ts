import type { WorkingCalendar } from '@jiesu/domain';
import type { DisputeDocument, EventDocument, OrderDocument, TaskDocument } from '@jiesu/store';
import { repeated } from './broken.ts';
import type { Broken } from './broken.ts';
import { measuresOf } from './supervision.ts';

/** All that is on record about an order whose life is over. */
export interface Life {
  readonly order: OrderDocument;
  readonly events: readonly Pick<EventDocument, '_id' | 'type' | 'at' | 'processId'>[];
  readonly tasks: readonly Pick<TaskDocument, '_id' | 'elementId' | 'state' | 'createdAt' | 'requestId'>[];
  readonly disputes: readonly DisputeDocument[];
  /** Numbers of the documents that are stored for it. */
  readonly documents: readonly string[];
}

/** Units return within so many working days of the dispatch; after one more step of the clock none comes any more. */
const RETURN_WINDOW_DAYS = 2;
const MOST_REDOS = 2;
const MOST_TRIES = 3;
const MOST_EXTENSION_DAYS = 10;
/** What may still be put on record about an order that was closed; a unit may be held to account for it later. */
const AFTER_THE_END = ['document-issued', 'closed', 'evaluated'];

/** What must hold of a whole life, once it is over. */
export function lifeIsWhole(life: Life, calendar: WorkingCalendar): Broken[] {
  const broken = [
    ...endedOnce(life),
    ...noReturnAfterRuling(life),
    ...returnsKeepTheRules(life, calendar),
    ...limitsKept(life),
    ...nothingLeftOpen(life),
    ...toldOnce(life),
    ...numbered(life),
  ].map((what) => ({ orderId: life.order._id, what }));
  return [...broken, ...measuresOf(life.order)];
}

function endedOnce({ order, events }: Life): string[] {
  const broken: string[] = [];
  if (order.status !== 'closed') broken.push(`it did not end: it is ${order.status}`);
  for (const type of ['received', 'classified', 'closed']) {
    const times = events.filter((event) => event.type === type).length;
    if (times !== 1) broken.push(`${type} ${times} times`);
  }
  const { closedAt } = order;
  if (closedAt === undefined) return [...broken, 'it has no moment of its end'];
  const after = events.filter(
    ({ at, type, processId }) =>
      at > closedAt && !AFTER_THE_END.includes(type) && processId !== 'accountability',
  );
  return [...broken, ...after.map(({ type, at }) => `${type} at ${at.toISOString()}, after its end`)];
}

function noReturnAfterRuling({ order, events }: Life): string[] {
  const ruling = (order.dispatches ?? []).find(({ by }) => by === 'ruling');
  if (ruling === undefined) return [];
  const returned = order.returns.filter(
    ({ at, verdict }) => at > ruling.at && (verdict === 'approved' || verdict === 'disputed'),
  );
  const disputed = events.filter(({ type, at }) => type === 'dispute-opened' && at > ruling.at);
  return [
    ...returned.map(
      ({ at, verdict }) => `returned (${verdict ?? ''}) at ${at.toISOString()}, after the ruling`,
    ),
    ...disputed.map(({ at }) => `disputed at ${at.toISOString()}, after the ruling`),
  ];
}

function returnsKeepTheRules({ order }: Life, calendar: WorkingCalendar): string[] {
  const dispatches = order.dispatches ?? [];
  const accepted = order.returns.filter(({ verdict }) => verdict === 'approved');
  const broken = repeated(accepted.map(({ unitId }) => unitId ?? '')).map(
    (unit) => `${unit} returned it twice`,
  );
  for (const { at, unitId } of accepted) {
    const dispatch = dispatches.findLast((entry) => entry.at <= at && entry.unitId === unitId);
    if (dispatch === undefined) {
      broken.push(`${unitId ?? ''} returned it at ${at.toISOString()} without having had it`);
      continue;
    }
    const options = {
      unpublished: 'mark' as const,
      pauses: (order.pauses ?? []).map(({ from, to }) => ({
        from: from.getTime(),
        to: (to ?? from).getTime(),
      })),
    };
    const days = calendar.workingTimeBetween(dispatch.at.getTime(), at.getTime(), 'working-days', options);
    if (days > RETURN_WINDOW_DAYS)
      broken.push(`${unitId ?? ''} returned it after ${days.toFixed(3)} working days`);
  }
  for (const { unitId, at } of dispatches) {
    if (unitId === order.complainedUnit) broken.push(`sent to whom it is about at ${at.toISOString()}`);
  }
  return broken;
}

function limitsKept({ order }: Life): string[] {
  const { redos, redoCount, extensions = [], callbackAttempts = [], pauses = [] } = order;
  const broken: string[] = [];
  if (redoCount > MOST_REDOS) broken.push(`handled again ${redoCount} times`);
  if (redoCount !== redos.length) broken.push(`redo count ${redoCount} of ${redos.length} redos`);
  const rounds = [...redos.map(({ at }) => at.getTime()), Infinity];
  const roundOf = (at: Date): number => rounds.findIndex((end) => at.getTime() < end);
  for (let round = 0; round < rounds.length; round += 1) {
    const tries = callbackAttempts.filter(({ at }) => roundOf(at) === round);
    if (tries.length > MOST_TRIES)
      broken.push(`tried to call back ${tries.length} times in round ${round + 1}`);
    const days = extensions
      .filter(({ at }) => roundOf(at) === round)
      .reduce((sum, { amount }) => sum + amount, 0);
    if (days > MOST_EXTENSION_DAYS) broken.push(`extended by ${days} days in round ${round + 1}`);
  }
  const sorted = [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime());
  for (const [index, { from, to, cause }] of sorted.entries()) {
    const next = sorted[index + 1];
    if (to === undefined) broken.push(`its pause of ${from.toISOString()} (${cause}) never ended`);
    else if (to < from) broken.push(`its pause of ${from.toISOString()} (${cause}) ended before it began`);
    else if (next !== undefined && next.from < to && next.cause === cause) {
      broken.push(`two pauses (${cause}) at once from ${next.from.toISOString()}`);
    }
    const emergencySince =
      order.urgency === 'emergency' ? (order.urgencyRaisedAt ?? order.receivedAt) : undefined;
    if (emergencySince !== undefined && from > emergencySince) {
      broken.push(`an emergency was paused at ${from.toISOString()}`);
    }
    if (emergencySince !== undefined && to !== undefined && from < emergencySince && to > emergencySince) {
      broken.push(`its pause of ${from.toISOString()} went on in the emergency`);
    }
  }
  return broken;
}

function nothingLeftOpen({ order, tasks, disputes }: Life): string[] {
  const requests = order.requests ?? [];
  return [
    ...requests
      .filter(({ state }) => state === 'open')
      .map(({ type, at }) => `its ${type} request of ${at.toISOString()} was never answered`),
    ...tasks
      .filter(({ state }) => state === 'open' || state === 'completing')
      .map(({ elementId, state }) => `its task ${elementId} is still ${state}`),
    ...disputes
      .filter(({ state }) => state !== 'ruled')
      .map(({ _id, state }) => `its dispute ${_id} is still ${state}`),
    ...(order.activeElements.length > 0 ? [`it is still at ${order.activeElements.join(', ')}`] : []),
    ...(order.outbox.length > 0 ? [`${order.outbox.length} messages never left`] : []),
  ];
}

/** Nothing is put on record, and no task is handed in, twice. */
function toldOnce({ order, events, tasks }: Life): string[] {
  const { steps = [], reminders, cards = [], dispatches = [], returns } = order;
  const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);
  const completed = tasks.filter(({ state }) => state === 'completed').length;
  const told = events.filter(({ _id }) => /^task:.+:completed$/.test(_id)).length;
  const sent = events.filter(({ type }) => type === 'dispatched').length;
  return [
    ...repeated(steps.map(({ step, basis }) => `${step} of ${basis.toISOString()}`)).map(
      (step) => `supervision took a step twice: ${step}`,
    ),
    ...repeated(ids(reminders)).map((id) => `reminder ${id} twice`),
    ...repeated(ids(cards)).map((id) => `card ${id} twice`),
    ...repeated(ids(dispatches)).map((id) => `dispatch ${id} twice`),
    ...repeated(ids(returns)).map((id) => `return ${id} twice`),
    ...(told === completed ? [] : [`${completed} tasks were handed in, its timeline tells of ${told}`]),
    ...(sent === dispatches.length ? [] : [`sent ${dispatches.length} times, its timeline tells of ${sent}`]),
  ];
}

/** Documents are numbered from 1 without a gap, and each is stored. */
function numbered({ order, documents }: Life): string[] {
  const entries = order.documents ?? [];
  const broken = entries.flatMap(({ no }, index) =>
    no.endsWith(`-${order.orderNo}-${String(index + 1).padStart(2, '0')}`)
      ? []
      : [`its document ${index + 1} has the number ${no}`],
  );
  const numbers = entries.map(({ no }) => no);
  return [
    ...broken,
    ...repeated(entries.flatMap(({ id }) => id ?? [])).map((id) => `two documents of job ${id}`),
    ...numbers.filter((no) => !documents.includes(no)).map((no) => `document ${no} was never stored`),
    ...documents.filter((no) => !numbers.includes(no)).map((no) => `document ${no} is not the order's`),
  ];
}
