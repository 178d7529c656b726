import { readFileSync } from 'node:fs';

/** Processor time of the processes of a system and of this one by their names, ms; without those that can not be told. */
export type ProcessorTimes = Readonly<Record<string, number>>;

/** The clock of /proc, as Linux shows it to programs on every machine: 100 ticks a second. */
const MS_A_TICK = 10;

/** Processor time so far. Linux tells that of other processes; elsewhere only this process is there. */
export function processorTimes(
  processes: ReadonlyMap<string, { readonly pid: number | undefined }>,
): ProcessorTimes {
  const { user, system } = process.cpuUsage();
  const times: Record<string, number> = { driver: (user + system) / 1000 };
  for (const [name, { pid }] of processes) {
    const used = pid === undefined ? undefined : timeOf(pid);
    if (used !== undefined) times[name] = used;
  }
  return times;
}

/** What was used between two moments, ms of each of `lives`, and of all together. */
export function timeALife(before: ProcessorTimes, after: ProcessorTimes, lives: number): ProcessorTimes {
  const each = Object.entries(after).map(
    ([name, used]) => [name, (used - (before[name] ?? 0)) / lives] as const,
  );
  const all = each.reduce((sum, [, used]) => sum + used, 0);
  return Object.fromEntries([...each, ['all', all] as const].map(([name, used]) => [name, tenth(used)]));
}

function timeOf(pid: number): number | undefined {
  try {
    // the name in brackets may hold anything; user and system time are the 12th and 13th word after it
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const ticks = Number(words[11]) + Number(words[12]);
    return Number.isNaN(ticks) ? undefined : ticks * MS_A_TICK;
  } catch {
    return undefined;
  }
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
