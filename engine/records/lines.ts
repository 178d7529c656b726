import { setTimeout as later } from 'node:timers/promises';
import { formatKey, type LoggedCommand } from '../state/index.ts';

/** The log of records, as far as it is kept. */
export interface RecordSource {
  readonly firstPosition: number;
  readonly lastPosition: number;
  /** Committed commands from a position on. */
  read(fromPosition: number): Iterable<LoggedCommand>;
}

/** Commands whose records are handed out at once. */
const AT_ONCE = 500;
/** How often is looked for new records while following, in ms of real time. */
const LOOK_EVERY_MS = 100;

/**
 * The records from a position on, as JSON text, some lines at a time: {position, index, timestamp, valueType, intent,
 * key, value}. `position` counts commands, `index` the records of a command; `timestamp` is epoch ms; `key` is text.
 * @param signal ends it; without `follow` it ends with the last record that there is
 */
export async function* recordLines(
  source: RecordSource,
  options: { readonly from: number; readonly follow: boolean; readonly signal: AbortSignal },
): AsyncIterable<string> {
  let next = options.from;
  while (!options.signal.aborted) {
    let lines = '';
    let commands = 0;
    for (const command of source.read(next)) {
      lines += linesOf(command);
      next = command.position + 1;
      commands += 1;
      if (commands >= AT_ONCE) break;
    }
    if (lines !== '') yield lines;
    if (commands >= AT_ONCE) continue;
    if (!options.follow) return;
    await later(LOOK_EVERY_MS, undefined, { signal: options.signal, ref: false }).catch(() => undefined);
  }
}

function linesOf({ position, timestamp, records }: LoggedCommand): string {
  let lines = '';
  for (const [index, [valueType, intent, key, value]] of records.entries()) {
    lines += `${JSON.stringify({
      position,
      index,
      timestamp,
      valueType,
      intent,
      key: formatKey(key),
      value,
    })}\n`;
  }
  return lines;
}
