import { z } from 'zod';
import { isDuplicateKey, nextOrderNumber, startProcessEntry, updateOrder } from '@jiesu/store';
import type { OrderDocument, ReportDocument } from '@jiesu/store';
import { eventOf, systemActor } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import type { Job } from '../runtime/index.ts';

const hotspotSchema = z.object({
  id: z.string(),
  area: z.string(),
  category: z.string().nullish(),
  orderIds: z.array(z.string()),
  orderNos: z.array(z.string()),
});

/** What build-report said of its report; `facts` is the copy of the review that led here. */
const factsSchema = optional(z.object({ reportDocumentId: optional(z.string()) }));

/**
 * `hotline.proactive-order` (未诉先办): makes an order of each hotspot that the supervisor chose, so that the matter is
 * handled before more people call. It names no caller. One order a hotspot, however often the job is delivered.
 */
export const proactiveOrder = defineJob({
  type: 'hotline.proactive-order',
  input: z.object({
    reportId: z.string(),
    reportFacts: factsSchema,
    facts: factsSchema,
  }),
  async handle(call, context: WorkerContext) {
    const { input } = call;
    const report = await findReport(
      context,
      input.reportId,
      (input.facts ?? input.reportFacts)?.reportDocumentId,
    );
    if (report === null) return {};
    const wanted = idsOf(report.review?.['hotspotIds']);
    const unitId = report.review?.['unitId'];
    for (const entry of report.hotspots) {
      const hotspot = hotspotSchema.safeParse(entry).data;
      if (hotspot === undefined || (wanted.length > 0 && !wanted.includes(hotspot.id))) continue;
      const order = await makeOrder(context, call, hotspot, typeof unitId === 'string' ? unitId : undefined);
      await context.store.reports.updateOne(
        { _id: report._id },
        { $addToSet: { proactiveOrderIds: order._id } },
      );
    }
    return {};
  },
});

async function findReport(
  { store }: WorkerContext,
  reportId: string,
  id: string | undefined,
): Promise<ReportDocument | null> {
  if (id !== undefined) return store.reports.findById(id).lean<ReportDocument | null>();
  return store.reports.findOne({ reportId }).sort({ to: -1 }).lean<ReportDocument | null>();
}

async function makeOrder(
  context: WorkerContext,
  call: { readonly job: Job; readonly at: number },
  hotspot: z.output<typeof hotspotSchema>,
  unitId: string | undefined,
): Promise<Pick<OrderDocument, '_id' | 'orderNo'>> {
  const { store, city } = context;
  const id = `proactive:${hotspot.id}`;
  const known = await store.orders.findById(id, { orderNo: 1 }).lean<OrderDocument | null>();
  const areaZh = city.units.areas.find((area) => area.id === hotspot.area)?.zh ?? hotspot.area;
  const categoryZh =
    city.catalogue.categories.find((category) => category.id === hotspot.category)?.zh ?? '同类诉求';
  const orderNo = known?.orderNo ?? (await nextOrderNumber(store, call.at));
  if (known === null) {
    // due now: the relay publishes it
    const entry = { ...startProcessEntry(call.at, 0), attempts: 0 };
    await insert(context, {
      _id: id,
      orderNo,
      title: `未诉先办:${areaZh}${categoryZh}`,
      text: `${areaZh}短时间内出现 ${hotspot.orderIds.length} 件同类诉求(${hotspot.orderNos.join('、')}),请主动排查处置并反馈结果。`,
      kind: 'report',
      ...(hotspot.category ? { category: hotspot.category } : {}),
      urgency: 'urgent',
      callerType: 'citizen',
      channel: 'other',
      area: hotspot.area,
      anonymous: true,
      caller: {},
      status: 'received',
      receivedAt: new Date(call.at),
      returns: [],
      reminders: [],
      redos: [],
      redoCount: 0,
      activeElements: [],
      outbox: [entry],
      outboxNextAt: entry.nextAt,
      version: 0,
      createdBy: call.job.type,
      ...(unitId === undefined ? {} : { proactive: { unitId, hotspot: hotspot.id } }),
    });
  }
  const order = { _id: id, orderNo };
  await context.events.record(
    eventOf(`proactive:${id}`, order, call, systemActor(call.job.type), {
      type: 'proactive-order',
      data: { hotspot: hotspot.id, orders: hotspot.orderIds.length },
    }),
  );
  for (const orderId of hotspot.orderIds) {
    await updateOrder(store, orderId, (current) =>
      current.proactiveOrderId === id ? undefined : { set: { proactiveOrderId: id } },
    );
  }
  return order;
}

async function insert({ store }: WorkerContext, order: OrderDocument): Promise<void> {
  try {
    await store.orders.insertMany([order], { lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}
