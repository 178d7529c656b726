import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  error,
  errorEvent,
  eventSubprocess,
  flow,
  loop,
  mapping,
  message,
  messageEvent,
  service,
  signal,
  signalEvent,
  start,
  timer,
  userTask,
  type TestEngine,
} from '../testing/index.ts';

/** Element ids of what is open in a sample store, in the order of the text. */
export const OPEN_IN_SAMPLE = ['ask', 'call', 'each', 'each', 'failed', 'paid', 'work', 'worked'] as const;

const CALLED = bpmnFile({
  id: 'called',
  elements: start() + service('worked') + end() + chain('start', 'worked', 'end'),
});

const MAIN = bpmnFile({
  root: message('paid', '=order') + message('stop', '=order') + error('E') + signal('all'),
  elements: [
    start(),
    element('parallelGateway', 'fork'),
    service('work', { extensions: mapping({ inputs: [['=order', 'number']] }) }),
    boundary('wrong', 'work', errorEvent('E')),
    userTask('ask'),
    boundary('late', 'ask', timer('timeDuration', 'PT24H'), { interrupting: false }),
    element('intermediateCatchEvent', 'paid', { inside: messageEvent('paid') }),
    service('each', {
      type: 'worked',
      inside: loop({ inputCollection: '=["a"]', inputElement: 'item' }),
    }),
    element('callActivity', 'call', {
      extensions:
        '<zeebe:calledElement processId="called" propagateAllChildVariables="false" propagateAllParentVariables="true" />',
    }),
    service('failed'),
    element('parallelGateway', 'join'),
    end(),
    end('reminded'),
    end('is-wrong'),
    chain('start', 'fork'),
    ...['work', 'ask', 'paid', 'each', 'call', 'failed'].map((id) => chain('fork', id, 'join')),
    chain('join', 'end'),
    flow('late', 'reminded'),
    flow('wrong', 'is-wrong'),
    eventSubprocess(
      'stopped',
      messageEvent('stop'),
      end('stopped_end') + chain('stopped_start', 'stopped_end'),
    ),
    eventSubprocess('told', signalEvent('all'), end('told_end') + chain('told_start', 'told_end'), {
      interrupting: false,
    }),
  ].join(''),
});

/** Brings an engine to where something of nearly everything that is stored is open. */
export async function makeSample(engine: TestEngine): Promise<void> {
  await engine.deploy(CALLED);
  await engine.deploy(MAIN);
  await engine.start('p', {
    order: 'o-1',
    text: '工单'.repeat(200),
    nested: { list: [1, 'two', null, true] },
  });
  await engine.publish('paid', 'o-2', { timeToLiveMs: 3_600_000, messageId: 'kept' });
  const job = await engine.job('failed');
  await engine.core.submit('failJob', {
    key: job.key,
    retries: 0,
    errorMessage: 'no',
    retryBackoffMs: 0,
    variables: {},
  });
  await engine.job('work');
}

/** Does all that is open in a sample store, in every way that it is open in. */
export async function finishSample(engine: TestEngine, processInstanceKey: string): Promise<void> {
  const { core } = engine;
  const incident = engine.incident();
  await core.submit('updateJob', { key: incident.jobKey ?? '', retries: 1 });
  await core.submit('resolveIncident', { key: incident.key });
  await engine.work('failed');
  for (const { key } of await engine.jobs('worked')) await core.submit('completeJob', { key, variables: {} });
  await engine.broadcast('all');
  // The lock of the worker that had it ends.
  await engine.advance(60_000);
  await engine.work('work');
  await engine.publish('paid', 'o-1');
  await engine.advance(24 * 3_600_000);
  const task = engine.view(processInstanceKey, 'ask');
  await core.submit('completeUserTask', { key: taskKeyOf(engine, task.key), variables: {}, action: '' });
}

/** The user task of an element instance: its key follows. */
function taskKeyOf(engine: TestEngine, elementInstanceKey: string): string {
  for (let key = BigInt(elementInstanceKey) + 1n; ; key += 1n) {
    if (engine.core.queries.userTask(String(key)) !== undefined) return String(key);
  }
}
