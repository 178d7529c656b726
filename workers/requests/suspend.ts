import { z } from 'zod';
import { toIso, toLocal } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import { changeDeadline } from '../deadlines/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { requestOf, withRequest } from './find-request.ts';

const inputSchema = z.object({
  orderId: z.string(),
  requestId: z.string(),
  grantedAmount: optional(z.number().positive()),
});

/**
 * `hotline.pause`: the order is suspended and its clock stands still, until the granted working days are over or somebody
 * ends it. An emergency is never paused.
 */
export const pause = defineJob({
  type: 'hotline.pause',
  input: inputSchema,
  async handle(call, context: WorkerContext) {
    const { orderId, requestId, grantedAmount } = call.input;
    const order = await changeDeadline(context, call, orderId, (current) => {
      if (current.urgency === 'emergency') return {};
      const known = current.pauses?.find((entry) => entry.requestId === requestId);
      if (known !== undefined) return { event: { type: 'paused', data: pausedData(known) } };
      const request = requestOf(current, requestId);
      const from = new Date(call.at);
      const until = untilOf(call.at, grantedAmount ?? request?.amount ?? 0, context);
      const reason = request?.reason;
      return {
        event: { type: 'paused', data: pausedData({ requestId, until }) },
        change: {
          set: { status: 'suspended' },
          add: {
            pauses: [
              {
                id: call.job.key,
                from,
                until,
                cause: 'suspension',
                requestId,
                statusBefore: current.status,
                ...(reason === undefined ? {} : { reason }),
              },
            ],
          },
        },
      };
    });
    // what is not paused waits for a moment that is past
    const until = (pauseOf(order, requestId)?.until ?? requestOf(order, requestId)?.at)?.getTime() ?? call.at;
    return { variables: { suspension: { until: toIso(toLocal(until)) } } };
  },
});

/** `hotline.resume`: the clock goes on. A pause that has ended already, e.g. because it became an emergency, stays so. */
export const resume = defineJob({
  type: 'hotline.resume',
  input: inputSchema,
  async handle(call, context: WorkerContext) {
    const { orderId, requestId } = call.input;
    await changeDeadline(context, call, orderId, (current) => {
      const own = pauseOf(current, requestId);
      const event = { type: 'resumed' as const, data: { request: requestId } };
      if (own === undefined || own.to !== undefined) return own === undefined ? {} : { event };
      const to = new Date(call.at);
      const asked = current.requests?.find(({ type, state }) => type === 'resume' && state === 'open');
      return {
        event,
        change: {
          set: {
            pauses: (current.pauses ?? []).map((entry) => (entry.id === own.id ? { ...entry, to } : entry)),
            ...(current.status === 'suspended' ? { status: own.statusBefore ?? 'handling' } : {}),
            ...(asked === undefined
              ? {}
              : { requests: withRequest(current, asked.id, { state: 'approved', decidedAt: to }) }),
          },
        },
      };
    });
    return {};
  },
});

/** The pause of a request; when a message brought the id of another one, the suspension that lasts. */
function pauseOf({ pauses = [] }: OrderDocument, requestId: string) {
  return (
    pauses.find((entry) => entry.requestId === requestId) ??
    pauses.find(({ cause, to }) => cause === 'suspension' && to === undefined)
  );
}

function untilOf(now: number, workingDays: number, { calendar }: WorkerContext): Date {
  return new Date(calendar.dueTime(now, workingDays, 'working-days', { unpublished: 'mark' }).at);
}

function pausedData(pause: { readonly requestId?: string | undefined; readonly until?: Date | undefined }) {
  return { cause: 'suspension', request: pause.requestId ?? null, until: pause.until ?? null };
}
