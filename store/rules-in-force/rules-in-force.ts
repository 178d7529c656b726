import { readConfigTexts } from '../config-files/index.ts';
import type { ConfigTexts } from '../config-files/index.ts';
import type { Store } from '../connect.ts';
import type { RuleVersionDocument } from '../models/index.ts';
import { rulesOf } from './rules-now.ts';
import type { RuleNumbers, RulesNow } from './rules-now.ts';

export interface RulesInForceOptions {
  readonly store: Store;
  /** config/: what holds for rules that have no version yet, and the people. */
  readonly folder: string;
  /** Hears of versions that can not be used; what ran before goes on. */
  readonly onFault?: (error: unknown) => void;
  /** Pause between looks, in ms. @default 5000 */
  readonly everyMs?: number;
}

type VersionHead = Pick<RuleVersionDocument, '_id' | 'ruleId' | 'number' | 'checksum'>;
type VersionText = Pick<RuleVersionDocument, '_id' | 'ruleId' | 'number' | 'file' | 'content'>;

/**
 * The rules in force, as the database has them by now. Whoever works by rules asks `current()` at each use; what it
 * gives is swapped as a whole, and never for something that can not be read.
 */
export class RulesInForce {
  readonly #options: RulesInForceOptions;
  readonly #files: ConfigTexts;
  #current: RulesNow;
  /** Ids and checksums of the versions in use. */
  #seen = '';
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  private constructor(options: RulesInForceOptions, files: ConfigTexts) {
    this.#options = options;
    this.#files = files;
    this.#current = rulesOf(files);
  }

  /**
   * Reads the files and the versions in force. Begins with the files when the versions can not be used.
   * @throws DomainError CONFIG_INVALID when the files can not be used either, DATABASE_UNAVAILABLE
   */
  static async open(options: RulesInForceOptions): Promise<RulesInForce> {
    const rules = new RulesInForce(options, await readConfigTexts(options.folder));
    await rules.refresh();
    return rules;
  }

  /** What holds now. The same object until other versions come into force. */
  readonly current = (): RulesNow => this.#current;

  /** Texts of the files of the repository. */
  get files(): ConfigTexts {
    return this.#files;
  }

  /** Looks for other versions at once. */
  refresh(): Promise<void> {
    const look = this.#looking.then(() => this.#look());
    this.#looking = look.catch(() => undefined);
    return look;
  }

  /** Looks again and again until it is stopped. */
  start(): void {
    const next = (): void => {
      if (this.#stopped) return;
      this.#timer = setTimeout(() => {
        void this.refresh()
          .catch((error: unknown) => this.#options.onFault?.(error))
          .finally(next);
      }, this.#options.everyMs ?? 5000);
      this.#timer.unref();
    };
    next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const heads = await versionsInForce(this.#options.store);
    const seen = heads.map(({ _id, checksum }) => `${_id}:${checksum}`).join(' ');
    if (seen === this.#seen) return;
    try {
      this.#current = await readRules(this.#options.store, this.#files, numbersOf(heads));
      this.#seen = seen;
    } catch (error) {
      this.#options.onFault?.(error);
    }
  }
}

/**
 * Rules in given versions; files of which no number is given are taken as they are.
 * @throws DomainError CONFIG_INVALID
 */
export async function readRules(store: Store, files: ConfigTexts, numbers: RuleNumbers): Promise<RulesNow> {
  const ids = Object.entries(numbers).map(([ruleId, number]) => `${ruleId}@${number}`);
  const fields = { ruleId: 1, number: 1, file: 1, content: 1 };
  const versions = await store.ruleVersions.find({ _id: { $in: ids } }, fields).lean<VersionText[]>();
  const calendars = await store.ruleVersions
    .find({ ruleId: 'calendar' }, { number: 1, content: 1 })
    .lean<VersionText[]>();
  return rulesOf(
    new Map([...files, ...versions.map(({ file, content }) => [file, content] as const)]),
    Object.fromEntries(versions.map(({ ruleId, number }) => [ruleId, number])),
    new Map(calendars.map(({ number, content }) => [number, content])),
  );
}

/** The versions in force, one a rule; a publication that is under way may leave two, then the newer one holds. */
export async function versionsInForce(store: Store): Promise<VersionHead[]> {
  const found = await store.ruleVersions
    .find({ state: 'in-force' }, { ruleId: 1, number: 1, checksum: 1 })
    .sort({ state: 1, ruleId: 1, number: -1 })
    .lean<VersionHead[]>();
  return found.filter(({ ruleId }, i) => found[i - 1]?.ruleId !== ruleId);
}

/** Numbers of versions by their rules. */
export function numbersOf(versions: readonly Pick<VersionHead, 'ruleId' | 'number'>[]): RuleNumbers {
  return Object.fromEntries(versions.map(({ ruleId, number }) => [ruleId, number]));
}
