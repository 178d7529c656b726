import type {
  DisputeDocument,
  MeetingDocument,
  OrderDocument,
  ReportDocument,
  Store,
  TaskDocument,
} from '@jiesu/store';
import { DomainError } from '@jiesu/domain';

/** What a task is about, with what its form is filled from. */
export type TaskMatter =
  | { readonly kind: 'order'; readonly order: OrderDocument; readonly disputes: readonly DisputeDocument[] }
  | {
      readonly kind: 'meeting';
      readonly meeting: MeetingDocument;
      readonly disputes: readonly DisputeDocument[];
    }
  | { readonly kind: 'report'; readonly report: ReportDocument };

type Collections = Pick<Store, 'orders' | 'disputes' | 'meetings' | 'reports'>;

/** Reads what a task is about. @throws DomainError NOT_FOUND, ORDER_NOT_FOUND */
export async function matterOf(task: TaskDocument, store: Collections): Promise<TaskMatter> {
  const { subject } = task;
  if (subject?.kind === 'meeting') {
    const meeting = await store.meetings.findById(subject.id).lean<MeetingDocument | null>();
    if (meeting === null) throw new DomainError('NOT_FOUND');
    return { kind: 'meeting', meeting, disputes: await disputesOf(meeting.agenda, store) };
  }
  if (subject?.kind === 'report') {
    const report = await store.reports.findById(subject.id).lean<ReportDocument | null>();
    if (report === null) throw new DomainError('NOT_FOUND');
    return { kind: 'report', report };
  }
  const order = await store.orders.findById(task.orderId).lean<OrderDocument | null>();
  if (order === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: task.orderNo } });
  const { disputeId } = order;
  return {
    kind: 'order',
    order,
    disputes: disputeId === undefined ? [] : await disputesOf([disputeId], store),
  };
}

/** In the order of the ids: that of an agenda. */
async function disputesOf(ids: readonly string[], store: Collections): Promise<DisputeDocument[]> {
  const found = await store.disputes.find({ _id: { $in: ids } }).lean<DisputeDocument[]>();
  return ids.flatMap((id) => found.find(({ _id }) => _id === id) ?? []);
}
