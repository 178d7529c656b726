import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clientsOf } from './gateway/testing/clients.ts';
import { oneJob } from './gateway/testing/models.ts';

let dataDir: string;
let running: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'engine-main-'));
  running = [];
});

afterEach(async () => {
  for (const child of running)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

interface Ready {
  readonly type: string;
  readonly grpcPort: number;
  readonly restPort: number;
}

function start(env: Record<string, string> = {}): ChildProcess {
  const child = fork(join(import.meta.dirname, 'main.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ENGINE_GRPC_PORT: '0', ENGINE_REST_PORT: '0', ENGINE_DATA: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<Ready> {
  const [message] = (await once(child, 'message')) as [Ready];
  return message;
}

describe('the engine as a process', () => {
  it('tells its ports, serves, and stops on SIGTERM within 5 s although a poll waits', async () => {
    const child = start();
    const log = text(child.stdout as NodeJS.ReadableStream);
    const ports = await ready(child);
    const { grpc } = clientsOf(ports);
    await grpc.topology();
    const poll = grpc
      .activateJobs({ type: 't', worker: 'w', timeout: 1000, maxJobsToActivate: 1, requestTimeout: 600_000 })
      .catch(() => 'refused');
    const begun = performance.now();

    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];

    expect(code).toBe(0);
    expect(performance.now() - begun).toBeLessThan(5000);
    await poll;
    const lines = (await log)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({
      msg: 'engine ready',
      grpcPort: ports.grpcPort,
      restPort: ports.restPort,
    });
    await grpc.close();
  });

  it('keeps what it acknowledged through kill -9', async () => {
    const first = start();
    const before = clientsOf(await ready(first));
    await before.grpc.deployResources([{ name: 'kept.bpmn', process: Buffer.from(oneJob('kept', 'kept')) }]);
    const created = await Promise.all(
      Array.from({ length: 50 }, () =>
        before.grpc.createProcessInstance({ bpmnProcessId: 'kept', variables: { orderId: 'o' } }),
      ),
    );

    first.kill('SIGKILL');
    await once(first, 'exit');
    await before.grpc.close();
    const second = start();
    const after = clientsOf(await ready(second));
    const jobs = await after.grpc.activateJobs({
      type: 'kept',
      worker: 'w',
      timeout: 60_000,
      maxJobsToActivate: 100,
      requestTimeout: 5000,
    });

    expect(new Set(jobs.map((job) => job.processInstanceKey))).toEqual(
      new Set(created.map((instance) => instance.processInstanceKey)),
    );
    second.kill('SIGTERM');
    await once(second, 'exit');
    await after.grpc.close();
  });

  it.each(['ENGINE_GRPC_PORT', 'ENGINE_REST_PORT'])(
    'says in one line that the port of %s is taken',
    async (setting) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as { port: number };

      const child = start({ [setting]: String(port) });
      const said = text(child.stderr as NodeJS.ReadableStream);
      const [code] = (await once(child, 'exit')) as [number];
      other.close();

      expect(code).toBe(1);
      expect(await said).toBe(
        `engine: port ${port} on 127.0.0.1 is taken: stop what listens there or set ${setting} to a free port\n`,
      );
    },
  );

  it('says in one line that another engine has the folder', async () => {
    const first = start();
    await ready(first);

    const second = start();
    const said = text(second.stderr as NodeJS.ReadableStream);
    const [code] = (await once(second, 'exit')) as [number];

    expect(code).toBe(1);
    expect(await said).toBe(
      `engine: another engine uses the folder ${dataDir}: stop it or set ENGINE_DATA to another folder\n`,
    );
  });

  it('says in one line which variable is wrong', async () => {
    const child = start({ ENGINE_CLOCK_CONTROL: 'perhaps' });
    const said = text(child.stderr as NodeJS.ReadableStream);
    const [code] = (await once(child, 'exit')) as [number];

    expect(code).toBe(1);
    expect(await said).toMatch(/^engine: wrong configuration: ENGINE_CLOCK_CONTROL: .*\n$/);
  });
});
