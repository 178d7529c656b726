import { updateOrder } from '@jiesu/store';
import type {
  CityConfig,
  DocumentKind,
  OfficialDocument,
  OrderChange,
  OrderDocument,
  Store,
} from '@jiesu/store';
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
 * The port through which workers issue documents. The order gets the number and the document is stored, with what the
 * order says at that moment, in one commit.
 */
export function documentIssuer(store: Store, city: CityConfig): IssueDocument {
  return async (issue) => {
    const order = await updateOrder(store, issue.orderId, (current) => documentChange(current, issue, city));
    return { no: issuedBy(order, issue.jobKey)?.no ?? '' };
  };
}

/** The change that gives an order its number of a document and stores the document with it. */
export function documentChange(current: OrderDocument, issue: DocumentIssue, city: CityConfig): OrderChange {
  const { kind, jobKey, at } = issue;
  const issued = issuedBy(current, jobKey);
  const entry = issued ?? { no: nextNumber(current, kind), type: kind, at: new Date(at), id: jobKey };
  const order =
    issued === undefined ? { ...current, documents: [...(current.documents ?? []), entry] } : current;
  return {
    ...(issued === undefined ? { add: { documents: [entry] } } : {}),
    with: { documents: [documentOf(order, entry.no, issue, city)] },
  };
}

function documentOf(
  order: OrderDocument,
  no: string,
  { kind, jobKey, at, occasion, more }: DocumentIssue,
  city: CityConfig,
): OfficialDocument {
  return {
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
      ...more,
    },
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
