import type { Task } from '../../api/index.ts';

export type TaskGroup = 'overdue' | 'today' | 'later' | 'open-ended';

const GROUPS: readonly TaskGroup[] = ['overdue', 'today', 'later', 'open-ended'];
const RANK: Readonly<Record<string, number>> = { emergency: 0, urgent: 1 };

/** The key of a task, whichever name the API gives it. */
export const taskKey = (task: Task): string => task.key ?? task._id ?? '';

const dueOf = (task: Task): number => {
  const due = task.dueAt == null ? NaN : Date.parse(task.dueAt);
  return Number.isNaN(due) ? Infinity : due;
};

/** Orders tasks as a person should do them: emergencies first, then by due time, then the older first. */
export function inOrderOfWork(tasks: readonly Task[]): readonly Task[] {
  const rank = (task: Task): number => RANK[task.order?.urgency ?? ''] ?? 2;
  const emergencyFirst = (task: Task): number => (rank(task) === 0 ? 0 : 1);
  return [...tasks].sort(
    (a, b) =>
      emergencyFirst(a) - emergencyFirst(b) ||
      compare(dueOf(a), dueOf(b)) ||
      rank(a) - rank(b) ||
      (a.createdAt ?? '').localeCompare(b.createdAt ?? ''),
  );
}

// Infinity − Infinity is NaN, so due times are compared and not subtracted.
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** Groups tasks by how soon they are due at `now` (epoch ms); `endOfDay` is today's end. Empty groups are left out. */
export function groupByDue(
  tasks: readonly Task[],
  now: number,
  endOfDay: number,
): readonly { readonly group: TaskGroup; readonly tasks: readonly Task[] }[] {
  const groupOf = (task: Task): TaskGroup => {
    const due = dueOf(task);
    if (due === Infinity) return 'open-ended';
    if (due < now) return 'overdue';
    return due <= endOfDay ? 'today' : 'later';
  };
  const sorted = inOrderOfWork(tasks);
  return GROUPS.map((group) => ({ group, tasks: sorted.filter((task) => groupOf(task) === group) })).filter(
    (entry) => entry.tasks.length > 0,
  );
}

/** The task to do after `key`: the one that follows in order of work, else the first other one. */
export function nextAfter(tasks: readonly Task[], key: string): string | undefined {
  const keys = inOrderOfWork(tasks).map(taskKey);
  const at = keys.indexOf(key);
  return keys.slice(at + 1).find((other) => other !== key) ?? keys.find((other) => other !== key);
}
