import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

interface Found {
  readonly items: readonly { readonly processInstanceKey: string }[];
}

describe('recurring reports', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
  }, 180_000);
  afterAll(() => system.stop());

  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${system.engineUrl}/v2/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.status === 204 ? undefined : answer.json();
  };
  const live = async (): Promise<string[]> => {
    const filter = { processDefinitionId: 'recurring-reports', state: 'ACTIVE' };
    const { items } = (await post('process-instances/search', { filter })) as Found;
    return items.map(({ processInstanceKey }) => processInstanceKey).sort();
  };

  it('run once each when the server has started, and once after it has started again', async () => {
    const first = await live();
    expect(first).toHaveLength(3);

    await (await system.startServer()).close();

    expect(await live()).toEqual(first);
  });

  it('run again after one was cancelled', async () => {
    const [cancelled = ''] = await live();
    await post(`process-instances/${cancelled}/cancellation`, {});

    await (await system.startServer()).close();

    const again = await live();
    expect(again).toHaveLength(3);
    expect(again).not.toContain(cancelled);
  });
});
