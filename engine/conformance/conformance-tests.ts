import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { endpointRows, rpcRows } from './rows/index.ts';
import type { ConformanceClient, OpenClient } from './check.ts';
import { answeredCalls, startEngines, type Engines } from './engines.ts';
import { runScenario } from './run-scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';

/** Declares the tests of a client: its checks, the scenarios, and that it made the calls that it says it made. */
export function conformanceTests<Client>(declared: ConformanceClient<Client>): void {
  describe(`the engine, as ${declared.name} sees it`, () => {
    let engines: Engines;
    let open: OpenClient<Client>;
    beforeAll(async () => {
      // Clients write to the console what they also throw.
      jest.spyOn(console, 'error').mockImplementation(() => undefined);
      engines = await startEngines();
      open = await declared.open(engines.engine, engines.busy);
    });
    afterAll(async () => {
      await open.close();
      await engines.close();
    });

    it.each(declared.checks.map((check) => [check.name, check] as const))('%s', (_name, check) =>
      check.run(open.client),
    );

    it.each(
      SCENARIOS.filter((scenario) => declared.does(scenario)).map(
        (scenario) => [scenario.row, scenario] as const,
      ),
    )('executes: %s', (_row, scenario) => runScenario(scenario, open.scenarios));

    it('has answered every call that the checks declare', async () => {
      const calls = new Set([...rpcRows(), ...endpointRows()]);
      const said = declared.checks.flatMap(({ covers }) => covers).filter((row) => calls.has(row));
      const answered = await answeredCalls(engines.engine);
      expect([...new Set(said)].filter((row) => !answered.has(row))).toEqual([]);
    });
  });
}
