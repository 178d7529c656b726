import { strictEqual } from 'node:assert/strict';
import { occasionOf } from '../names.ts';
import { orderOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps that look at what supervision did. */
export function addSupervisionSteps(steps: Steps): void {
  steps.add(/(有|没有)催办“(.+)”/, async (scene, [has, name = '']) => {
    const { reminders } = await orderOf(scene);
    const found = reminders.filter(({ occasion }) => occasion === occasionOf(name)).length;
    strictEqual(
      found,
      has === '有' ? 1 : 0,
      `reminders: ${reminders.map(({ occasion }) => occasion).join(', ')}`,
    );
  });
  steps.add(/催办“(.+)” (\d+) 次/, async (scene, [name = '', count]) => {
    const { reminders } = await orderOf(scene);
    strictEqual(
      reminders.filter(({ occasion }) => occasion === occasionOf(name)).length,
      Number(count),
      `reminders: ${reminders.map(({ occasion }) => occasion).join(', ')}`,
    );
  });
  steps.add(/(已|未)提级至(单位负责人|政府办)/, async (scene, [is, to]) => {
    const { raises = [] } = await orderOf(scene);
    const level = to === '政府办' ? 'office' : 'unit-leader';
    strictEqual(raises.filter((raise) => raise.to === level).length, is === '已' ? 1 : 0);
  });
  steps.add(/提级至(单位负责人|政府办) (\d+) 次/, async (scene, [to, count]) => {
    const { raises = [] } = await orderOf(scene);
    const level = to === '政府办' ? 'office' : 'unit-leader';
    strictEqual(raises.filter((raise) => raise.to === level).length, Number(count));
  });
  steps.add(/(黄牌|红牌) (\d+) 张/, async (scene, [colour, count]) => {
    const { cards = [] } = await orderOf(scene);
    strictEqual(
      cards.filter((card) => card.colour === (colour === '黄牌' ? 'yellow' : 'red')).length,
      Number(count),
    );
  });
  steps.add(/阶段报告 (\d+) 份/, async (scene, [count]) => {
    const { stageReports = [] } = await orderOf(scene);
    strictEqual(stageReports.length, Number(count));
  });
}
