import { z } from 'zod';
import { mayLead, mergeCandidates, watchedWords } from '@jiesu/domain';
import type { Classification, Classifier } from '@jiesu/domain';
import { START_PROCESS, hasReturned, readOrder } from '@jiesu/store';
import type { OrderChange, OrderDocument } from '@jiesu/store';
import { orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { BpmnError, defineJob } from '../runtime/index.ts';
import type { Job } from '../runtime/index.ts';

/** Earlier orders of a caller that are compared. */
const SIMILAR_OF = 20;

/**
 * `hotline.classify`: claims the order for this process instance and proposes category, kind and urgency; what the
 * agent chose is kept. A second instance of the same order gets the BPMN error ORDER_ALREADY_RUNNING.
 */
export const classify = defineJob({
  type: 'hotline.classify',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    const received = await readOrder(context.store, call.input.orderId);
    const { version, classifier } = await context.catalogue.at(received?.receivedAt ?? new Date(call.at));
    const similar = received === null ? [] : await similarOrders(received, context);
    let result: Classification | undefined;
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      assertClaimable(current, call.job);
      result = classificationOf(current, classifier);
      const event = {
        type: 'classified' as const,
        data: {
          category: result.category,
          kind: result.kind,
          urgency: result.urgency,
          confidence: result.confidence,
        },
      };
      // claimed before by this instance: the same job is delivered again
      if (current.processInstanceKey !== undefined && current.classification !== undefined) return { event };
      return { change: claim(call.job, result, { catalogueVersion: version, similar }), event };
    });
    await tellWatchers(context, call, order);
    return { variables: await variablesOf(order, context) };
  },
});

function assertClaimable(order: OrderDocument, job: Job): void {
  if (order.processInstanceKey !== undefined && order.processInstanceKey !== job.processInstanceKey) {
    throw new BpmnError('ORDER_ALREADY_RUNNING');
  }
}

function classificationOf(order: OrderDocument, classifier: Classifier): Classification {
  const { kind, urgency, category, callerType } = order;
  return classifier.classify(`${order.title}\n${order.text}`, { kind, urgency, category, callerType });
}

function claim(
  job: Job,
  result: Classification,
  found: Pick<OrderDocument, 'catalogueVersion' | 'similar'>,
): OrderChange {
  const { category, kind, urgency, confidence, why, urgencyWhy, alternatives } = result;
  return {
    settleOutbox: START_PROCESS,
    set: {
      kind,
      urgency,
      ...(category === null ? {} : { category }),
      classification: {
        kind,
        urgency,
        confidence,
        why: [...why],
        alternatives: [...alternatives],
        ...(category === null ? {} : { category }),
        ...(urgencyWhy === undefined ? {} : { urgencyWhy: { ...urgencyWhy } }),
      },
      ...found,
      processInstanceKey: job.processInstanceKey,
      processDefinitionKey: job.processDefinitionKey,
    },
  };
}

async function variablesOf(order: OrderDocument, context: WorkerContext): Promise<Record<string, unknown>> {
  const { category, kind, urgency, callerType, channel, area, classification } = order;
  const ranked = await context.catalogue.unitsFor(order, context.city.units);
  const best = ranked.find(({ unit }) => mayLead(unit.id, order));
  return {
    category: category ?? null,
    kind,
    urgency,
    callerType,
    channel,
    area,
    // without a unit to send it to, nobody can be sure
    confidence: best === undefined ? 0 : (classification?.confidence ?? 0),
    answeredAtOnce: order.answeredAtOnce !== undefined,
    returnHistory:
      category !== undefined && best !== undefined
        ? await hasReturned(context.store, category, best.unit.id)
        : false,
    redoCount: 0,
    returnCount: 0,
    referralId: order.referral?.id ?? null,
    mergeCandidate: order.mergeTarget !== undefined,
    statutoryMatter: null,
    ruled: false,
    designated: false,
    assistingUnitIds: [],
    unitId: null,
    outcome: null,
    dissatisfiedClass: null,
  };
}

/** Of the same caller, still open, about the same matter: whoever dispatches sees them and may merge. */
async function similarOrders(
  order: OrderDocument,
  { store }: WorkerContext,
): Promise<NonNullable<OrderDocument['similar']>> {
  const { phoneHash } = order;
  if (phoneHash === undefined) return [];
  const others = await store.orders
    .find(
      { phoneHash, receivedAt: { $lte: order.receivedAt }, status: { $ne: 'closed' } },
      { orderNo: 1, title: 1, text: 1, area: 1, category: 1, receivedAt: 1 },
    )
    .sort({ receivedAt: -1 })
    .limit(SIMILAR_OF)
    .lean<OrderDocument[]>();
  const asRequest = (entry: OrderDocument) => ({
    id: entry.orderNo,
    text: `${entry.title}\n${entry.text}`,
    category: entry.category,
    area: entry.area,
    receivedAt: entry.receivedAt.getTime(),
  });
  return mergeCandidates(asRequest(order), others.map(asRequest)).map(({ id, similarity }) => ({
    orderNo: id,
    similarity,
  }));
}

/** Orders with a watched word are shown to leaders at once. */
async function tellWatchers(
  context: WorkerContext,
  call: Parameters<typeof orderNotice>[0],
  order: OrderDocument,
): Promise<void> {
  const [watched] = watchedWords(`${order.title}\n${order.text}`, context.city.watchWords.watchWords);
  if (watched === undefined) return;
  await context.notify([
    orderNotice(call, order, 'watch-word', { group: 'role:leader' }, { matter: watched.zh }),
  ]);
}
