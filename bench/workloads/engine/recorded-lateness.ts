import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { EngineAddress } from './engine-process.ts';

interface TimerRecord {
  readonly timestamp: number;
  readonly intent: string;
  readonly key: string;
  readonly value: readonly unknown[];
}

/**
 * How late each timer fired by the engine's own record, in ms: the time of the record that it fired less the due date in the
 * record that armed it, as any client may read them from `/engine/records`.
 */
export async function recordedLateness({ restPort }: EngineAddress): Promise<readonly number[]> {
  const request = get(`http://127.0.0.1:${restPort}/engine/records?from=1`, { agent: false });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const due = new Map<string, number>();
  const lateness: number[] = [];
  for await (const line of createInterface({ input: answer })) {
    if (!line.includes('"TIMER"')) continue;
    const { timestamp, intent, key, value } = JSON.parse(line) as TimerRecord;
    if (intent === 'CREATED') due.set(key, Number(value[2]));
    if (intent === 'TRIGGERED') lateness.push(timestamp - (due.get(key) ?? Number.NaN));
  }
  return lateness;
}
