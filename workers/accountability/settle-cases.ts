import type { OrderDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';

/** The order is handled: the unit has put it right, which ends the cases that wait for it. */
export async function settleCases(
  context: WorkerContext,
  call: { readonly job: { readonly key: string } },
  order: Pick<OrderDocument, 'caseIds'>,
): Promise<void> {
  for (const caseId of order.caseIds ?? []) {
    await context.publish({
      name: 'case-settled',
      correlationKey: caseId,
      cause: `${call.job.key}:${caseId}`,
    });
  }
}
