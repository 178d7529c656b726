import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  flow,
  loop,
  mapping,
  message,
  openTestEngine,
  service,
  signal,
  signalEvent,
  start,
  taskListeners,
  userTask,
  type TestEngine,
} from '../testing/index.ts';

/*
 * Every activity alone and as a multi-instance, parallel and sequential. Each makes `made`, ten times its `item`.
 */

const JOB = '<zeebe:taskDefinition type="work" />';
const MAPPED = mapping({ inputs: [['=item * 10', 'made']] });
const SCRIPT = '<zeebe:script expression="=item * 10" resultVariable="made" />';
const DECISION = '<zeebe:calledDecision decisionId="ten" resultVariable="made" />';
/** The mapping keeps the child from bringing back the copy of the output collection that it was given. */
const CALL = '<zeebe:calledElement processId="called" />' + mapping({ outputs: [['=made', 'made']] });
const RULES = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="rules" name="Rules" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="ten" name="Ten"><literalExpression id="literal"><text>item * 10</text></literalExpression></decision>
</definitions>`;
const CALLED = bpmnFile({
  id: 'called',
  elements: start('s') + element('scriptTask', 't', { extensions: SCRIPT }) + flow('s', 't'),
});

/** Does one of the instances that are open; the n-th, where they are done in order. */
type Work = (engine: TestEngine, n: number) => Promise<unknown>;

const completeJob =
  (type: string): Work =>
  async (engine) => {
    const [job] = await engine.jobs(type, { maxJobs: 1 });
    const made = Number(job?.variables['item']) * 10;
    return engine.core.submit('completeJob', { key: job?.key ?? '', variables: { made } });
  };

const completeUserTask: Work = async (engine) => {
  const [job] = await engine.jobs('created', { maxJobs: 1 });
  await engine.core.submit('completeJob', { key: job?.key ?? '', variables: {} });
  const key = job?.userTask?.userTaskKey ?? '';
  const made = Number(job?.variables['item']) * 10;
  return engine.core.submit('completeUserTask', { key, variables: { made }, action: '' });
};

const receive: Work = (engine, n) => engine.publish('m', String(n), { variables: { made: n * 10 } });
/** What the engine does by itself. */
const nothing: Work = () => Promise.resolve();

const task =
  (type: string, extensions: string, attributes = '') =>
  (inside: string): string =>
    element(type, 'x', { extensions, inside, attributes });

const ACTIVITIES: readonly [string, (inside: string) => string, Work][] = [
  ['a service task', task('serviceTask', JOB), completeJob('work')],
  ['a send task', task('sendTask', JOB), completeJob('work')],
  ['a receive task', task('receiveTask', '', 'messageRef="message_m"'), receive],
  [
    'a native user task',
    (inside) => userTask('x', { inside, extensions: taskListeners(['creating', 'created']) }),
    completeUserTask,
  ],
  ['a user task of a job worker', task('userTask', ''), completeJob('io.camunda.zeebe:userTask')],
  ['a script task', task('scriptTask', SCRIPT), nothing],
  ['a script task of a job worker', task('scriptTask', JOB), completeJob('work')],
  ['a business rule task', task('businessRuleTask', DECISION), nothing],
  ['a business rule task of a job worker', task('businessRuleTask', JOB), completeJob('work')],
  ['a manual task', task('manualTask', MAPPED), nothing],
  ['an undefined task', task('task', MAPPED), nothing],
  [
    'a subprocess',
    (inside) =>
      element('subProcess', 'x', { inside: `${inside}${start('s')}${service('work')}${flow('s', 'work')}` }),
    completeJob('work'),
  ],
  ['a call activity', task('callActivity', CALL), nothing],
];

const COLLECT = {
  inputCollection: '=items',
  inputElement: 'item',
  outputCollection: 'results',
  outputElement: '=made',
};

describe('an activity', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
    await engine.deploy({ name: 'rules.dmn', text: RULES }, { name: 'called.bpmn', text: CALLED });
  });
  afterEach(() => engine.close());

  const file = (x: string): string =>
    bpmnFile({
      root: message('m', '=string(item)') + signal('stop'),
      elements: [
        start(),
        x,
        boundary('stop', 'x', signalEvent('stop')),
        service('stopped'),
        service('after'),
        chain('start', 'x', 'after'),
        flow('stop', 'stopped'),
      ].join(''),
    });

  describe.each(ACTIVITIES)('%s', (_what, x, work) => {
    it('is done', async () => {
      await engine.deploy(file(x('')));
      const key = await engine.start('p', { item: 1 });
      await work(engine, 1);
      expect(engine.elements(key)).toEqual(['after']);
      if (!x('').includes('zeebe:input'))
        expect((await engine.job('after')).variables).toEqual({ item: 1, made: 10 });
    });

    it.each([
      ['at once', false],
      ['one after the other', true],
    ])('is done for each of a list, %s', async (_how, sequential) => {
      await engine.deploy(file(x(loop(COLLECT, { sequential }))));
      const key = await engine.start('p', { items: [1, 2, 3] });
      for (const n of [1, 2, 3]) await work(engine, n);
      expect(engine.elements(key)).toEqual(['after']);
      expect((await engine.job('after')).variables['results']).toEqual([10, 20, 30]);
    });

    it.each([
      ['alone', ''],
      ['for each of a list', loop(COLLECT)],
      ['for one of a list after the other', loop(COLLECT, { sequential: true })],
    ])('is interrupted, %s', async (_how, inside) => {
      await engine.deploy(file(x(inside)));
      const key = await engine.start('p', { item: 1, items: [1, 2] });
      await engine.broadcast('stop');
      expect(engine.elements(key)).toEqual([work === nothing ? 'after' : 'stopped']);
      expect(await engine.jobs('work')).toEqual([]);
    });
  });
});
