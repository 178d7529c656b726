import { DateTime } from 'luxon';
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { OrderDocument } from '@jiesu/store';
import { ApiError } from '../client/index.ts';
import { handIn, tasksOf, valuesOf } from './desk.ts';
import type { FilledForm } from './desk.ts';
import { areaId, categoryId, codeOf, occasionOf, unitId, usernameOf } from './names.ts';
import { Steps } from './steps.ts';
import type { Scene, Table } from './steps.ts';

/** All steps; a scenario's lines are Chinese, and so are the patterns. */
export const STEPS = new Steps();

const LATEST = '工单';
const TIME = String.raw`\d{4}-\d{2}-\d{2} \d{2}:\d{2}`;

/** Moments of an order that a scenario can name. */
const MOMENTS: Readonly<Record<string, (order: OrderDocument) => Date | undefined>> = {
  签收期限: ({ deadline }) => deadline?.signDueAt,
  办结期限: ({ deadline }) => deadline?.dueAt,
  到场期限: ({ deadline }) => deadline?.onSiteDueAt,
  推送期限: ({ deadline }) => deadline?.pushDueAt,
  下一督办节点: ({ deadline }) => deadline?.nextAt,
  派单时间: ({ dispatchedAt }) => dispatchedAt,
};
const MOMENT = Object.keys(MOMENTS).join('|');

// —— time ——

STEPS.add(new RegExp(`现在是 (${TIME})`), ({ city }, [time = '']) => city.moveTo(isoOf(time)));
STEPS.add(new RegExp(`时间到 (${TIME})`), ({ city }, [time = '']) => city.moveTo(isoOf(time)));
STEPS.add(new RegExp(`时间到(${MOMENT})`), async (scene, [moment = '']) =>
  scene.city.moveTo(iso(await momentOf(scene, moment))),
);
STEPS.add(
  new RegExp(`时间到(${MOMENT})(前|后) (\\d+) (分钟|小时)`),
  async (scene, [moment = '', side, amount, unit]) => {
    const ms = Number(amount) * (unit === '小时' ? 3_600_000 : 60_000);
    await scene.city.moveTo(iso((await momentOf(scene, moment)) + (side === '前' ? -ms : ms)));
  },
);
STEPS.add(
  /时间到任务“(.+)”的期限(?:(前|后) (\d+) 分钟)?/,
  async (scene, [title = '', side, amount = '0']) => {
    const task = await scene.city.store.tasks
      .findOne({ title, state: 'open' }, { dueAt: 1 })
      .lean<{ dueAt?: Date } | null>();
    if (task?.dueAt === undefined) throw new Error(`no open task ${title} with a due date`);
    const ms = Number(amount) * 60_000 * (side === '前' ? -1 : 1);
    await scene.city.moveTo(iso(task.dueAt.getTime() + ms));
  },
);

// —— calls ——

STEPS.add(
  /(市民|企业)反映(一般|加急|紧急)(咨询|求助|投诉|举报|建议|表扬)，类别“(.+?)”，区域“(.+?)”(?:，记为“(.+)”)?/,
  async (scene, [callerType = '', urgency = '', kind = '', category = '', area = '', name], table) => {
    const fields = Object.fromEntries(table) as Record<string, string>;
    const { 当场答复: reply, 被投诉单位: complained, 匿名: anonymous, 电话: phone = '13800000000' } = fields;
    const { orderNo } = await (
      await scene.city.person('agent')
    ).takeCall({
      title: fields['标题'] ?? `关于${category}的${kind}`,
      text: fields['内容'] ?? `诉求人反映${area}的${category}问题，请核实处理。`,
      callerType: codeOf('callerType', callerType),
      urgency: codeOf('urgency', urgency),
      kind: codeOf('kind', kind),
      category: categoryId(category),
      area: areaId(area),
      channel: 'phone',
      caller: { name: '王小明', phone, anonymous: anonymous === '是' },
      ...(callerType === '企业' ? { enterpriseName: '江州某公司' } : {}),
      ...(reply === undefined ? {} : { answeredAtOnce: { reply } }),
      ...(complained === undefined ? {} : { complainedUnit: unitId(complained) }),
    });
    scene.orders.set(LATEST, orderNo).set(name ?? LATEST, orderNo);
    await scene.city.settle();
  },
);
STEPS.add(/换到工单“(.+)”/, async (scene, [name = '']) => {
  scene.orders.set(LATEST, orderNoOf(scene, name));
});

