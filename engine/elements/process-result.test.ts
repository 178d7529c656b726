import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandAnswer } from '../processor/commands.ts';
import {
  bpmnFile,
  chain,
  element,
  end,
  openTestEngine,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

const WORKING = bpmnFile({ elements: start() + service('work') + end() + chain('start', 'work', 'end') });
const PASSING = bpmnFile({ id: 'quick', elements: start() + end() + chain('start', 'end') });

describe('a process instance with result', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
    await engine.deploy(WORKING, PASSING);
  });
  afterEach(() => engine.close());

  const create = (
    { processId = 'p', fetchVariables = [] as readonly string[], requestTimeoutMs = 60_000 } = {},
    variables = {},
  ): Promise<CommandAnswer<'createInstance'>> =>
    engine.core.submit('createInstance', {
      process: { processId },
      variables,
      startElementIds: [],
      tags: [],
      awaitCompletion: { fetchVariables, requestTimeoutMs },
    });

  it('answers when it has completed, with its variables', async () => {
    const created = create({}, { a: 1 });
    const job = await engine.work('work', { b: { c: 2 } });
    expect(await created).toMatchObject({
      processId: 'p',
      version: 1,
      processInstanceKey: job.processInstanceKey,
      variables: { a: 1, b: { c: 2 } },
    });
  });

  it('answers when it completes at once, and only the variables that are asked for', async () => {
    const variables = { a: 1, b: 2 };
    const { variables: answered } = await create(
      { processId: 'quick', fetchVariables: ['b', 'c'] },
      variables,
    );
    expect(answered).toEqual({ b: 2 });
  });

  it('does not answer variables that are local to elements', async () => {
    const local = element('subProcess', 'sub', {
      extensions: '<zeebe:ioMapping><zeebe:input source="=1" target="inner" /></zeebe:ioMapping>',
      inside: `${start('s')}${end('e')}${chain('s', 'e')}`,
    });
    await engine.deploy(bpmnFile({ id: 'scoped', elements: start() + local + chain('start', 'sub') }));
    expect(await create({ processId: 'scoped' })).toMatchObject({ variables: {} });
  });

  it('tells that it took too long, and lives on', async () => {
    await expect(create({ requestTimeoutMs: 1 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const job = await engine.work('work');
    expect(engine.isActive(job.processInstanceKey)).toBe(false);
  });

  it('tells that it was cancelled', async () => {
    const created = create();
    const refused = expect(created).rejects.toMatchObject({ code: 'INVALID_STATE' });
    const { processInstanceKey } = await engine.job('work');
    await engine.core.submit('cancelInstance', { processInstanceKey });
    await refused;
  });

  it('refuses what can not be started at once', async () => {
    await expect(create({ processId: 'unknown' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is forgotten by who asked before a restart, and completes all the same', async () => {
    const created = create();
    const refused = expect(created).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await engine.jobs('work', { timeoutMs: 1 });
    await engine.reopen();
    await refused;
    await engine.advance(10);
    const job = await engine.work('work');
    expect(engine.isActive(job.processInstanceKey)).toBe(false);
  });
});
