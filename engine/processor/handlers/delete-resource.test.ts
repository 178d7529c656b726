import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeployedItem } from '../commands.ts';
import {
  bpmnFile,
  chain,
  element,
  end,
  message,
  messageEvent,
  openTestEngine,
  service,
  start,
  timer,
  type TestEngine,
} from '../../testing/index.ts';

const version = (type: string, begin = start()): { readonly name: string; readonly text: string } => ({
  name: 'p.bpmn',
  text: bpmnFile({
    root: message('go'),
    elements: begin + service(type) + end() + chain('start', type, 'end'),
  }),
});

const RULES = {
  name: 'rules.dmn',
  text: `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="rules" name="Rules" namespace="http://camunda.org/schema/1.0/dmn">
    <decision id="a" name="A"><variable id="va" name="a" /><literalExpression id="la"><text>1</text></literalExpression></decision>
    <decision id="b" name="B"><variable id="vb" name="b" /><literalExpression id="lb"><text>2</text></literalExpression></decision></definitions>`,
};

describe('the deletion of a resource', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const deploy = async (...parameters: Parameters<typeof version>): Promise<DeployedItem> => {
    const [item] = await engine.deploy(version(...parameters));
    if (item === undefined) throw new Error('nothing deployed');
    return item;
  };
  const remove = (resourceKey: string): Promise<unknown> =>
    engine.core.submit('deleteResource', { resourceKey });

  it('makes the version before the latest again', async () => {
    await deploy('one');
    const second = await deploy('two');
    await remove(second.key);
    await engine.start();
    expect(await engine.jobs('one')).toHaveLength(1);
    const again = engine.core.submit('createInstance', {
      process: { processDefinitionKey: second.key },
      variables: {},
      startElementIds: [],
      tags: [],
    });
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(engine.core.queries.processXml(second.key)).toBeUndefined();
  });

  it('leaves the latest version when an older one is deleted', async () => {
    const first = await deploy('one');
    await deploy('two');
    await remove(first.key);
    await engine.start();
    expect(await engine.jobs('two')).toHaveLength(1);
  });

  it('never gives a version twice', async () => {
    const first = await deploy('one');
    await remove(first.key);
    await expect(engine.start()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await deploy('one')).toMatchObject({ version: 2 });
    await engine.start();
    expect(await engine.jobs('one')).toHaveLength(1);
  });

  it('is refused while instances run, also after a restart', async () => {
    const first = await deploy('one');
    await engine.start();
    await engine.start();
    await engine.reopen();
    await expect(remove(first.key)).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await expect(remove(first.key)).rejects.toThrow('2 running instances');
    for (const { key } of await engine.jobs('one'))
      await engine.core.submit('completeJob', { key, variables: {} });
    await remove(first.key);
    await expect(remove(first.key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lets messages and timers start the version before again', async () => {
    const byMessage = element('startEvent', 'start', { inside: messageEvent('go') });
    const byTimer = element('startEvent', 'start', { inside: timer('timeCycle', 'R/PT1H') });
    await deploy('timed', byTimer);
    const messaged = await deploy('messaged', byMessage);
    const plain = await deploy('plain');
    await remove(plain.key);
    await engine.publish('go', '');
    expect(await engine.jobs('messaged')).toHaveLength(1);
    await engine.advance(3_600_000);
    expect(await engine.jobs('timed')).toHaveLength(0);

    // Its lock has ended meanwhile.
    await engine.work('messaged');
    await remove(messaged.key);
    await engine.publish('go', '');
    await engine.advance(3_600_000);
    expect(await engine.jobs('messaged')).toHaveLength(0);
    expect(await engine.jobs('timed')).toHaveLength(1);
  });

  it('makes a call activity stand still with an incident', async () => {
    const first = await deploy('one');
    const calling = element('callActivity', 'call', {
      extensions:
        '<zeebe:calledElement processId="p" propagateAllChildVariables="true" propagateAllParentVariables="true" />',
    });
    await engine.deploy(bpmnFile({ id: 'caller', elements: start() + calling + chain('start', 'call') }));
    await remove(first.key);
    await engine.start('caller');
    expect(engine.incident()).toMatchObject({ errorType: 'CALLED_ELEMENT_ERROR', elementId: 'call' });
  });

  it('deletes a decision requirements graph with all of its decisions', async () => {
    const items = await engine.deploy(RULES);
    const drg = items.find(({ kind }) => kind === 'decisionRequirements');
    const decision = items.find(({ kind }) => kind === 'decision');
    const evaluate = (decisionId: string) =>
      engine.core.submit('evaluateDecision', { decision: { decisionId }, variables: {} });
    await expect(remove(decision?.key ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await evaluate('b')).toMatchObject({ outcome: { ok: true, output: 2 } });
    await remove(drg?.key ?? '');
    await expect(evaluate('a')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(evaluate('b')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await engine.deploy(RULES);
    expect(await evaluate('b')).toMatchObject({ decision: { version: 2 } });
  });

  it('deletes a form, and keeps a text that another definition has as well', async () => {
    const form = (label: string) => ({
      name: 'f.form',
      text: JSON.stringify({ id: 'f', label, components: [] }),
    });
    const [first] = await engine.deploy(form('one'));
    const [second] = await engine.deploy(form('two'));
    const [third] = await engine.deploy(form('one'));
    expect([first, second, third].map((item) => item?.kind === 'form' && item.version)).toEqual([1, 2, 3]);
    await remove(third?.key ?? '');
    await remove(second?.key ?? '');
    const [again] = await engine.deploy(form('one'));
    expect(again).toEqual(first);
  });
});
