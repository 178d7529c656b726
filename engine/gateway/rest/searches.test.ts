import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { givenEngine } from '../testing/real-engine.ts';
import {
  DEADLINES_DMN,
  inLine,
  oneJob,
  processOf,
  startedByMessage,
  userTaskWithListeners,
} from '../testing/models.ts';

/** Searches of this engine have all that was answered before. */
const NOW = { consistency: { waitUpToMs: 0 } };

/** The SDK's client, whose types for keys would be in the way. It checks every answer against the published schema. */
type Client = Readonly<
  Record<
    | 'createProcessInstance'
    | 'cancelProcessInstance'
    | 'correlateMessage'
    | 'resolveIncident'
    | 'getProcessInstance'
    | 'getVariable'
    | 'getIncident'
    | 'searchProcessInstances'
    | 'searchElementInstances'
    | 'searchVariables'
    | 'searchJobs'
    | 'searchIncidents'
    | 'searchUserTasks'
    | 'searchMessageSubscriptions'
    | 'searchProcessDefinitions'
    | 'searchDecisionDefinitions'
    | 'searchDecisionRequirements',
    (request: object, options?: object) => Promise<Answer>
  >
> & { getDecisionRequirementsXml(request: object, options: object): Promise<string> };
interface Answer {
  readonly items: readonly Readonly<Record<string, string>>[];
  readonly page: { readonly totalItems: bigint; readonly startCursor: string; readonly endCursor: string };
  readonly processInstanceKey: string;
  readonly value: string;
}

type Given = Awaited<ReturnType<typeof givenEngine>>;

const WAITS_FOR_REPLY = processOf(
  'waits',
  `<bpmn:startEvent id="Start" /><bpmn:receiveTask id="Reply" messageRef="message_reply" /><bpmn:endEvent id="End" />${inLine('Start', 'Reply', 'End')}`,
  `<bpmn:message id="message_reply" name="reply"><bpmn:extensionElements>
    <zeebe:subscription correlationKey="=orderId" />
  </bpmn:extensionElements></bpmn:message>`,
);

