import { DomainError } from '@jiesu/domain';
import type { RequestType } from '@jiesu/domain';
import { readOrder } from '@jiesu/store';
import type { OrderDocument, OrderRequest, Store } from '@jiesu/store';

/** A request of an order by its id. */
export function requestOf(order: OrderDocument, requestId: string | undefined): OrderRequest | undefined {
  return requestId === undefined ? undefined : order.requests?.find(({ id }) => id === requestId);
}

/** A request by its id; where the model passes none on, or that of another flow, the last one of a type. */
export function requestOrLast(
  order: OrderDocument,
  requestId: string | undefined,
  type: RequestType | undefined,
): OrderRequest | undefined {
  const own = requestOf(order, requestId);
  if (own !== undefined && (type === undefined || own.type === type)) return own;
  return order.requests?.findLast((request) => request.type === type);
}

/** An order and the request that a process is about. @throws DomainError ORDER_NOT_FOUND, NOT_FOUND */
export async function orderAndRequest(
  store: Store,
  orderId: string,
  requestId: string,
): Promise<{ order: OrderDocument; request: OrderRequest }> {
  const order = await readOrder(store, orderId);
  if (order === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: orderId } });
  const request = requestOf(order, requestId);
  if (request === undefined) throw new DomainError('NOT_FOUND', { field: 'requestId' });
  return { order, request };
}

/** The requests of an order with one of them changed. */
export function withRequest(
  order: OrderDocument,
  requestId: string,
  change: Partial<OrderRequest>,
): OrderRequest[] {
  return (order.requests ?? []).map((request) =>
    request.id === requestId ? { ...request, ...change } : request,
  );
}
