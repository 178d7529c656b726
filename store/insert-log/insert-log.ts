import type { Model } from 'mongoose';
import { isDuplicateKey } from '../connect.ts';

interface Waiting<T> {
  readonly documents: readonly T[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const MOST_DOCUMENTS_A_WRITE = 500;

/**
 * Inserts documents whose ids are deterministic. An id that exists is left as it is, so a redelivered job changes
 * nothing. While one write is under way, what arrives waits and goes together in the next: a commit on disk costs the
 * same for one document as for fifty.
 */
export class InsertLog<T extends { readonly _id: string }> {
  readonly #model: Model<T>;
  #waiting: Waiting<T>[] = [];
  #writing = false;

  constructor(model: Model<T>) {
    this.#model = model;
  }

  /** Resolves when the documents are on disk. */
  insert(...documents: readonly T[]): Promise<void> {
    if (documents.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ documents, resolve, reject });
      if (!this.#writing) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        await insertMissing(
          this.#model,
          batch.flatMap(({ documents }) => documents),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }

  #takeBatch(): Waiting<T>[] {
    let count = 0;
    const size = this.#waiting.findIndex(
      ({ documents }) => (count += documents.length) > MOST_DOCUMENTS_A_WRITE,
    );
    return this.#waiting.splice(0, size === -1 ? this.#waiting.length : Math.max(size, 1));
  }
}

/** Inserts those whose ids are not there yet. */
export async function insertMissing<T extends { readonly _id: string }>(
  model: Model<T>,
  documents: readonly T[],
): Promise<void> {
  const byId = new Map(documents.map((document) => [document._id, document]));
  try {
    await model.insertMany([...byId.values()], { ordered: false, lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // Databases differ in what they tell of a batch with a duplicate, so what is there is looked up.
    const there = await model.find({ _id: { $in: [...byId.keys()] } }, { _id: 1 }).lean<{ _id: string }[]>();
    for (const { _id } of there) byId.delete(_id);
    for (const document of byId.values()) await insertOne(model, document);
  }
}

async function insertOne<T>(model: Model<T>, document: T): Promise<void> {
  try {
    await model.insertMany([document], { lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
