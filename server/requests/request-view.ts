import type { OrderRequest } from '@jiesu/store';
import { isoTime } from '../http/index.ts';

/** A request as the API shows it. */
export function requestView({ at, until, decidedAt, ...request }: OrderRequest) {
  return {
    ...request,
    at: isoTime(at),
    until: isoTime(until),
    decidedAt: isoTime(decidedAt),
  };
}
