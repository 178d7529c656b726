import type { OrderDocument, Store } from '@jiesu/store';

/** What a simulated city came to. Rates are shares from 0 to 1. */
export interface SimulationReport {
  readonly orders: number;
  readonly closed: number;
  /** Orders that did not end although nothing is waited for. */
  readonly stuck: number;
  readonly onTime: number;
  readonly signedInTime: number;
  /** Of the orders that gave an answer. */
  readonly satisfied: number;
  /** Units that an order was sent to, on average. */
  readonly hops: number;
  readonly returns: number;
  readonly disputes: number;
  readonly redos: number;
  readonly yellowCards: number;
  readonly redCards: number;
  readonly reminders: number;
  readonly documents: number;
  readonly notifications: number;
  readonly events: number;
  readonly timersFired: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byKind: Readonly<Record<string, number>>;
  readonly emergencies: number;
  readonly enterprises: number;
  /** Numbers of orders that did not end, 20 at most. */
  readonly stuckOrders: readonly string[];
}

const MOST_STUCK = 20;
const FIELDS = {
  orderNo: 1,
  status: 1,
  kind: 1,
  urgency: 1,
  callerType: 1,
  finishedAt: 1,
  signedAt: 1,
  'deadline.dueAt': 1,
  'deadline.signDueAt': 1,
  callback: 1,
  hops: 1,
  returns: 1,
  redoCount: 1,
  cards: 1,
  reminders: 1,
  dispatches: 1,
} as const;

/** Counts what is in the store. `timersFired` comes from the engine's records. */
export async function reportOf(store: Store, timersFired: number): Promise<SimulationReport> {
  const total = new Totals();
  const cursor = store.orders.find({}, FIELDS).lean<OrderDocument[]>().cursor({ batchSize: 1000 });
  for await (const order of cursor) total.add(order);
  const [disputes, documents, notifications, events] = await Promise.all([
    store.disputes.countDocuments(),
    store.documents.countDocuments(),
    store.notifications.countDocuments(),
    store.events.countDocuments(),
  ]);
  return { ...total.report(), disputes, documents, notifications, events, timersFired };
}

class Totals {
  #orders = 0;
  #closed = 0;
  readonly #counts = new Map<string, number>();
  readonly #status: Record<string, number> = {};
  readonly #kinds: Record<string, number> = {};
  readonly #stuck: string[] = [];

  add(order: OrderDocument): void {
    const { deadline, callback, cards = [], dispatches = [] } = order;
    this.#orders += 1;
    if (order.status === 'closed') this.#closed += 1;
    else if (this.#stuck.length < MOST_STUCK) this.#stuck.push(order.orderNo);
    this.#status[order.status] = (this.#status[order.status] ?? 0) + 1;
    this.#kinds[order.kind ?? 'none'] = (this.#kinds[order.kind ?? 'none'] ?? 0) + 1;
    this.#judge('onTime', order.finishedAt, deadline?.dueAt);
    this.#judge('signed', order.signedAt, deadline?.signDueAt);
    const result = callback?.['result'];
    if (result === 'satisfied' || result === 'dissatisfied') {
      this.#count('answers');
      if (result === 'satisfied') this.#count('satisfied');
    }
    if (dispatches.length > 0) this.#count('dispatched');
    this.#count('hops', dispatches.length);
    this.#count('returns', order.returns.length);
    this.#count('redos', order.redoCount);
    this.#count('yellow', cards.filter(({ colour }) => colour === 'yellow').length);
    this.#count('red', cards.filter(({ colour }) => colour === 'red').length);
    this.#count('reminders', order.reminders.length);
    if (order.urgency === 'emergency') this.#count('emergencies');
    if (order.callerType === 'enterprise') this.#count('enterprises');
  }

  report() {
    const count = (name: string): number => this.#counts.get(name) ?? 0;
    const share = (part: string, of: string): number => (count(of) === 0 ? 1 : count(part) / count(of));
    return {
      orders: this.#orders,
      closed: this.#closed,
      stuck: this.#orders - this.#closed,
      onTime: share('onTime:kept', 'onTime:judged'),
      signedInTime: share('signed:kept', 'signed:judged'),
      satisfied: share('satisfied', 'answers'),
      hops: share('hops', 'dispatched'),
      returns: count('returns'),
      redos: count('redos'),
      yellowCards: count('yellow'),
      redCards: count('red'),
      reminders: count('reminders'),
      emergencies: count('emergencies'),
      enterprises: count('enterprises'),
      byStatus: this.#status,
      byKind: this.#kinds,
      stuckOrders: this.#stuck,
    };
  }

  #judge(what: string, at: Date | undefined, dueAt: Date | undefined): void {
    if (at === undefined || dueAt === undefined) return;
    this.#count(`${what}:judged`);
    if (at <= dueAt) this.#count(`${what}:kept`);
  }

  #count(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }
}

/** The report for people. */
export function reportText(
  report: SimulationReport,
  seconds: number,
  cpu: Readonly<Record<string, number>>,
): string {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  const rows: readonly (readonly [string, string])[] = [
    ['工单', `${report.orders}，销号 ${report.closed}，未结 ${report.stuck}`],
    ['企业 / 紧急', `${report.enterprises} / ${report.emergencies}`],
    ['按时办结率', percent(report.onTime)],
    ['按时签收率', percent(report.signedInTime)],
    ['满意率', percent(report.satisfied)],
    ['平均流转单位', report.hops.toFixed(3)],
    ['退单 / 争议 / 重办', `${report.returns} / ${report.disputes} / ${report.redos}`],
    ['黄牌 / 红牌', `${report.yellowCards} / ${report.redCards}`],
    ['催办 / 单据 / 通知', `${report.reminders} / ${report.documents} / ${report.notifications}`],
    ['触发的定时器', String(report.timersFired)],
    ['用时', `${seconds.toFixed(0)} 秒，每秒 ${(report.closed / seconds).toFixed(1)} 件`],
    [
      '每件处理器时间',
      `${Object.entries(cpu)
        .map(([name, ms]) => `${name} ${ms}`)
        .join(' / ')} 毫秒`,
    ],
  ];
  return rows.map(([name, value]) => `${name}：${value}`).join('\n');
}
