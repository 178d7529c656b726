import { strictEqual } from 'node:assert/strict';
import { orderOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps that look at callback and redo. */
export function addCallbackSteps(steps: Steps): void {
  steps.add(/重办 (\d+) 次/, async (scene, [count]) => {
    strictEqual((await orderOf(scene)).redoCount, Number(count));
  });
  steps.add(/回访结果为“(满意|不满意|未评价)”/, async (scene, [name = '']) => {
    const results = { 满意: 'satisfied', 不满意: 'dissatisfied', 未评价: 'not-evaluated' };
    strictEqual((await orderOf(scene)).callback?.['result'], results[name as keyof typeof results]);
  });
}
