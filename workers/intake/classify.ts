import { z } from 'zod';
import { recommendUnits } from '@jiesu/domain';
import type { Classification } from '@jiesu/domain';
import { START_PROCESS, hasReturned } from '@jiesu/store';
import type { OrderChange, OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { BpmnError, defineJob } from '../runtime/index.ts';
import type { Job } from '../runtime/index.ts';

/**
 * `hotline.classify`: claims the order for this process instance and proposes category, kind and urgency; what the
 * agent chose is kept. A second instance of the same order gets the BPMN error ORDER_ALREADY_RUNNING.
 */
export const classify = defineJob({
  type: 'hotline.classify',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    let result: Classification | undefined;
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      assertClaimable(current, call.job);
      result = classificationOf(current, context);
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
      return { change: claim(call.job, result), event };
    });
    return { variables: await variablesOf(order, context) };
  },
});

function assertClaimable(order: OrderDocument, job: Job): void {
  if (order.processInstanceKey !== undefined && order.processInstanceKey !== job.processInstanceKey) {
    throw new BpmnError('ORDER_ALREADY_RUNNING');
  }
}

function classificationOf(order: OrderDocument, { classifier }: WorkerContext): Classification {
  const { kind, urgency, category, callerType } = order;
  return classifier.classify(`${order.title}\n${order.text}`, { kind, urgency, category, callerType });
}

function claim(job: Job, result: Classification): OrderChange {
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
      processInstanceKey: job.processInstanceKey,
      processDefinitionKey: job.processDefinitionKey,
    },
  };
}

async function variablesOf(order: OrderDocument, context: WorkerContext): Promise<Record<string, unknown>> {
  const { category, kind, urgency, callerType, channel, area, classification } = order;
  const { catalogue, units } = context.city;
  const best = category === undefined ? undefined : recommendUnits(category, area, catalogue, units)[0];
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
  };
}
