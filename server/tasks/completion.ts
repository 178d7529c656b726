import { setTimeout as pause } from 'node:timers/promises';
import { DomainError, isDomainError } from '@jiesu/domain';
import type { TaskDocument } from '@jiesu/store';
import type { Clock, ServerClock } from '../clock/index.ts';
import { checkSubmission } from '../forms/index.ts';
import type { Form, Submission } from '../forms/index.ts';
import { invalidFields } from '../problem/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import { isEngineRefusal } from '../zeebe/index.ts';
import type { Engine } from '../zeebe/index.ts';
import { checkDoable } from './membership.ts';
import type { TaskRecords } from './task-records.ts';

/** A completion that began so long ago and is not under way here belongs to a process that died, ms. */
const ABANDONED_AFTER_MS = 10_000;
const TRIES = 5;
/** Together a second: a creating listener takes milliseconds. */
const CREATING_TRIES = 20;
const CREATING_PAUSE_MS = 50;

interface Parts {
  readonly records: TaskRecords;
  readonly engine: Engine;
  readonly clock: ServerClock;
  /** Time of tries, which goes on while the business clock stands still. */
  readonly machineClock: Clock;
}

type Values = Readonly<Record<string, unknown>>;

/** What a form of a task is filled and checked with. */
export interface TaskForm {
  readonly form: Form | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Completes tasks. The submission is stored with the task first (state `completing`, by compare-and-set, so that of
 * two people only one gets on), because the listener that the engine calls reads it there: a text never goes through
 * the process. Then the engine is told, and only it decides.
 */
export class TaskCompletion {
  readonly #parts: Parts;
  readonly #underWay = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * @throws DomainError VALIDATION_FAILED with each wrong field, TASK_OF_ANOTHER_UNIT, TASK_CLAIMED_BY_ANOTHER,
   * TASK_ALREADY_COMPLETED, TASK_DENIED with the reason of the process, ENGINE_UNAVAILABLE
   */
  async complete(
    task: TaskDocument,
    person: SignedInPerson,
    variables: Readonly<Record<string, unknown>>,
    { form, data }: TaskForm,
  ): Promise<void> {
    checkDoable(task, person);
    const submission = checked(form, variables, data);
    if (this.#underWay.has(task._id)) throw new DomainError('TASK_ALREADY_COMPLETED');
    this.#underWay.add(task._id);
    try {
      await this.#begin(task, person, submission);
      await this.#tellEngine(task._id, person.username, submission.processVariables);
    } finally {
      this.#underWay.delete(task._id);
    }
  }

  /**
   * Tells the engine once more what it may not have heard, because the answer was lost or a process died on the way. What
   * it refuses goes back to the desk. Returns how many completions it took up again.
   */
  async resume(): Promise<number> {
    const { records, machineClock } = this.#parts;
    const abandoned = await records.completingSince(new Date(machineClock.now() - ABANDONED_AFTER_MS));
    let count = 0;
    for (const { _id: key, submittedBy, completing } of abandoned) {
      if (this.#underWay.has(key) || submittedBy === undefined || completing === undefined) continue;
      this.#underWay.add(key);
      try {
        await this.#tellEngine(key, submittedBy, completing.variables);
        count += 1;
      } catch (error) {
        // a refusal is on the task by now; what was not reached is tried again
        if (!isDomainError(error) && !isEngineRefusal(error)) throw error;
      } finally {
        this.#underWay.delete(key);
      }
    }
    return count;
  }

  async #begin(first: TaskDocument, person: SignedInPerson, submission: Submission): Promise<void> {
    const { records, clock } = this.#parts;
    let task = first;
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      checkDoable(task, person);
      if (task.state === 'completing' && !this.#isAbandoned(task)) {
        throw new DomainError('TASK_ALREADY_COMPLETED');
      }
      const begun = await records.change(task, {
        $set: {
          state: 'completing',
          submission: submission.values,
          submittedBy: person.username,
          submittedAt: new Date(clock.now()),
          completing: {
            variables: submission.processVariables,
            since: new Date(this.#parts.machineClock.now()),
          },
        },
        $unset: { denied: 1 },
      });
      if (begun) return;
      const current = await records.find(task._id);
      if (current === undefined) break;
      task = current;
    }
    throw new DomainError('CONFLICT');
  }

  /** A clock that stands still says nothing about how long ago; then only what is under way here counts. */
  #isAbandoned(task: TaskDocument): boolean {
    const { clock } = this.#parts;
    if (clock.pinned || task.submittedAt === undefined) return true;
    return clock.now() - task.submittedAt.getTime() >= ABANDONED_AFTER_MS;
  }

