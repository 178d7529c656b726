import { randomUUID } from 'node:crypto';
import { DomainError, fieldError } from '@jiesu/domain';
import type { FieldError } from '@jiesu/domain';
import type { RuleChangeDocument, RuleChangeState, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';

/** How states are called where one stands in the way. */
export const CHANGE_STATE_NAMES: Readonly<Record<RuleChangeState, { zh: string; en: string }>> = {
  draft: { zh: '草稿', en: 'a draft' },
  submitted: { zh: '待审批', en: 'waiting for approval' },
  approved: { zh: '已批准', en: 'approved' },
  scheduled: { zh: '待生效', en: 'scheduled' },
  published: { zh: '已生效', en: 'in force' },
  refused: { zh: '已退回', en: 'refused' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  'rolled-back': { zh: '已回退', en: 'rolled back' },
};

/** A step that a change takes: what is allowed, and how it says so. */
export interface ChangeStep {
  readonly what: string;
  readonly zh: string;
  readonly en: string;
  /** States in which it is possible. */
  readonly from: readonly RuleChangeState[];
}

/** What a step sets of a change. */
export type ChangeSet = Partial<Omit<RuleChangeDocument, '_id' | 'revision' | 'history'>>;

/** Keeps changes of rules. Each write names the revision that its author saw, and makes the next one. */
export class ChangeRecords {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async create(title: string, reason: string, username: string): Promise<RuleChangeDocument> {
    const at = new Date(this.#clock.now());
    const change: RuleChangeDocument = {
      _id: randomUUID(),
      title,
      reason,
      state: 'draft',
      files: [],
      revision: 1,
      author: username,
      editors: [username],
      createdAt: at,
      updatedAt: at,
      history: [{ at, by: username, what: 'created' }],
    };
    await this.#store.ruleChanges.create(change);
    return change;
  }

  /** Inserts a change that is complete. */
  async insert(change: RuleChangeDocument): Promise<void> {
    await this.#store.ruleChanges.create(change);
  }

  async find(id: string): Promise<RuleChangeDocument | undefined> {
    return (await this.#store.ruleChanges.findById(id).lean<RuleChangeDocument | null>()) ?? undefined;
  }

  /** @throws DomainError NOT_FOUND */
  async require(id: string): Promise<RuleChangeDocument> {
    const change = await this.find(id);
    if (change === undefined) throw new DomainError('NOT_FOUND');
    return change;
  }

  /** Latest first, without the contents of their files. */
  async list(states: readonly RuleChangeState[] | undefined, limit: number): Promise<RuleChangeDocument[]> {
    return this.#store.ruleChanges
      .find(states === undefined ? {} : { state: { $in: [...states] } }, { 'files.content': 0 })
      .sort({ updatedAt: -1 })
      .limit(limit)
      .lean<RuleChangeDocument[]>();
  }

  /**
   * Takes a step: writes it when the change still is what its author saw.
   * @throws DomainError NOT_FOUND, RULE_CHANGE_STATE, CONFLICT with the present revision when somebody was faster
   */
  async step(
    id: string,
    step: ChangeStep,
    by: string,
    revision: number,
    set: ChangeSet,
    note = '',
  ): Promise<RuleChangeDocument> {
    const at = new Date(this.#clock.now());
    const after = await this.#store.ruleChanges
      .findOneAndUpdate(
        { _id: id, revision, state: { $in: [...step.from] } },
        {
          $set: { ...set, updatedAt: at },
          $inc: { revision: 1 },
          $push: { history: { at, by, what: step.what, ...(note === '' ? {} : { note }) } },
        },
        { returnDocument: 'after' },
      )
      .lean<RuleChangeDocument | null>();
    if (after !== null) return after;
    const current = await this.require(id);
    assertState(current, step);
    throw conflict(current);
  }

  /** Notes something that is no new revision: a check, a run. */
  async note(
    id: string,
    set: Pick<ChangeSet, 'check' | 'replayId' | 'applyId'>,
    step?: { readonly by: string; readonly what: string; readonly note?: string },
  ): Promise<void> {
    const line =
      step === undefined ? {} : { $push: { history: { at: new Date(this.#clock.now()), ...step } } };
    await this.#store.ruleChanges.updateOne({ _id: id }, { $set: set, ...line });
  }
}

/** @throws DomainError RULE_CHANGE_STATE when the change is not where the step may be taken */
export function assertState({ state }: Pick<RuleChangeDocument, 'state'>, step: ChangeStep): void {
  if (step.from.includes(state)) return;
  const { zh, en } = CHANGE_STATE_NAMES[state];
  throw new DomainError('RULE_CHANGE_STATE', {
    params: { state: zh, stateEn: en, action: step.zh, actionEn: step.en },
  });
}

/** Somebody saved first: the answer has what they saved, for a merge. `ruleId`: the file that was to be saved. */
export function conflict(current: RuleChangeDocument, ruleId?: string): DomainError {
  const file = current.files.find((entry) => entry.ruleId === ruleId);
  const last = current.history.at(-1);
  const details: FieldError & Readonly<Record<string, unknown>> = {
    ...fieldError('revision', 'CONFLICT'),
    revision: current.revision,
    by: last?.by ?? null,
    content: file?.content ?? null,
    baseNumber: file?.baseNumber ?? null,
  };
  return new DomainError('CONFLICT', { errors: [details] });
}
