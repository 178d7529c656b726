import type { Variables } from './model-node.ts';

/** Something that happens to the process from outside. `node` is the seq of one. */
export type Action =
  | { readonly kind: 'activate'; readonly type: string; readonly lockMs: number }
  | { readonly kind: 'complete'; readonly node: number; readonly variables: Variables }
  | {
      readonly kind: 'fail';
      readonly node: number;
      readonly retries: number;
      readonly backOffMs: number;
      readonly variables: Variables;
    }
  | { readonly kind: 'throw'; readonly node: number; readonly code: string; readonly variables: Variables }
  | { readonly kind: 'resolve'; readonly node: number }
  | { readonly kind: 'complete task'; readonly node: number; readonly variables: Variables }
  | {
      readonly kind: 'message';
      readonly name: string;
      readonly correlationKey: string;
      readonly timeToLiveMs: number;
      readonly variables: Variables;
    }
  | { readonly kind: 'signal'; readonly name: string; readonly variables: Variables }
  | { readonly kind: 'advance'; readonly ms: number }
  | { readonly kind: 'cancel' };

/** Retries that a job is given when its incident is resolved. */
export const RETRIES_AFTER_INCIDENT = 2;
