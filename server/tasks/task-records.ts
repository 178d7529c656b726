import type { QueryFilter, UpdateQuery } from 'mongoose';
import { CompareAndSet, DocumentReader } from '@jiesu/store';
import type { Store, TaskDocument, TaskState } from '@jiesu/store';
import { afterPage, pageOf } from '../http/index.ts';
import type { Page } from '../http/index.ts';
import { hasOversight } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';

/** Whose tasks: one's own, those that one may do, or all that one may see. */
export const TASK_SCOPES = ['mine', 'group', 'all'] as const;

/** Completions that are taken up again at once. */
const MOST_RESUMED = 50;

/** What a list of tasks is narrowed by. */
export interface TaskQuery {
  readonly scope: (typeof TASK_SCOPES)[number];
  readonly state: TaskState;
  readonly orderNo?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Reads the projected tasks and changes them by compare-and-set. */
export class TaskRecords {
  readonly #store: Store;
  readonly #tasks: DocumentReader<TaskDocument>;
  readonly #changes: CompareAndSet<TaskDocument>;

  constructor(store: Store) {
    this.#store = store;
    this.#tasks = new DocumentReader<TaskDocument>(store.tasks);
    this.#changes = new CompareAndSet<TaskDocument>(store.tasks);
  }

  async find(key: string): Promise<TaskDocument | undefined> {
    return (await this.#tasks.read(key)) ?? undefined;
  }

  /** Oldest first. @throws DomainError VALIDATION_FAILED on a cursor that no page gave */
  async list(query: TaskQuery, person: SignedInPerson): Promise<Page<TaskDocument>> {
    const conditions: QueryFilter<TaskDocument>[] = [
      { state: query.state, recused: { $ne: person.username } },
      scopeOf(query.scope, person),
    ];
    if (query.orderNo !== undefined) conditions.push({ orderNo: query.orderNo });
    conditions.push(afterPage('createdAt', query.cursor, 'oldest-first'));
    const found = await this.#store.tasks
      .find({ $and: conditions }, { submission: 0 })
      .sort({ createdAt: 1, _id: 1 })
      .limit(query.limit + 1)
      .lean();
    return pageOf(found, query.limit, ({ createdAt }) => createdAt);
  }

  /** Completions that began before a moment of the machine's time and have not ended, oldest first. */
  async completingSince(before: Date): Promise<TaskDocument[]> {
    return this.#store.tasks
      .find({ state: 'completing', 'completing.since': { $lte: before } })
      .sort({ 'completing.since': 1 })
      .limit(MOST_RESUMED)
      .lean<TaskDocument[]>();
  }

  /** Changes a task if it is still as it was read. Answers whether it was. */
  async change(task: TaskDocument, update: UpdateQuery<TaskDocument>): Promise<boolean> {
    return this.#changes.change(
      { _id: task._id, version: task.version, state: task.state },
      { ...update, $inc: { version: 1 } },
    );
  }

  /** Ends the completion that a person began, whatever else was written meanwhile. */
  async settle(key: string, username: string, update: UpdateQuery<TaskDocument>): Promise<void> {
    // most often the listener has ended it already, and to read that costs less than to write nothing
    const task = await this.find(key);
    if (task?.state !== 'completing' || task.submittedBy !== username) return;
    await this.#changes.change(
      { _id: key, state: 'completing', submittedBy: username },
      { ...update, $inc: { version: 1 } },
    );
  }
}

function scopeOf(scope: TaskQuery['scope'], person: SignedInPerson): QueryFilter<TaskDocument> {
  if (scope === 'mine') return { assignee: person.username };
  if (scope === 'all' && hasOversight(person)) return {};
  return { candidateGroups: { $in: person.groups } };
}
