import { describe, expect, it } from '@jest/globals';
import type { State } from '../state/index.ts';
import type { DueEntry } from './handlers/fire-due.ts';
import { Scheduler } from './scheduler.ts';

describe('the scheduler', () => {
  it('fires what comes due between looking for what is due and waiting for the next', async () => {
    const due = new Map([[7, 1000]]);
    let now = 998;
    const fired = new Promise<DueEntry>((resolve) => {
      const scheduler = new Scheduler({
        state: {
          due: { peekScan: () => [...due].map(([key, dueAt]) => [[dueAt, key], 'timer']) },
        } as unknown as State,
        // As when the timeout of the system is early: the clock reaches the instant right behind the first look.
        now: () => (now += 1),
        fire: (entry) => {
          due.delete(entry.key);
          resolve(entry);
          scheduler.close();
          return Promise.resolve();
        },
        onFailure: () => undefined,
      });
      scheduler.poke();
    });

    expect(await fired).toEqual({ dueAt: 1000, key: 7, kind: 'timer' });
  });
});
