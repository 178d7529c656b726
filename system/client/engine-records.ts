import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** One thing that happened in the embedded engine. */
export interface EngineRecord {
  /** Counts the commands of the engine, from 1; the records of one command have the same. */
  readonly position: number;
  /** Engine time, ms since 1970. */
  readonly timestamp: number;
  readonly valueType: string;
  readonly intent: string;
  readonly key: string;
  readonly value: readonly unknown[];
}

/** Reads what the engine has on record from a position on, oldest first (`GET /engine/records`). */
export async function* engineRecords(restAddress: string, from = 1): AsyncGenerator<EngineRecord> {
  for await (const line of engineRecordLines(restAddress, from)) yield JSON.parse(line) as EngineRecord;
}

/** The same as JSON text, a line each. */
export async function* engineRecordLines(restAddress: string, from = 1): AsyncGenerator<string> {
  const answer = await fetch(`${restAddress}/engine/records?from=${from}`);
  if (!answer.ok || answer.body === null) throw new Error(`GET /engine/records: ${answer.status}`);
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body) })) {
    if (line !== '') yield line;
  }
}
