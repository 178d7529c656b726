import { WordClassifier, recommendUnits } from '@jiesu/domain';
import type { CatalogueConfig, Classifier, RecommendedUnit, UnitsConfig } from '@jiesu/domain';
import type { RuleVersionDocument, RulesNow, Store } from '@jiesu/store';
import { parseCatalogue } from '@jiesu/store';

/** A catalogue with its number among the versions of the rule `catalogue`, and what reads requests by its words. */
export interface CatalogueInForce {
  readonly version: number;
  readonly catalogue: CatalogueConfig;
  readonly classifier: Classifier;
}

interface Version extends CatalogueInForce {
  /** Orders received since then go by it, ms since 1970. */
  readonly since: number;
}

type Stored = Pick<RuleVersionDocument, 'number' | 'content' | 'effectiveAt'>;

/**
 * The dispatch catalogue in its versions: those of the rule `catalogue`, which is the only place where a catalogue in
 * force is kept. An order goes by the version that held when it was received, for all its life: by its units, and by its
 * words. A version holds since it was published, or since its own `effectiveFrom` when that is later.
 */
export class CatalogueBook {
  readonly #store: Store;
  readonly #rules: () => RulesNow;
  /** Newest first. */
  #versions: readonly Version[] = [];
  #readFor: RulesNow | undefined;

  constructor(store: Store, rules: () => RulesNow) {
    this.#store = store;
    this.#rules = rules;
  }

  /** The version that held at a moment; the earliest one when none did yet. */
  async at(moment: Date): Promise<CatalogueInForce> {
    const versions = await this.#all();
    const found = versions.find(({ since }) => since <= moment.getTime()) ?? versions.at(-1);
    if (found === undefined) throw new Error('the catalogue has no version');
    return found;
  }

  /** A version by its number; the present one when it is not known. */
  async version(number: number | undefined): Promise<CatalogueInForce> {
    const versions = await this.#all();
    return versions.find(({ version }) => version === number) ?? this.at(new Date(8.64e15));
  }

  /** Units that may lead an order, best first, by the version that it goes by. */
  async unitsFor(
    order: {
      readonly category?: string | undefined;
      readonly area: string;
      readonly catalogueVersion?: number | undefined;
    },
    units: UnitsConfig,
  ): Promise<RecommendedUnit[]> {
    if (order.category === undefined) return [];
    const { catalogue } = await this.version(order.catalogueVersion);
    return recommendUnits(order.category, order.area, catalogue, units);
  }

  /** Read again when other rules came into force. */
  async #all(): Promise<readonly Version[]> {
    const rules = this.#rules();
    if (this.#readFor === rules) return this.#versions;
    const number = rules.numbers['catalogue'];
    const known = new Map(this.#versions.map((version) => [version.version, version]));
    this.#versions =
      number === undefined
        ? [versionOf(1, rules.city.catalogue, Number.NEGATIVE_INFINITY)]
        : (await this.#read()).map(
            (stored) =>
              known.get(stored.number) ??
              versionOf(
                stored.number,
                parseCatalogue(new Map([['catalogue.yaml', stored.content]])),
                stored.effectiveAt.getTime(),
              ),
          );
    this.#readFor = rules;
    return this.#versions;
  }

  async #read(): Promise<Stored[]> {
    return this.#store.ruleVersions
      .find({ ruleId: 'catalogue' }, { number: 1, content: 1, effectiveAt: 1 })
      .sort({ number: -1 })
      .lean<Stored[]>();
  }
}

function versionOf(version: number, catalogue: CatalogueConfig, published: number): Version {
  const since = Math.max(published, Date.parse(`${catalogue.effectiveFrom}T00:00:00+08:00`));
  return { version, catalogue, classifier: new WordClassifier(catalogue), since };
}
