import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { OrderAssisting } from '@jiesu/store';
import { handIn } from '../desk.ts';
import { TIME, iso, isoOf } from '../moments.ts';
import { unitId } from '../names.ts';
import { orderNoOf, orderOf } from '../scene.ts';
import type { Scene, Steps, Table } from '../steps.ts';

const SIGN: Table = [['签收意见', '签收']];
const CONTACT: Table = [['联系结果', '已联系上']];
const REPLY = '已到现场核实并处理完毕，依据有关规定向诉求人作了说明。';
const STAGE: Table = [
  ['阶段进展', '已立案调查，正在核对考勤和工资记录。'],
  ['下一步安排', '约谈用人单位。'],
];
const APPROVE: Table = [['审核结论', '通过']];

/** Steps of the units that handle an order: the usual ones in one line, and what the order then shows. */
export function addHandlingSteps(steps: Steps): void {
  steps.add(/承办单位签收/, (scene) => byLead(scene, '签收', SIGN));
  steps.add(/承办单位联系诉求人/, (scene) => byLead(scene, '联系诉求人', CONTACT));
  steps.add(/承办单位答复/, (scene) => byLead(scene, '办理答复', replied(REPLY)));
  steps.add(/承办单位答复“(.+)”/, (scene, [text = '']) => byLead(scene, '办理答复', replied(text)));
  steps.add(/承办单位签收并联系诉求人/, async (scene) => {
    await byLead(scene, '签收', SIGN);
    await byLead(scene, '联系诉求人', CONTACT);
  });
  steps.add(/承办单位报告阶段进展/, (scene) => byLead(scene, '阶段报告', STAGE));
  steps.add(/督办员审核通过/, (scene) => by(scene, 'supervisor', '热线审核', APPROVE));
  steps.add(/承办单位办结并经审核通过/, async (scene) => {
    await byLead(scene, '办理答复', replied(REPLY));
    await by(scene, 'supervisor', '热线审核', APPROVE);
  });
  steps.add(/承办单位到场并排除险情/, async (scene) => {
    await byLead(scene, '到场确认', [['已采取的措施', '已设警戒并疏散周边人员。']]);
    await byLead(scene, '排除险情', [
      ['排险措施', '已加固支护，险情排除。'],
      ['答复内容', REPLY],
    ]);
  });
  steps.add(/到回访时段，诉求人表示满意/, (scene) => calledBack(scene, '满意', true));
  steps.add(/到回访时段，诉求人(满意|不满意)，(已|未)解决/, (scene, [result = '', solved]) =>
    calledBack(scene, result, solved === '已'),
  );
  steps.add(new RegExp(`任务“(.+)”的期限为 (${TIME})`), async (scene, [title = '', time = '']) => {
    const tasks = await scene.city.store.tasks
      .find({ orderNo: orderNoOf(scene), title, state: 'open' }, { dueAt: 1 })
      .lean<{ dueAt?: Date }[]>();
    deepStrictEqual(
      tasks.map(({ dueAt }) => dueAt && iso(dueAt.getTime())),
      [iso(Date.parse(isoOf(time)))],
    );
  });
  steps.add(new RegExp(`协办单位“(.+)”的期限为 (${TIME})`), async (scene, [name = '', time = '']) => {
    strictEqual(iso((await partOf(scene, name)).dueAt?.getTime() ?? 0), iso(Date.parse(isoOf(time))));
  });
  steps.add(/协办单位“(.+)”(已反馈|超期|未超期)/, async (scene, [name = '', what]) => {
    const { at, missedAt } = await partOf(scene, name);
    if (what === '已反馈') ok(at !== undefined, 'it has handed in nothing');
    else strictEqual(missedAt !== undefined, what === '超期');
  });
  steps.add(/没有协办单位/, async (scene) => {
    deepStrictEqual((await orderOf(scene)).assisting ?? [], []);
  });
  steps.add(/派单 (\d+) 次/, async (scene, [count]) => {
    strictEqual((await orderOf(scene)).dispatches?.length, Number(count));
  });
}

const replied = (text: string): Table => [
  ['办理结果', '已解决'],
  ['答复内容', text],
];

async function calledBack(scene: Scene, result: string, isSolved: boolean): Promise<void> {
  const plan = (await orderOf(scene)).callbackPlan?.['notBefore'];
  if (plan instanceof Date) await scene.city.moveTo(iso(plan.getTime()));
  await by(scene, 'callback', '回访', [
    ['回访结果', result],
    ['诉求人确认问题已解决', isSolved ? '是' : '否'],
    ...(result === '满意'
      ? []
      : [
          ['不满意的方面', '对政策规定不满意'],
          ['不满意原因', '认为规定不合理'],
        ]),
  ]);
}

async function byLead(scene: Scene, title: string, table: Table): Promise<void> {
  await by(scene, `unit.${(await orderOf(scene)).unitId ?? ''}`, title, table);
}

async function by(scene: Scene, username: string, title: string, table: Table): Promise<void> {
  await handIn(await scene.city.person(username), title, table, orderNoOf(scene));
  await scene.city.settle();
}

async function partOf(scene: Scene, name: string): Promise<OrderAssisting> {
  const { assisting = [] } = await orderOf(scene);
  const part = assisting.find((entry) => entry.unitId === unitId(name));
  if (part === undefined) throw new Error(`${name} does not assist`);
  return part;
}
