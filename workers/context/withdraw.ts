import type { OrderDocument, OrderRequest } from '@jiesu/store';

const NOTE = '工单已离开承办单位，申请不再审核 · The order has left the unit: the request is void';

/**
 * The change that closes what is asked for and not answered yet: its review ends with the unit's work on the order, and
 * whoever has the order next may ask anew. Nothing when there is none. @param keep requests that live on
 */
export function withdrawRequests(
  { requests = [] }: Pick<OrderDocument, 'requests'>,
  at: Date,
  keep: (request: OrderRequest) => boolean = () => false,
): { requests?: OrderRequest[] } {
  const isVoid = (request: OrderRequest): boolean => request.state === 'open' && !keep(request);
  if (!requests.some(isVoid)) return {};
  return {
    requests: requests.map((request) =>
      isVoid(request)
        ? { ...request, state: 'withdrawn', decidedAt: at, decidedBy: 'rules', note: NOTE }
        : request,
    ),
  };
}
