import { z } from 'zod';
import { DomainError, unitGroup } from '@jiesu/domain';
import type { RequestType } from '@jiesu/domain';
import type { OrderDocument, OrderRequest } from '@jiesu/store';
import { endPauses, takeStep, withdrawRequests } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { requestOrLast, withRequest } from './find-request.ts';

/** Requests that are granted by being asked: a supervisor or dispatcher asks them. */
const GRANTED_AT_ONCE = new Set(['transfer', 'merge', 'urgency']);

/** Which request makes an order leave so. */
const ASKED_BY: Readonly<Record<string, RequestType>> = {
  emergency: 'urgency',
  merged: 'merge',
  terminated: 'termination',
  transferred: 'transfer',
};

/**
 * `hotline.leave`: the order leaves its unit's hands before it is finished (header `outcome`: terminated, returned,
 * disputed, transferred, merged, emergency). A suspension ends with it. Out: outcome, of a transfer the new unit, of an
 * emergency its urgency.
 */
export const leave = defineJob({
  type: 'hotline.leave',
  input: z.object({ orderId: z.string(), requestId: optional(z.string()) }),
  async handle(call, context: WorkerContext) {
    const { job, at, input } = call;
    const outcome = job.headers['outcome'] ?? 'returned';
    const order = await takeStep(context, call, input.orderId, (current) => {
      const request = requestOrLast(current, input.requestId, ASKED_BY[outcome]);
      const event = { type: 'left' as const, data: { outcome, request: request?.id ?? null } };
      if (current.leaving?.id === job.key) return { event };
      const leaving = {
        id: job.key,
        outcome,
        at: new Date(at),
        ...(request === undefined ? {} : { requestId: request.id }),
      };
      const effect = effectOf(outcome, current, request, leaving.at);
      // a contested return stays open until the ruling
      const contested = ({ type }: OrderRequest): boolean => outcome === 'disputed' && type === 'return';
      return {
        event,
        change: {
          set: {
            leaving,
            ...endPauses(current, leaving.at),
            ...effect,
            ...withdrawRequests({ ...current, ...effect }, leaving.at, contested),
          },
        },
      };
    });
    const request = requestOrLast(order, order.leaving?.requestId, ASKED_BY[outcome]);
    return {
      variables: {
        outcome,
        ...(outcome === 'transferred' ? unitVariables(targetOf(request)) : {}),
        ...(outcome === 'emergency' ? { urgency: 'emergency' } : {}),
      },
    };
  },
});

function effectOf(
  outcome: string,
  order: OrderDocument,
  request: OrderRequest | undefined,
  at: Date,
): Partial<OrderDocument> {
  const decided =
    request !== undefined && GRANTED_AT_ONCE.has(request.type) ? granted(order, request, at) : {};
  switch (outcome) {
    case 'emergency':
      return { ...decided, urgency: 'emergency', urgencyRaisedAt: at };
    case 'merged':
      return {
        ...decided,
        ...(request?.mainOrderNo === undefined ? {} : { mergeTarget: request.mainOrderNo }),
      };
    case 'transferred':
      if (targetOf(request) === order.complainedUnit) throw unknownUnit(targetOf(request));
      return decided;
    default:
      return decided;
  }
}

function granted(order: OrderDocument, request: OrderRequest, at: Date): Partial<OrderDocument> {
  return {
    requests: withRequest(order, request.id, { state: 'approved', decidedAt: at, decidedBy: request.by }),
  };
}

function unitVariables(unitId: string) {
  return { unitId, unitGroup: unitGroup(unitId) };
}

function targetOf(request: OrderRequest | undefined): string {
  if (request?.toUnitId === undefined) throw unknownUnit('');
  return request.toUnitId;
}

function unknownUnit(value: string): DomainError {
  return new DomainError('UNKNOWN_UNIT', { field: 'unitId', params: { value } });
}
