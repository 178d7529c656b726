import type { ClientSession, Model, QueryFilter, UpdateQuery } from 'mongoose';
import { insertMissing } from '../insert-log/index.ts';
import type { Store } from '../connect.ts';
import type { EventDocument, OfficialDocument, TaskDocument } from '../models/index.ts';

/** What is written with a change of an order, durable together with it. Done again, it changes nothing. */
export interface Companions {
  readonly events?: readonly EventDocument[];
  readonly documents?: readonly OfficialDocument[];
  readonly newTasks?: readonly TaskDocument[];
  readonly taskUpdates?: readonly {
    readonly filter: QueryFilter<TaskDocument>;
    readonly update: UpdateQuery<TaskDocument>;
  }[];
}

/** The companions of several changes. */
export function allCompanions(parts: readonly (Companions | undefined)[]): Companions | undefined {
  const events = parts.flatMap((part) => part?.events ?? []);
  const documents = parts.flatMap((part) => part?.documents ?? []);
  const newTasks = parts.flatMap((part) => part?.newTasks ?? []);
  const taskUpdates = parts.flatMap((part) => part?.taskUpdates ?? []);
  const count = events.length + documents.length + newTasks.length + taskUpdates.length;
  return count === 0 ? undefined : { events, documents, newTasks, taskUpdates };
}

/** Writes them in a transaction. @throws E11000 when one of the new ones is there already */
export async function writeCompanions(
  store: Store,
  companions: Companions,
  session: ClientSession,
): Promise<void> {
  const { events = [], documents = [], newTasks = [], taskUpdates = [] } = companions;
  await insertAll(store.events, events.map(recorded), session);
  await insertAll(store.documents, documents, session);
  await insertAll(store.tasks, newTasks, session);
  if (taskUpdates.length === 0) return;
  await store.tasks.bulkWrite(
    taskUpdates.map((updateOne) => ({ updateOne })),
    { ordered: true, session, throwOnValidationError: true },
  );
}

/** Writes them one after the other, where what is there already is left as it is. */
export async function writeMissingCompanions(store: Store, companions: Companions): Promise<void> {
  const { events = [], documents = [], newTasks = [], taskUpdates = [] } = companions;
  if (events.length > 0) await insertMissing(store.events, events.map(recorded));
  if (documents.length > 0) await insertMissing(store.documents, documents);
  if (newTasks.length > 0) await insertMissing(store.tasks, newTasks);
  for (const { filter, update } of taskUpdates) await store.tasks.updateOne(filter, update);
}

const recorded = (event: EventDocument): EventDocument => ({ ...event, recordedAt: new Date() });

async function insertAll<T>(model: Model<T>, documents: readonly T[], session: ClientSession): Promise<void> {
  if (documents.length > 0) await model.insertMany([...documents], { session, lean: true });
}
