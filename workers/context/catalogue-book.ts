import { recommendUnits } from '@jiesu/domain';
import type { CatalogueConfig, RecommendedUnit, UnitsConfig } from '@jiesu/domain';
import type { CatalogueVersionDocument, Store } from '@jiesu/store';
import { isDuplicateKey } from '@jiesu/store';

/** A catalogue with the days from which it holds. */
export interface CatalogueInForce {
  readonly version: number;
  readonly catalogue: CatalogueConfig;
}

type Version = Pick<CatalogueVersionDocument, 'version' | 'effectiveFrom' | 'catalogue'>;

/** Versions change seldom; a new one is seen after this many ms. */
const FRESH_FOR_MS = 15_000;

/**
 * The dispatch catalogue in its versions. An order goes by the version that was in force on the day it was received, for
 * all its life. The file of config/ is the first version; it is stored when the database knows none.
 */
export class CatalogueBook {
  readonly #store: Store;
  readonly #file: CatalogueConfig;
  #versions: readonly Version[] = [];
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(store: Store, file: CatalogueConfig) {
    this.#store = store;
    this.#file = file;
  }

  /** The version in force on the day (in Shanghai) of a moment; the earliest one when none was yet. */
  async at(moment: Date): Promise<CatalogueInForce> {
    const versions = await this.#all();
    const day = new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    const found = versions.find(({ effectiveFrom = '' }) => effectiveFrom <= day) ?? versions.at(-1);
    return found === undefined ? this.#first() : inForce(found);
  }

  /** A version by its number; the file's when it is not known. */
  async version(number: number | undefined): Promise<CatalogueInForce> {
    const found = (await this.#all()).find(({ version }) => version === number);
    return found === undefined ? this.#first() : inForce(found);
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

  #first(): CatalogueInForce {
    return { version: this.#file.version, catalogue: this.#file };
  }

  async #all(): Promise<readonly Version[]> {
    if (performance.now() - this.#readAt < FRESH_FOR_MS) return this.#versions;
    const read = () =>
      this.#store.catalogueVersions
        .find({ state: 'in-force' })
        .sort({ effectiveFrom: -1, version: -1 })
        .lean<CatalogueVersionDocument[]>();
    let versions = await read();
    if (!versions.some(({ version }) => version === this.#file.version)) {
      await this.#storeFile();
      versions = await read();
    }
    this.#versions = versions;
    this.#readAt = performance.now();
    return versions;
  }

  async #storeFile(): Promise<void> {
    const { version, effectiveFrom } = this.#file;
    try {
      await this.#store.catalogueVersions.create({
        _id: `v${version}`,
        version,
        state: 'in-force',
        effectiveFrom,
        source: 'file',
        catalogue: this.#file,
        at: new Date(`${effectiveFrom}T00:00:00+08:00`),
        by: 'config/catalogue.yaml',
      });
    } catch (error) {
      // another process was faster
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

function inForce({ version, catalogue }: Version): CatalogueInForce {
  return { version, catalogue: catalogue as unknown as CatalogueConfig };
}
