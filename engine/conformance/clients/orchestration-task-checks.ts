import { expect } from 'expect';
import type { Check } from '../check.ts';
import { formFile, signing } from '../models.ts';
import { deploy, first, NOW, poll, type Orchestration } from './orchestration.ts';

async function openTask(rest: Orchestration, id: string, variables = {}) {
  const created = await rest.createProcessInstance?.({ processDefinitionId: id, variables });
  const processInstanceKey = String(created?.processInstanceKey);
  const { userTaskKey = '' } = await first(rest, 'searchUserTasks', { processInstanceKey, state: 'CREATED' });
  return { processInstanceKey, userTaskKey };
}

/** Completes the job of a listener with a result. Answers what the job tells of the task. */
async function answer(rest: Orchestration, type: string, result?: object) {
  const job = await poll(rest, type, 10_000);
  await rest.completeJob?.({
    jobKey: job?.jobKey,
    ...(result === undefined ? {} : { result: { type: 'userTask', ...result } }),
  });
  expect(job?.kind).toBe('TASK_LISTENER');
  const { action } = (job?.userTask ?? {}) as { readonly action?: unknown };
  return `${String(job?.listenerEventType)} ${String(action)}`;
}

const BINDINGS = [
  ['latest', '', 'two'],
  ['deployment', 'bindingType="deployment"', 'one'],
  ['versionTag', 'bindingType="versionTag" versionTag="v1"', 'one'],
] as const;

export const orchestrationTaskChecks: readonly Check<Orchestration>[] = [
  {
    name: 'assigns, updates, unassigns and completes a user task',
    covers: [
      'POST /user-tasks/search',
      'GET /user-tasks/:key',
      'POST /user-tasks/:key/assignment',
      'PATCH /user-tasks/:key',
      'DELETE /user-tasks/:key/assignee',
      'POST /user-tasks/:key/completion',
      'POST /user-tasks/:key/variables/search',
    ],
    run: async (rest) => {
      await deploy(rest, formFile('signed'), signing('signed'));
      const { userTaskKey } = await openTask(rest, 'signed', { orderId: 'o-1' });
      await rest.assignUserTask?.({ userTaskKey, assignee: 'ann' });
      await expect(
        rest.assignUserTask?.({ userTaskKey, assignee: 'bob', allowOverride: false }),
      ).rejects.toMatchObject({ status: 409 });
      await rest.updateUserTask?.({
        userTaskKey,
        changeset: { dueDate: '2026-02-01T08:00:00Z', candidateUsers: ['carl'], priority: 10 },
      });
      expect(await rest.getUserTask?.({ userTaskKey }, NOW)).toMatchObject({
        name: '签收',
        assignee: 'ann',
        candidateGroups: ['unit:water'],
        candidateUsers: ['carl'],
        dueDate: '2026-02-01T08:00:00.000Z',
        priority: 10,
      });
      await rest.unassignUserTask?.({ userTaskKey });
      const { items } = (await rest.searchUserTaskVariables?.({ userTaskKey }, NOW)) ?? { items: [] };
      expect(items).toMatchObject([{ name: 'orderId', value: '"o-1"' }]);
      await rest.completeUserTask?.({ userTaskKey, variables: { signResult: 'sign' } });
      expect((await poll(rest, 'signed.after', 10_000))?.variables).toMatchObject({ signResult: 'sign' });
      await expect(rest.completeUserTask?.({ userTaskKey })).rejects.toMatchObject({ status: 404 });
    },
  },
  ...BINDINGS.map(([name, binding, expected]): Check<Orchestration> => ({
    name: `shows the form of a user task, binding ${name}`,
    covers: ['GET /user-tasks/:key/form', `linked form, binding ${name}`],
    run: async (rest) => {
      const id = `form-${name}`;
      const tag = name === 'versionTag' ? { versionTag: 'v1' } : {};
      await deploy(rest, formFile(id, { label: 'one', ...tag }), signing(id, [], binding));
      await deploy(rest, formFile(id, { label: 'two' }));
      const { userTaskKey } = await openTask(rest, id);
      const form = await rest.getUserTaskForm?.({ userTaskKey }, NOW);
      expect(JSON.parse(String(form?.schema))).toMatchObject({ label: expected });
    },
  })),
  {
    name: 'asks the listeners of a user task: corrections, denial, consent',
    covers: [
      'task listener, assigning',
      'task listener, updating',
      'task listener, completing',
      'task listener, denial',
      'task listener, corrections',
    ],
    run: async (rest) => {
      const events = ['creating', 'assigning', 'updating', 'completing'];
      await deploy(rest, formFile('heard'), signing('heard', events));
      const opened = openTask(rest, 'heard');
      expect(await answer(rest, 'heard.creating')).toBe('CREATING ');
      const { userTaskKey } = await opened;
      const assigned = rest.assignUserTask?.({ userTaskKey, assignee: 'ann' });
      const corrections = { assignee: 'bob', priority: 90 };
      expect(await answer(rest, 'heard.assigning', { corrections })).toBe('ASSIGNING assign');
      await assigned;
      expect(await rest.getUserTask?.({ userTaskKey }, NOW)).toMatchObject({ assignee: 'bob', priority: 90 });
      const updated = rest.updateUserTask?.({ userTaskKey, changeset: { priority: 20 } });
      expect(await answer(rest, 'heard.updating')).toBe('UPDATING update');
      await updated;
      const denied = rest.completeUserTask?.({ userTaskKey });
      const refusal = expect(denied).rejects.toMatchObject({
        status: 409,
        detail: expect.stringContaining('缺少签收意见') as unknown,
      });
      await answer(rest, 'heard.completing', { denied: true, deniedReason: '缺少签收意见' });
      await refusal;
      const completed = rest.completeUserTask?.({ userTaskKey });
      expect(await answer(rest, 'heard.completing', { denied: false })).toBe('COMPLETING complete');
      await completed;
      expect(await poll(rest, 'heard.after', 10_000)).toBeDefined();
    },
  },
];
