import { randomUUID } from 'node:crypto';
import { DomainError } from '@jiesu/domain';
import { versionParts, versionsInForce } from '@jiesu/store';
import type {
  AuditLog,
  RuleChangeDocument,
  RuleChangeFile,
  RuleChangeProblem,
  RulesInForce,
  RuleVersionDocument,
  Store,
} from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import { assertPassed, checkChange } from './change-check.ts';
import { assertState, conflict } from './change-records.ts';
import type { ChangeRecords, ChangeSet, ChangeStep } from './change-records.ts';
import type { RulePublisher } from './publisher.ts';
import type { RuleRuns } from './rule-runs.ts';
import { requireRule, ruleInFile } from './rule-texts.ts';
import { tellOfChange } from './tell.ts';

interface Parts {
  readonly store: Store;
  readonly rules: RulesInForce;
  readonly records: ChangeRecords;
  readonly publisher: RulePublisher;
  readonly runs: RuleRuns;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const EDIT = { zh: '修改', en: 'edited', from: ['draft', 'refused'] } as const;
const SAVE: ChangeStep = { what: 'saved', ...EDIT };
const DESCRIBE: ChangeStep = { what: 'described', ...EDIT };
const IMPORT: ChangeStep = { what: 'imported', ...EDIT };
const SUBMIT: ChangeStep = { what: 'submitted', zh: '提交', en: 'submitted', from: ['draft'] };
const APPROVE: ChangeStep = { what: 'approved', zh: '批准', en: 'approved', from: ['submitted'] };
const REFUSE: ChangeStep = { what: 'refused', zh: '退回', en: 'refused', from: ['submitted'] };
const SCHEDULE: ChangeStep = {
  what: 'scheduled',
  zh: '生效',
  en: 'published',
  from: ['approved', 'scheduled'],
};
const WITHDRAW: ChangeStep = {
  what: 'withdrawn',
  zh: '撤回',
  en: 'withdrawn',
  from: ['draft', 'refused', 'submitted', 'approved', 'scheduled'],
};
const ROLL_BACK: ChangeStep = { what: 'rolled-back', zh: '回退', en: 'rolled back', from: ['published'] };

/** What people do with changes of rules, from the draft to the roll back; each step is on the audit log. */
export class RuleDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async create(title: string, reason: string, person: SignedInPerson): Promise<RuleChangeDocument> {
    const change = await this.#parts.records.create(title, reason, person.username);
    await this.#audit(change, person.username, 'created');
    return change;
  }

  /**
   * Saves a file of a change. `baseNumber`: version that the text was drawn up from, after a merge; else it stays.
   * @throws DomainError NOT_FOUND, RULE_CHANGE_STATE, CONFLICT with what somebody else saved
   */
  async saveFile(
    id: string,
    ruleId: string,
    save: {
      readonly content: string;
      readonly revision: number;
      readonly baseNumber?: number | undefined;
    },
    person: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    return this.#edit(id, SAVE, save.revision, person, ruleId, async (change) => {
      const { file } = requireRule(this.#parts.rules.current(), ruleId);
      const before = change.files.find((entry) => entry.ruleId === ruleId);
      const baseNumber = save.baseNumber ?? before?.baseNumber ?? (await this.#numberOf(ruleId));
      return { files: withFile(change.files, { ruleId, file, baseNumber, content: save.content }) };
    });
  }

