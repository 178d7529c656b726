import type { EventActor } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';

/** The official of a user name, as the timeline names them; an unknown one by the user name. */
export async function actorOf(username: string, { people }: WorkerContext): Promise<EventActor> {
  if (username === '') return { kind: 'system', id: 'unknown', name: '系统' };
  const person = await people.find(username);
  return { kind: 'person', id: username, name: person?.name ?? username };
}
