import { request, setCsrfToken } from './client.ts';
import { namedList } from './named.ts';
import type {
  Caller,
  Diagram,
  Named,
  Order,
  OrderDraft,
  OrderEvent,
  Page,
  ProcessSummary,
  Session,
  Task,
  TaskDetail,
} from './types.ts';

const path = (...parts: readonly string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`;

/** Accepts a bare array as well as a page, so that a list endpoint may grow cursors later. */
function rows<T>(answer: readonly T[] | Page<T>): readonly T[] {
  return 'items' in answer ? answer.items : answer;
}

function remember(session: Session): Session {
  setCsrfToken(session.csrfToken);
  return session;
}

export const sessionApi = {
  current: async (signal?: AbortSignal) =>
    remember(await request<Session>('GET', '/api/session', { signal })),
  signIn: async (username: string, password: string) =>
    remember(await request<Session>('POST', '/api/session', { body: { username, password } })),
  signOut: async () => {
    await request('DELETE', '/api/session');
    setCsrfToken(undefined);
  },
};

export interface OrderFilter {
  readonly status?: string | undefined;
  readonly unit?: string | undefined;
  readonly kind?: string | undefined;
  readonly urgency?: string | undefined;
  readonly q?: string | undefined;
}

export const orderApi = {
  create: (draft: OrderDraft, idempotencyKey: string) =>
    request<{ orderNo: string; id: string }>('POST', '/api/orders', {
      body: draft,
      headers: { 'idempotency-key': idempotencyKey },
    }),
  list: (filter: OrderFilter, cursor: string | undefined, limit: number, signal?: AbortSignal) =>
    request<Page<Order>>('GET', '/api/orders', { query: { ...filter, cursor, limit }, signal }),
  get: (orderNo: string, signal?: AbortSignal) => request<Order>('GET', path('orders', orderNo), { signal }),
  caller: (orderNo: string) => request<Caller | { caller: Caller }>('GET', path('orders', orderNo, 'caller')),
  events: async (orderNo: string, signal?: AbortSignal) =>
    rows(
      await request<Page<OrderEvent> | readonly OrderEvent[]>('GET', path('orders', orderNo, 'events'), {
        signal,
      }),
    ),
  diagram: (orderNo: string, signal?: AbortSignal) =>
    request<Diagram>('GET', path('orders', orderNo, 'diagram'), { signal }),
};

export type TaskScope = 'mine' | 'group' | 'all';

export const taskApi = {
  list: (scope: TaskScope, signal?: AbortSignal) =>
    request<Page<Task>>('GET', '/api/tasks', { query: { scope, state: 'open', limit: 100 }, signal }),
  get: (key: string, signal?: AbortSignal) => request<TaskDetail>('GET', path('tasks', key), { signal }),
  claim: (key: string) => request('POST', path('tasks', key, 'claim'), { body: {} }),
  unclaim: (key: string) => request('POST', path('tasks', key, 'unclaim'), { body: {} }),
  complete: (key: string, variables: Readonly<Record<string, unknown>>) =>
    request('POST', path('tasks', key, 'complete'), { body: { variables } }),
};

export const referenceApi = {
  catalogue: async (signal?: AbortSignal): Promise<readonly Named[]> =>
    namedList(await request('GET', '/api/catalogue', { signal }), 'categories'),
  units: async (signal?: AbortSignal): Promise<readonly Named[]> =>
    namedList(await request('GET', '/api/units', { signal }), 'units'),
  areas: async (signal?: AbortSignal): Promise<readonly Named[]> =>
    namedList(await request('GET', '/api/areas', { signal }), 'areas'),
  clock: (signal?: AbortSignal) =>
    request<{ now: string; pinned: boolean }>('GET', '/api/clock', { signal }).catch(() => null),
};

export const processApi = {
  list: async (signal?: AbortSignal) =>
    rows(
      await request<Page<ProcessSummary> | readonly ProcessSummary[]>('GET', '/api/processes', { signal }),
    ),
  xml: async (processId: string, version: number | undefined, signal?: AbortSignal): Promise<string> => {
    const answer = await request<string | { xml: string }>('GET', path('processes', processId, 'xml'), {
      query: { version },
      signal,
      headers: { accept: 'application/xml, application/json' },
    });
    return typeof answer === 'string' ? answer : answer.xml;
  },
  deploy: (processId: string, xml: string, reason: string) =>
    request<{ version: number }>('POST', path('processes', processId, 'deploy'), { body: { xml, reason } }),
};
