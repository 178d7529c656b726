import type { Cast } from './cast.ts';
import type { Script } from './script.ts';

/**
 * A question on a Saturday that is a working day (调休), the afternoon before the Spring Festival: one working day ends
 * nine calendar days later.
 */
export async function holidayConsultation(cast: Cast, script: Script): Promise<void> {
  script.begin('案例三 春节前最后一个调休工作日的咨询(1 个工作日 · 跨假期)');
  await cast.admin.moveClock('2026-02-14T16:00:00+08:00');
  const { orderNo } = await cast.agent.takeCall({
    title: '医保异地就医报销需要什么材料',
    text: '父亲退休后长期住在外地,想咨询医保异地就医备案和报销需要哪些材料,在哪里办理。',
    kind: 'consultation',
    category: 'medical-insurance',
    callerType: 'citizen',
    caller: { name: '陈静', phone: '13600000003' },
    area: 'donghu',
    channel: 'phone',
  });
  script.step('2026-02-14T16:00', `受理 工单 ${orderNo}(周六,春节调休上班日)`);

  let order = await cast.agent.orderWhen(
    orderNo,
    'its way to the unit',
    (seen) => seen.status === 'awaiting-sign' || seen.status === 'dispatching',
  );
  if (order.status === 'dispatching') {
    await cast.dispatcher.finish(orderNo, 'ChooseUnit', { unitId: 'medical-security-bureau' });
    script.step('2026-02-14T16:00', '派单员派单');
    order = await cast.agent.orderWhen(orderNo, 'its signing', (seen) => seen.status === 'awaiting-sign');
  }
  script.expect(order.unitId === 'medical-security-bureau', '主办单位 市医保局');
  script.expect(
    Date.parse(String(order.deadline?.['dueAt'])) === Date.parse('2026-02-24T16:00:00+08:00'),
    '1 个工作日:时限为 2 月 24 日 16:00',
  );
  const lines = order.deadline?.explanation.handle ?? [];
  for (const line of lines) script.step(line.date, line.zh);
  script.expect(
    lines.length === 11 &&
      lines
        .filter((line) => line.counted > 0)
        .map((line) => line.date)
        .join() === '2026-02-14,2026-02-24',
    '逐日说明:只计 2 月 14 日(调休)和 2 月 24 日,假期 9 天不计',
  );

  const unit = await cast.unit('medical-security-bureau');
  await cast.admin.moveClock('2026-02-14T16:20:00+08:00');
  await unit.finish(orderNo, 'SignOrder', { signResult: 'sign' });
  script.step('2026-02-14T16:20', '签收');

  await cast.admin.moveClock('2026-02-24T09:30:00+08:00');
  order = await unit.orderWhen(orderNo, 'the reminder before its limit', (seen) => seen.reminders.length > 0);
  script.step(
    '2026-02-24T09:30',
    `时限前已催办:${order.reminders.map(({ occasion }) => occasion).join('、')}`,
  );
  await unit.finish(orderNo, 'ContactCaller', { contactResult: 'reached' });
  await unit.finish(orderNo, 'HandleOrder', {
    result: 'explained',
    reply: '可在手机端或参保地经办窗口办理异地就医备案,报销材料清单已发至您的手机。',
  });
  order = await unit.orderWhen(orderNo, 'its reply', (seen) => seen.finishedAt !== null);
  script.step('2026-02-24T09:30', '电话答复诉求人');
  script.expectInTime(order, '答复', order.finishedAt, order.deadline?.['dueAt']);

  await cast.supervisor.finish(orderNo, 'ReviewReply', { reviewResult: 'approve' });
  await cast.admin.moveClock('2026-02-25T09:00:00+08:00');
  await cast.callback.finish(orderNo, 'CallBack', { callbackResult: 'satisfied', solved: true });
  script.step('2026-02-25T09:00', '回访:已解决,满意');
  order = await cast.agent.orderWhen(orderNo, 'its close', (seen) => seen.status === 'closed');
  script.expectInTime(order, '回访', order.calledBackAt, order.deadline?.['callbackDueAt']);
}
