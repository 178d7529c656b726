import { ProblemError, type ProblemDocument } from './problem.ts';

type Query = Readonly<Record<string, string | number | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

let csrfToken: string | undefined;
let language = 'zh';
let onSignedOut: (() => void) | undefined;

/** Remembers the token that mutations of this session must carry. */
export function setCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** Sets the language in which the server words its answers. */
export function setRequestLanguage(next: 'zh' | 'en'): void {
  language = next;
}

/** Registers what happens when the server says that nobody is signed in any more (401 outside sign-in). */
export function whenSignedOut(listener: () => void): () => void {
  onSignedOut = listener;
  return () => {
    if (onSignedOut === listener) onSignedOut = undefined;
  };
}

/** Path with its query; values that are undefined or empty are left out. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function problemFrom(response: Response): Promise<ProblemDocument> {
  const fallback: ProblemDocument = { status: response.status, code: `HTTP_${response.status}` };
  if (!(response.headers.get('content-type') ?? '').includes('json')) return fallback;
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? { ...fallback, ...body } : fallback;
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': language,
    ...options.headers,
  };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrfToken !== undefined) headers['x-csrf-token'] = csrfToken;
  try {
    return await fetch(withQuery(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new ProblemError({ status: 0, code: 'NETWORK' });
  }
}

/** Asks for a new token; a page that stayed open over night holds one that has expired. */
async function renewToken(): Promise<boolean> {
  const response = await send('GET', '/api/session', {});
  if (!response.ok) return false;
  const { csrfToken: renewed } = (await response.json()) as { csrfToken?: string };
  csrfToken = renewed;
  return renewed !== undefined;
}

/**
 * Sends a request to the API and answers its JSON (undefined on an empty body).
 * @throws ProblemError with the server's `code`, or NETWORK when it can't be reached.
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  let response = await send(method, path, options);
  let problem = response.ok ? undefined : await problemFrom(response);
  if (problem?.code === 'CSRF_INVALID' && (await renewToken())) {
    response = await send(method, path, options);
    problem = response.ok ? undefined : await problemFrom(response);
  }
  if (problem !== undefined) {
    if (response.status === 401 && !path.startsWith('/api/session')) onSignedOut?.();
    throw new ProblemError(problem);
  }
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json');
  return (text === '' ? undefined : json ? JSON.parse(text) : text) as T;
}
