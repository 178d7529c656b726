import { z } from 'zod';
import { findHotspots, returnRates, toIso, toLocal, unitLeaderGroup } from '@jiesu/domain';
import type { Hotspot } from '@jiesu/domain';
import { InsertLog } from '@jiesu/store';
import type { OrderDocument, ReportDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { nextReport, reportSpan } from './report-times.ts';

const PERIODS = ['daily', 'weekly', 'monthly'] as const;
const ruleSchema = z.object({
  period: z.enum(PERIODS),
  time: z.string().regex(/^\d{2}:\d{2}$/),
  weekday: optional(z.number().int().min(1).max(7)),
  dayOfMonth: optional(z.number().int().min(1).max(31)),
});

/** `hotline.schedule-report`: when the next report is due, as the rules say. */
export const scheduleReport = defineJob({
  type: 'hotline.schedule-report',
  input: z.object({ reportId: z.string(), reportRule: ruleSchema }),
  async handle({ input, at }) {
    return { variables: { report: { nextAt: toIso(toLocal(nextReport(input.reportRule, at))) } } };
  },
});

const HOUR_MS = 3_600_000;
const ROW = {
  orderNo: 1,
  title: 1,
  text: 1,
  area: 1,
  category: 1,
  kind: 1,
  status: 1,
  receivedAt: 1,
  phoneHash: 1,
  scores: 1,
  dispatches: 1,
  returns: 1,
  cards: 1,
  unitId: 1,
} as const;

/** What a report needs of an order. */
type Row = Pick<
  OrderDocument,
  | '_id'
  | 'orderNo'
  | 'title'
  | 'text'
  | 'area'
  | 'category'
  | 'kind'
  | 'status'
  | 'receivedAt'
  | 'phoneHash'
  | 'scores'
  | 'dispatches'
  | 'returns'
  | 'cards'
  | 'unitId'
>;

/**
 * `hotline.build-report`: the figures of the days, callers who asked again, and hotspots (similar requests of one area).
 * The report is stored under its last day, so that a second delivery finds it.
 */
export const buildReport = defineJob({
  type: 'hotline.build-report',
  input: z.object({
    reportId: z.string(),
    reportRule: optional(ruleSchema),
    report: optional(z.object({ nextAt: optional(z.string()) })),
  }),
  async handle({ job, input, at }, context: WorkerContext) {
    const { store } = context;
    const dueAt = input.report?.nextAt === undefined ? at : Date.parse(input.report.nextAt);
    const period = input.reportRule?.period ?? PERIODS.find((name) => name === input.reportId) ?? 'daily';
    const span = reportSpan(period, dueAt);
    const id = `${input.reportId}:${toIso(toLocal(span.to)).slice(0, 10)}`;
    const known = await store.reports.findById(id).lean<ReportDocument | null>();
    const report = known ?? (await build(id, input.reportId, span, { at, context }));
    if (known === null) await new InsertLog<ReportDocument>(store.reports).insert(report);
    await tell(context, job.key, report, at);
    return {
      variables: {
        reportFacts: {
          reportDocumentId: id,
          hotspots: report.hotspots.length,
          repeats: report.repeats.length,
        },
      },
    };
  },
});

async function build(
  id: string,
  reportId: string,
  span: { readonly from: number; readonly to: number },
  { at, context }: { readonly at: number; readonly context: WorkerContext },
): Promise<ReportDocument> {
  const received = (from: number, to: number, more: object = {}) =>
    context.store.orders
      .find({ receivedAt: { $gte: new Date(from), $lt: new Date(to) }, ...more }, ROW)
      .lean<Row[]>();
  const rows = await received(span.from, span.to);
  // a hotspot may have begun before midnight; what an order was made of already makes no second one
  const before = await received(
    span.from - context.city.watchWords.hotspot.withinHours * HOUR_MS,
    span.from,
    { proactiveOrderId: { $exists: false } },
  );
  return {
    _id: id,
    reportId,
    from: new Date(span.from),
    to: new Date(span.to),
    builtAt: new Date(at),
    figures: figuresOf(rows),
    hotspots: hotspotsOf([...before, ...rows], span.from, id, context),
    repeats: repeatsOf(rows),
    proactiveOrderIds: [],
  };
}

function figuresOf(rows: readonly Row[]): Record<string, unknown> {
  const count = (key: (row: Row) => string | undefined) => {
    const counts: Record<string, number> = {};
    for (const row of rows) {
      const name = key(row) ?? 'unknown';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };
  const rate = (name: string) => {
    const judged = rows.map(({ scores }) => scores?.[name]).filter((value) => typeof value === 'boolean');
    return judged.length === 0 ? null : judged.filter(Boolean).length / judged.length;
  };
  return {
    received: rows.length,
    closed: rows.filter(({ status }) => status === 'closed').length,
    byKind: count(({ kind }) => kind),
    byCategory: count(({ category }) => category),
    byArea: count(({ area }) => area),
    byStatus: count(({ status }) => status),
    onTime: rate('onTime'),
    signedInTime: rate('signedInTime'),
    solved: rate('solved'),
    satisfied: rate('satisfied'),
    yellowCards: cards(rows, 'yellow'),
    redCards: cards(rows, 'red'),
    returnRates: returnRates(
      rows.map(({ dispatches = [], returns }) => ({
        dispatches,
        returns: returns.filter(({ verdict }) => verdict !== 'refused'),
      })),
    ),
  };
}

function cards(rows: readonly Row[], colour: string): number {
  return rows.reduce(
    (sum, row) => sum + (row.cards ?? []).filter((card) => card.colour === colour).length,
    0,
  );
}

/** Those whose latest order came since a moment. */
function hotspotsOf(
  rows: readonly Row[],
  since: number,
  id: string,
  { city }: WorkerContext,
): Record<string, unknown>[] {
  const byId = new Map(rows.map((row) => [row._id, row]));
  const found: Hotspot[] = findHotspots(
    rows.map(({ _id, title, text, area, category, receivedAt }) => ({
      id: _id,
      text: `${title}\n${text}`,
      area,
      category,
      receivedAt: receivedAt.getTime(),
    })),
    city.watchWords.hotspot,
  );
  return found
    .filter(({ to }) => to >= since)
    .map(({ area, category, ids, from, to }, i) => ({
      id: `${id}:${i + 1}`,
      area,
      category: category ?? null,
      orderIds: [...ids],
      orderNos: ids.map((orderId) => byId.get(orderId)?.orderNo ?? orderId),
      unitIds: [...new Set(ids.flatMap((orderId) => byId.get(orderId)?.unitId ?? []))],
      from: new Date(from),
      to: new Date(to),
    }));
}

function repeatsOf(rows: readonly Row[]): Record<string, unknown>[] {
  const byCaller = new Map<string, string[]>();
  for (const { phoneHash, orderNo } of rows) {
    if (phoneHash !== undefined) byCaller.set(phoneHash, [...(byCaller.get(phoneHash) ?? []), orderNo]);
  }
  return [...byCaller.values()].filter(({ length }) => length > 1).map((orderNos) => ({ orderNos }));
}

async function tell(context: WorkerContext, key: string, report: ReportDocument, at: number): Promise<void> {
  const { areas } = context.city.units;
  const day = (date: Date) => toIso(toLocal(date.getTime())).slice(0, 10);
  await context.notify([
    {
      id: `report-ready:${key}`,
      template: 'report-ready',
      to: { group: 'role:leader' },
      data: {
        report: report.reportId,
        period: `${day(report.from)} – ${day(new Date(report.to.getTime() - 1))}`,
      },
      at,
    },
    ...report.hotspots.flatMap((hotspot, i) =>
      // who reviews it, and who leads the units that have the orders
      ['role:supervisor', ...leadersOf(hotspot)].map((group, n) => ({
        id: n === 0 ? `hotspot:${key}:${i}` : `hotspot:${key}:${i}:${group}`,
        template: 'hotspot',
        to: { group },
        data: {
          area: areas.find(({ id }) => id === hotspot['area'])?.zh ?? String(hotspot['area']),
          category: typeof hotspot['category'] === 'string' ? hotspot['category'] : '',
          orders: Array.isArray(hotspot['orderIds']) ? hotspot['orderIds'].length : 0,
          hours: context.city.watchWords.hotspot.withinHours,
        },
        at,
      })),
    ),
  ]);
}

function leadersOf({ unitIds }: Record<string, unknown>): string[] {
  return Array.isArray(unitIds) ? unitIds.map((unitId) => unitLeaderGroup(String(unitId))) : [];
}
