import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import { userTaskWithListeners } from '../gateway/testing/models.ts';

describe('user tasks in searches', () => {
  let core: OpenEngineCore;
  let dataDir = '';

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'engine-task-states-'));
    core = await openEngineCore({ dataDir, clockControl: false, maxQueue: 1000 });
    const content = Buffer.from(userTaskWithListeners('tasks', 'listen', 'after'));
    await core.submit('deploy', { resources: [{ name: 'tasks.bpmn', content }] });
  });
  afterAll(async () => {
    await core.close();
    await rm(dataDir, { recursive: true });
  });

  it('show the state of the transition that listeners work on, and are found by it', async () => {
    await core.submit('createInstance', {
      process: { processId: 'tasks' },
      variables: {},
      startElementIds: [],
      tags: [],
    });
    const key = await foundAs('CREATING');
    await listened('listen.creating');
    await foundAs('CREATED');

    const denied = core.submit('assignUserTask', { key, assignee: 'li', allowOverride: true, action: '' });
    const refused = expect(denied).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await foundAs('ASSIGNING');
    await listened('listen', true);
    await refused;
    await foundAs('CREATED');

    const completed = core.submit('completeUserTask', { key, variables: {}, action: '' });
    await foundAs('COMPLETING');
    await listened('listen');
    await completed;
    await foundAs('COMPLETED');
  });

  /** Answers the key of the only task, which must be found by the state, and by no other. */
  async function foundAs(state: string): Promise<string> {
    await core.settled();
    for (const filter of [{ state }, { elementId: 'SignOrder' }, { candidateGroups: 'unit:water' }]) {
      const page = await tasks(filter);
      expect(page).toMatchObject([{ state }]);
    }
    expect(await tasks({ state: { $in: OTHERS.filter((other) => other !== state) } })).toEqual([]);
    const key = (await tasks({ state }))[0]?.userTaskKey;
    return typeof key === 'string' ? key : '';
  }

  async function tasks(filter: object) {
    const page = { limit: 10, from: 0 };
    const found = await core.search?.find('user-tasks', {
      filter: { ...filter },
      anyOf: [],
      related: [],
      sort: [],
      page,
    });
    return found?.items ?? [];
  }

  async function listened(type: string, denied = false): Promise<void> {
    const { jobs } = await core.submit('activateJobs', {
      type,
      worker: 'w',
      timeoutMs: 60_000,
      maxJobs: 1,
      fetchVariables: [],
    });
    const result = { denied, deniedReason: '', corrections: {} };
    await core.submit('completeJob', { key: jobs[0]?.key ?? '', variables: {}, result });
  }
});

const OTHERS = ['CREATING', 'CREATED', 'ASSIGNING', 'COMPLETING', 'COMPLETED', 'CANCELED'];
