import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadCityConfig } from '@jiesu/store';
import { arrivalsOf } from './arrivals.ts';
import { Chance } from './chance.ts';
import { conductOf } from './conduct.ts';
import type { Situation } from './conduct.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const ORDERS = 50_000;

describe('a month of the city', () => {
  const month = async (orders = ORDERS) =>
    arrivalsOf(await loadCityConfig(path.join(root, 'config')), {
      ...{ orders, seed: 7, from: '2026-03-02', days: 30 },
    });

  it('has the shares of calls that the seed gives', async () => {
    const calls = await month();

    const share = (fits: (intake: Readonly<Record<string, unknown>>) => boolean): number =>
      calls.filter(({ intake }) => fits(intake)).length / calls.length;
    expect(calls).toHaveLength(ORDERS);
    expect(share(({ kind }) => kind === 'consultation')).toBeCloseTo(0.35, 2);
    expect(share(({ callerType }) => callerType === 'enterprise')).toBeCloseTo(0.08, 2);
    expect(share(({ urgency }) => urgency === 'emergency')).toBeCloseTo(0.01, 2);
  });

  it('is the same for the same seed', async () => {
    expect(await month(500)).toEqual(await month(500));
  });

  it('returns 3 of 100 orders and disputes 3 of 1000', async () => {
    const calls = await month();
    // those that are answered at once, and emergencies, never come to a unit that may return them
    const returnable = calls.filter(
      ({ intake }) => intake['answeredAtOnce'] === undefined && intake['urgency'] !== 'emergency',
    );
    const of = (elementId: string, index: number) =>
      conductOf(situationAt(elementId), new Chance(7, 'task', `${index}/${elementId}`, 0)).values;

    const returned = returnable.filter(({ index }) => of('SignOrder', index)['signResult'] === 'return');
    const disputed = returned.filter(
      ({ index }) => of('ReviewReturn', index)['reviewDecision'] === 'dispute',
    );

    expect(returned.length / ORDERS).toBeCloseTo(0.03, 2);
    expect(disputed.length / ORDERS).toBeGreaterThan(0.002);
    expect(disputed.length / ORDERS).toBeLessThan(0.004);
  });
});

function situationAt(elementId: string): Situation {
  return {
    task: { elementId, candidateGroups: [] },
    occurrence: 0,
    units: ['a', 'b', 'c'],
    disputes: [],
    hotspots: [],
    now: '2026-03-02T00:00:00.000Z',
  };
}
