import { DateTime } from 'luxon';
import { areaId, categoryId, codeOf, referralId, unitId } from '../names.ts';
import { LATEST, orderNoOf, orderOf, refused, resolved } from '../scene.ts';
import type { Scene, Steps, Table } from '../steps.ts';

const CALL = String.raw`(市民|企业)反映(一般|加急|紧急)?(咨询|求助|投诉|举报|建议|表扬)`;
const MATTER = String.raw`(?:，类别“([^”]+)”)?，区域“([^”]+)”`;

/** Steps of the agent who takes a call. Without an urgency or a category the classifier proposes them. */
export function addIntakeSteps(steps: Steps): void {
  steps.add(new RegExp(`${CALL}${MATTER}(?:，记为“(.+)”)?`), async (scene, args, table) => {
    const orderNo = await takeCall(scene, args, table);
    scene.orders.set(LATEST, orderNo).set(args[5] ?? LATEST, orderNo);
    await scene.city.settle();
  });
  steps.add(new RegExp(`${CALL}${MATTER}不被受理`), async (scene, args, table) => {
    await refused(async () => {
      await takeCall(scene, args, table);
    });
  });
  steps.add(/换到工单“(.+)”/, (scene, [name = '']) => {
    scene.orders.set(LATEST, orderNoOf(scene, name));
    return Promise.resolve();
  });
  steps.add(/启动工单的消息重复送达/, async (scene) => {
    const { _id, orderNo } = await orderOf(scene);
    await scene.city.publish('order-received', _id, { orderId: _id, orderNo });
  });
}

async function takeCall(
  scene: Scene,
  [callerType = '', urgency, kind = '', category, area = '']: readonly (string | undefined)[],
  table: Table,
): Promise<string> {
  const fields = Object.fromEntries(resolved(scene, table)) as Record<string, string>;
  const { 当场答复: reply, 被投诉单位: complained, 匿名: anonymous, 电话: phone = '13800000000' } = fields;
  const { 不予受理情形: referral, 主工单: mainOrderNo, 来电时间: calledAt } = fields;
  const agent = await scene.city.person('agent');
  const { orderNo } = await agent.takeCall({
    title: fields['标题'] ?? `关于${category ?? area}的${kind}`,
    text: fields['内容'] ?? `诉求人反映${area}的${category ?? ''}问题，请核实处理。`,
    callerType: codeOf('callerType', callerType),
    ...(urgency === undefined ? {} : { urgency: codeOf('urgency', urgency) }),
    kind: codeOf('kind', kind),
    ...(category === undefined ? {} : { category: categoryId(category) }),
    area: areaId(area),
    channel: fields['渠道'] === undefined ? 'phone' : codeOf('channel', fields['渠道']),
    caller: { name: '王小明', phone, anonymous: anonymous === '是' },
    ...(callerType === '企业' ? { enterpriseName: '江州某公司' } : {}),
    ...(reply === undefined ? {} : { answeredAtOnce: { reply } }),
    ...(complained === undefined ? {} : { complainedUnit: unitId(complained) }),
    ...(referral === undefined ? {} : { referralId: referralId(referral) }),
    ...(mainOrderNo === undefined ? {} : { mainOrderNo }),
    ...(calledAt === undefined
      ? {}
      : { calledAt: DateTime.fromSQL(calledAt, { zone: 'Asia/Shanghai' }).toISO() }),
  });
  return orderNo;
}
