import { handIn } from '../desk.ts';
import { usernameOf } from '../names.ts';
import { orderNoOf } from '../scene.ts';
import type { Scene, Steps, Table } from '../steps.ts';

const REASONS = [
  ['退单理由', '该事项不属于本单位职责范围'],
  ['职责依据', '“三定”规定第三条'],
];

/** Steps of a unit that says it is not responsible, and of the dispatcher who judges it. */
export function addReturnsSteps(steps: Steps): void {
  steps.add(/(.+?)签收时退单，建议由“(.+)”承办/, (scene, [unit = '', other = '']) =>
    handInFor(scene, unit, '签收', [['签收意见', '退单'], ...REASONS, ['建议承办单位', other]]),
  );
  steps.add(/派单员(准予退单|不予退单|提交联席会议)/, (scene, [verdict = '']) =>
    handInFor(scene, '派单员', '审核退单', [
      ['审核结论', verdict === '提交联席会议' ? '职责有争议，提交联席会议' : verdict],
      ...(verdict === '不予退单' ? [['不同意的理由', '该事项在本单位职责之内']] : []),
    ]),
  );
  steps.add(/派单员派给“(.+?)”(，直接指定)?/, (scene, [unit = '', designated]) =>
    handInFor(scene, '派单员', '派单员派单', [
      ['处理方式', '派单'],
      ['主办单位', unit],
      ...(designated === undefined ? [] : [['上级直接指定承办，不得退单', '是']]),
    ]),
  );
  steps.add(/派单员提请“(.+)”会商/, (scene, [units = '']) =>
    handInFor(scene, '派单员', '派单员派单', [
      ['处理方式', '职责不清，派单前会商'],
      ['参加会商的单位', units],
    ]),
  );
}

async function handInFor(scene: Scene, desk: string, title: string, table: Table): Promise<void> {
  await handIn(await scene.city.person(usernameOf(desk)), title, table, orderNoOf(scene));
  await scene.city.settle();
}
