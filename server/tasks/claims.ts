import { DomainError } from '@jiesu/domain';
import type { TaskDocument } from '@jiesu/store';
import type { SignedInPerson } from '../session/index.ts';
import { isEngineRefusal } from '../zeebe/index.ts';
import type { Engine } from '../zeebe/index.ts';
import { checkDoable } from './membership.ts';
import type { TaskRecords } from './task-records.ts';

/**
 * Gives a task to a person; the engine decides who was first, its listener writes it down.
 * @throws DomainError TASK_OF_ANOTHER_UNIT, TASK_CLAIMED_BY_ANOTHER, TASK_ALREADY_COMPLETED, CONFLICT
 */
export async function claim(
  task: TaskDocument,
  person: SignedInPerson,
  records: TaskRecords,
  engine: Engine,
): Promise<void> {
  checkDoable(task, person);
  if (task.assignee === person.username) return;
  await engine.assign(task._id, person.username).catch(explain(task, person, records));
}

/** Gives a task back to its group. @throws DomainError as {@link claim} */
export async function unclaim(
  task: TaskDocument,
  person: SignedInPerson,
  records: TaskRecords,
  engine: Engine,
): Promise<void> {
  checkDoable(task, person);
  if (task.assignee === undefined) return;
  await engine.unassign(task._id).catch(explain(task, person, records));
}

/** The engine knows more than the projection that was read before: its refusal is told in the desk's words. */
function explain(task: TaskDocument, person: SignedInPerson, records: TaskRecords) {
  return async (error: unknown): Promise<never> => {
    if (!isEngineRefusal(error)) throw error;
    const current = await records.find(task._id);
    if (current !== undefined) checkDoable(current, person);
    throw new DomainError('CONFLICT', { cause: error });
  };
}
