import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Camunda8 } from '@camunda8/sdk';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger, startEngine, type EngineOptions, type RunningEngine } from '../index.ts';
import { loadGatewayService } from './grpc/proto.ts';
import { TEST_CERTIFICATE, TEST_KEY } from './testing/certificate.ts';

const folders: string[] = [];

async function engineWith(options: EngineOptions): Promise<RunningEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'engine-'));
  folders.push(dataDir);
  return startEngine({ grpcPort: 0, restPort: 0, dataDir, logger: createLogger('silent'), ...options });
}

/** Calls Topology. Rejects with the ServiceError. */
function topology(client: Client, authorization?: string): Promise<unknown> {
  const metadata = new Metadata();
  if (authorization !== undefined) metadata.set('authorization', authorization);
  const rpc = loadGatewayService().Topology;
  if (rpc === undefined) throw new Error('no Topology in the protocol file');
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      rpc.path,
      rpc.requestSerialize,
      rpc.responseDeserialize,
      {},
      metadata,
      (error, answer) => {
        if (error) reject(error);
        else resolve(answer);
      },
    );
  });
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

describe('an engine that asks for credentials', () => {
  let engine: RunningEngine;
  let client: Client;
  beforeAll(async () => {
    engine = await engineWith({
      credentials: { user: 'worker', password: '密码-1', token: 'a-token-of-some-length' },
    });
    client = new Client(`127.0.0.1:${engine.grpcPort}`, credentials.createInsecure());
  });
  afterAll(async () => {
    client.close();
    await engine.close();
  });

  it.each([
    ['none', undefined, 16],
    ['a wrong password', basic('worker', 'wrong'), 16],
    ['a wrong token', 'Bearer another-token', 16],
  ])('refuses %s over gRPC', async (_name, header, code) => {
    await expect(topology(client, header)).rejects.toMatchObject({ code });
  });

  it('takes the password and the token over gRPC', async () => {
    expect(await topology(client, basic('worker', '密码-1'))).toMatchObject({ clusterSize: 1 });
    expect(await topology(client, 'bearer a-token-of-some-length')).toMatchObject({ clusterSize: 1 });
  });

  it('does the same over REST; only the health is told to everyone', async () => {
    const status = async (path: string, authorization = ''): Promise<number> => {
      const answer = await fetch(`http://127.0.0.1:${engine.restPort}${path}`, {
        headers: { authorization },
      });
      await answer.text();
      return answer.status;
    };

    expect(await status('/healthz')).toBe(200);
    for (const path of ['/v2/topology', '/metrics', '/engine/records', '/engine/clock']) {
      expect([path, await status(path)]).toEqual([path, 401]);
      expect([path, await status(path, basic('worker', 'wrong'))]).toEqual([path, 401]);
      expect([path, await status(path, basic('worker', '密码-1'))]).toEqual([path, 200]);
      expect([path, await status(path, 'Bearer a-token-of-some-length')]).toEqual([path, 200]);
    }
  });

  it('serves the SDK that is set to basic authentication, over both protocols', async () => {
    const camunda = new Camunda8({
      ZEEBE_GRPC_ADDRESS: `grpc://127.0.0.1:${engine.grpcPort}`,
      ZEEBE_REST_ADDRESS: `http://127.0.0.1:${engine.restPort}`,
      CAMUNDA_AUTH_STRATEGY: 'BASIC',
      CAMUNDA_BASIC_AUTH_USERNAME: 'worker',
      CAMUNDA_BASIC_AUTH_PASSWORD: '密码-1',
      CAMUNDA_LOG_LEVEL: 'none',
    });
    const grpc = camunda.getZeebeGrpcApiClient();

    expect(await grpc.topology()).toMatchObject({ clusterSize: 1 });
    expect(await camunda.getOrchestrationClusterApiClientLoose().getTopology()).toMatchObject({
      clusterSize: 1,
    });
    await grpc.close();
  });
});

describe('an engine with a certificate', () => {
  let engine: RunningEngine;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-tls-'));
    folders.push(folder);
    await writeFile(join(folder, 'cert.pem'), TEST_CERTIFICATE);
    await writeFile(join(folder, 'key.pem'), TEST_KEY);
    engine = await engineWith({
      tls: { certPath: join(folder, 'cert.pem'), keyPath: join(folder, 'key.pem') },
    });
  });
  afterAll(() => engine.close());

  it('encrypts both protocols', async () => {
    const client = new Client(
      `localhost:${engine.grpcPort}`,
      credentials.createSsl(Buffer.from(TEST_CERTIFICATE)),
    );
    expect(await topology(client)).toMatchObject({ clusterSize: 1 });
    client.close();

    const status = await new Promise<number | undefined>((resolve, reject) => {
      const options = {
        host: 'localhost',
        port: engine.restPort,
        path: '/v2/topology',
        ca: TEST_CERTIFICATE,
        agent: false,
      };
      request(options, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    await expect(fetch(`http://127.0.0.1:${engine.restPort}/healthz`)).rejects.toThrow();
  });

  it('does not start with a key that is not there, and says which setting is wrong', async () => {
    await expect(
      engineWith({ tls: { certPath: join(folder, 'cert.pem'), keyPath: join(folder, 'no.pem') } }),
    ).rejects.toThrow(/ENGINE_TLS_KEY/);
    await expect(
      engineWith({ tls: { certPath: join(folder, 'key.pem'), keyPath: join(folder, 'key.pem') } }),
    ).rejects.toThrow(/ENGINE_TLS_CERT/);
  });
});
