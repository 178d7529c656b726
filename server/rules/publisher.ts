import type { Logger } from 'pino';
import { ruleNames, ruleWords } from '@jiesu/rules';
import { isDuplicateKey, ruleChecksum, ruleVersionId, supersedeOlder } from '@jiesu/store';
import type {
  AuditLog,
  RuleChangeDocument,
  RuleChangeProblem,
  RulesInForce,
  RuleVersionDocument,
  Store,
} from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { isEngineRefusal } from '../zeebe/index.ts';
import type { Engine } from '../zeebe/index.ts';
import type { ChangeRecords, ChangeStep } from './change-records.ts';
import { checkChange } from './change-check.ts';
import { requireRule, textsWith } from './rule-texts.ts';
import { tellOfChange } from './tell.ts';

interface Parts {
  readonly store: Store;
  readonly engine: Engine;
  readonly rules: RulesInForce;
  readonly records: ChangeRecords;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hears that other rules are in force, before anybody is told. */
  readonly inForce: () => Promise<void>;
}

const PUBLISHABLE = ['approved', 'scheduled'] as const;
const PUBLISH: ChangeStep = { what: 'published', zh: '生效', en: 'published', from: PUBLISHABLE };
const FAIL: ChangeStep = { what: 'publish-refused', zh: '退回', en: 'refused', from: PUBLISHABLE };
/** Who acts when a time has come. */
const SYSTEM = 'system';

/**
 * Brings approved changes into force: checked once more against what is in force by then, deployed to the engine, written
 * as versions, all of a change together. Each step may be done again, so an end at any moment loses nothing: the next
 * round goes on.
 */
export class RulePublisher {
  readonly #parts: Parts;
  /** One change at a time in this process; between processes the ids of versions decide. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Publishes a change that is approved. A change that the check or the engine refuses becomes `refused`, with the reason;
   * what was in force stays.
   * @throws DomainError ENGINE_UNAVAILABLE, DATABASE_UNAVAILABLE: it is tried again by the rounds
   */
  publish(id: string, by: string): Promise<RuleChangeDocument> {
    const turn = this.#turn.then(() => this.#publish(id, by));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** One round over what is due. */
  async publishDue(): Promise<void> {
    const { store, clock, logger } = this.#parts;
    const due = await store.ruleChanges
      .find({ state: 'scheduled', effectiveAt: { $lte: new Date(clock.now()) } }, { _id: 1 })
      .sort({ effectiveAt: 1 })
      .lean<{ _id: string }[]>();
    for (const { _id } of due) {
      try {
        await this.publish(_id, SYSTEM);
      } catch (error) {
        logger.warn({ err: error, change: _id }, 'a change of rules is not published yet, it is tried again');
      }
    }
  }

  async #publish(id: string, by: string): Promise<RuleChangeDocument> {
    const { store, rules, records, clock } = this.#parts;
    await rules.refresh();
    const change = await records.require(id);
    if (!PUBLISHABLE.some((state) => state === change.state)) return change;
    // an earlier try that was cut off while it wrote had passed the check
    const begun = (await store.ruleVersions.exists({ changeId: change._id })) !== null;
    const problems = begun ? [] : await checkChange(store, rules.current(), change, clock.now());
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return this.#refuse(change, by, refusalOf(errors));
    const refusal = (await this.#deploy(change)) ?? (await this.#write(change));
    if (refusal !== undefined) return this.#refuse(change, by, refusal);
    return this.#settle(change, by);
  }

  async #deploy(change: RuleChangeDocument): Promise<RuleChangeDocument['refusal']> {
    const tables = change.files
      .filter(({ file }) => file.endsWith('.dmn'))
      .map(({ file, content }) => ({ name: file, content }));
    if (tables.length === 0) return undefined;
    try {
      await this.#parts.engine.deploy(tables);
      return undefined;
    } catch (error) {
      if (!isEngineRefusal(error)) throw error;
      return {
        zh: `流程引擎未接受该决策表,原规则继续有效:${error.detail}`,
        en: `The engine did not take the table, the rules before stay in force: ${error.detail}`,
        detail: error.detail,
      };
    }
  }

