import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { missingForPostgresql } from './engines.ts';
import type { PeerRow } from './figures.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jiesu-peers-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the workload on a machine that has nothing but the programs in the folder. */
async function runPeers(...names: string[]) {
  const args = ['--import', 'tsx', 'bench/main.ts', 'peers', '--only', names.join(','), '--parked', '0'];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { PATH: folder, TMPDIR: folder } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const line = JSON.parse(output.stdout) as { rows: PeerRow[]; failed: string[] };
  return { code, table: output.stderr, ...line };
}

async function program(name: string, script: string): Promise<void> {
  await writeFile(path.join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(folder, name), 0o755);
}

describe('peers on a machine that lacks something', () => {
  it('are skipped with the reason where there is no Java', async () => {
    const { code, rows, table } = await runPeers('operaton-h2');
    expect(rows[0]?.skipped).toBe('javac is missing: install a JDK of Java 17 or later');
    expect(table).toContain('– skipped: javac is missing: install a JDK of Java 17 or later');
    expect(code).toBe(0);
  });

  it('are skipped with the reason where there is no Maven', async () => {
    await program('javac', 'exit 0');
    const { code, rows } = await runPeers('operaton-h2');
    expect(rows[0]?.skipped).toBe('mvn is missing: install Maven 3.8 or later');
    expect(code).toBe(0);
  });

  it('are skipped with the reason where there is no PostgreSQL, or only its client', async () => {
    const reason = 'PostgreSQL is missing: install the package postgresql';
    expect(await missingForPostgresql(path.join(folder, 'nothing'))).toBe(reason);
    await mkdir(path.join(folder, '15', 'bin'), { recursive: true });
    await program('15/bin/psql', 'exit 0');
    expect(await missingForPostgresql(folder)).toBe(reason);
  });

  it('are told as failed with the reason, and the command fails too', async () => {
    await program('javac', 'exit 0');
    await program(
      'mvn',
      'if [ "$1" = --version ]; then exit 0; fi; echo "no route to the repository" >&2; exit 3',
    );
    const { code, rows, failed, table } = await runPeers('operaton-h2');
    expect(rows[0]?.failed).toBe('mvn failed (3): no route to the repository');
    expect(table).toContain('– failed: mvn failed (3): no route to the repository');
    expect(failed).toEqual(['Operaton 1.0.3, H2 in memory']);
    expect(code).toBe(1);
  });
});