describe('searches', () => {
  let given: Given;
  let rest: Client;
  /** Instances of `found`, in the order of their creation. */
  const keys: string[] = [];

  beforeAll(async () => {
    given = await givenEngine();
    rest = given.rest as unknown as Client;
    await given.deploy({
      'found.bpmn': oneJob('found', 'find.me'),
      'tasks.bpmn': userTaskWithListeners('tasks', 'find.listener', 'find.after'),
      'waits.bpmn': WAITS_FOR_REPLY,
      'late.bpmn': startedByMessage('late', 'late-message', 'find.late'),
      'deadlines.dmn': DEADLINES_DMN,
    });
    for (let n = 1; n <= 5; n += 1) {
      const { processInstanceKey } = await rest.createProcessInstance({
        processDefinitionId: 'found',
        variables: { orderId: `order-${n}`, n, big: 'x'.repeat(n === 1 ? 9000 : 1) },
        tags: n === 1 ? ['urgent', 'water'] : [],
      });
      keys.push(processInstanceKey);
    }
    const [job] = await given.grpc.activateJobs({
      type: 'find.me',
      worker: 'finder',
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: -1,
    });
    await given.grpc.completeJob({ jobKey: job?.key ?? '', variables: { done: true } });
    const [failed] = await given.grpc.activateJobs({
      type: 'find.me',
      worker: 'finder',
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: -1,
    });
    await given.grpc.failJob({
      jobKey: failed?.key ?? '',
      retries: 0,
      errorMessage: 'no such unit',
      retryBackOff: 0,
    });
    await rest.cancelProcessInstance({ processInstanceKey: keys[2] ?? '' });
  });
  afterAll(() => given.stop());

  it('find process instances by state, also those that have ended', async () => {
    const states = await Promise.all(
      keys.map(async (processInstanceKey) => {
        const { items, page } = await rest.searchProcessInstances({ filter: { processInstanceKey } }, NOW);
        expect(Number(page.totalItems)).toBe(1);
        return items[0]?.state;
      }),
    );
    expect(states).toEqual(['COMPLETED', 'ACTIVE', 'TERMINATED', 'ACTIVE', 'ACTIVE']);
    const ended = await rest.getProcessInstance({ processInstanceKey: keys[0] ?? '' }, NOW);
    expect(ended).toMatchObject({
      state: 'COMPLETED',
      endDate: expect.any(String),
      tags: ['urgent', 'water'],
    });
  });

  it('find process instances by what belongs to them', async () => {
    const found = async (filter: object): Promise<unknown[]> => {
      const { items } = await rest.searchProcessInstances({ filter }, NOW);
      return items.map(({ processInstanceKey }) => processInstanceKey);
    };

    expect(await found({ variables: [{ name: 'orderId', value: '"order-4"' }] })).toEqual([keys[3]]);
    expect(await found({ variables: [{ name: 'orderId', value: { $like: '*-5*' } }] })).toEqual([keys[4]]);
    expect(await found({ tags: ['urgent', 'water'] })).toEqual([keys[0]]);
    expect(await found({ tags: ['urgent', 'fire'] })).toEqual([]);
    expect(await found({ hasIncident: true })).toEqual([keys[1]]);
    expect(await found({ errorMessage: 'no such unit' })).toEqual([keys[1]]);
    expect(await found({ elementId: 'End', processDefinitionId: 'found' })).toEqual([keys[0]]);
    expect(await found({ $or: [{ state: 'TERMINATED' }, { hasIncident: true }] })).toEqual([
      keys[1],
      keys[2],
    ]);
    expect(await found({ processInstanceKey: { $in: [keys[4], keys[0]] } })).toEqual([keys[0], keys[4]]);
    expect(await found({ startDate: { $gt: '2100-01-01T00:00:00Z' } })).toEqual([]);
  });

  it('page through by cursors, forwards and backwards, in any order', async () => {
    for (const sort of [
      [{ field: 'processInstanceKey', order: 'DESC' }],
      [{ field: 'startDate', order: 'DESC' }],
      [{ field: 'state', order: 'DESC' }],
    ] as const) {
      const filter = { processDefinitionName: 'found' };
      const request = { filter, sort: [...sort] };
      const all = await rest.searchProcessInstances(request, NOW);
      const order = all.items.map(({ processInstanceKey }) => processInstanceKey);
      expect(order).toHaveLength(5);

      const first = await rest.searchProcessInstances({ ...request, page: { limit: 2 } }, NOW);
      const next = await rest.searchProcessInstances(
        {
          ...request,
          page: { limit: 2, after: first.page.endCursor },
        },
        NOW,
      );
      const back = await rest.searchProcessInstances(
        {
          ...request,
          page: { limit: 2, before: next.page.startCursor },
        },
        NOW,
      );
      const offset = await rest.searchProcessInstances({ ...request, page: { limit: 2, from: 3 } }, NOW);

      const keysOf = (page: Answer): unknown[] => page.items.map((item) => item.processInstanceKey);
      expect(keysOf(first)).toEqual(order.slice(0, 2));
      expect(keysOf(next)).toEqual(order.slice(2, 4));
      expect(keysOf(back)).toEqual(order.slice(0, 2));
      expect(keysOf(offset)).toEqual(order.slice(3, 5));
      expect(Number(first.page.totalItems)).toBe(5);
    }
  });

  it('find element instances with their ends', async () => {
    const { items } = await rest.searchElementInstances(
      {
        filter: { processInstanceKey: keys[0] ?? '' },
      },
      NOW,
    );
    expect(items.map(({ elementId, state }) => [elementId, state])).toEqual([
      ['Start', 'COMPLETED'],
      ['Work', 'COMPLETED'],
      ['End', 'COMPLETED'],
    ]);
    expect(items[1]).toMatchObject({
      elementName: '派单',
      type: 'SERVICE_TASK',
      processDefinitionId: 'found',
    });
  });

  it('find variables; a long value is cut unless it is asked for whole', async () => {
    const filter = { processInstanceKey: keys[0] ?? '', name: 'big' };
    const { items } = await rest.searchVariables({ filter }, NOW);
    expect(items[0]).toMatchObject({ isTruncated: true });
    const whole = await rest.getVariable({ variableKey: items[0]?.variableKey ?? '' }, NOW);
    expect(whole.value).toBe(JSON.stringify('x'.repeat(9000)));
    const done = await rest.searchVariables({ filter: { name: { $in: ['done'] } } }, NOW);
    expect(done.items[0]).toMatchObject({ name: 'done', value: 'true', processInstanceKey: keys[0] });
  });

  it('find jobs with what became of them', async () => {
    const { items } = await rest.searchJobs(
      {
        filter: { type: 'find.me' },
        sort: [{ field: 'jobKey' }],
      },
      NOW,
    );
    expect(items.map(({ state }) => state)).toEqual([
      'COMPLETED',
      'FAILED',
      'CANCELED',
      'CREATED',
      'CREATED',
    ]);
    expect(items[0]).toMatchObject({ worker: 'finder', customHeaders: { mode: 'first' } });
    expect(items[1]).toMatchObject({ errorMessage: 'no such unit', retries: 0 });
  });

  it('find incidents, open and resolved', async () => {
    const { items } = await rest.searchIncidents({ filter: { state: 'ACTIVE' } }, NOW);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      errorType: 'JOB_NO_RETRIES',
      processInstanceKey: keys[1],
      elementId: 'Work',
    });
    const incidentKey = items[0]?.incidentKey ?? '';
    await given.grpc.updateJobRetries({ jobKey: items[0]?.jobKey ?? '', retries: 1 });
    await rest.resolveIncident({ incidentKey });

    expect((await rest.searchIncidents({ filter: { state: 'ACTIVE' } }, NOW)).items).toEqual([]);
    expect(await rest.getIncident({ incidentKey }, NOW)).toMatchObject({ state: 'RESOLVED' });
    const { items: instances } = await rest.searchProcessInstances({ filter: { hasIncident: true } }, NOW);
    expect(instances).toEqual([]);
  });

  it('find user tasks by who may do them, until they are completed and after', async () => {
    const { processInstanceKey } = await rest.createProcessInstance({ processDefinitionId: 'tasks' });
    const filter = { candidateGroup: 'unit:water', processInstanceKey };
    const { items } = await rest.searchUserTasks({ filter }, NOW);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ name: '签收', elementId: 'SignOrder', priority: 60, state: 'CREATING' });

    const other = await rest.searchUserTasks({ filter: { candidateGroup: 'unit:fire' } }, NOW);
    expect(other.items).toEqual([]);

    await rest.cancelProcessInstance({ processInstanceKey });
    const canceled = await rest.searchUserTasks({ filter: { ...filter, state: 'CANCELED' } }, NOW);
    expect(canceled.items).toHaveLength(1);
  });

  it('find message subscriptions', async () => {
    const { processInstanceKey } = await rest.createProcessInstance({
      processDefinitionId: 'waits',
      variables: { orderId: 'order-77' },
    });
    const filter = { correlationKey: 'order-77' };
    const before = await rest.searchMessageSubscriptions({ filter }, NOW);
    expect(before.items[0]).toMatchObject({
      messageName: 'reply',
      messageSubscriptionState: 'CREATED',
      processInstanceKey,
    });
    await rest.correlateMessage({ name: 'reply', correlationKey: 'order-77' });
    const after = await rest.searchMessageSubscriptions({ filter }, NOW);
    expect(after.items[0]?.messageSubscriptionState).not.toBe('CREATED');
  });

  it('find what was deployed', async () => {
    const processes = await rest.searchProcessDefinitions(
      {
        filter: { isLatestVersion: true, processDefinitionId: { $like: 'f*' } },
      },
      NOW,
    );
    expect(processes.items.map(({ processDefinitionId }) => processDefinitionId)).toEqual(['found']);
    const decisions = await rest.searchDecisionDefinitions({ filter: { name: '办理时限' } }, NOW);
    expect(decisions.items[0]).toMatchObject({ decisionDefinitionId: 'deadlines', version: 1 });
    const requirements = await rest.searchDecisionRequirements(
      {
        filter: { decisionRequirementsId: 'deadlines_drg' },
      },
      NOW,
    );
    expect(requirements.items).toHaveLength(1);
    const xml = await rest.getDecisionRequirementsXml(
      {
        decisionRequirementsKey: requirements.items[0]?.decisionRequirementsKey ?? '',
      },
      NOW,
    );
    expect(xml).toContain('deadlines_drg');
  });

  it('refuse what they do not know, naming it', async () => {
    await expect(
      rest.searchProcessInstances({ filter: { colour: 'red' } as object }, NOW),
    ).rejects.toMatchObject({ status: 400, detail: expect.stringContaining('colour') });
    await expect(
      rest.searchProcessInstances({ page: { limit: 5000, from: 9000 } }, NOW),
    ).rejects.toMatchObject({ status: 400 });
    await expect(
      rest.searchProcessInstances({ page: { limit: 5, after: 'bm8=' } }, NOW),
    ).rejects.toMatchObject({
      status: 400,
      detail: expect.stringContaining('page.after'),
    });
  });
});
