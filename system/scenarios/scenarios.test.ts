import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { City } from './city.ts';
import { coverageOf, coverageTable } from './coverage.ts';
import { readScenarios } from './feature-files.ts';
import { STEPS } from './step-library.ts';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'features');
/** Names of the features to run, joined by commas; all when it is not set. */
const only = process.env['FEATURES']?.split(',');
const scenarios = readScenarios(folder).filter(({ feature }) => only?.includes(feature) ?? true);
const LEAST_SCENARIOS = 60;

let city: City;
beforeAll(async () => {
  city = await City.open();
}, 120_000);
afterAll(() => city.close(), 60_000);

describe.each([...new Set(scenarios.map(({ feature }) => feature))])('%s', (feature) => {
  afterEach(() => city.clear());

  it.each(scenarios.filter((scenario) => scenario.feature === feature))(
    '$name',
    async ({ steps }) => {
      const scene = { city, orders: new Map<string, string>() };
      for (const { text, table } of steps) {
        try {
          await STEPS.run(scene, text, table);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new Error(`“${text}”: ${reason}`, { cause: error });
        }
      }
    },
    30_000,
  );
});

describe('the scenarios', () => {
  const whole = only === undefined ? it : it.skip;

  whole(`are at least ${LEAST_SCENARIOS}`, () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(LEAST_SCENARIOS);
  });

  it('go through every element and every sequence flow of the diagrams', async () => {
    const coverage = await coverageOf(city.system.zeebe.restAddress, city.store);
    process.stdout.write(`process                elements    flows\n${coverageTable(coverage)}\n`);
    if (only === undefined) expect(coverage.missing).toEqual([]);
    else process.stdout.write(`missing: ${coverage.missing.length}\n${coverage.missing.join('\n')}\n`);
  }, 60_000);
});
