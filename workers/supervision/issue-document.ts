import { z } from 'zod';
import { readOrder } from '@jiesu/store';
import type { DisputeDocument, DocumentKind, OrderDocument } from '@jiesu/store';
import { eventOf, orderNotice, systemActor } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

const KINDS = ['assignment', 'coordination', 'supervision', 'closing'] as const;
const TEMPLATES: Readonly<Partial<Record<DocumentKind, string>>> = {
  supervision: 'notice-issued',
  coordination: 'ruling',
};

/** `hotline.issue-document`: issues one of the four documents (header `document`) and tells the unit. */
export const issueDocument = defineJob({
  type: 'hotline.issue-document',
  input: z.object({
    orderId: z.string(),
    step: optional(z.object({ occasion: optional(z.string()) })),
    dispute: optional(z.object({ disputeId: z.string() })),
  }),
  async handle(call, context: WorkerContext) {
    const { job, input, at } = call;
    const kind = KINDS.find((name) => name === job.headers['document']) ?? 'assignment';
    const occasion = job.headers['occasion'] ?? input.step?.occasion;
    const dispute =
      kind === 'coordination' && input.dispute !== undefined
        ? await context.store.disputes.findById(input.dispute.disputeId).lean<DisputeDocument | null>()
        : null;
    const { no } = await context.issueDocument({
      orderId: input.orderId,
      kind,
      jobKey: job.key,
      at,
      ...(occasion === undefined ? {} : { occasion }),
      ...(dispute === null ? {} : { more: rulingOf(dispute) }),
    });
    const order = await readOrder(context.store, input.orderId);
    if (order === null) return {};
    await context.events.record(
      eventOf(`job:${job.key}`, order, call, systemActor(job.type), {
        type: 'document-issued',
        data: { kind, no, ...(occasion === undefined ? {} : { occasion }) },
      }),
    );
    await tell(context, call, order, { kind, no, dispute });
    return {};
  },
});

async function tell(
  context: WorkerContext,
  call: Parameters<typeof orderNotice>[0],
  order: OrderDocument,
  issued: { readonly kind: DocumentKind; readonly no: string; readonly dispute: DisputeDocument | null },
): Promise<void> {
  const template = TEMPLATES[issued.kind];
  if (template === undefined) return;
  const units = new Set([
    ...(issued.dispute?.parties ?? []),
    ...(issued.dispute?.ruling?.assistingUnitIds ?? []),
    ...(issued.dispute?.ruling === undefined ? [] : [issued.dispute.ruling.unitId]),
    ...(issued.dispute === null && order.unitId !== undefined ? [order.unitId] : []),
  ]);
  await context.notify(
    [...units].map((unit) => orderNotice(call, order, template, { unit }, { documentNo: issued.no })),
  );
}

function rulingOf({ ruling, positions, parties }: DisputeDocument): Record<string, unknown> {
  return {
    rulingBasis: ruling?.legalBasis ?? '',
    rulingText: ruling?.reason ?? '',
    hasParties: parties.length > 0,
    parties: positions.map(({ unitId, position, legalBasis }) => ({
      unit: unitId,
      position: position ?? '',
      basis: legalBasis ?? '',
    })),
  };
}
