import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  end,
  openTestEngine,
  service,
  start,
  timer,
  type TestEngine,
} from '../testing/index.ts';

const MODEL = {
  name: 'p.bpmn',
  text: bpmnFile({ elements: start() + service('work') + end() + chain('start', 'work', 'end') }),
};
const CHANGED = { ...MODEL, text: MODEL.text.replaceAll('work', 'other') };

describe('deployment', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('keeps the version of what has not changed', async () => {
    const [first] = await engine.deploy(MODEL);
    const [second] = await engine.deploy(MODEL);
    const [third] = await engine.deploy(CHANGED);
    expect(first).toMatchObject({ kind: 'process', processId: 'p', version: 1, resourceName: 'p.bpmn' });
    expect(second).toEqual(first);
    expect(third).toMatchObject({ version: 2 });
  });

  it('starts the version that is asked for', async () => {
    const [first] = await engine.deploy(MODEL);
    await engine.deploy(CHANGED);
    const create = (process: { processDefinitionKey: string } | { processId: string; version?: number }) =>
      engine.core.submit('createInstance', { process, variables: {}, startElementIds: [], tags: [] });
    expect(await create({ processId: 'p' })).toMatchObject({ version: 2 });
    expect(await create({ processId: 'p', version: 1 })).toMatchObject({ version: 1 });
    expect(await create({ processDefinitionKey: first?.key ?? '' })).toMatchObject({ version: 1 });
    await expect(create({ processId: 'p', version: 3 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(create({ processId: 'unknown' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(create({ processDefinitionKey: '1' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('goes on with instances of an old version after a restart', async () => {
    await engine.deploy(MODEL);
    const instance = await engine.start();
    await engine.deploy(CHANGED);
    await engine.reopen();
    await engine.work('work');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('refuses all resources when one is wrong, and tells everything that is wrong', async () => {
    const wrong = {
      name: 'q.bpmn',
      text: bpmnFile({
        id: 'q',
        elements: start() + '<bpmn:serviceTask id="a" />' + '<bpmn:serviceTask id="b" />',
      }),
    };
    const refused = engine.deploy(MODEL, wrong, { name: 'what.txt', text: '' });
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/q\.bpmn.*<a>[^]*q\.bpmn.*<b>[^]*what\.txt/),
    });
    expect(engine.core.queries.processDefinitions(10)).toEqual([]);
  });

  it('refuses the same id twice, and a start timer that needs variables', async () => {
    await expect(engine.deploy(MODEL, { ...CHANGED, name: 'other.bpmn' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    const timed = bpmnFile({
      elements: start('start', { inside: timer('timeCycle', '=when') }) + end() + chain('start', 'end'),
    });
    await expect(engine.deploy(timed)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('<start>'),
    });
  });

  it('answers reads of what is deployed', async () => {
    const [item] = await engine.deploy(MODEL);
    const key = item?.key ?? '';
    expect(engine.core.queries.processDefinition(key)).toEqual(item);
    expect(engine.core.queries.processXml(key)).toBe(MODEL.text);
    await engine.deploy(CHANGED);
    expect(engine.core.queries.processDefinitions(10).map(({ version }) => version)).toEqual([2, 1]);
    expect(engine.core.queries.processDefinition('12')).toBeUndefined();
  });
});