  async #tellEngine(key: string, username: string, variables: Values): Promise<void> {
    const { records, clock } = this.#parts;
    try {
      await this.#complete(key, variables);
    } catch (error) {
      const failure = await this.#failed(key, username, error);
      if (failure === undefined) return;
      throw failure;
    }
    // the listener's projection has done this; a process whose model has no listener relies on it
    await records.settle(key, username, {
      $set: { state: 'completed', completedAt: new Date(clock.now()) },
    });
  }

  /** A task is on the lists from its creating listener on, a moment before the engine lets anybody complete it. */
  async #complete(key: string, variables: Values): Promise<void> {
    const { engine } = this.#parts;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await engine.complete(key, variables);
        return;
      } catch (error) {
        const isTooEarly = isEngineRefusal(error) && /\bCREATING\b/.test(error.detail);
        if (!isTooEarly || attempt === CREATING_TRIES) throw error;
        await pause(CREATING_PAUSE_MS);
      }
    }
  }

  /** What the person is told; undefined when the task is completed all the same. */
  async #failed(key: string, username: string, error: unknown): Promise<Error | undefined> {
    const { records } = this.#parts;
    const reopen = () =>
      records.settle(key, username, { $set: { state: 'open' }, $unset: { completing: 1 } });
    if (isEngineRefusal(error, 404)) {
      const current = await records.find(key);
      if (current?.state !== 'completed') return new DomainError('CONFLICT'); // the process withdrew it
      // an earlier try of this very submission got through, and its answer was lost
      return current.submittedBy === username ? undefined : new DomainError('TASK_ALREADY_COMPLETED');
    }
    if (isEngineRefusal(error)) {
      const denied = deniedReason(error.detail);
      if (denied === undefined) {
        if (/COMPLETING/.test(error.detail)) return new DomainError('TASK_ALREADY_COMPLETED');
        await reopen(); // it is being claimed or changed this moment
        return new DomainError('CONFLICT', { cause: error });
      }
      const told = (await records.find(key))?.denied ?? { zh: denied, en: denied };
      await reopen();
      return new DomainError('TASK_DENIED', { params: { reason: told.zh, reasonEn: told.en }, cause: error });
    }
    // not reached at all: the task is as it was. Otherwise nobody knows, and it stays `completing` until it is known.
    if (wasNotReached(error)) await reopen();
    return error instanceof Error ? error : new DomainError('INTERNAL', { cause: error });
  }
}

function checked(
  form: Form | undefined,
  variables: Readonly<Record<string, unknown>>,
  data: Readonly<Record<string, unknown>>,
): Submission {
  const submission = checkSubmission(form ?? { id: '', type: 'default', components: [] }, variables, data);
  if (submission.errors.length > 0) throw invalidFields(submission.errors);
  return submission;
}

/** Zeebe: `… was denied by Task Listener. Reason to deny: '…'`; undefined when it refused for another cause. */
function deniedReason(detail: string): string | undefined {
  if (!/denied/i.test(detail)) return undefined;
  return /reason to deny: '([\s\S]*)'/i.exec(detail)?.[1] ?? '';
}

const NOT_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH']);

function wasNotReached(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && NOT_REACHED.has(cause.code)) return true;
  }
  return false;
}
