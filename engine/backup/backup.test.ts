import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientsOf } from '../gateway/testing/clients.ts';
import { oneJob } from '../gateway/testing/models.ts';
import { givenEngine } from '../gateway/testing/real-engine.ts';
import { createLogger, startEngine } from '../index.ts';
import { SCHEMA_VERSION } from '../state/index.ts';
import { runCommand } from '../command-line.ts';

const NOW = 1_700_000_000_000;

describe('a backup', () => {
  let given: Awaited<ReturnType<typeof givenEngine>>;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-backup-'));
    given = await givenEngine();
    await given.deploy({ 'kept.bpmn': oneJob('kept', 'kept.work') });
  });
  afterAll(async () => {
    await given.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const create = async (): Promise<string> =>
    (await given.grpc.createProcessInstance({ bpmnProcessId: 'kept', variables: {} })).processInstanceKey;

  it('is made while the engine runs, and holds all that was answered before', async () => {
    const before = await Promise.all(Array.from({ length: 20 }, create));
    const copy = join(folder, 'copy');

    // when it is made while more is coming
    const [told] = await Promise.all([
      runCommand(['backup', copy], given.dataDir, NOW),
      ...Array.from({ length: 20 }, create),
    ]);
    expect(told).toContain(copy);
    expect(JSON.parse(await readFile(join(copy, 'backup.json'), 'utf8'))).toMatchObject({
      madeAt: '2023-11-14T22:13:20.000Z',
      schemaVersion: SCHEMA_VERSION,
    });

    // then an engine on what is restored goes on with it
    const restored = join(folder, 'restored');
    await runCommand(['restore', copy], restored, NOW);
    const engine = await startEngine({
      grpcPort: 0,
      restPort: 0,
      dataDir: restored,
      logger: createLogger('error'),
    });
    const { grpc, rest } = clientsOf(engine);
    const jobs = await grpc.activateJobs({
      type: 'kept.work',
      worker: 'w',
      timeout: 60_000,
      maxJobsToActivate: 100,
      requestTimeout: 5000,
    });
    const instances = jobs.map((job) => job.processInstanceKey);
    expect(instances).toEqual(expect.arrayContaining(before));
    const { page } = await rest.searchProcessInstances(
      { filter: { state: 'ACTIVE' } },
      { consistency: { waitUpToMs: 0 } },
    );
    expect(page.totalItems).toBe(BigInt(instances.length));
    await grpc.close();
    await engine.close();
  });

  it('does not overwrite anything', async () => {
    await expect(runCommand(['backup', given.dataDir], given.dataDir, NOW)).rejects.toThrow(/not empty/);
    await expect(
      runCommand(['restore', join(folder, 'copy')], join(folder, 'restored'), NOW),
    ).rejects.toThrow(/there is a store/);
    await expect(runCommand(['restore', join(folder, 'copy')], given.dataDir, NOW)).rejects.toThrow(
      /another engine uses/,
    );
  });

  it('of nothing, and from nothing, is refused with the reason', async () => {
    await expect(runCommand(['backup', join(folder, 'x')], join(folder, 'none'), NOW)).rejects.toThrow(
      /no store/,
    );
    await expect(runCommand(['restore', join(folder, 'none')], join(folder, 'y'), NOW)).rejects.toThrow(
      /no store/,
    );
    expect(existsSync(join(folder, 'y', 'data.mdb'))).toBe(false);
    await expect(runCommand(['backup'], given.dataDir, NOW)).rejects.toThrow(/usage/);
    await expect(runCommand(['polish', 'x'], given.dataDir, NOW)).rejects.toThrow(/usage/);
  });
});

describe('a store whose last write was torn', () => {
  it('starts with what was acknowledged', async () => {
    const given = await givenEngine();
    const dataDir = await mkdtemp(join(tmpdir(), 'engine-torn-'));
    await given.deploy({ 'torn.bpmn': oneJob('torn', 'torn.work') });
    const { processInstanceKey } = await given.grpc.createProcessInstance({
      bpmnProcessId: 'torn',
      variables: {},
    });
    await runCommand(['backup', join(dataDir, 'copy')], given.dataDir, NOW);
    await given.stop();

    // given pages of a commit that never came to its end behind the last one
    const file = join(dataDir, 'copy', 'data.mdb');
    const whole = await readFile(file);
    await writeFile(file, Buffer.concat([whole, Buffer.alloc(4096 * 3 + 1234, 0xab)]));
    await truncate(file, whole.length + 4096 * 2 + 77);

    const engine = await startEngine({
      grpcPort: 0,
      restPort: 0,
      dataDir: join(dataDir, 'copy'),
      logger: createLogger('error'),
    });
    expect(engine.core.queries.processInstance(processInstanceKey)).toMatchObject({ state: 'ACTIVE' });
    await engine.close();
    await rm(dataDir, { recursive: true, force: true });
  });
});
