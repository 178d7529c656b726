import { it } from '@jest/globals';
import fc from 'fast-check';
import { runCase } from './run-case.ts';

/** How many processes are run; `RANDOM_PROCESSES=5000 npm test -- engine/reference` for a long run. */
const RUNS = Number(process.env['RANDOM_PROCESSES'] ?? '60');

const tape = (maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat({ max: 5039 }), { maxLength, size: 'max' });

it(
  'random processes do on the engine what they mean, whatever happens and whenever it is killed',
  async () => {
    await fc.assert(fc.asyncProperty(fc.record({ process: tape(90), schedule: tape(120) }), runCase), {
      numRuns: RUNS,
      ...(process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }),
    });
  },
  RUNS * 2000 + 60_000,
);
