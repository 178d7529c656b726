import { DateTime } from 'luxon';
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { DisputeDocument, MeetingDocument } from '@jiesu/store';
import { handIn } from '../desk.ts';
import { TIME, iso, isoOf } from '../moments.ts';
import { areaId, unitId, usernameOf } from '../names.ts';
import { orderNoOf, orderOf, refused } from '../scene.ts';
import type { Scene, Steps, Table } from '../steps.ts';

const DISPUTE_MOMENTS: Readonly<Record<string, (dispute: DisputeDocument) => Date | undefined>> = {
  意见期限: ({ positionsDueAt }) => positionsDueAt,
  会议期限: ({ meetingDueAt }) => meetingDueAt,
  裁定期限: ({ rulingDueAt }) => rulingDueAt,
};
const MEETING_MOMENTS: Readonly<Record<string, (meeting: MeetingDocument) => Date>> = {
  议程期限: ({ agendaDueAt }) => agendaDueAt,
  开会时间: ({ startsAt }) => startsAt,
  纪要期限: ({ minutesDueAt }) => minutesDueAt,
};
const MOMENT = [...Object.keys(DISPUTE_MOMENTS), ...Object.keys(MEETING_MOMENTS)].join('|');

/** Steps of disputes on responsibility, joint meetings and rulings. */
export function addDisputesSteps(steps: Steps): void {
  addTimes(steps);
  addPositions(steps);
  addMeetings(steps);
  steps.add(/争议在第 (\d) 级/, async (scene, [rung]) => {
    strictEqual((await disputeOf(scene)).rung, Number(rung));
  });
  steps.add(/争议(尚未|已经)裁定/, async (scene, [state]) => {
    strictEqual((await disputeOf(scene)).state === 'ruled', state === '已经');
  });
  steps.add(/(已|未)形成裁定先例/, async (scene, [has]) => {
    const { _id } = await orderOf(scene);
    strictEqual(await scene.city.store.precedents.countDocuments({ orderId: _id }), has === '已' ? 1 : 0);
  });
  steps.add(/派单目录建议“(.+)”的此类诉求由“(.+)”主办/, async (scene, [area = '', unit = '']) => {
    const { disputeId, category } = await orderOf(scene);
    const proposal = await scene.city.store.catalogueVersions.findById(`proposal:${disputeId ?? ''}`).lean();
    deepStrictEqual(proposal?.entry, {
      category,
      area: areaId(area),
      unitId: unitId(unit),
      disputeId,
    });
  });
}

function addTimes(steps: Steps): void {
  steps.add(
    new RegExp(`时间到争议的(${MOMENT})(?:(前|后) (\\d+) 分钟)?`),
    async (scene, [moment = '', side, amount = '0']) => {
      const ms = Number(amount) * 60_000 * (side === '前' ? -1 : 1);
      await scene.city.moveTo(iso((await momentOf(scene, moment)) + ms));
    },
  );
  steps.add(new RegExp(`争议的(${MOMENT})为 (${TIME})`), async (scene, [moment = '', time = '']) => {
    strictEqual(iso(await momentOf(scene, moment)), iso(Date.parse(isoOf(time))));
  });
}

