import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { CaseDocument } from '@jiesu/store';
import { orderOf } from '../scene.ts';
import type { Scene, Steps } from '../steps.ts';

const MEASURES: Readonly<Record<string, string>> = {
  通报: 'notice',
  约谈: 'interview',
  问责: 'accountability',
};

/** Steps that look at what follows for a unit: 通报, 约谈, 问责. */
export function addAccountabilitySteps(steps: Steps): void {
  steps.add(/(未结|已结)问责案 (\d+) 件/, async (scene, [state, count]) => {
    const cases = await casesOf(scene);
    strictEqual(
      cases.filter((entry) => entry.state === (state === '未结' ? 'open' : 'closed')).length,
      Number(count),
    );
  });
  steps.add(/因(红牌|逾期)的问责案已采取措施“(.*)”/, async (scene, [cause, names = '']) => {
    const found = (await casesOf(scene)).find(
      (entry) => entry.cause === (cause === '红牌' ? 'red-card' : 'overdue'),
    );
    const expected = names === '' ? [] : names.split('、').map((name) => MEASURES[name]);
    deepStrictEqual([...new Set((found?.measures ?? []).map(({ measure }) => measure))], expected);
  });
}

async function casesOf(scene: Scene): Promise<CaseDocument[]> {
  const { _id } = await orderOf(scene);
  return scene.city.store.cases.find({ orderId: _id }).lean<CaseDocument[]>();
}
