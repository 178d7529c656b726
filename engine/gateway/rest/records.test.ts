import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneJob } from '../testing/models.ts';
import { givenEngine } from '../testing/real-engine.ts';

interface RecordLine {
  readonly position: number;
  readonly index: number;
  readonly timestamp: number;
  readonly valueType: string;
  readonly intent: string;
  readonly key: string;
}

describe('GET /engine/records', () => {
  let given: Awaited<ReturnType<typeof givenEngine>>;
  let url: string;
  beforeAll(async () => {
    given = await givenEngine();
    url = `http://127.0.0.1:${given.engine.restPort}/engine/records`;
    await given.deploy({ 'recorded.bpmn': oneJob('recorded', 'recorded.work') });
  });
  afterAll(() => given.stop());

  async function recordsFrom(from: number): Promise<RecordLine[]> {
    const answer = await fetch(`${url}?from=${from}`);
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    const text = await answer.text();
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as RecordLine);
  }

  it('tells what happened, in order, with exact keys', async () => {
    const { processInstanceKey } = await given.grpc.createProcessInstance({
      bpmnProcessId: 'recorded',
      variables: {},
    });

    const records = await recordsFrom(0);

    expect(records[0]).toMatchObject({ position: 1, index: 0 });
    expect(records.map(({ position }) => position)).toEqual(
      records.map(({ position }) => position).toSorted((a, b) => a - b),
    );
    expect(records).toContainEqual(
      expect.objectContaining({
        valueType: 'PROCESS_INSTANCE',
        intent: 'ELEMENT_ACTIVATED',
        key: processInstanceKey,
      }),
    );
    const last = records.at(-1)?.position ?? 0;
    expect(await recordsFrom(last + 1)).toEqual([]);
    expect((await recordsFrom(last)).every(({ position }) => position === last)).toBe(true);
  });

  it('follows what happens until the client goes', async () => {
    const last = (await recordsFrom(0)).at(-1)?.position ?? 0;
    const gone = new AbortController();
    const answer = await fetch(`${url}?from=${last + 1}&follow=true`, { signal: gone.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();

    await given.grpc.createProcessInstance({ bpmnProcessId: 'recorded', variables: {} });
    const first = await reader?.read();

    expect(first?.value).toContain('"valueType":"PROCESS_INSTANCE"');
    gone.abort();
  });

  it('refuses a position that is none', async () => {
    expect((await fetch(`${url}?from=x`)).status).toBe(400);
  });
});
