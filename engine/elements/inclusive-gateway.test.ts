import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  flow,
  openTestEngine,
  service,
  start,
  timer,
  type TestEngine,
} from '../testing/index.ts';

const fork = (attributes = ''): string => element('inclusiveGateway', 'fork', { attributes });
const join = element('inclusiveGateway', 'join');

/** Three ways a, b and c from a fork to a join, with a job on each, and a job `after`. */
const ways = (attributes = ''): string =>
  bpmnFile({
    elements: [
      start(),
      fork(attributes),
      ...['a', 'b', 'c'].map(
        (id) =>
          service(id) +
          flow('fork', id, attributes.includes(`_${id}"`) ? undefined : `=list contains(chosen, "${id}")`) +
          flow(id, 'join'),
      ),
      join,
      service('after'),
      end(),
      flow('start', 'fork'),
      chain('join', 'after', 'end'),
    ].join(''),
  });

describe('an inclusive gateway', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it.each([[['a']], [['b', 'c']], [['c', 'a', 'b']]])(
    'takes the ways %j and goes on once when all of them have arrived',
    async (chosen) => {
      await engine.deploy(ways());
      const key = await engine.start('p', { chosen });
      expect(engine.elements(key).toSorted()).toEqual(chosen.toSorted());
      for (const id of chosen) {
        expect(await engine.jobs('after')).toEqual([]);
        await engine.work(id);
      }
      await engine.work('after');
      expect(engine.isActive(key)).toBe(false);
    },
  );

  it('takes the default flow only when no condition is true', async () => {
    await engine.deploy(ways('default="fork_c"'));
    expect(engine.elements(await engine.start('p', { chosen: [] }))).toEqual(['c']);
    expect(engine.elements(await engine.start('p', { chosen: ['a'] }))).toEqual(['a']);
  });

  it('stands still with an incident when no condition is true and there is no default', async () => {
    await engine.deploy(ways());
    const key = await engine.start('p', { chosen: [] });
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'CONDITION_ERROR', elementId: 'fork' });
    await engine.core.submit('setVariables', {
      elementInstanceKey: key,
      variables: { chosen: ['a'] },
      local: false,
    });
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(engine.elements(key)).toEqual(['a']);
  });

  it('takes no flow at all when one of its conditions is no boolean', async () => {
    await engine.deploy(
      ways()
        .replaceAll('list contains(chosen, "b")', '"b"')
        .replaceAll('list contains(chosen, &quot;b&quot;)', '&quot;b&quot;'),
    );
    const key = await engine.start('p', { chosen: ['a'] });
    expect(engine.incident()).toMatchObject({ errorType: 'CONDITION_ERROR', elementId: 'fork' });
    expect(engine.elements(key)).toEqual(['fork']);
  });

  it('joins what comes without a stop in between', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          fork(),
          element('task', 'a'),
          flow('start', 'fork'),
          flow('fork', 'a', '=true'),
          flow('a', 'join'),
          flow('fork', 'join', '=true'),
          join,
          service('after'),
          flow('join', 'after'),
        ].join(''),
      }),
    );
    await engine.start();
    expect(await engine.jobs('after')).toHaveLength(1);
  });

  it('may both join and fork', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('parallelGateway', 'split'),
          service('a'),
          service('b'),
          element('inclusiveGateway', 'both', { attributes: 'default="both_z"' }),
          service('x'),
          service('y'),
          service('z'),
          chain('start', 'split', 'a', 'both'),
          chain('split', 'b', 'both'),
          flow('both', 'x', '=true'),
          flow('both', 'y', '=true'),
          flow('both', 'z'),
        ].join(''),
      }),
    );
    const key = await engine.start();
    await engine.work('b');
    await engine.work('a');
    expect(engine.elements(key)).toEqual(['x', 'y']);
  });

  /** `a` leads to the join; `b` leads to a decision, which leads to the join or to an end. */
  const forked = (rest: string): string =>
    bpmnFile({
      elements: [
        start(),
        element('parallelGateway', 'split'),
        service('a'),
        service('b'),
        join,
        service('after'),
        chain('start', 'split', 'a', 'join', 'after'),
        flow('split', 'b'),
        rest,
      ].join(''),
    });

  it.each([
    [true, 'waits for'],
    [false, 'goes on without'],
  ])('that a token can reach (%j) %s it', async (comes) => {
    const decision = element('exclusiveGateway', 'which', { attributes: 'default="which_gone"' });
    await engine.deploy(
      forked(
        decision +
          flow('b', 'which') +
          service('c') +
          flow('which', 'c', '=comes') +
          flow('c', 'join') +
          service('gone') +
          flow('which', 'gone'),
      ),
    );
    const key = await engine.start();
    await engine.work('a');
    expect(await engine.jobs('after')).toEqual([]);
    await engine.work('b', { comes });
    expect(engine.elements(key)).toEqual([comes ? 'c' : 'gone', ...(comes ? [] : ['after'])]);
    if (comes) await engine.work('c');
    expect(await engine.jobs('after')).toHaveLength(1);
  });

  it('goes on when the token that it waits for ends by an end event', async () => {
    await engine.deploy(
      forked(
        element('exclusiveGateway', 'which', { attributes: 'default="which_stop"' }) +
          flow('b', 'which') +
          flow('which', 'join', '=comes') +
          end('stop') +
          flow('which', 'stop'),
      ),
    );
    const key = await engine.start('p', { comes: false });
    await engine.work('a');
    await engine.work('b');
    expect(engine.elements(key)).toEqual(['after']);
  });

  it('waits for what a boundary event may bring, and goes on when the activity has ended elsewhere', async () => {
    const rest =
      end('stop') +
      flow('b', 'stop') +
      boundary('limit', 'b', timer('timeDuration', 'PT1H')) +
      flow('limit', 'join');
    await engine.deploy(forked(rest));
    const [first, second] = [await engine.start(), await engine.start()];
    for (const { key } of await engine.jobs('a'))
      await engine.core.submit('completeJob', { key, variables: {} });
    expect(await engine.jobs('after')).toEqual([]);
    const [job] = await engine.jobs('b');
    await engine.core.submit('completeJob', { key: job?.key ?? '', variables: {} });
    expect(engine.elements(first)).toEqual(['after']);
    expect(engine.elements(second)).toEqual(['b']);
    await engine.advance(3_600_000);
    expect(engine.elements(second)).toEqual(['after']);
    expect(await engine.jobs('after')).toHaveLength(2);
  });

  it('keeps what waits across a restart, and forgets it when the scope is ended', async () => {
    await engine.deploy(ways());
    const chosen = ['a', 'b'];
    const [first, second] = [await engine.start('p', { chosen }), await engine.start('p', { chosen })];
    for (const { key } of await engine.jobs('a'))
      await engine.core.submit('completeJob', { key, variables: {} });
    await engine.reopen();
    await engine.core.submit('cancelInstance', { processInstanceKey: first });
    expect(engine.isActive(first)).toBe(false);
    await engine.work('b');
    expect(engine.elements(second)).toEqual(['after']);
  });

  it('in a loop joins once in each round', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('exclusiveGateway', 'begin'),
          fork(),
          service('a'),
          service('b'),
          join,
          element('exclusiveGateway', 'again', { attributes: 'default="again_after"' }),
          service('after'),
          chain('start', 'begin', 'fork'),
          flow('fork', 'a', '=true'),
          flow('fork', 'b', '=round = 1'),
          chain('a', 'join', 'again', 'after'),
          flow('b', 'join'),
          flow('again', 'begin', '=round < 3'),
        ].join(''),
      }),
    );
    const key = await engine.start('p', { round: 1 });
    await engine.work('b');
    expect(engine.elements(key)).toEqual(['a']);
    await engine.work('a', { round: 2 });
    expect(engine.elements(key)).toEqual(['a']);
    await engine.work('a', { round: 3 });
    expect(engine.elements(key)).toEqual(['after']);
  });

  it('does not wait for another inclusive gateway that waits for it', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('parallelGateway', 'split'),
          element('inclusiveGateway', 'one'),
          element('inclusiveGateway', 'two'),
          element('exclusiveGateway', 'x', { attributes: 'default="x_end1"' }),
          element('exclusiveGateway', 'y', { attributes: 'default="y_end2"' }),
          end('end1'),
          end('end2'),
          chain('start', 'split', 'one', 'x', 'end1'),
          chain('split', 'two', 'y', 'end2'),
          flow('x', 'two', '=false'),
          flow('y', 'one', '=false'),
        ].join(''),
      }),
    );
    expect(engine.isActive(await engine.start())).toBe(false);
  });
});