  /** Leaves a file as it is in force. Without a revision, whatever was saved last. @throws as {@link saveFile} */
  async removeFile(
    id: string,
    ruleId: string,
    revision: number | undefined,
    person: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    const seen = revision ?? (await this.#parts.records.require(id)).revision;
    return this.#edit(id, SAVE, seen, person, ruleId, async (change) => ({
      files: change.files.filter((entry) => entry.ruleId !== ruleId),
    }));
  }

  /**
   * Takes over files of config/ as they were exported; one that says the same as what is in force is left out.
   * @throws DomainError CONFIG_INVALID naming a file that is no rule; else as {@link saveFile}
   */
  async importFiles(
    id: string,
    files: Readonly<Record<string, string>>,
    revision: number,
    person: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    const { texts, numbers } = this.#parts.rules.current();
    return this.#edit(id, IMPORT, revision, person, undefined, async (change) => {
      let all = change.files;
      for (const [file, content] of Object.entries(files)) {
        const rule = ruleInFile(file);
        if (rule === undefined) {
          throw new DomainError('CONFIG_INVALID', { params: { detail: `${file}: is no rule file` } });
        }
        if (texts.get(file) === content) continue;
        all = withFile(all, { ruleId: rule.id, file, baseNumber: numbers[rule.id] ?? 0, content });
      }
      return { files: all };
    });
  }

  /** Changes what a change is about and when it shall hold. @throws as {@link saveFile} */
  async edit(
    id: string,
    revision: number,
    set: Pick<ChangeSet, 'title' | 'reason' | 'effectiveAt'>,
    person: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    return this.#edit(id, DESCRIBE, revision, person, undefined, async () => set);
  }

  /** Everything that is wrong with a change; kept with it. */
  async check(id: string): Promise<RuleChangeProblem[]> {
    const { store, rules, records, clock } = this.#parts;
    const change = await records.require(id);
    await rules.refresh();
    const problems = await checkChange(store, rules.current(), change, clock.now());
    await records.note(id, {
      check: { at: new Date(clock.now()), revision: change.revision, problems },
    });
    return problems;
  }

  /** Hands a change to the approvers. @throws DomainError RULES_NOT_PASSED, RULE_CHANGE_STATE, CONFLICT */
  async submit(
    id: string,
    revision: number,
    note: string,
    person: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    const { records } = this.#parts;
    assertState(await records.require(id), SUBMIT);
    assertPassed(await this.check(id));
    const set = { state: 'submitted' as const, submittedBy: person.username };
    const change = await records.step(id, SUBMIT, person.username, revision, set, note);
    await this.#audit(change, person.username, 'submitted');
    await this.#tell(change, 'rule-change-submitted', { group: 'role:approver' }, 'submitted');
    return change;
  }

  /**
   * A second person says yes. What they approve is the revision that they saw.
   * @throws DomainError RULE_CHANGE_OWN, RULES_NOT_PASSED, RULE_CHANGE_STATE, CONFLICT
   */
  async approve(
    id: string,
    revision: number,
    note: string,
    person: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    const { records } = this.#parts;
    const change = await records.require(id);
    assertState(change, APPROVE);
    assertOther(change, person);
    assertPassed(await this.check(id));
    const set = { state: 'approved' as const, approver: person.username };
    return this.#decided(await records.step(id, APPROVE, person.username, revision, set, note), person);
  }

  /** A second person says no; the author may go on with it. @throws as {@link approve} */
  async refuse(
    id: string,
    revision: number,
    note: string,
    person: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    const { records } = this.#parts;
    const change = await records.require(id);
    assertState(change, REFUSE);
    assertOther(change, person);
    const set = { state: 'refused' as const, approver: person.username };
    return this.#decided(await records.step(id, REFUSE, person.username, revision, set, note), person);
  }

  /**
   * Brings an approved change into force: at once, or at its time.
   * @throws DomainError RULE_CHANGE_STATE, ENGINE_UNAVAILABLE. What check or engine refuse is in the answer: `refused`.
   */
  async publish(
    id: string,
    effectiveAt: Date | undefined,
    person: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    const { records, publisher, clock } = this.#parts;
    const change = await records.require(id);
    assertState(change, SCHEDULE);
    const at = effectiveAt ?? change.effectiveAt ?? new Date(clock.now());
    const set = { state: 'scheduled' as const, effectiveAt: at };
    const after = await records.step(id, SCHEDULE, person.username, change.revision, set);
    await this.#audit(after, person.username, 'scheduled', { effectiveAt: at });
    return at.getTime() > clock.now() ? after : publisher.publish(id, person.username);
  }

  /** @throws DomainError RULE_CHANGE_STATE, CONFLICT */
  async withdraw(id: string, person: SignedInPerson): Promise<RuleChangeDocument> {
    const { records } = this.#parts;
    const { revision } = await records.require(id);
    const change = await records.step(id, WITHDRAW, person.username, revision, { state: 'withdrawn' });
    await this.#audit(change, person.username, 'withdrawn');
    return change;
  }

  /**
   * Takes a change back: the versions before it come into force again, as the next versions. They were approved when they
   * held, so nobody is asked again. Answers the change that does so, `refused` when it could not be published, and with
   * `applyToOpen` the run that gives open orders their deadlines back.
   * @throws DomainError RULE_CHANGE_STATE; RULE_CHANGE_OVERTAKEN when one of its rules was changed again since
   */
  async rollBack(
    id: string,
    { reason, applyToOpen }: { readonly reason: string; readonly applyToOpen: boolean },
    person: SignedInPerson,
  ): Promise<{ readonly change: RuleChangeDocument; readonly runId?: string }> {
    const { records, publisher, runs } = this.#parts;
    const change = await records.require(id);
    assertState(change, ROLL_BACK);
    const back = await this.#changeBack(change, reason, person);
    await records.insert(back);
    const published = await publisher.publish(back._id, person.username);
    if (published.state !== 'published') return { change: published };
    const { revision } = change;
    const rolled = await records.step(
      id,
      ROLL_BACK,
      person.username,
      revision,
      { state: 'rolled-back' },
      reason,
    );
    await this.#audit(rolled, person.username, 'rolled-back', { by: back._id });
    await this.#tell(rolled, 'rule-change-published', { group: 'role:approver' }, 'rolled-back');
    if (!applyToOpen) return { change: published };
    return { change: published, runId: await runs.undo(id, person.username) };
  }

  async #changeBack(
    change: RuleChangeDocument,
    reason: string,
    { username }: SignedInPerson,
  ): Promise<RuleChangeDocument> {
    const at = new Date(this.#parts.clock.now());
    const files: RuleChangeFile[] = [];
    for (const versionId of change.previous ?? []) files.push(await this.#fileBack(change, versionId));
    return {
      _id: randomUUID(),
      title: `回退:${change.title}`,
      reason,
      state: 'approved',
      files,
      revision: 1,
      author: username,
      editors: [username],
      ...(change.approver === undefined ? {} : { approver: change.approver }),
      takesBack: change._id,
      createdAt: at,
      updatedAt: at,
      history: [{ at, by: username, what: 'created', note: reason }],
    };
  }

  async #fileBack(change: RuleChangeDocument, versionId: string): Promise<RuleChangeFile> {
    const { ruleId } = versionParts(versionId);
    const before = await this.#parts.store.ruleVersions
      .findById(versionId)
      .lean<RuleVersionDocument | null>();
    if (before === null) throw new DomainError('NOT_FOUND');
    const baseNumber = await this.#numberOf(ruleId);
    if (!(change.versions ?? []).includes(`${ruleId}@${baseNumber}`)) {
      throw new DomainError('RULE_CHANGE_OVERTAKEN', { params: { rule: ruleId, number: baseNumber } });
    }
    return { ruleId, file: before.file, baseNumber, content: before.content };
  }

  async #edit(
    id: string,
    step: ChangeStep,
    revision: number,
    person: SignedInPerson,
    ruleId: string | undefined,
    decide: (change: RuleChangeDocument) => Promise<ChangeSet>,
  ): Promise<RuleChangeDocument> {
    const { records } = this.#parts;
    const change = await records.require(id);
    assertState(change, step);
    if (change.revision !== revision) throw conflict(change, ruleId);
    const set: ChangeSet = {
      ...(await decide(change)),
      state: 'draft',
      editors: [...new Set([...change.editors, person.username])],
    };
    try {
      const note = ruleId ?? '';
      return await records.step(id, step, person.username, revision, set, note);
    } catch (error) {
      const current = await records.require(id);
      throw current.revision === revision ? error : conflict(current, ruleId);
    }
  }

  async #numberOf(ruleId: string): Promise<number> {
    const inForce = await versionsInForce(this.#parts.store);
    return inForce.find((version) => version.ruleId === ruleId)?.number ?? 0;
  }

  async #decided(change: RuleChangeDocument, { username }: SignedInPerson): Promise<RuleChangeDocument> {
    await this.#audit(change, username, change.state);
    await this.#tell(change, 'rule-change-decided', { username: change.author }, change.state);
    return change;
  }

  async #tell(
    change: RuleChangeDocument,
    template: Parameters<typeof tellOfChange>[2]['template'],
    to: Parameters<typeof tellOfChange>[2]['to'],
    outcome: string,
  ): Promise<void> {
    await tellOfChange(this.#parts.store, change, { template, to, outcome }, this.#parts.clock.now());
  }

  async #audit(
    change: RuleChangeDocument,
    actor: string,
    what: string,
    data: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.#parts.audit.append({
      at: new Date(this.#parts.clock.now()),
      actor,
      action: `rule-change.${what}`,
      subject: change._id,
      data: { revision: change.revision, rules: change.files.map(({ ruleId }) => ruleId), ...data },
    });
  }
}

/** @throws DomainError RULE_CHANGE_OWN for whoever wrote in the change or submitted it */
function assertOther(change: RuleChangeDocument, { username }: SignedInPerson): void {
  const wrote = [change.author, ...change.editors, change.submittedBy];
  if (wrote.includes(username)) throw new DomainError('RULE_CHANGE_OWN');
}

function withFile(files: readonly RuleChangeFile[], file: RuleChangeFile): RuleChangeFile[] {
  return [...files.filter(({ ruleId }) => ruleId !== file.ruleId), file];
}
