import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { answeredCalls, startEngines, type Engines } from './engines.ts';
import { programInput } from './program.ts';
import { endpointRows, rpcRows } from './rows/index.ts';
import { SCENARIOS, type Scenario } from './scenarios/index.ts';

/** What is fetched and built lies here, so that a second run needs no network. */
export const CACHE = path.resolve(import.meta.dirname, '../../.cache/conformance');
const WITHIN_MS = 300_000;
const OF_SCENARIO = /^executes: /;

/** A client that is no JavaScript: a program that does the checks and prints a line of JSON for each. */
export interface ConformanceProgram {
  readonly name: string;
  /** Commands without which it can't be, each with what to install. */
  readonly needs: readonly (readonly [command: string, remedy: string])[];
  /** The file with the rows that its checks cover; CONFORMANCE_UPDATE=1 writes it. */
  readonly coverage: string;
  readonly does: (scenario: Scenario) => boolean;
  /** Fetches and builds it. Answers its command; the file with its input is given as the last argument. */
  readonly build: () => Promise<readonly [command: string, ...args: string[]]>;
}

interface Line {
  readonly check: string;
  readonly covers: readonly string[];
  readonly failed?: string;
}

/** Declares the tests of a program. Where the machine lacks something, they are skipped and say what. */
export function programTests(program: ConformanceProgram): void {
  const missing = program.needs.find(([command]) => spawnSync(command, ['--version']).error !== undefined);
  const title = `the engine, as ${program.name} sees it`;
  if (missing !== undefined) {
    describe.skip(`${title} (${missing[0]} is missing: ${missing[1]})`, () => {
      it('is not tested here', () => undefined);
    });
    return;
  }
  describe(title, () => {
    let engines: Engines;
    let lines: readonly Line[];
    beforeAll(async () => {
      await mkdir(CACHE, { recursive: true });
      const command = await program.build();
      engines = await startEngines();
      lines = await linesOf(command, engines, path.join(CACHE, `${program.name}.json`));
    }, WITHIN_MS);
    afterAll(() => engines.close());

    it('is as every check and every scenario says', () => {
      expect(lines.filter(({ failed }) => failed !== undefined)).toEqual([]);
    });

    it('has done every scenario', () => {
      const done = new Set(
        lines.filter(({ check }) => OF_SCENARIO.test(check)).flatMap(({ covers }) => covers),
      );
      const rows = SCENARIOS.filter(program.does).map(({ row }) => row);
      expect(rows.filter((row) => !done.has(row))).toEqual([]);
    });

    it('covers what the conformance table says', async () => {
      const covered = lines.filter(({ check }) => !OF_SCENARIO.test(check)).flatMap(({ covers }) => covers);
      const rows = [...new Set(covered)].sort();
      if (process.env.CONFORMANCE_UPDATE === '1')
        await writeFile(program.coverage, `${JSON.stringify(rows, null, 2)}\n`);
      expect(rows).toEqual(JSON.parse(await readFile(program.coverage, 'utf8')));
    });

    it('has answered every call that the checks declare', async () => {
      const calls = new Set([...rpcRows(), ...endpointRows()]);
      const answered = await answeredCalls(engines.engine);
      const said = lines.flatMap(({ covers }) => covers).filter((row) => calls.has(row));
      expect([...new Set(said)].filter((row) => !answered.has(row))).toEqual([]);
    });
  });
}

async function linesOf(
  [command, ...args]: readonly [string, ...string[]],
  { engine, busy }: Engines,
  inputFile: string,
): Promise<readonly Line[]> {
  await writeFile(inputFile, JSON.stringify(programInput()));
  const address = (port: number): string => `127.0.0.1:${port}`;
  const output = await run(command, [...args, inputFile], {
    ENGINE_GRPC: address(engine.grpcPort),
    ENGINE_REST: address(engine.restPort),
    BUSY_GRPC: address(busy.grpcPort),
    BUSY_REST: address(busy.restPort),
  });
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
}

/** Runs a command to its end. Answers its stdout. @throws Error with the end of what it said */
export async function run(command: string, args: readonly string[], env: object = {}): Promise<string> {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: WITHIN_MS,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`${command} failed (${code ?? 'killed'}): ${(stderr + stdout).slice(-2000)}`);
  return stdout;
}
