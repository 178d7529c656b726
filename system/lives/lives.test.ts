import { describe, expect, it } from '@jest/globals';
import { liveWildly } from './lives.ts';

/** `LIVES=2000 SEED=5 npm test -- system/lives` runs more of them, or others; LIFE=37 one of them alone. */
const LIVES = Number(process.env['LIVES'] ?? 60);
const SEED = Number(process.env['SEED'] ?? 5);
const LIFE = process.env['LIFE'] === undefined ? undefined : Number(process.env['LIFE']);

describe('wild lives', () => {
  it(`${LIVES} of them (seed ${SEED}) keep every invariant and come to their end`, async () => {
    // Given people who return, dispute, ask, are late and not reached, and a system whose parts are killed
    const report = await liveWildly({
      ...{ orders: LIVES, seed: SEED, only: LIFE },
      ...(process.env['TELL'] === undefined ? {} : { notice: (line) => process.stderr.write(`${line}\n`) }),
    });
    // Then at no moment an invariant was broken, and every life has ended
    if (process.env['TELL'] !== undefined)
      process.stderr.write(`${JSON.stringify(report.counts)} ${JSON.stringify(report.asked)}\n`);
    expect(report.story).toBe('');
    expect(report.closed).toBe(LIFE === undefined ? LIVES : 1);
  }, 3_000_000);
});
