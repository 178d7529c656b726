import { createHmac } from 'node:crypto';
import { isDuplicateKey } from '../connect.ts';
import type { Store } from '../connect.ts';
import { deriveKey } from '../encryption/index.ts';
import type { AuditDocument } from '../models/index.ts';

/** What is put on record: who did what to what. `data` never holds personal data, only that it was seen. */
export interface AuditRecord {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Result of a check of the whole chain. */
export type AuditVerification =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | { readonly intact: false; readonly brokenAt: number };

const START = 'start';
const APPEND_TRIES = 50;

/**
 * The append-only log. Each entry carries the hash of the one before; hashes are keyed by the secret, so whoever can
 * only write to the database can not make a chain that fits. Cutting off the end is seen by comparing `head` with
 * one that was noted before.
 */
export class AuditLog {
  readonly #store: Store;
  readonly #key: Buffer;

  constructor(store: Store, secret: string) {
    this.#store = store;
    this.#key = deriveKey(secret, 'audit-chain');
  }

  /** Appends an entry; several processes may do so at once. Resolves when it is on disk. */
  async append(record: AuditRecord): Promise<AuditDocument> {
    // What is hashed is what the database gives back: plain JSON.
    const data = JSON.parse(JSON.stringify(record.data ?? {})) as Record<string, unknown>;
    for (let attempt = 1; ; attempt += 1) {
      const last = await this.#store.audit.findOne().sort({ _id: -1 }).lean<AuditDocument | null>();
      const entry = {
        _id: (last?._id ?? 0) + 1,
        at: record.at,
        actor: record.actor,
        action: record.action,
        subject: record.subject,
        data,
        previousHash: last?.hash ?? START,
      };
      const complete: AuditDocument = { ...entry, hash: this.#hash(entry) };
      try {
        await this.#store.audit.create(complete);
        return complete;
      } catch (error) {
        // Another process took this place; the unique id is the compare-and-set.
        if (!isDuplicateKey(error) || attempt >= APPEND_TRIES) throw error;
      }
    }
  }

  /** Walks the whole chain. */
  async verify(): Promise<AuditVerification> {
    let expectedId = 1;
    let previousHash = START;
    for await (const entry of this.#store.audit.find().sort({ _id: 1 }).lean<AuditDocument[]>().cursor()) {
      const { hash, ...rest } = entry;
      const fits = rest._id === expectedId && rest.previousHash === previousHash && hash === this.#hash(rest);
      if (!fits) return { intact: false, brokenAt: expectedId };
      expectedId += 1;
      previousHash = hash;
    }
    return { intact: true, entries: expectedId - 1, head: previousHash };
  }

  #hash(entry: Omit<AuditDocument, 'hash'>): string {
    const { _id, at, actor, action, subject, data, previousHash } = entry;
    const text = JSON.stringify([_id, at.toISOString(), actor, action, subject, sorted(data), previousHash]);
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
