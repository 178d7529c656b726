import { request, setCsrfToken } from './client.ts';
import { namedList } from './named.ts';
import type {
  Caller,
  Delivery,
  Diagram,
  Dispute,
  CatalogueProposal,
  Meeting,
  Named,
  Notices,
  Order,
  OrderDraft,
  OrderEvent,
  OrderRequest,
  Page,
  PastDeadline,
  PossibleRequest,
  Precedent,
  ProcessSummary,
  Report,
  Session,
  Task,
  TaskDetail,
  Values,
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
  deadlines: (orderNo: string, signal?: AbortSignal) =>
    request<{ history: readonly PastDeadline[] }>('GET', path('orders', orderNo, 'deadline'), { signal }),
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
  diagram: (orderNo: string, process: string | undefined, signal?: AbortSignal) =>
    request<Diagram>('GET', path('orders', orderNo, 'diagram'), { query: { process }, signal }),
  requests: (orderNo: string, signal?: AbortSignal) =>
    request<{ items: readonly OrderRequest[]; possible: readonly PossibleRequest[] }>(
      'GET',
      path('orders', orderNo, 'requests'),
      { signal },
    ),
  ask: (orderNo: string, type: string, values: Values, idempotencyKey: string) =>
    request<{ requestId: string }>('POST', path('orders', orderNo, 'requests'), {
      body: { ...values, type },
      headers: { 'idempotency-key': idempotencyKey },
    }),
  deliveries: async (orderNo: string, signal?: AbortSignal) =>
    rows(await request<Page<Delivery>>('GET', path('orders', orderNo, 'notifications'), { signal })),
  recuse: (orderNo: string, username: string) =>
    request('POST', path('orders', orderNo, 'recusals'), { body: { username } }),
};

/** Address of the page that prints a document. */
export const printAddress = (documentNo: string): string => path('documents', documentNo, 'print');

export const noticeApi = {
  list: (limit: number, cursor?: string, signal?: AbortSignal) =>
    request<Notices>('GET', '/api/notifications', { query: { limit, cursor }, signal }),
  read: (ids: 'all' | readonly string[]) => request('POST', '/api/notifications/read', { body: { ids } }),
};

export interface PrecedentFilter {
  readonly category?: string | undefined;
  readonly area?: string | undefined;
}

export const meetingApi = {
  disputes: (state: string | undefined, cursor: string | undefined, signal?: AbortSignal) =>
    request<Page<Dispute>>('GET', '/api/disputes', { query: { state, cursor }, signal }),
  disputesOf: async (orderNo: string, signal?: AbortSignal) =>
    rows(await request<Page<Dispute>>('GET', '/api/disputes', { query: { orderNo }, signal })),
  meetings: (cursor: string | undefined, signal?: AbortSignal) =>
    request<Page<Meeting>>('GET', '/api/meetings', { query: { cursor }, signal }),
  meeting: (id: string, signal?: AbortSignal) =>
    request<{ meeting: Meeting; disputes: readonly Dispute[] }>('GET', path('meetings', id), { signal }),
  move: (id: string, startsAt: string, reason: string) =>
    request<Meeting>('POST', path('meetings', id, 'move'), { body: { startsAt, reason } }),
  precedents: (filter: PrecedentFilter, cursor: string | undefined, signal?: AbortSignal) =>
    request<Page<Precedent>>('GET', '/api/precedents', { query: { ...filter, cursor }, signal }),
};

export const catalogueApi = {
  proposals: async (signal?: AbortSignal) =>
    rows(await request<Page<CatalogueProposal>>('GET', '/api/catalogue/proposals', { signal })),
  draft: (id: string) =>
    request<{ changeId: string }>('POST', path('catalogue', 'proposals', id, 'draft'), { body: {} }),
  withdraw: (id: string) => request('POST', path('catalogue', 'proposals', id, 'withdraw'), { body: {} }),
};

export const reportApi = {
  list: async (reportId: string, signal?: AbortSignal) =>
    rows(await request<Page<Report>>('GET', '/api/reports', { query: { reportId }, signal })),
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
  referrals: async (signal?: AbortSignal): Promise<readonly Named[]> =>
    namedList(await request('GET', '/api/referrals', { signal }), 'referrals'),
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
