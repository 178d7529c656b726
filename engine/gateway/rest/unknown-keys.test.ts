import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { givenEngine } from '../testing/real-engine.ts';

let given: Awaited<ReturnType<typeof givenEngine>>;

beforeAll(async () => {
  given = await givenEngine();
});

afterAll(() => given.stop());

describe('the engine over REST', () => {
  it('answers 404 for keys that are nothing', async () => {
    const nothing = '2251799813999999';

    expect(await statusOf(`/user-tasks/${nothing}`)).toBe(404);
    expect(await statusOf(`/process-instances/${nothing}`)).toBe(404);
    expect(await statusOf(`/element-instances/${nothing}`)).toBe(404);
    expect(await statusOf(`/incidents/${nothing}`)).toBe(404);
    expect(await statusOf(`/process-definitions/${nothing}`)).toBe(404);
    expect(await statusOfPost(`/jobs/${nothing}/completion`, {})).toBe(404);
    expect(await statusOfPost('/messages/correlation', { name: 'nobody-waits', correlationKey: 'x' })).toBe(
      404,
    );
  });
});

async function statusOf(path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${given.engine.restPort}/v2${path}`);
  await response.text();
  return response.status;
}

async function statusOfPost(path: string, body: object): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${given.engine.restPort}/v2${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
}
