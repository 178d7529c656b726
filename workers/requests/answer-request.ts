import { z } from 'zod';
import type { OrderDocument, OrderRequest } from '@jiesu/store';
import { orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { deadlineVariable } from '../deadlines/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import type { JobCall } from '../runtime/index.ts';
import { requestOf } from './find-request.ts';

const rule = optional(z.object({ verdict: optional(z.string()), reason: optional(z.string()) }));
const inputSchema = z.object({
  orderId: z.string(),
  requestId: optional(z.string()),
  requestDecision: optional(z.string()),
  extensionRule: rule,
  suspensionRule: rule,
  returnRule: rule,
  redoRule: rule,
});
type Call = JobCall<z.output<typeof inputSchema>>;

const DECISIONS = ['approved', 'refused', 'disputed'] as const;
type Decision = (typeof DECISIONS)[number];

/** What the caller is told of an approved request, by its type. */
const CALLER_TEMPLATES: Readonly<Record<string, string>> = {
  extension: 'caller-extension',
  suspension: 'caller-suspended',
  termination: 'caller-terminated',
};

/**
 * `hotline.answer-request`: closes a request with its decision (header `decision`, or variable requestDecision) and tells
 * who asked; the caller too where the rules say so (header `tellCaller`). A return that is disputed stays open until
 * the ruling. Without a requestId (a return at the signing, a redo) the decision is only put on record.
 */
export const answerRequest = defineJob({
  type: 'hotline.answer-request',
  input: inputSchema,
  async handle(call: Call, context: WorkerContext) {
    const { job, input } = call;
    const wanted = job.headers['decision'] ?? input.requestDecision;
    const decision = DECISIONS.find((name) => name === wanted) ?? 'refused';
    const order = await takeStep(context, call, input.orderId, (current) => {
      const request = requestOf(current, input.requestId);
      const type = job.headers['type'] ?? request?.type ?? 'return';
      const event = {
        type: 'request-decided' as const,
        data: { requestType: type, decision, request: input.requestId ?? null },
      };
      const set = decided(current, type, decision, call);
      return Object.keys(set).length === 0 ? { event } : { event, change: { set } };
    });
    await tell(context, call, order, decision);
    return {};
  },
});

function decided(order: OrderDocument, type: string, decision: Decision, call: Call): Partial<OrderDocument> {
  const { input, at } = call;
  const request = requestOf(order, input.requestId);
  return {
    ...(request === undefined || request.state !== 'open' || decision === 'disputed'
      ? {}
      : {
          requests: (order.requests ?? []).map((entry) =>
            entry.id === request.id ? closed(entry, decision, new Date(at), refusalReason(call)) : entry,
          ),
        }),
    ...(type === 'return' && request === undefined ? { returns: judged(order, decision) } : {}),
  };
}

function closed(
  request: OrderRequest,
  state: 'approved' | 'refused',
  at: Date,
  reason: string | undefined,
): OrderRequest {
  return {
    ...request,
    state,
    decidedAt: request.decidedAt ?? at,
    // what no person decided the rules did
    decidedBy: request.decidedBy ?? 'rules',
    ...(request.note === undefined && reason !== undefined ? { note: reason } : {}),
  };
}

/** Why the rules refused it without asking a person. */
function refusalReason({ input }: Call): string | undefined {
  const rules = [input.extensionRule, input.suspensionRule, input.returnRule, input.redoRule];
  return rules.find((entry) => entry?.verdict === 'refuse')?.reason;
}

function judged({ returns }: OrderDocument, verdict: Decision): OrderDocument['returns'] {
  return returns.map((entry, i) => (i === returns.length - 1 ? { ...entry, verdict } : entry));
}

async function tell(
  context: WorkerContext,
  call: Call,
  order: OrderDocument,
  decision: Decision,
): Promise<void> {
  const { job, input } = call;
  const request = requestOf(order, input.requestId);
  const type = job.headers['type'] ?? request?.type ?? 'return';
  const unitId = request?.unitId ?? order.unitId;
  const asker =
    request !== undefined ? { username: request.by } : unitId === undefined ? undefined : { unit: unitId };
  const notices =
    asker === undefined ? [] : [orderNotice(call, order, 'request-decided', asker, { type, decision })];
  const template = CALLER_TEMPLATES[type];
  if (job.headers['tellCaller'] === 'true' && decision === 'approved' && template !== undefined) {
    const dueAt = order.deadline === undefined ? null : deadlineVariable(order.deadline).dueAt;
    const until = order.pauses?.at(-1)?.until?.toISOString() ?? null;
    notices.push(orderNotice(call, order, template, { caller: true }, { dueAt, until }));
  }
  await context.notify(notices);
}
