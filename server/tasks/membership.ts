import { DomainError } from '@jiesu/domain';
import type { TaskDocument } from '@jiesu/store';
import type { SignedInPerson } from '../session/index.ts';

/** Whether a task is for a person: one of their groups, or they by name; never for who has an interest in the matter. */
export function isFor(task: TaskDocument, person: SignedInPerson): boolean {
  if (task.recused?.includes(person.username) === true) return false;
  return (
    task.assignee === person.username ||
    task.candidateUsers.includes(person.username) ||
    task.candidateGroups.some((group) => person.groups.includes(group))
  );
}

/**
 * Refuses what a person may not do with a task.
 * @throws DomainError PERSON_RECUSED, TASK_OF_ANOTHER_UNIT, TASK_ALREADY_COMPLETED, CONFLICT (canceled), TASK_CLAIMED_BY_ANOTHER
 */
export function checkDoable(task: TaskDocument, person: SignedInPerson): void {
  if (task.recused?.includes(person.username) === true) throw new DomainError('PERSON_RECUSED');
  if (!isFor(task, person)) throw new DomainError('TASK_OF_ANOTHER_UNIT');
  if (task.state === 'completed') throw new DomainError('TASK_ALREADY_COMPLETED');
  if (task.state === 'canceled') throw new DomainError('CONFLICT');
  if (task.assignee !== undefined && task.assignee !== person.username) {
    throw new DomainError('TASK_CLAIMED_BY_ANOTHER', { params: { name: task.assignee } });
  }
}
