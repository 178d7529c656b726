import type { ClientSession, Connection } from 'mongoose';
import { isDatabaseUnavailable } from '../connect.ts';

/**
 * How a transaction ended: `refused` when the work itself said no, or another writer was faster; `none` when this
 * database has no transactions. Both left nothing behind.
 */
export type TransactionEnd = 'committed' | 'refused' | 'none';

/** A server that is no member of a replica set knows none. */
const ILLEGAL_OPERATION = 20;

/** Writes to several documents that become durable together, with one commit on disk. */
export class Transactions {
  readonly #connection: Connection;
  #supported = true;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Runs `work` in a transaction and commits it when that answers true. @throws what the work threw, nothing is written then */
  async run(work: (session: ClientSession) => Promise<boolean>): Promise<TransactionEnd> {
    if (!this.#supported) return 'none';
    const session = await this.#connection.startSession();
    try {
      session.startTransaction();
      if (!(await work(session))) {
        await session.abortTransaction();
        return 'refused';
      }
      await session.commitTransaction();
      return 'committed';
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      if (isDatabaseUnavailable(error)) throw error;
      if (isConflict(error)) return 'refused';
      if (!hasNoTransactions(error)) throw error;
      this.#supported = false;
      return 'none';
    } finally {
      await session.endSession();
    }
  }
}

function isConflict(error: unknown): boolean {
  if (!(error instanceof Error) || !('errorLabels' in error)) return false;
  const labels: unknown = error.errorLabels;
  return Array.isArray(labels) && labels.includes('TransientTransactionError');
}

function hasNoTransactions(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === ILLEGAL_OPERATION;
}