// —— work ——

STEPS.add(/(.+?)办理“(.+?)”/, async (scene, [desk = '', title = ''], table) => {
  await handIn(await scene.city.person(usernameOf(desk)), title, resolved(scene, table), orderNoOf(scene));
  await scene.city.settle();
});
STEPS.add(/(.+?)办理会议任务“(.+?)”/, async (scene, [desk = '', title = ''], table) => {
  await handIn(await scene.city.person(usernameOf(desk)), title, resolved(scene, table), undefined);
  await scene.city.settle();
});
STEPS.add(/(.+?)办理“(.+?)”不被接受/, async (scene, [desk = '', title = ''], table) => {
  const person = await scene.city.person(usernameOf(desk));
  await refused(() => handIn(person, title, resolved(scene, table), orderNoOf(scene)));
  await scene.city.settle();
});
STEPS.add(
  /(.+?)申请(延期|挂起|恢复办理|终止|退单|转办|并单|拆单|加急)/,
  async (scene, [desk = '', type = ''], table) => {
    await ask(scene, desk, type, table);
    await scene.city.settle();
  },
);
STEPS.add(
  /(.+?)不能申请(延期|挂起|恢复办理|终止|退单|转办|并单|拆单|加急)/,
  async (scene, [desk = '', type = ''], table) => {
    await refused(() => ask(scene, desk, type, table));
  },
);

// —— what must be so ——

STEPS.add(/工单状态为“(.+)”/, async (scene, [name = '']) => {
  strictEqual((await order(scene)).status, codeOf('status', name));
});
STEPS.add(/工单由“(.+)”主办/, async (scene, [name = '']) => {
  strictEqual((await order(scene)).unitId, unitId(name));
});
STEPS.add(new RegExp(`(${MOMENT})为 (${TIME})`), async (scene, [moment = '', time = '']) => {
  strictEqual(iso(await momentOf(scene, moment)), iso(Date.parse(isoOf(time))));
});
STEPS.add(/没有(签收期限|到场期限|推送期限|下一督办节点)/, async (scene, [moment = '']) => {
  strictEqual(MOMENTS[moment]?.(await order(scene)), undefined);
});
STEPS.add(/(有|没有)催办“(.+)”/, async (scene, [has, name = '']) => {
  const { reminders } = await order(scene);
  const found = reminders.filter(({ occasion }) => occasion === occasionOf(name)).length;
  strictEqual(
    found,
    has === '有' ? 1 : 0,
    `reminders: ${reminders.map(({ occasion }) => occasion).join(', ')}`,
  );
});
STEPS.add(/(黄牌|红牌) (\d+) 张/, async (scene, [colour, count]) => {
  const { cards = [] } = await order(scene);
  strictEqual(
    cards.filter((card) => card.colour === (colour === '黄牌' ? 'yellow' : 'red')).length,
    Number(count),
  );
});
STEPS.add(/(.+?)(有|没有)任务“(.+)”/, async (scene, [desk = '', has, title = '']) => {
  const tasks = await tasksOf(await scene.city.person(usernameOf(desk)), orderNoOf(scene));
  const titles = tasks.map((task) => task.title);
  strictEqual(titles.includes(title), has === '有', `open tasks: ${titles.join('、') || 'none'}`);
});
STEPS.add(/(.+?)(有|没有)会议任务“(.+)”/, async (scene, [desk = '', has, title = '']) => {
  const titles = (await tasksOf(await scene.city.person(usernameOf(desk)))).map((task) => task.title);
  strictEqual(titles.includes(title), has === '有', `open tasks: ${titles.join('、') || 'none'}`);
});
STEPS.add(
  /(延期|挂起|终止|退单|转办|并单|加急)申请(在审|已批准|未批准)/,
  async (scene, [type = '', state]) => {
    const { requests = [] } = await order(scene);
    const request = requests.findLast((entry) => entry.type === codeOf('requestType', type));
    strictEqual(request?.state, state === '在审' ? 'open' : state === '已批准' ? 'approved' : 'refused');
  },
);
STEPS.add(/有单据“(任务交办单|协调跟进单|问题督办单|任务销号单)”/, async (scene, [name = '']) => {
  const kinds = {
    任务交办单: 'assignment',
    协调跟进单: 'coordination',
    问题督办单: 'supervision',
    任务销号单: 'closing',
  };
  const { documents = [] } = await order(scene);
  ok(
    documents.some(({ type }) => type === kinds[name as keyof typeof kinds]),
    `documents: ${documents.map(({ no }) => no).join(', ')}`,
  );
});
STEPS.add(/经过环节“(.+)”/, async (scene, [id = '']) => {
  const { _id } = await order(scene);
  const events = await scene.city.store.events
    .find({ orderId: _id }, { elementId: 1 })
    .lean<{ elementId?: string }[]>();
  ok(
    events.some(({ elementId }) => elementId === id),
    `no event at ${id}`,
  );
});
STEPS.add(/(.+?)(收到|没有收到)通知“(.+)”/, async (scene, [desk = '', has, title = '']) => {
  const person = await scene.city.person(usernameOf(desk));
  const page = await person.request<{ items: { title: string; orderNo: string | null }[] }>(
    'GET',
    '/api/notifications?limit=100',
  );
  const titles = page.items
    .filter(({ orderNo }) => orderNo === orderNoOf(scene))
    .map((item) => item.title.replace(/：.*/u, ''));
  strictEqual(titles.includes(title), has === '收到', `notifications: ${titles.join('、') || 'none'}`);
});
STEPS.add(/重办 (\d+) 次/, async (scene, [count]) => {
  strictEqual((await order(scene)).redoCount, Number(count));
});
STEPS.add(/回访结果为“(满意|不满意|未评价)”/, async (scene, [name = '']) => {
  const results = { 满意: 'satisfied', 不满意: 'dissatisfied', 未评价: 'not-evaluated' };
  strictEqual((await order(scene)).callback?.['result'], results[name as keyof typeof results]);
});
STEPS.add(/争议在第 (\d) 级/, async (scene, [rung]) => {
  const dispute = await scene.city.store.disputes
    .findById((await order(scene)).disputeId)
    .lean<{ rung: number } | null>();
  strictEqual(dispute?.rung, Number(rung));
});
STEPS.add(/已形成裁定先例/, async (scene) => {
  const { _id } = await order(scene);
  deepStrictEqual(await scene.city.store.precedents.countDocuments({ orderId: _id }), 1);
});

