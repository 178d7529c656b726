import { strictEqual } from 'node:assert/strict';
import type { OrderRequest } from '@jiesu/store';
import { valuesOf } from '../desk.ts';
import type { FilledForm } from '../desk.ts';
import { codeOf, usernameOf } from '../names.ts';
import { orderNoOf, orderOf, refused, resolved } from '../scene.ts';
import type { Scene, Steps, Table } from '../steps.ts';

/** Steps of those who ask for a change of a running order. */
export function addRequestsSteps(steps: Steps): void {
  steps.add(
    /(.+?)(?<!不能)申请(延期|挂起|恢复办理|终止|退单|转办|并单|拆单|加急)/,
    async (scene, [desk = '', type = ''], table) => {
      await ask(scene, desk, type, table);
      await scene.city.settle();
    },
  );
  steps.add(
    /(.+?)不能申请(延期|挂起|恢复办理|终止|退单|转办|并单|拆单|加急)/,
    async (scene, [desk = '', type = ''], table) => {
      await refused(() => ask(scene, desk, type, table));
    },
  );

  steps.add(
    /(延期|挂起|终止|退单|转办|并单|加急)申请(在审|已批准|未批准)/,
    async (scene, [type = '', state]) => {
      const request = await lastRequest(scene, type);
      strictEqual(request?.state, state === '在审' ? 'open' : state === '已批准' ? 'approved' : 'refused');
    },
  );

  steps.add(/没有未完成的任务/, async (scene) => {
    const { _id } = await orderOf(scene);
    strictEqual(await scene.city.store.tasks.countDocuments({ orderId: _id, state: 'open' }), 0);
  });
  steps.add(/(延期|挂起|终止|退单)申请未批准，理由为“(.+)”/, async (scene, [type = '', reason]) => {
    const request = await lastRequest(scene, type);
    strictEqual(request?.state, 'refused');
    strictEqual(request.note, reason);
  });
}

async function lastRequest(scene: Scene, type: string): Promise<OrderRequest | undefined> {
  const { requests = [] } = await orderOf(scene);
  return requests.findLast((entry) => entry.type === codeOf('requestType', type));
}

async function ask(scene: Scene, desk: string, type: string, table: Table): Promise<void> {
  const person = await scene.city.person(usernameOf(desk));
  const orderNo = orderNoOf(scene);
  const code = codeOf('requestType', type);
  const { possible } = await person.request<{ possible: (FilledForm & { type: string })[] }>(
    'GET',
    `/api/orders/${orderNo}/requests`,
  );
  const offered = possible.find((entry) => entry.type === code);
  const values = offered === undefined ? {} : valuesOf(resolved(scene, table), offered);
  await person.request('POST', `/api/orders/${orderNo}/requests`, { type: code, ...values });
}
