import { z } from 'zod';
import type { CaseDocument, CaseMeasure } from '@jiesu/store';
import { orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

const TEMPLATES: Readonly<Record<string, string>> = {
  notice: 'notice-issued',
  interview: 'interview',
  accountability: 'accountability',
};

/**
 * `hotline.record-measure`: a measure of accountability (header `measure`: notice, interview, accountability) is put on
 * record and the unit's leader hears of it; `settled` closes the case, and so does accountability, the last measure.
 */
export const recordMeasure = defineJob({
  type: 'hotline.record-measure',
  input: z.object({ caseId: z.string(), orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    const { job, at, input } = call;
    const measure = job.headers['measure'] ?? 'notice';
    const found = await context.store.cases.findById(input.caseId).lean<CaseDocument | null>();
    const order = await takeStep(context, call, input.orderId, () => ({
      event: {
        type: 'measure-recorded',
        data: { measure, caseId: input.caseId, unitId: found?.unitId ?? null },
      },
    }));
    if (found === null) return {};
    await record(context, found, measure, { id: job.key, at: new Date(at) });
    const template = TEMPLATES[measure];
    if (template === undefined) return {};
    const issued = order.documents?.at(-1);
    const documentNo = issued?.no ?? order.orderNo;
    // of a notice the unit was told when its document was issued
    const knows = measure === 'notice' && issued?.type === 'supervision';
    const leader = { group: `unit-leader:${found.unitId}` };
    await context.notify(
      (knows ? [leader] : [{ unit: found.unitId }, leader]).map((to) =>
        orderNotice(call, order, template, to, { documentNo }),
      ),
    );
    return {};
  },
});

async function record(
  { store }: WorkerContext,
  { _id, measures }: CaseDocument,
  measure: string,
  { id, at }: Pick<CaseMeasure, 'id' | 'at'>,
): Promise<void> {
  if (measure === 'settled' || measure === 'accountability') {
    await store.cases.updateOne(
      { _id, state: { $ne: 'closed' } },
      { $set: { state: 'closed', settledAt: at } },
    );
  }
  // whoever held the unit to account has put the measure on record with the task
  if (measure === 'settled' || measures.some((entry) => entry.measure === 'accountability')) return;
  await store.cases.updateOne(
    { _id, 'measures.id': { $ne: id } },
    { $push: { measures: { id, measure: measure as CaseMeasure['measure'], at } } },
  );
}
