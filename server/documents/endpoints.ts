import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import type { OfficialDocument, Store } from '@jiesu/store';
import { endpoint, isoTime } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { OrderRecords } from '../orders/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import type { PrintDocument } from './templates.ts';

const documentParams = z.object({ no: z.string().max(60) });
const documentSchema = z.looseObject({ no: z.string(), kind: z.string(), issuedAt: z.string() });

interface Parts {
  readonly store: Pick<Store, 'documents'>;
  readonly orders: OrderRecords;
  readonly print: PrintDocument;
}

/** The four documents of an order, for whoever may see the order. */
export function documentEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/orders/{orderNo}/documents',
      tag: 'documents',
      summary: 'The documents of an order, oldest first',
      params: z.object({ orderNo: z.string().max(40) }),
      answers: {
        200: { description: 'The documents', schema: z.object({ items: z.array(documentSchema) }) },
      },
      async run({ response, params, person }) {
        const order = await parts.orders.require(params.orderNo, person);
        const found = await parts.store.documents
          .find({ orderId: order._id }, { content: 0 })
          .sort({ issuedAt: 1 })
          .limit(200)
          .lean<OfficialDocument[]>();
        response.json({ items: found.map(documentItem) });
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/documents/{no}',
      tag: 'documents',
      summary: 'A document with its content',
      params: documentParams,
      answers: { 200: { description: 'The document', schema: documentSchema } },
      async run({ response, params, person }) {
        const document = await found(parts, params.no, person);
        response.json({ ...documentItem(document), content: document.content });
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/documents/{no}/print',
      tag: 'documents',
      summary: 'A document as a page to print',
      params: documentParams,
      answers: { 200: { description: 'The page', type: 'text/html' } },
      async run({ response, params, person }) {
        response.type('html').send(parts.print(await found(parts, params.no, person)));
      },
    }),
  ];
}

function documentItem({ _id, kind, orderNo, unitId, issuedAt, occasion, follows }: OfficialDocument) {
  return {
    no: _id,
    kind,
    orderNo,
    unitId: unitId ?? null,
    issuedAt: isoTime(issuedAt),
    occasion: occasion ?? null,
    follows,
  };
}

/** @throws DomainError NOT_FOUND, also for a document of an order that the person may not see */
async function found(parts: Parts, no: string, person: SignedInPerson): Promise<OfficialDocument> {
  const document = await parts.store.documents.findById(no).lean<OfficialDocument | null>();
  const order = document === null ? undefined : await parts.orders.find(document.orderNo, person);
  if (document === null || order === undefined) throw new DomainError('NOT_FOUND');
  return document;
}
