import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TaskListenerResult, UserTaskView } from '../processor/commands.ts';
import {
  boundary,
  bpmnFile,
  chain,
  end,
  openTestEngine,
  service,
  start,
  taskListeners,
  timer,
  userTask,
  type TestEngine,
} from '../testing/index.ts';

const FULL = [
  '<zeebe:assignmentDefinition assignee="=who" candidateGroups="=[group]" candidateUsers="ann, bob" />',
  '<zeebe:taskSchedule dueDate="=due" followUpDate="2026-03-04T09:00:00+08:00" />',
  '<zeebe:priorityDefinition priority="=80" />',
  '<zeebe:taskHeaders><zeebe:header key="form" value="sign" /></zeebe:taskHeaders>',
].join('');

const PLAIN = '<zeebe:assignmentDefinition candidateGroups="=[&quot;g&quot;]" />';

describe('a user task', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const deploy = (extensions: string, more = ''): Promise<unknown> =>
    engine.deploy(
      bpmnFile({
        elements:
          start() +
          userTask('task', { extensions, attributes: 'name="Sign"' }) +
          service('after') +
          chain('start', 'task', 'after') +
          more,
      }),
    );

  /** The one open user task, by its element instance: its key follows that of the element. */
  const taskOf = (instance: string): UserTaskView => {
    const element = engine.view(instance, 'task');
    for (let offset = 1; offset < 10; offset += 1) {
      const task = engine.core.queries.userTask(String(Number(element.key) + offset));
      if (task !== undefined) return task;
    }
    throw new Error('no user task');
  };

  const result = (part: Partial<TaskListenerResult>): TaskListenerResult => ({
    denied: false,
    deniedReason: '',
    corrections: {},
    ...part,
  });

  const listen = async (type: string, part: Partial<TaskListenerResult> = {}): Promise<void> => {
    const { key } = await engine.job(type);
    await engine.core.submit('completeJob', { key, variables: {}, result: result(part) });
  };

  it('takes its attributes from its model', async () => {
    await deploy(FULL);
    const instance = await engine.start('p', {
      who: 'carl',
      group: 'unit:water',
      due: '2026-03-03T17:00:00+08:00',
    });
    expect(taskOf(instance)).toMatchObject({
      state: 'CREATED',
      name: 'Sign',
      elementId: 'task',
      assignee: 'carl',
      candidateGroups: ['unit:water'],
      candidateUsers: ['ann', 'bob'],
      dueDate: '2026-03-03T17:00:00+08:00',
      followUpDate: '2026-03-04T09:00:00+08:00',
      priority: 80,
      customHeaders: { form: 'sign' },
      processId: 'p',
      creationDate: '2026-03-02T08:00:00.000Z',
    });
  });

  it('has priority 50 and nothing else without a model of them', async () => {
    await deploy('');
    expect(taskOf(await engine.start())).toMatchObject({
      assignee: null,
      candidateGroups: [],
      dueDate: null,
      priority: 50,
    });
  });

  it('is completed once, with variables that are merged', async () => {
    await deploy('');
    const instance = await engine.start('p', { a: 1 });
    const { key } = taskOf(instance);
    await engine.core.submit('completeUserTask', { key, variables: { b: 2 }, action: '' });
    expect((await engine.job('after')).variables).toEqual({ a: 1, b: 2 });
    const again = engine.core.submit('completeUserTask', { key, variables: {}, action: '' });
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is assigned, not over another without leave, and unassigned', async () => {
    await deploy('');
    const instance = await engine.start();
    const { key } = taskOf(instance);
    await engine.core.submit('assignUserTask', { key, assignee: 'ann', allowOverride: true, action: '' });
    expect(taskOf(instance).assignee).toBe('ann');
    const other = engine.core.submit('assignUserTask', {
      key,
      assignee: 'bob',
      allowOverride: false,
      action: '',
    });
    await expect(other).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await engine.core.submit('unassignUserTask', { key, action: '' });
    expect(taskOf(instance).assignee).toBeNull();
  });

  it('is updated field by field; null and empty clear', async () => {
    await deploy(FULL);
    const instance = await engine.start('p', { who: 'carl', group: 'g', due: '2026-03-03T17:00:00+08:00' });
    const { key } = taskOf(instance);
    await engine.core.submit('updateUserTask', {
      key,
      action: '',
      changeset: { candidateUsers: [], dueDate: null, priority: 7 },
    });
    expect(taskOf(instance)).toMatchObject({
      candidateUsers: [],
      candidateGroups: ['g'],
      dueDate: null,
      priority: 7,
      assignee: 'carl',
    });
  });

  it('waits for its listeners one after another, and answers when the last is done', async () => {
    await deploy(
      PLAIN + taskListeners(['creating', 'made'], ['completing', 'first'], ['completing', 'second']),
    );
    const instance = await engine.start();
    expect(taskOf(instance).state).toBe('CREATING');
    const job = await engine.job('made');
    expect(job).toMatchObject({
      kind: 'TASK_LISTENER',
      listenerEventType: 'CREATING',
      elementId: 'task',
      retries: 3,
      userTask: {
        userTaskKey: taskOf(instance).key,
        candidateGroups: ['g'],
        assignee: null,
        priority: 50,
        changedAttributes: [],
      },
    });
    await engine.core.submit('completeJob', { key: job.key, variables: {} });
    expect(taskOf(instance).state).toBe('CREATED');
    // when
    let answered = false;
    const { key } = taskOf(instance);
    const completion = engine.core.submit('completeUserTask', {
      key,
      variables: { reply: 'ok' },
      action: 'finish',
    });
    void completion.then(() => (answered = true));
    const first = await engine.job('first');
    expect(first).toMatchObject({
      listenerEventType: 'COMPLETING',
      variables: { reply: 'ok' },
      userTask: { action: 'finish' },
    });
    expect(taskOf(instance).state).toBe('COMPLETING');
    const meanwhile = engine.core.submit('completeUserTask', { key, variables: {}, action: '' });
    await expect(meanwhile).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await engine.core.submit('completeJob', { key: first.key, variables: {} });
    expect(answered).toBe(false);
    // then
    await listen('second');
    await completion;
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('is denied by a listener, which tells why; the corrections before are dropped', async () => {
    await deploy(taskListeners(['completing', 'correct'], ['completing', 'deny']));
    const instance = await engine.start();
    const { key } = taskOf(instance);
    const completion = engine.core.submit('completeUserTask', { key, variables: {}, action: '' });
    const refused = expect(completion).rejects.toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('too short'),
    });
    await listen('correct', { corrections: { priority: 9 } });
    await listen('deny', { denied: true, deniedReason: 'the reply is too short' });
    await refused;
    expect(taskOf(instance)).toMatchObject({ state: 'CREATED', priority: 50 });
    // and may be tried again
    const second = engine.core.submit('completeUserTask', { key, variables: {}, action: '' });
    await listen('correct');
    await listen('deny');
    await second;
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('is corrected by a listener, without the updating listeners; null keeps, empty clears', async () => {
    await deploy(PLAIN + taskListeners(['assigning', 'assign'], ['updating', 'update']));
    const instance = await engine.start();
    const { key } = taskOf(instance);
    const assignment = engine.core.submit('assignUserTask', {
      key,
      assignee: 'ann',
      allowOverride: true,
      action: 'claim',
    });
    const job = await engine.job('assign');
    expect(job.userTask).toMatchObject({ assignee: 'ann', action: 'claim', changedAttributes: ['assignee'] });
    const corrections = { assignee: 'bob', candidateGroups: [], dueDate: null, priority: 60 };
    await engine.core.submit('completeJob', { key: job.key, variables: {}, result: result({ corrections }) });
    await assignment;
    expect(taskOf(instance)).toMatchObject({
      state: 'CREATED',
      assignee: 'bob',
      candidateGroups: [],
      priority: 60,
    });
    expect(await engine.jobs('update')).toEqual([]);
  });

  it('refuses what a listener must not do', async () => {
    await deploy(`<zeebe:assignmentDefinition assignee="ann" />${taskListeners(['creating', 'made'])}`);
    await engine.start();
    const { key } = await engine.job('made');
    const complete = (part: Partial<TaskListenerResult>, variables = {}) =>
      engine.core.submit('completeJob', { key, variables, result: result(part) });
    await expect(complete({ denied: true })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(complete({ denied: true, corrections: { priority: 1 } })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(complete({ corrections: { assignee: 'bob' } })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(complete({}, { a: 1 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const thrown = engine.core.submit('throwError', { key, errorCode: 'x', errorMessage: '', variables: {} });
    await expect(thrown).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await complete({});
  });

  it('fires assigning for an assignee of its model, after it was created', async () => {
    await deploy(
      `<zeebe:assignmentDefinition assignee="ann" />${taskListeners(['creating', 'made'], ['assigning', 'assign'])}`,
    );
    const instance = await engine.start();
    expect((await engine.job('made')).userTask?.assignee).toBeNull();
    const [job] = await engine.jobs('made');
    expect(job).toBeUndefined();
    await engine.advance(60_000);
    await listen('made');
    expect(taskOf(instance)).toMatchObject({ state: 'ASSIGNING', assignee: null });
    await listen('assign');
    expect(taskOf(instance)).toMatchObject({ state: 'CREATED', assignee: 'ann' });
  });

  it('is cancelled after its canceling listeners, with the process instance', async () => {
    await deploy(taskListeners(['canceling', 'gone']));
    const instance = await engine.start();
    const { key } = taskOf(instance);
    await engine.core.submit('cancelInstance', { processInstanceKey: instance });
    expect(taskOf(instance).state).toBe('CANCELING');
    expect(engine.isActive(instance)).toBe(true);
    await listen('gone');
    expect(engine.isActive(instance)).toBe(false);
    expect(engine.core.queries.userTask(key)).toBeUndefined();
  });

  it('is interrupted by its boundary only after its canceling listeners', async () => {
    await deploy(
      taskListeners(['canceling', 'gone']),
      boundary('late', 'task', timer('timeDuration', 'PT1H')) + end('over') + chain('late', 'over'),
    );
    const instance = await engine.start();
    await engine.advance(3_600_000);
    expect(engine.elements(instance)).toEqual(['task']);
    await listen('gone');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('refuses a completion that waits for a listener when the task is cancelled meanwhile', async () => {
    await deploy(taskListeners(['completing', 'check']));
    const instance = await engine.start();
    const completion = engine.core.submit('completeUserTask', {
      key: taskOf(instance).key,
      variables: {},
      action: '',
    });
    const refused = expect(completion).rejects.toMatchObject({ code: 'INVALID_STATE' });
    const { key } = await engine.job('check');
    await engine.core.submit('cancelInstance', { processInstanceKey: instance });
    await refused;
    await expect(engine.core.submit('completeJob', { key, variables: {} })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it("raises a listener's own incident without retries, and tries only that listener again", async () => {
    await deploy(taskListeners(['completing', 'first'], ['completing', 'second']));
    const instance = await engine.start();
    const completion = engine.core.submit('completeUserTask', {
      key: taskOf(instance).key,
      variables: {},
      action: '',
    });
    await listen('first');
    const { key } = await engine.job('second');
    await engine.core.submit('failJob', {
      key,
      retries: 0,
      errorMessage: 'no',
      retryBackoffMs: 0,
      variables: {},
    });
    const incident = engine.incident();
    expect(incident.errorType).toBe('TASK_LISTENER_NO_RETRIES');
    await engine.core.submit('updateJob', { key, retries: 1 });
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(await engine.jobs('first')).toEqual([]);
    await listen('second');
    await completion;
  });

  it('survives a restart in the middle of a transition', async () => {
    await deploy(taskListeners(['completing', 'check']));
    const instance = await engine.start();
    const completion = engine.core.submit('completeUserTask', {
      key: taskOf(instance).key,
      variables: { a: 1 },
      action: '',
    });
    const gone = expect(completion).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const job = await engine.job('check');
    await engine.reopen();
    await gone;
    await engine.core.submit('completeJob', { key: job.key, variables: {} });
    expect((await engine.job('after')).variables).toEqual({ a: 1 });
  });

  it('raises an incident for a form that is not deployed, and finds the latest one', async () => {
    const form = { name: 'sign.form', text: JSON.stringify({ id: 'sign', components: [] }) };
    await deploy('<zeebe:formDefinition formId="sign" />');
    const instance = await engine.start();
    const incident = engine.incident();
    expect(incident.errorType).toBe('FORM_NOT_FOUND');
    await engine.deploy(form);
    await engine.core.submit('resolveIncident', { key: incident.key });
    const { key } = taskOf(instance);
    expect(engine.core.queries.userTaskForm(key)).toMatchObject({
      formId: 'sign',
      version: 1,
      schema: form.text,
    });
  });
});
