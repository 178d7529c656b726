import { strictEqual } from 'node:assert/strict';
import { orderOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

const PARTS: Readonly<Record<string, string>> = {
  按时办结: 'onTime',
  按时签收: 'signedInTime',
  解决: 'solved',
  满意: 'satisfied',
};
const BANDS: Readonly<Record<string, string>> = {
  优秀: 'excellent',
  良好: 'good',
  合格: 'pass',
  不合格: 'fail',
};

/** Steps that look at the evaluation of an order. */
export function addScoresSteps(steps: Steps): void {
  steps.add(/评价(按时办结|按时签收|解决|满意)为(是|否|不计)/, async (scene, [part = '', value]) => {
    const { scores } = await orderOf(scene);
    strictEqual(scores?.[PARTS[part] ?? ''], value === '不计' ? null : value === '是');
  });
  steps.add(/评价得分为 ([\d.]+)，等次为(优秀|良好|合格|不合格)/, async (scene, [score, band = '']) => {
    const { scores } = await orderOf(scene);
    strictEqual(scores?.['score'], Number(score));
    strictEqual(scores['band'], BANDS[band]);
  });
  steps.add(/不作评价/, async (scene) => {
    strictEqual((await orderOf(scene)).scores, undefined);
  });
}
