import { describe, expect, it } from '@jest/globals';
import { withJobs } from './java.ts';
import type { JavaLoad } from './java.ts';

const LOAD = { instances: 10, rounds: 3, parked: 100, threads: 2, jobs: 'best' } as const;

describe('the best way to do the jobs of a Java engine', () => {
  it.each([
    { executor: 50, external: 120, best: 120, w1Jobs: 'external', w1OtherJobsPerSecond: 50 },
    { executor: 90, external: 60, best: 90, w1Jobs: 'executor', w1OtherJobsPerSecond: 60 },
  ])(
    'is the faster one, $w1Jobs, and the other is told',
    async ({ best, w1Jobs, w1OtherJobsPerSecond, ...rates }) => {
      // given
      const runs: JavaLoad[] = [];
      // when
      const figures = await withJobs(LOAD, async (load) => {
        runs.push(load);
        const w2 = load.parked > 0 ? { w2CreateSeconds: 17 } : {};
        return { w1PerSecond: rates[load.jobs], ...w2 };
      });
      // then
      expect(figures).toEqual({ w1PerSecond: best, w1Jobs, w1OtherJobsPerSecond, w2CreateSeconds: 17 });
      expect(runs.map((load) => load.parked)).toEqual([100, 0]);
    },
  );
});
