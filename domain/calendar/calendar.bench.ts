/**
 * Deadlines a second on one core, as one JSON line: `node --import tsx domain/calendar/calendar.bench.ts`.
 * The middle of five rounds, after a round that warms up.
 */
import { demoCalendar } from '../testing/demo-city.ts';
import { WorkingCalendar } from './index.ts';

const ROUND = 200_000;
const FIRST = Date.parse('2024-01-02T00:00:00+08:00');
const STEP = 397_331;
const AMOUNTS = [1, 2, 4, 5, 10, 15];

const calendar = new WorkingCalendar(demoCalendar);
const pauses = [{ from: FIRST + 86_400_000, to: FIRST + 2 * 86_400_000 }];

const startOf = (i: number): number => FIRST + i * STEP;
const amountOf = (i: number): number => AMOUNTS[i % AMOUNTS.length] ?? 1;

const workloads: Readonly<Record<string, (i: number) => unknown>> = {
  due: (i) => calendar.dueTime(startOf(i), amountOf(i), 'working-days'),
  dueWithPause: (i) => calendar.dueTime(startOf(i), amountOf(i), 'working-days', { pauses }),
  explained: (i) => calendar.addWorkingTime(startOf(i), amountOf(i), 'working-days'),
  remaining: (i) => calendar.remaining(startOf(i), startOf(i) + 9 * 86_400_000, 'working-days'),
};

const perSecond: Record<string, number> = {};
for (const [name, run] of Object.entries(workloads)) {
  const rates: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const began = process.hrtime.bigint();
    for (let i = 0; i < ROUND; i += 1) run(i);
    rates.push(ROUND / (Number(process.hrtime.bigint() - began) / 1e9));
  }
  const measured = rates.slice(1).sort((a, b) => a - b);
  perSecond[name] = Math.round(measured[2] ?? 0);
}
process.stdout.write(`${JSON.stringify({ workload: 'calendar', unit: 'deadlines/s', ...perSecond })}\n`);
