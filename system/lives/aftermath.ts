import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { WorkingCalendar } from '@jiesu/domain';
import type {
  CaseDocument,
  DisputeDocument,
  EventDocument,
  NotificationDocument,
  OfficialDocument,
  OrderDocument,
  Store,
  TaskDocument,
} from '@jiesu/store';
import type { EngineActivity } from '../client/settled.ts';
import type { EngineState } from './engine-state.ts';
import type { Broken } from './invariants/broken.ts';
import { PersonalData, casesEnd, cityIsQuiet, notificationsOnce } from './invariants/city.ts';
import { lifeIsWhole } from './invariants/life.ts';
import type { Life } from './invariants/life.ts';

interface Parts {
  readonly store: Store;
  readonly state: EngineState;
  readonly activity: EngineActivity;
  readonly calendar: WorkingCalendar;
  readonly marks: RegExp;
  /** Folder with what the processes have logged. */
  readonly logs: string;
}

/** Judges all that is on record once every life is over. */
export async function aftermath(parts: Parts): Promise<Broken[]> {
  const { store, state, activity, calendar, marks } = parts;
  const [lives, notifications, cases] = await Promise.all([
    readLives(store),
    store.notifications.find().lean<NotificationDocument[]>(),
    store.cases.find().lean<CaseDocument[]>(),
  ]);
  const personal = new PersonalData(marks);
  return [
    ...cityIsQuiet(state, activity),
    ...lives.flatMap((life) => lifeIsWhole(life, calendar)),
    ...notificationsOnce(notifications),
    ...casesEnd(cases),
    ...notifications.flatMap(({ template, data }) =>
      personal.look(`the notification ${template}`, JSON.stringify(data)),
    ),
    ...(await readLogs(parts.logs)).flatMap(({ name, line }) => personal.look(`the log ${name}`, line)),
  ];
}

async function readLives(store: Store): Promise<Life[]> {
  const [orders, events, tasks, disputes, documents] = await Promise.all([
    store.orders.find().lean<OrderDocument[]>(),
    store.events.find({}, { orderId: 1, type: 1, at: 1, processId: 1 }).lean<EventDocument[]>(),
    store.tasks
      .find({}, { orderId: 1, elementId: 1, state: 1, createdAt: 1, requestId: 1 })
      .lean<TaskDocument[]>(),
    store.disputes.find().lean<DisputeDocument[]>(),
    store.documents.find({}, { orderId: 1 }).lean<Pick<OfficialDocument, '_id' | 'orderId'>[]>(),
  ]);
  const [eventsOf, tasksOf] = [byOrder(events), byOrder(tasks)];
  const [disputesOf, documentsOf] = [byOrder(disputes), byOrder(documents)];
  return orders.map((order) => ({
    order,
    events: eventsOf.get(order._id) ?? [],
    tasks: tasksOf.get(order._id) ?? [],
    disputes: disputesOf.get(order._id) ?? [],
    documents: (documentsOf.get(order._id) ?? []).map(({ _id }) => _id),
  }));
}

function byOrder<T extends { readonly orderId: string }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) groups.set(entry.orderId, [...(groups.get(entry.orderId) ?? []), entry]);
  return groups;
}

async function readLogs(folder: string): Promise<{ name: string; line: string }[]> {
  const names = await readdir(folder);
  const texts = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
  );
  return texts.flatMap(({ name, text }) => text.split('\n').map((line) => ({ name, line })));
}
