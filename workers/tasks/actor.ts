import type { EventActor, PersonDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';

/** The official of a user name, as the timeline names them; an unknown one by the user name. */
export async function actorOf(username: string, { store }: WorkerContext): Promise<EventActor> {
  if (username === '') return { kind: 'system', id: 'unknown', name: '系统' };
  const person = await store.people
    .findById(username, { name: 1 })
    .lean<Pick<PersonDocument, 'name'> | null>();
  return { kind: 'person', id: username, name: person?.name ?? username };
}
