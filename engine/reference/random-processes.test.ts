import { it } from '@jest/globals';
import fc from 'fast-check';
import { ChildEngine } from './child-engine.ts';
import { runCase, type RandomCase } from './run-case.ts';

/** How many processes are run; `RANDOM_PROCESSES=5000 npm test -- engine/reference` for a long run. */
const RUNS = Number(process.env['RANDOM_PROCESSES'] ?? '100');
/** To run again what has failed, fast-check tells both. */
const { SEED, FAILED_PATH } = process.env;
/** Time for one, in ms, on a machine that is busy. */
const SLOW_RUN_MS = 3000;

const tape = (minLength: number, maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat({ max: 5039 }), { minLength, maxLength, size: 'max' });

/** @param size numbers that a process is made of at most; a long tape of zeros makes a simple one too */
const randomCase = (size: number): fc.Arbitrary<RandomCase> =>
  fc.record({ process: tape(size / 2, size), schedule: tape(0, 120) });

const parameters = (numRuns: number): fc.Parameters<[RandomCase]> => ({
  numRuns,
  ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  ...(FAILED_PATH === undefined ? {} : { path: FAILED_PATH }),
});

it(
  'random processes do on the engine what they mean, whatever happens and whenever it is killed',
  () =>
    fc.assert(
      fc.asyncProperty(randomCase(90), (random) => runCase(random)),
      parameters(RUNS),
    ),
  RUNS * SLOW_RUN_MS + 60_000,
);

const CHILDREN = Math.ceil(RUNS / 50);

it(
  'the same with engines in processes of their own, which are ended by kill -9',
  () =>
    fc.assert(
      fc.asyncProperty(randomCase(60), (random) => runCase(random, () => ChildEngine.open())),
      parameters(CHILDREN),
    ),
  CHILDREN * 20 * SLOW_RUN_MS + 60_000,
);