  /** Writes the versions; says so when another process has brought one of the rules into force meanwhile. */
  async #write(change: RuleChangeDocument): Promise<RuleChangeDocument['refusal']> {
    const { rules, clock } = this.#parts;
    const at = new Date(clock.now());
    const current = rules.current();
    const names = ruleNames(textsWith(current, change));
    const versions: RuleVersionDocument[] = [];
    for (const { ruleId, file, baseNumber, content } of change.files) {
      const words = await ruleWords(requireRule(current, ruleId), current.texts.get(file), content, names);
      versions.push({
        _id: ruleVersionId(ruleId, baseNumber + 1),
        ...{ ruleId, file, content, at },
        number: baseNumber + 1,
        checksum: ruleChecksum(content),
        state: 'in-force',
        by: change.author,
        ...(change.approver === undefined ? {} : { approvedBy: change.approver }),
        reason: change.reason === '' ? change.title : `${change.title}:${change.reason}`,
        effectiveAt: at,
        changeId: change._id,
        words: words.map((word) => ({ ...word })),
      });
    }
    for (const version of versions) {
      if (await this.#insert(version)) continue;
      return {
        zh: `规则“${version.ruleId}”同时被另一变更更新,请核对后合并`,
        en: `Another change brought rule ${version.ruleId} into force at the same time, merge it`,
        detail: `${version._id} exists`,
      };
    }
    return undefined;
  }

  /** Whether the version is this change's: written now, or by a try before. */
  async #insert(version: RuleVersionDocument): Promise<boolean> {
    const { ruleVersions } = this.#parts.store;
    try {
      await ruleVersions.create(version);
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const there = await ruleVersions.findById(version._id, { changeId: 1 }).lean<{ changeId?: string }>();
      return there?.changeId === version.changeId;
    }
  }

  async #settle(change: RuleChangeDocument, by: string): Promise<RuleChangeDocument> {
    const { store, records, clock, rules, audit } = this.#parts;
    const at = new Date(clock.now());
    const numbers = change.files.map(({ ruleId, baseNumber }) => ({ ruleId, number: baseNumber + 1 }));
    await supersedeOlder(store, numbers, at);
    const after = await records.step(change._id, PUBLISH, by, change.revision, {
      state: 'published',
      publishedAt: at,
      versions: numbers.map(({ ruleId, number }) => ruleVersionId(ruleId, number)),
      previous: change.files
        .filter(({ baseNumber }) => baseNumber > 0)
        .map(({ ruleId, baseNumber }) => ruleVersionId(ruleId, baseNumber)),
    });
    await rules.refresh();
    await this.#parts.inForce();
    await audit.append({
      at,
      actor: by,
      action: 'rule-change.published',
      subject: change._id,
      data: { versions: after.versions },
    });
    await this.#tell(after, 'in-force');
    return after;
  }

  async #refuse(
    change: RuleChangeDocument,
    by: string,
    refusal: NonNullable<RuleChangeDocument['refusal']>,
  ): Promise<RuleChangeDocument> {
    const { records, audit, clock, logger } = this.#parts;
    logger.warn({ change: change._id, detail: refusal.detail }, 'a change of rules was refused');
    await this.#keepTables(change);
    const after = await records.step(
      change._id,
      FAIL,
      by,
      change.revision,
      { state: 'refused', refusal },
      refusal.zh,
    );
    await audit.append({
      at: new Date(clock.now()),
      actor: by,
      action: 'rule-change.publish-refused',
      subject: change._id,
      data: { detail: refusal.detail },
    });
    await this.#tell(after, 'not-in-force');
    return after;
  }

  /** A try that was cut off may have given the engine tables that are refused now: what is in force goes back. */
  async #keepTables({ files }: RuleChangeDocument): Promise<void> {
    const { engine, rules, logger } = this.#parts;
    const { texts } = rules.current();
    const tables = files.flatMap(({ file }) => {
      const content = file.endsWith('.dmn') ? texts.get(file) : undefined;
      return content === undefined ? [] : [{ name: file, content }];
    });
    if (tables.length === 0) return;
    try {
      await engine.deploy(tables);
    } catch (error) {
      // an engine that takes nothing at all was not given the refused table either
      if (!isEngineRefusal(error)) throw error;
      logger.error({ err: error }, 'the engine refuses tables that are in force');
    }
  }

  async #tell(change: RuleChangeDocument, outcome: string): Promise<void> {
    const { store, clock } = this.#parts;
    for (const username of new Set([change.author, change.approver ?? change.author])) {
      const notice = { template: 'rule-change-published' as const, to: { username }, outcome };
      await tellOfChange(store, change, notice, clock.now());
    }
  }
}

function refusalOf(errors: readonly RuleChangeProblem[]): NonNullable<RuleChangeDocument['refusal']> {
  return {
    zh: `生效前检查未通过,原规则继续有效:${errors.map(({ zh }) => zh).join(';')}`,
    en: `The check before publishing failed, the rules before stay: ${errors.map(({ en }) => en).join('; ')}`,
    detail: errors.map(({ ruleId, code }) => `${ruleId}: ${code}`).join('; '),
  };
}
