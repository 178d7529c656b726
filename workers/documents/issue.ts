import { InsertLog, updateOrder } from '@jiesu/store';
import type { CityConfig, DocumentKind, OfficialDocument, OrderDocument, Store } from '@jiesu/store';
import { documentContent } from './content.ts';

export interface DocumentIssue {
  readonly orderId: string;
  readonly kind: DocumentKind;
  /** Key of the job that issues it: the same key is the same document. */
  readonly jobKey: string;
  /** ms since 1970. */
  readonly at: number;
  /** Code of what it is issued for. */
  readonly occasion?: string;
  /** More values for the template, e.g. of a ruling. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Issues one of the four documents and resolves with its number when it is on disk. */
export type IssueDocument = (issue: DocumentIssue) => Promise<{ readonly no: string }>;

/** Letters of a document's number: 交办, 协调, 督办, 销号. */
const CODES: Readonly<Record<DocumentKind, string>> = {
  assignment: 'JB',
  coordination: 'XT',
  supervision: 'DB',
  closing: 'XH',
};

/**
 * The port through which workers issue documents. The order gets the number first, which makes it this job's for good;
 * then the document is stored with what the order said at that moment.
 */
export function documentIssuer(store: Store, city: CityConfig): IssueDocument {
  const log = new InsertLog<OfficialDocument>(store.documents);
  return async (issue) => {
    const { kind, jobKey, at } = issue;
    const order = await updateOrder(store, issue.orderId, (current) => {
      if (issuedBy(current, jobKey) !== undefined) return undefined;
      const entry = { no: nextNumber(current, kind), type: kind, at: new Date(at), id: jobKey };
      return { add: { documents: [entry] } };
    });
    const no = issuedBy(order, jobKey)?.no ?? '';
    const { occasion } = issue;
    await log.insert({
      _id: no,
      kind,
      orderId: order._id,
      orderNo: order.orderNo,
      ...(order.unitId === undefined ? {} : { unitId: order.unitId }),
      ...(occasion === undefined ? {} : { occasion }),
      issuedAt: new Date(at),
      jobKey,
      follows: numbersBefore(order, no),
      content: {
        ...documentContent(order, city, { kind, at, ...(occasion === undefined ? {} : { occasion }) }),
        ...issue.more,
      },
    });
    return { no };
  };
}

function issuedBy({ documents = [] }: OrderDocument, jobKey: string) {
  return documents.find(({ id }) => id === jobKey);
}

/** JB-JS20261124-000123-01: the order's number and how many it had before tell it, so no counter is needed. */
function nextNumber({ orderNo, documents = [] }: OrderDocument, kind: DocumentKind): string {
  return `${CODES[kind]}-${orderNo}-${String(documents.length + 1).padStart(2, '0')}`;
}

function numbersBefore({ documents = [] }: OrderDocument, no: string): string[] {
  const all = documents.map((document) => document.no);
  return all.slice(0, Math.max(all.indexOf(no), 0));
}