async function ask(scene: Scene, desk: string, type: string, table: Table): Promise<void> {
  const person = await scene.city.person(usernameOf(desk));
  const orderNo = orderNoOf(scene);
  const code = codeOf('requestType', type);
  const { possible } = await person.request<{ possible: (FilledForm & { type: string })[] }>(
    'GET',
    `/api/orders/${orderNo}/requests`,
  );
  const offered = possible.find((entry) => entry.type === code);
  const values = offered === undefined ? {} : valuesOf(resolved(scene, table), offered);
  await person.request('POST', `/api/orders/${orderNo}/requests`, { type: code, ...values });
}

/** A value `工单“甲”` stands for the number of the order of that name. */
function resolved(scene: Scene, table: Table): Table {
  return table.map((row) =>
    row.map((cell) => cell.replace(/工单“(.+?)”/u, (_all, name: string) => orderNoOf(scene, name))),
  );
}

async function refused(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return;
    throw error;
  }
  throw new Error('it was accepted');
}

function orderNoOf(scene: Scene, name = LATEST): string {
  const orderNo = scene.orders.get(name);
  if (orderNo === undefined) throw new Error(`no order ${name}`);
  return orderNo;
}

async function order(scene: Scene): Promise<OrderDocument> {
  const found = await scene.city.store.orders
    .findOne({ orderNo: orderNoOf(scene) })
    .lean<OrderDocument | null>();
  if (found === null) throw new Error('the order is gone');
  return found;
}

async function momentOf(scene: Scene, name: string): Promise<number> {
  const at = MOMENTS[name]?.(await order(scene));
  if (at === undefined) throw new Error(`the order has no ${name}`);
  return at.getTime();
}

function isoOf(time: string): string {
  return `${time.replace(' ', 'T')}:00+08:00`;
}

function iso(at: number): string {
  return DateTime.fromMillis(at, { zone: 'Asia/Shanghai' }).toISO() ?? '';
}
