export type LiveState = 'connecting' | 'open' | 'lost';

export interface LiveMessage {
  /** `resync`: changes may have been missed, everything shown is to be asked for again. */
  readonly kind: 'task' | 'order' | 'rule-run' | 'resync';
  readonly id?: string;
  readonly key?: string;
  readonly orderNo?: string;
  readonly state?: string;
  readonly status?: string;
}

/** Waits in ms between tries to reconnect; the last one repeats. */
const RETRY_DELAYS = [1000, 2000, 5000, 10_000, 20_000];

/** One stream of server-sent events for the whole page, reconnected with growing waits while anyone listens. */
export class LiveChannel {
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private current: LiveState = 'connecting';
  private readonly url: string;
  private readonly messages = new Set<(message: LiveMessage) => void>();
  private readonly states = new Set<(state: LiveState) => void>();

  constructor(url: string) {
    this.url = url;
  }

  get state(): LiveState {
    return this.current;
  }

  start(): void {
    if (this.source !== undefined) return;
    const source = new EventSource(this.url, { withCredentials: true });
    this.source = source;
    source.addEventListener('open', () => {
      this.tries = 0;
      this.become('open');
    });
    for (const kind of ['task', 'order', 'rule-run', 'resync'] as const) {
      source.addEventListener(kind, (event) => this.deliver(kind, event.data as string));
    }
    source.addEventListener('error', () => this.retry());
  }

  stop(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
    this.current = 'connecting';
  }

  /** Calls the listener for each message; answers how to stop that. */
  onMessage(listener: (message: LiveMessage) => void): () => void {
    this.messages.add(listener);
    return () => void this.messages.delete(listener);
  }

  onState(listener: (state: LiveState) => void): () => void {
    this.states.add(listener);
    return () => void this.states.delete(listener);
  }

  private retry(): void {
    this.source?.close();
    this.source = undefined;
    this.become('lost');
    const delay = RETRY_DELAYS[Math.min(this.tries, RETRY_DELAYS.length - 1)] ?? 20_000;
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), delay);
  }

  private become(state: LiveState): void {
    if (state === this.current) return;
    this.current = state;
    for (const listener of this.states) listener(state);
  }

  private deliver(kind: LiveMessage['kind'], data: string): void {
    let body: unknown;
    try {
      body = JSON.parse(data);
    } catch {
      return; // a line that is not ours must not stop the stream
    }
    const message = { ...(body as object), kind } as LiveMessage;
    for (const listener of this.messages) listener(message);
  }
}
