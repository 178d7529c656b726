import { setTimeout as pause } from 'node:timers/promises';

/** An answer of the API that isn't a success, with its problem details. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(method: string, path: string, status: number, problem: Readonly<Record<string, unknown>>) {
    super(`${method} ${path}: ${status} ${JSON.stringify(problem)}`);
    this.status = status;
    this.code = typeof problem['code'] === 'string' ? problem['code'] : '';
    this.problem = problem;
  }
}

export interface TaskItem {
  readonly key: string;
  readonly orderNo: string;
  readonly elementId: string;
  readonly title: string;
  readonly state: string;
  readonly assignee: string | null;
  readonly dueAt: string | null;
}

export interface DayLine {
  readonly date: string;
  readonly zh: string;
  readonly en: string;
  readonly counted: number;
}

/** The parts of an order that scripts look at; times are ISO 8601 with +08:00 or UTC. */
export interface OrderView {
  readonly orderNo: string;
  readonly id: string;
  readonly status: string;
  readonly unitId: string | null;
  readonly urgency: string;
  readonly category: string | null;
  readonly kind: string;
  readonly receivedAt: string;
  readonly dispatchedAt: string | null;
  readonly pushedAt: string | null;
  readonly signedAt: string | null;
  readonly contactedAt: string | null;
  readonly onSiteAt: string | null;
  readonly finishedAt: string | null;
  readonly calledBackAt: string | null;
  readonly closedAt: string | null;
  readonly route: { readonly path: string; readonly reason: string } | null;
  readonly deadline:
    | ({
        readonly explanation: { readonly sign: readonly DayLine[]; readonly handle: readonly DayLine[] };
      } & Readonly<Record<string, unknown>>)
    | null;
  readonly reminders: readonly { readonly occasion: string; readonly at: string }[];
  readonly redoCount: number;
  readonly scores: Readonly<Record<string, unknown>> | null;
}

const POLL_EVERY_MS = 20;

/** A person's session with the HTTP API, as the web app has one: a cookie and a token against forged requests. */
export class JiesuClient {
  readonly #url: string;
  #cookies = new Map<string, string>();
  #csrfToken = '';

  constructor(url: string) {
    this.#url = url.replace(/\/$/, '');
  }

  /** @throws ApiError with code SIGN_IN_FAILED */
  static async signIn(url: string, username: string, password: string): Promise<JiesuClient> {
    const client = new JiesuClient(url);
    const session = await client.request<{ csrfToken: string }>('POST', '/api/session', {
      username,
      password,
    });
    client.#csrfToken = session.csrfToken;
    return client;
  }

  /** One request with a JSON body; answers the JSON. @throws ApiError */
  async request<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#cookies.size > 0
          ? { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
          : {}),
        ...(this.#csrfToken === '' ? {} : { 'x-csrf-token': this.#csrfToken }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await answer.text();
    const json: unknown = text === '' ? {} : JSON.parse(text);
    if (!answer.ok) throw new ApiError(method, path, answer.status, json as Record<string, unknown>);
    return json as T;
  }

  takeCall(intake: Readonly<Record<string, unknown>>): Promise<{ orderNo: string; id: string }> {
    return this.request('POST', '/api/orders', intake);
  }

  order(orderNo: string): Promise<OrderView> {
    return this.request('GET', `/api/orders/${orderNo}`);
  }

  /** Waits until the order is as wanted. @throws Error that says what it waited for and how the order is */
  async orderWhen(
    orderNo: string,
    what: string,
    wanted: (order: OrderView) => boolean,
    withinMs = 15_000,
  ): Promise<OrderView> {
    return until(
      what,
      withinMs,
      () => this.order(orderNo),
      wanted,
      (order) => `order ${orderNo} is ${order.status}`,
    );
  }

  /** Waits for an open task of the order at an element, among those that this person may do. */
  async taskAt(orderNo: string, elementId: string, withinMs = 15_000): Promise<TaskItem> {
    const list = await until(
      `task ${elementId} of ${orderNo}`,
      withinMs,
      () => this.request<{ items: TaskItem[] }>('GET', `/api/tasks?scope=group&orderNo=${orderNo}&limit=20`),
      (page) => page.items.some((task) => task.elementId === elementId && task.state === 'open'),
      (page) => `open tasks: ${page.items.map((task) => task.elementId).join(', ') || 'none'}`,
    );
    const task = list.items.find((item) => item.elementId === elementId && item.state === 'open');
    if (task === undefined) throw new Error(`task ${elementId} of ${orderNo} has gone`);
    return task;
  }

  completeTask(key: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.request('POST', `/api/tasks/${key}/complete`, { variables });
  }

  /** Waits for the task and completes it. */
  async finish(
    orderNo: string,
    elementId: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<TaskItem> {
    const task = await this.taskAt(orderNo, elementId);
    await this.completeTask(task.key, variables);
    return task;
  }

  /** Moves the system's clock (admin, ENGINE_CLOCK_CONTROL=true). */
  moveClock(at: string): Promise<unknown> {
    return this.request('PUT', '/api/clock', { at });
  }
}

async function until<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T>,
  wanted: (value: T) => boolean,
  describe: (value: T) => string,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (wanted(value)) return value;
    if (performance.now() > end)
      throw new Error(`waited ${withinMs / 1000} s for ${what}; ${describe(value)}`);
    await pause(POLL_EVERY_MS);
  }
}
