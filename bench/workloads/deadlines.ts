import { fileURLToPath } from 'node:url';
import { WorkingCalendar } from '@jiesu/domain';
import type { CalendarConfig, TimeOptions } from '@jiesu/domain';
import { loadCityConfig } from '@jiesu/store';

const ROUND = 100_000;
const FIRST = Date.parse('2024-01-02T00:00:00+08:00');
/** Odd, so that starts come at all times of the day and the year. */
const STEP = 397_331;
const AMOUNTS = [1, 2, 4, 5, 10, 15];
const UNIT = 'water-group';

/**
 * Deadlines a second of processor time of one core, on the demo city's calendar with all its years, seasonal hours and a
 * unit's own hours: the middle of five rounds, after one that warms up. `explained` is with its explanation day by day,
 * in both languages; `text` also turns it to JSON. No options.
 */
export async function deadlines(): Promise<Readonly<Record<string, unknown>>> {
  const { calendar: config } = await loadCityConfig(fileURLToPath(new URL('../../config', import.meta.url)));
  const built = process.hrtime.bigint();
  const calendar = new WorkingCalendar(rich(config));
  const buildMs = Number(process.hrtime.bigint() - built) / 1e6;
  const pauses = [{ from: FIRST + 86_400_000, to: FIRST + 2 * 86_400_000 }];
  const due = (options?: TimeOptions) => (i: number) =>
    calendar.dueTime(startOf(i), amountOf(i), 'working-days', options);
  const explained = (i: number, options?: TimeOptions) =>
    calendar.addWorkingTime(startOf(i), amountOf(i), 'working-days', options);
  const workloads: Readonly<Record<string, (i: number) => unknown>> = {
    due: due(),
    dueOfUnit: due({ forUnit: UNIT }),
    dueWithPause: due({ pauses }),
    dueInHours: (i) => calendar.dueTime(startOf(i), amountOf(i), 'working-hours'),
    explained: (i) => explained(i),
    explainedOfUnit: (i) => explained(i, { forUnit: UNIT }),
    text: (i) => JSON.stringify(explained(i)),
    remaining: (i) => calendar.remaining(startOf(i), startOf(i) + 9 * 86_400_000, 'working-days'),
  };
  const perSecond: Record<string, number> = {};
  for (const [name, run] of Object.entries(workloads)) {
    perSecond[name] = rateOf(run);
    process.stderr.write(`${name}: ${perSecond[name]}\n`);
  }
  return {
    unit: 'deadlines per second of one core',
    years: config.published.length,
    buildMs: Math.round(buildMs),
    ...perSecond,
  };
}

const startOf = (i: number): number => FIRST + i * STEP;
const amountOf = (i: number): number => AMOUNTS[i % AMOUNTS.length] ?? 1;

/** The city's calendar with all that a calendar can have. */
function rich(config: CalendarConfig): CalendarConfig {
  const hours = [
    { from: 540, to: 720 },
    { from: 870, to: 1080 },
  ];
  return {
    ...config,
    seasons: [{ zh: '夏季作息', en: 'summer hours', from: '05-01', to: '09-30', hours }],
    unitHours: [
      {
        unit: UNIT,
        zh: '营业厅',
        en: 'hall',
        week: { saturday: [{ from: 540, to: 720 }] },
        extraDaysCount: 0,
      },
    ],
  };
}

function rateOf(run: (i: number) => unknown): number {
  const rates: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const before = process.cpuUsage();
    for (let i = 0; i < ROUND; i += 1) run(i);
    rates.push(ROUND / (process.cpuUsage(before).user / 1e6));
  }
  return Math.round(rates.slice(1).sort((a, b) => a - b)[2] ?? 0);
}
