import { randomUUID } from 'node:crypto';
import { DomainError } from '@jiesu/domain';
import { versionParts } from '@jiesu/store';
import type {
  AuditLog,
  RuleChangeDocument,
  RuleRunDocument,
  RuleRunKind,
  RuleRunOptions,
  RulesInForce,
  Store,
} from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { assertState } from './change-records.ts';
import type { ChangeRecords, ChangeStep } from './change-records.ts';

interface Parts {
  readonly store: Store;
  readonly rules: RulesInForce;
  readonly records: ChangeRecords;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const APPLY: ChangeStep = { what: 'applied', zh: '应用到在办工单', en: 'applied', from: ['published'] };
const UNDO: ChangeStep = {
  what: 'undone',
  zh: '撤回对在办工单的应用',
  en: 'undone',
  from: ['published', 'rolled-back'],
};
/** Rules that deadlines of orders follow from. */
const OF_DEADLINES = ['deadlines', 'calendar'];

/** Orders long work on many orders; the workers do it. */
export class RuleRuns {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tries a draft on the orders of the last days. @throws DomainError NOT_FOUND */
  async replay(changeId: string, days: number, username: string): Promise<string> {
    const change = await this.#parts.records.require(changeId);
    const id = await this.#start('replay', change, { days }, username);
    await this.#parts.records.note(changeId, { replayId: id });
    return id;
  }

  /** Gives open orders the deadlines of the rules in force. @throws DomainError NOT_FOUND, RULE_CHANGE_STATE */
  async apply(changeId: string, username: string): Promise<string> {
    const change = await this.#parts.records.require(changeId);
    assertState(change, APPLY);
    const id = await this.#start('apply', change, { numbers: await this.#numbers() }, username);
    await this.#parts.records.note(changeId, { applyId: id }, { by: username, what: APPLY.what });
    return id;
  }

  /**
   * Gives open orders the deadlines that they had before a change: by the versions that it replaced.
   * @throws DomainError NOT_FOUND, RULE_CHANGE_STATE
   */
  async undo(changeId: string, username: string): Promise<string> {
    const change = await this.#parts.records.require(changeId);
    assertState(change, UNDO);
    // once it is rolled back, what is in force says the same as what was before it
    const before =
      change.state === 'rolled-back'
        ? {}
        : Object.fromEntries(
            (change.previous ?? [])
              .map(versionParts)
              .filter(({ ruleId }) => OF_DEADLINES.includes(ruleId))
              .map(({ ruleId, number }) => [ruleId, number]),
          );
    const numbers = { ...(await this.#numbers()), ...before };
    const id = await this.#start('undo', change, { numbers }, username);
    await this.#parts.records.note(changeId, { applyId: id }, { by: username, what: UNDO.what });
    return id;
  }

  /** @throws DomainError NOT_FOUND */
  async require(id: string): Promise<RuleRunDocument> {
    const run = await this.#parts.store.ruleRuns.findById(id).lean<RuleRunDocument | null>();
    if (run === null) throw new DomainError('NOT_FOUND');
    return run;
  }

  /** Runs of a change, latest first. */
  async of(changeId: string): Promise<RuleRunDocument[]> {
    return this.#parts.store.ruleRuns
      .find({ changeId }, { result: 0 })
      .sort({ at: -1 })
      .limit(50)
      .lean<RuleRunDocument[]>();
  }

  /** Ends a run after the batch that it is at; what is done stays done. @throws DomainError NOT_FOUND */
  async stop(id: string, username: string): Promise<RuleRunDocument> {
    const { store, clock } = this.#parts;
    const run = await this.require(id);
    await store.ruleRuns.updateOne({ _id: id, state: 'running' }, { $set: { stopAsked: true } });
    await store.ruleRuns.updateOne(
      { _id: id, state: 'waiting' },
      { $set: { state: 'stopped', finishedAt: new Date(clock.now()) } },
    );
    await this.#audit(run, username, 'stopped');
    return this.require(id);
  }

  async #numbers(): Promise<Record<string, number>> {
    const { rules } = this.#parts;
    await rules.refresh();
    const { numbers } = rules.current();
    return Object.fromEntries(
      OF_DEADLINES.flatMap((ruleId) => {
        const number = numbers[ruleId];
        return number === undefined ? [] : [[ruleId, number]];
      }),
    );
  }

  async #start(
    kind: RuleRunKind,
    change: RuleChangeDocument,
    options: RuleRunOptions,
    username: string,
  ): Promise<string> {
    const run: RuleRunDocument = {
      _id: randomUUID(),
      kind,
      changeId: change._id,
      state: 'waiting',
      by: username,
      at: new Date(this.#parts.clock.now()),
      options,
      total: 0,
      done: 0,
      moved: 0,
      faults: [],
      faultCount: 0,
    };
    await this.#parts.store.ruleRuns.create(run);
    await this.#audit(run, username, 'started');
    return run._id;
  }

  async #audit(run: RuleRunDocument, actor: string, what: string): Promise<void> {
    await this.#parts.audit.append({
      at: new Date(this.#parts.clock.now()),
      actor,
      action: `rule-run.${what}`,
      subject: run._id,
      data: { kind: run.kind, change: run.changeId, options: run.options },
    });
  }
}
