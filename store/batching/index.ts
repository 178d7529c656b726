/** Doing together what is asked for at the same time. */
export { Batcher } from './batcher.ts';
export type { BatcherOptions, ItemResult } from './batcher.ts';
export { CompareAndSet } from './compare-and-set.ts';
export { DocumentReader } from './document-reader.ts';
export { UpdateLog } from './update-log.ts';
export { Transactions } from './transactions.ts';
export type { TransactionEnd } from './transactions.ts';