function addPositions(steps: Steps): void {
  steps.add(/争议各方为“(.+)”/, async (scene, [units = '']) => {
    deepStrictEqual((await disputeOf(scene)).parties.toSorted(), units.split('、').map(unitId).sort());
  });
  steps.add(/(.+?)提交意见，认为应由“(.+)”主办/, async (scene, [unit = '', lead = '']) => {
    await handInFor(scene, unit, '提交职责意见', [
      ...(lead === unit
        ? [['本单位意见', '应由本单位主办']]
        : [
            ['本单位意见', '不属于本单位职责'],
            ['建议主办单位', lead],
          ]),
      ['理由', '按照职责分工，意见如上'],
      ['法律依据', '《城市市容和环境卫生管理条例》第四条'],
      ['三定方案条款', '“三定”规定第三条'],
    ]);
  });
  steps.add(/(.+?)未按时提交意见/, async (scene, [unit = '']) => {
    const { positions } = await disputeOf(scene);
    ok(positions.find((position) => position.unitId === unitId(unit))?.missedAt !== undefined);
  });
  steps.add(/协商一致，由“(.+?)”主办(?:、“(.+)”协办)?/, async (scene, [lead = '', assisting]) => {
    await handInFor(scene, '会议秘书', '协商一致', [
      ['各单位已达成一致', '是'],
      ['主办单位', lead],
      ...(assisting === undefined ? [] : [['协办单位', assisting]]),
      ['协商情况和依据', '各单位一致认为应当如此分工'],
    ]);
  });
  steps.add(/协商不成/, (scene) =>
    handInFor(scene, '会议秘书', '协商一致', [['协商情况和依据', '各单位意见不一，提请会议裁定']]),
  );
}

function addMeetings(steps: Steps): void {
  steps.add(/会议秘书将会议改期至 (.+)/, async (scene, [time = '']) => {
    await move(scene, time);
    await scene.city.settle();
  });
  steps.add(/会议不能改期至 (.+)/, (scene, [time = '']) => refused(() => move(scene, time)));
  steps.add(/两件争议在同一次会议上/, async (scene) => {
    const { agenda } = await meetingOf(scene);
    strictEqual(agenda.length, 2);
  });
  steps.add(/会议状态为“(计划中|议程已定|已邀请|已召开|已结束)”/, async (scene, [name = '']) => {
    const states = {
      计划中: 'planned',
      议程已定: 'agenda',
      已邀请: 'invited',
      已召开: 'held',
      已结束: 'closed',
    };
    strictEqual((await meetingOf(scene)).state, states[name as keyof typeof states]);
  });
  steps.add(/(.+?)(收到|没有收到)会议通知“(.+)”/, async (scene, [desk = '', has, title = '']) => {
    const person = await scene.city.person(usernameOf(desk));
    const { items } = await person.request<{ items: { title: string }[] }>(
      'GET',
      '/api/notifications?limit=100',
    );
    const titles = items.map((item) => item.title.replace(/：.*/u, ''));
    strictEqual(titles.includes(title), has === '收到', `notifications: ${titles.join('、') || 'none'}`);
  });
}

async function move(scene: Scene, time: string): Promise<void> {
  const { _id } = await meetingOf(scene);
  const startsAt = DateTime.fromSQL(time, { zone: 'Asia/Shanghai' }).toISO();
  const secretary = await scene.city.person(usernameOf('会议秘书'));
  await secretary.request('POST', `/api/meetings/${encodeURIComponent(_id)}/move`, {
    startsAt,
    reason: '主要领导另有会议',
  });
}

async function momentOf(scene: Scene, name: string): Promise<number> {
  const ofDispute = DISPUTE_MOMENTS[name];
  const at =
    ofDispute === undefined
      ? MEETING_MOMENTS[name]?.(await meetingOf(scene))
      : ofDispute(await disputeOf(scene));
  if (at === undefined) throw new Error(`the dispute has no ${name}`);
  return at.getTime();
}

async function disputeOf(scene: Scene): Promise<DisputeDocument> {
  const { disputeId } = await orderOf(scene);
  const found = await scene.city.store.disputes.findById(disputeId).lean<DisputeDocument | null>();
  if (found === null) throw new Error('the order has no dispute');
  return found;
}

async function meetingOf(scene: Scene): Promise<MeetingDocument> {
  const { meetingId } = await disputeOf(scene);
  const found = await scene.city.store.meetings.findById(meetingId).lean<MeetingDocument | null>();
  if (found === null) throw new Error('the dispute has no meeting');
  return found;
}

async function handInFor(scene: Scene, desk: string, title: string, table: Table): Promise<void> {
  await handIn(await scene.city.person(usernameOf(desk)), title, table, orderNoOf(scene));
  await scene.city.settle();
}
