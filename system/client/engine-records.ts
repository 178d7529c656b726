import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** One thing that happened in the embedded engine. */
export interface EngineRecord {
  readonly valueType: string;
  readonly intent: string;
  readonly value: readonly unknown[];
}

/** Reads what the engine has on record, oldest first (`GET /engine/records`). */
export async function* engineRecords(restAddress: string): AsyncGenerator<EngineRecord> {
  const answer = await fetch(`${restAddress}/engine/records?from=1`);
  if (!answer.ok || answer.body === null) throw new Error(`GET /engine/records: ${answer.status}`);
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body) })) {
    if (line !== '') yield JSON.parse(line) as EngineRecord;
  }
}
