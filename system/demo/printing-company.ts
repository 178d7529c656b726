import type { Cast } from './cast.ts';
import type { Script } from './script.ts';

const DAY = '2026-03-04';
const NEXT_DAY = '2026-03-05';

/**
 * A printing company applied online for its licence and never got the paper. As an enterprise's urgent request it takes
 * the green channel: an answer within one working hour, a visit on the same day.
 */
export async function printingCompany(cast: Cast, script: Script): Promise<void> {
  script.begin('案例一 印刷企业没有收到许可证(企业 · 加急 · 绿色通道)');
  await cast.admin.moveClock(`${DAY}T09:30:00+08:00`);
  const { orderNo } = await cast.agent.takeCall({
    title: '印刷许可证网上办结后一直没有收到',
    text: '我公司在网上申请的印刷经营许可证已经办结,但证件一直没有寄到,印刷业务无法正常开展,请尽快帮助解决。',
    kind: 'help',
    urgency: 'urgent',
    callerType: 'enterprise',
    enterpriseName: '江州新文印务有限公司',
    caller: { name: '周敏', phone: '13900000001' },
    area: 'gaoxin',
    channel: 'enterprise-desk',
    calledAt: `${DAY}T09:28:00+08:00`,
  });
  script.step(`${DAY}T09:30`, `受理 工单 ${orderNo}`);

  let order = await cast.agent.orderWhen(
    orderNo,
    'its way to the unit',
    (seen) => seen.status === 'awaiting-sign' || seen.status === 'dispatching',
  );
  script.step(`${DAY}T09:30`, `分类 ${order.category ?? '无'},去向 ${order.route?.reason ?? '无'}`);
  script.expect(order.category === 'publishing-licence', '系统判定为印刷出版许可');
  if (order.status === 'dispatching') {
    await cast.dispatcher.finish(orderNo, 'ChooseUnit', { unitId: 'publicity-department' });
    script.step(`${DAY}T09:30`, '派单员派单');
    order = await cast.agent.orderWhen(orderNo, 'its signing', (seen) => seen.status === 'awaiting-sign');
  }
  script.expect(order.unitId === 'publicity-department', '主办单位 市委宣传部');
  script.expect(
    Date.parse(String(order.deadline?.['signDueAt'])) === Date.parse(`${DAY}T10:30:00+08:00`),
    '绿色通道:1 个工作小时内响应,10:30 前签收',
  );

  const unit = await cast.unit('publicity-department');
  await cast.admin.moveClock(`${DAY}T09:40:00+08:00`);
  await unit.finish(orderNo, 'SignOrder', { signResult: 'sign' });
  order = await unit.orderWhen(orderNo, 'its sign', (seen) => seen.signedAt !== null);
  script.step(`${DAY}T09:40`, '签收');
  script.expectInTime(order, '签收', order.signedAt, order.deadline?.['signDueAt']);

  await cast.admin.moveClock(`${DAY}T09:50:00+08:00`);
  await unit.finish(orderNo, 'ContactCaller', {
    contactResult: 'reached',
    note: '约定当日下午到企业现场核验。',
  });
  script.step(`${DAY}T09:50`, '联系诉求人,约定当日下午上门');

  await cast.admin.moveClock(`${DAY}T15:20:00+08:00`);
  await unit.finish(orderNo, 'HandleOrder', {
    result: 'solved',
    reply: '工作人员当日下午到企业现场核验,材料齐全真实,当场发放印刷经营许可证。',
  });
  order = await unit.orderWhen(orderNo, 'its reply', (seen) => seen.finishedAt !== null);
  script.step(`${DAY}T15:20`, '上门核验,当场发证,办理答复');
  script.expect(String(order.finishedAt).length > 0 && sameDay(order.finishedAt, DAY), '当日上门、当日办结');
  script.expectInTime(order, '办结', order.finishedAt, order.deadline?.['dueAt']);

  await cast.supervisor.finish(orderNo, 'ReviewReply', { reviewResult: 'approve' });
  script.step(`${DAY}T15:20`, '热线审核通过');

  await cast.admin.moveClock(`${NEXT_DAY}T10:00:00+08:00`);
  await cast.callback.finish(orderNo, 'CallBack', { callbackResult: 'satisfied', solved: true });
  script.step(`${NEXT_DAY}T10:00`, '回访:已解决,满意');
  order = await cast.agent.orderWhen(orderNo, 'its close', (seen) => seen.status === 'closed');
  script.expectInTime(order, '回访', order.calledBackAt, order.deadline?.['callbackDueAt']);
  script.expect(order.closedAt !== null && order.scores !== null, '评价完成,工单销号');
  script.expect(order.reminders.length === 0, '全程没有催办');
}

function sameDay(iso: string | null, day: string): boolean {
  return (
    iso !== null &&
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(iso)) === day
  );
}
