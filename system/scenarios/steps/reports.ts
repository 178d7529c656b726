import { ok, strictEqual } from 'node:assert/strict';
import type { OrderDocument, ReportDocument, TaskDocument } from '@jiesu/store';
import { valuesOf } from '../desk.ts';
import type { FilledForm } from '../desk.ts';
import { unitId, usernameOf } from '../names.ts';
import { LATEST } from '../scene.ts';
import type { Scene, Steps } from '../steps.ts';

const REPORTS: Readonly<Record<string, string>> = {
  民情日报: 'daily',
  民情周报: 'weekly',
  民情月报: 'monthly',
};
const REPORT = `(${String.raw`\d{4}-\d{2}-\d{2}`}) 的(民情日报|民情周报|民情月报)`;

/** Steps of the recurring reports and of what hotspots lead to. */
export function addReportsSteps(steps: Steps): void {
  steps.add(/报告计划变更，自此刻重新安排/, async ({ city }) => {
    for (const reportId of Object.values(REPORTS)) await city.publish('report-plan-changed', reportId, {});
  });
  steps.add(new RegExp(`${REPORT}(已|未)生成`), async (scene, [day = '', name = '', is]) => {
    strictEqual((await reportOf(scene, day, name)) !== null, is === '已');
  });
  steps.add(new RegExp(`${REPORT}有热点 (\\d+) 处`), async (scene, [day = '', name = '', count]) => {
    strictEqual((await reportOf(scene, day, name))?.hotspots.length, Number(count));
  });
  steps.add(new RegExp(`${REPORT}受理 (\\d+) 件`), async (scene, [day = '', name = '', count]) => {
    strictEqual((await reportOf(scene, day, name))?.figures['received'], Number(count));
  });
  steps.add(new RegExp(`督办员研判 ${REPORT}的热点`), async (scene, [day = '', name = ''], table) => {
    const key = (await reviewOf(scene, day, name))?._id;
    if (key === undefined) throw new Error('no hotspots wait for a review');
    const supervisor = await scene.city.person(usernameOf('督办员'));
    const detail = await supervisor.request<FilledForm>('GET', `/api/tasks/${key}`);
    await supervisor.completeTask(key, valuesOf(table, detail));
    await scene.city.settle();
  });
  steps.add(new RegExp(`${REPORT}的热点(有|没有)待研判`), async (scene, [day = '', name = '', is]) => {
    strictEqual((await reviewOf(scene, day, name)) !== null, is === '有');
  });
  steps.add(new RegExp(`${REPORT}的热点研判期限为 (.+)`), async (scene, [day = '', name = '', time = '']) => {
    const task = await reviewOf(scene, day, name);
    strictEqual(task?.dueAt?.getTime(), Date.parse(`${time.replace(' ', 'T')}:00+08:00`));
  });
  steps.add(/未诉先办工单 (\d+) 件/, async (scene, [count]) => {
    strictEqual((await proactiveOrders(scene)).length, Number(count));
  });
  steps.add(/未诉先办工单由“(.+)”主办/, async (scene, [unit = '']) => {
    const [order] = await proactiveOrders(scene);
    ok(order !== undefined, 'there is no proactive order');
    strictEqual(order.unitId, unitId(unit));
    scene.orders.set(LATEST, order.orderNo);
  });
}

/** A report is kept under the day that it is due. */
function reportOf({ city }: Scene, day: string, name: string): Promise<ReportDocument | null> {
  return city.store.reports.findById(`${REPORTS[name] ?? ''}:${day}`).lean<ReportDocument | null>();
}

function reviewOf({ city }: Scene, day: string, name: string): Promise<TaskDocument | null> {
  return city.store.tasks
    .findOne({ state: 'open', 'subject.id': `${REPORTS[name] ?? ''}:${day}` })
    .lean<TaskDocument | null>();
}

function proactiveOrders({ city }: Scene): Promise<OrderDocument[]> {
  return city.store.orders.find({ _id: /^proactive:/u }).lean<OrderDocument[]>();
}
