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
/** So many there are; the aim is 60, and each new one raises this. */
const LEAST_SCENARIOS = 6;
/** Elements and flows that the scenarios reach so far, by process; the aim is all of them. */
const REACHED: Readonly<Record<string, readonly [elements: number, flows: number]>> = {
  handling: [3, 2],
  supervision: [7, 6],
  'work-order': [26, 23],
};

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

  it('go through no less of the diagrams than before, and tell what is missing', async () => {
    const coverage = await coverageOf(city.system.zeebe.restAddress, city.store);
    process.stdout.write(`process                elements    flows\n${coverageTable(coverage)}\n`);
    process.stdout.write(`missing: ${coverage.missing.length}\n${coverage.missing.join('\n')}\n`);
    if (only !== undefined) return;
    for (const [processId, [elements, flows]] of Object.entries(REACHED)) {
      const found = coverage.processes.find((entry) => entry.processId === processId);
      expect(found?.elements.reached).toBeGreaterThanOrEqual(elements);
      expect(found?.flows.reached).toBeGreaterThanOrEqual(flows);
    }
  }, 60_000);
});
