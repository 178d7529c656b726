import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { connectStore, type Store } from '@jiesu/store';
import { signInCast, type Cast } from './demo/cast.ts';
import type { JiesuClient, TaskItem } from './client/index.ts';
import { startTemporarySystem, type TemporarySystem } from './temporary-system.ts';

const ORDERS = 200;
/** Nothing finished for so long means that orders are stuck. */
const STANDSTILL_MS = 45_000;

/** What each step is answered with, so that every order goes straight to its end. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ChooseUnit: { unitId: 'urban-management' },
  SignOrder: { signResult: 'sign' },
  ContactCaller: { contactResult: 'reached' },
  HandleOrder: { result: 'solved', reply: '已到现场处理完毕,并向来电人说明情况。' },
  ReviewReply: { reviewResult: 'approve' },
  CallBack: { callbackResult: 'satisfied', solved: true },
};

/** A person at a desk: does whatever is on the list until told to stop; a failure is tried again like a person would. */
async function work(person: JiesuClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let tasks: TaskItem[] = [];
    try {
      tasks = (await person.request<{ items: TaskItem[] }>('GET', '/api/tasks?scope=group&limit=50')).items;
    } catch {
      await pause(100);
    }
    if (tasks.length === 0) await pause(25);
    for (const task of tasks) {
      try {
        await person.completeTask(task.key, ANSWERS[task.elementId] ?? {});
      } catch {
        await pause(10);
      }
    }
  }
}

describe('a system whose parts are killed', () => {
  let system: TemporarySystem;
  let cast: Cast;
  let store: Store;

  beforeAll(async () => {
    system = await startTemporarySystem({});
    cast = await signInCast(system.url, system.demoPassword);
    store = await connectStore(system.mongodbUri, { appName: 'survival-test' });
  }, 120_000);

  afterAll(async () => {
    await store.close();
    await system.stop();
  }, 60_000);

  it('brings 200 orders to their end exactly once through kill -9 of the engine, the database and the workers', async () => {
    const desks = new AbortController();
    const units = ['urban-management'];
    const people = [
      cast.dispatcher,
      cast.supervisor,
      cast.callback,
      ...(await Promise.all(units.map((id) => cast.unit(id)))),
    ];
    const desksDone = people.map((person) => work(person, desks.signal));

    // Given 200 calls, taken while parts of the system are being killed
    const taken = new Set<string>();
    const closed = (): Promise<number> => store.orders.countDocuments({ status: 'closed' });
    const killAt = new Map([
      [20, 'workers'],
      [60, 'engine'],
      [100, 'database'],
      [140, 'workers'],
      [160, 'engine'],
      [180, 'database'],
    ]);
    for (let call = 0; call < ORDERS; call++) {
      const part = killAt.get(call);
      if (part !== undefined) system.processes.get(part)?.kill();
      const intake = {
        title: `路灯不亮 ${call}`,
        text: '小区门口的路灯坏了三天,晚上出行不便,请派人维修。',
        kind: 'help',
        category: 'city-appearance',
        // An enterprise may be called back at once; a citizen's callback waits for a slot of the next working day.
        callerType: 'enterprise',
        enterpriseName: '江州新文印务有限公司',
        caller: { name: '张三', phone: '13800000000' },
        area: 'donghu',
        channel: 'phone',
      };
      // An agent who gets no answer presses the button again: the key makes it one order.
      for (;;) {
        try {
          const { orderNo } = await cast.agent.request<{ orderNo: string }>('POST', '/api/orders', intake, {
            'idempotency-key': `survival-${call}`,
          });
          taken.add(orderNo);
          break;
        } catch {
          await pause(100);
        }
      }
    }
    expect(taken.size).toBe(ORDERS);

    // When people go on working, then every order is closed: as long as work goes on, the test waits
    const done = (): Promise<number> => store.tasks.countDocuments({ state: 'completed' });
    let finishedTasks = -1;
    let lastProgress = performance.now();
    while ((await closed().catch(() => 0)) < ORDERS && performance.now() - lastProgress < STANDSTILL_MS) {
      const now = await done().catch(() => finishedTasks);
      if (now > finishedTasks) lastProgress = performance.now();
      finishedTasks = now;
      await pause(200);
    }
    desks.abort();
    await Promise.all(desksDone);
    const stuck = await store.orders
      .find({ status: { $ne: 'closed' } }, { orderNo: 1, status: 1, activeElements: 1 })
      .lean();
    expect(stuck).toEqual([]);

    // and each was closed, evaluated and called back exactly once, in one process instance
    const counts = await store.events.aggregate<{ _id: { orderId: unknown; type: string }; times: number }>([
      { $match: { type: { $in: ['closed', 'evaluated'] } } },
      { $group: { _id: { orderId: '$orderId', type: '$type' }, times: { $sum: 1 } } },
    ]);
    expect(counts).toHaveLength(2 * ORDERS);
    expect(counts.filter((count) => count.times !== 1)).toEqual([]);
    const callbacks = await store.tasks.aggregate<{ times: number }>([
      { $match: { elementId: 'CallBack', state: 'completed' } },
      { $group: { _id: '$orderId', times: { $sum: 1 } } },
    ]);
    expect(callbacks).toHaveLength(ORDERS);
    expect(callbacks.filter((callback) => callback.times !== 1)).toEqual([]);
    expect(await store.tasks.countDocuments({ state: { $in: ['open', 'completing'] } })).toBe(0);
    const instances = await store.orders.distinct('processInstanceKey');
    expect(instances).toHaveLength(ORDERS);

    // and no instance is left in the engine
    const left = await Promise.all(
      instances.map(async (key) => {
        const answer = await fetch(`${system.zeebe.restAddress}/v2/process-instances/${key}`);
        return answer.status === 404 ? 'ended' : ((await answer.json()) as { state: string }).state;
      }),
    );
    expect(left.filter((state) => state === 'ACTIVE')).toEqual([]);
  }, 900_000);
});
