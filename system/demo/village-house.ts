import type { Cast } from './cast.ts';
import type { Script } from './script.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * A house's foundation sinks in a storm on a Saturday evening. The emergency clock runs around the clock: pushed to the
 * town's squad in 3 minutes, on site in 30, made safe in 72 hours.
 */
export async function villageHouse(cast: Cast, script: Script): Promise<void> {
  script.begin('案例二 暴雨致村民房屋地基塌陷(紧急 · 24 小时计时)');
  const called = Date.parse('2026-07-11T19:20:00+08:00');
  const at = (afterMs: number): string =>
    new Date(called + afterMs + 8 * HOUR_MS).toISOString().replace('Z', '+08:00');
  await cast.admin.moveClock(at(0));
  const { orderNo } = await cast.agent.takeCall({
    title: '暴雨导致房屋地基塌陷,墙体开裂',
    text: '今天傍晚突降暴雨,村里一户的房屋地基塌陷,墙体开裂,一家人不敢进屋,非常危险,请求紧急救助。',
    callerType: 'citizen',
    caller: { name: '何大山', phone: '13700000002', address: '石桥村四组' },
    area: 'shiqiao',
    channel: 'phone',
  });
  script.step(at(0), `受理 工单 ${orderNo}`);

  const squad = await cast.unit('qingshan-town');
  let order = await cast.agent.orderWhen(orderNo, 'its push to the squad', (seen) => seen.pushedAt !== null);
  script.step(at(0), `判定为紧急:${order.route?.reason ?? ''}`);
  script.expect(order.urgency === 'emergency' && order.route?.path === 'emergency', '启动应急预案');
  script.expect(order.unitId === 'qingshan-town', '推送至青山镇政府应急专班');
  script.expectInTime(order, '推送', order.pushedAt, at(3 * MINUTE_MS));

  await cast.admin.moveClock(at(26 * MINUTE_MS));
  await squad.finish(orderNo, 'ArriveOnSite', {
    note: '已到现场',
    measures: '围挡隔离危险区域,安置村民一家四口。',
  });
  order = await squad.orderWhen(orderNo, 'the arrival', (seen) => seen.onSiteAt !== null);
  script.step(at(26 * MINUTE_MS), '到达现场,围挡隔离,安置村民');
  script.expectInTime(order, '到场', order.onSiteAt, at(30 * MINUTE_MS));
  script.expect(
    Date.parse(String(order.deadline?.['dueAt'])) === called + 72 * HOUR_MS,
    '72 小时内排除险情,周末与夜间照常计时',
  );

  await cast.admin.moveClock(at(70 * HOUR_MS));
  await squad.finish(orderNo, 'MakeSafe', {
    measures: '完成房屋安全鉴定,拆除危险墙体,加固地基。',
    reply: '房屋安全鉴定和维修补偿已经完成,安全隐患已消除。',
  });
  order = await squad.orderWhen(orderNo, 'its end', (seen) => seen.finishedAt !== null);
  script.step(at(70 * HOUR_MS), '完成鉴定、维修与补偿,险情排除');
  script.expectInTime(order, '排险', order.finishedAt, at(72 * HOUR_MS));

  await cast.admin.moveClock('2026-07-15T10:00:00+08:00');
  await cast.callback.finish(orderNo, 'CallBack', { callbackResult: 'satisfied', solved: true });
  script.step('2026-07-15T10:00', '回访:已解决,满意');
  order = await cast.agent.orderWhen(orderNo, 'its close', (seen) => seen.status === 'closed');
  script.expectInTime(order, '回访', order.calledBackAt, order.deadline?.['callbackDueAt']);
  script.expect(
    !order.reminders.some(({ occasion }) => ['on-site-due', 'due', 'day-after'].includes(occasion)),
    '没有超时催办',
  );
}
