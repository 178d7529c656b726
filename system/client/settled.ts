import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '@jiesu/store';

/** What the embedded engine has to do, as `GET /engine/activity` tells it. */
export interface EngineActivity {
  readonly jobs: number;
  readonly incidents: number;
  readonly userTasks: number;
  readonly continuations: number;
  readonly queue: number;
  readonly timerDue: boolean;
  /** Epoch ms. */
  readonly nextTimerAt: number | null;
}

/** Reads what the engine has to do. */
export async function engineActivity(restAddress: string): Promise<EngineActivity> {
  const answer = await fetch(`${restAddress}/engine/activity`);
  if (!answer.ok) throw new Error(`GET /engine/activity: ${answer.status}`);
  return (await answer.json()) as EngineActivity;
}

/** Looks follow one another more slowly: each takes time from what is waited for, ms. */
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 25;

/**
 * Waits until a system whose clock stands still has done all that is due: no job is open, no timer due, no message in
 * an outbox. Resolves with what the engine then waits for.
 * @throws Error after `withinMs`, saying what is still open, and at once when an incident holds work up
 */
export async function settled(
  parts: { readonly restAddress: string; readonly store: Pick<Store, 'orders'> },
  withinMs = 20_000,
): Promise<EngineActivity> {
  const end = performance.now() + withinMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const activity = await engineActivity(parts.restAddress);
    if (activity.incidents > 0) throw new Error(`the engine has ${activity.incidents} incidents`);
    if (isIdle(activity)) {
      const waiting = await parts.store.orders.countDocuments(
        { outboxNextAt: { $exists: true } },
        { limit: 1 },
      );
      // what was in the outbox may have reached the engine since it was asked
      if (waiting === 0 && isIdle(await engineActivity(parts.restAddress))) return activity;
    }
    if (performance.now() > end) {
      throw new Error(`not settled after ${withinMs / 1000} s: ${JSON.stringify(activity)}`);
    }
    await pause(pauseMs);
  }
}

function isIdle({ jobs, continuations, queue, timerDue }: EngineActivity): boolean {
  return jobs === 0 && continuations === 0 && queue === 0 && !timerDue;
}
