import { notStrictEqual, strictEqual } from 'node:assert/strict';
import { handIn, tasksOf } from '../desk.ts';
import { usernameOf } from '../names.ts';
import { orderNoOf, orderOf } from '../scene.ts';
import type { Scene, Steps, Table } from '../steps.ts';

const REACHED = [['诉求人确认问题已解决', '是']];

/** Steps of the callback and of the redo. */
export function addCallbackSteps(steps: Steps): void {
  steps.add(/(.+?)办结工单/, async (scene, [unit = '']) => {
    await signAndReply(scene, unit);
    await handInFor(scene, '督办员', '热线审核', [['审核结论', '通过']]);
  });
  steps.add(/(.+?)签收并答复/, (scene, [unit = '']) => signAndReply(scene, unit));

  steps.add(/回访员回访，诉求人满意/, (scene) =>
    handInFor(scene, '回访员', '回访', [['回访结果', '满意'], ...REACHED]),
  );
  steps.add(/回访员回访，未联系上/, (scene) =>
    handInFor(scene, '回访员', '回访', [['回访结果', '未联系上']]),
  );
  steps.add(/回访员回访，诉求人因“(.+?)”不满意(，要求重办)?/, (scene, [reason = '', redo]) =>
    handInFor(scene, '回访员', '回访', [
      ['回访结果', '不满意'],
      ['不满意的方面', reason],
      ['不满意原因', `诉求人表示：${reason}`],
      ...(redo === undefined ? [] : [['理由成立，发起重办', '是']]),
    ]),
  );
  steps.add(/诉求人短信回复“(.+)”/, async (scene, [text = '']) => {
    await scene.city.answerSms('13800000000', text);
  });

  steps.add(/回访第 (\d) 次/, async (scene, [attempt]) => {
    strictEqual((await orderOf(scene)).callbackPlan?.['attempt'], Number(attempt));
  });
  steps.add(/未联系上 (\d) 次/, async (scene, [count]) => {
    strictEqual((await orderOf(scene)).callbackAttempts?.length ?? 0, Number(count));
  });
  steps.add(/(计入|不计入)满意率/, async (scene, [counts]) => {
    const satisfied = (await orderOf(scene)).scores?.['satisfied'];
    strictEqual(typeof satisfied === 'boolean', counts === '计入');
  });
  steps.add(/重办 (\d+) 次/, async (scene, [count]) => {
    strictEqual((await orderOf(scene)).redoCount, Number(count));
  });
  steps.add(/回访结果为“(满意|不满意|未评价)”/, async (scene, [name = '']) => {
    const results = { 满意: 'satisfied', 不满意: 'dissatisfied', 未评价: 'not-evaluated' };
    strictEqual((await orderOf(scene)).callback?.['result'], results[name as keyof typeof results]);
  });
}

/** From wherever the unit has the order to the reply that waits for the hotline's review. */
async function signAndReply(scene: Scene, unit: string): Promise<void> {
  const open = await tasksOf(await scene.city.person(usernameOf(unit)), orderNoOf(scene));
  const titles = open.map(({ title }) => title);
  notStrictEqual(titles.length, 0, `${unit} has no task of ${orderNoOf(scene)}`);
  if (titles.includes('签收')) await handInFor(scene, unit, '签收', [['签收意见', '签收']]);
  if (!titles.includes('办理答复')) {
    await handInFor(scene, unit, '联系诉求人', [['联系结果', '已联系上']]);
  }
  const { redoCount } = await orderOf(scene);
  await handInFor(scene, unit, '办理答复', [
    ['办理结果', '已解决'],
    ['答复内容', `经现场核查，第 ${redoCount + 1} 轮办理已经完成，并向诉求人说明。`],
  ]);
}

async function handInFor(scene: Scene, desk: string, title: string, table: Table): Promise<void> {
  await handIn(await scene.city.person(usernameOf(desk)), title, table, orderNoOf(scene));
  await scene.city.settle();
}
