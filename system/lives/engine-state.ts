import type { EngineRecord } from '../client/engine-records.ts';

/** A token of the engine with its place, as its records tell. Keys are the engine's numbers. */
export interface Token {
  readonly key: number;
  readonly elementId: string;
  readonly type: string;
  readonly processInstanceKey: number;
  /** The scope that it is in; 0 for a process instance. */
  readonly scopeKey: number;
  /** Of a called process instance: the call activity. */
  readonly calledBy: number;
}

/** Something that brings a token on. */
export interface Wait {
  readonly kind: 'job' | 'user task' | 'timer' | 'message';
  readonly elementId: string;
  /** The token that it belongs to. */
  readonly tokenKey: number;
  /** Of a timer: when it fires, ms since 1970. */
  readonly dueAt?: number;
  /** Of a message: its name; of a job: its type. */
  readonly name?: string;
  readonly correlationKey?: string;
  /** Of a user task. */
  readonly candidateGroups?: readonly string[];
  /** Of a user task: ms since 1970. */
  readonly dueDate?: number | undefined;
}

/**
 * What is in the engine at a moment, put together from its records alone: what the system's own state says about itself is
 * not asked.
 */
export class EngineState {
  readonly tokens = new Map<number, Token>();
  /** By the key of the job, task, timer or subscription. */
  readonly waits = new Map<number, Wait>();
  /** Messages of incidents that nobody resolved. */
  readonly incidents = new Map<number, string>();
  /** Keys of tokens directly inside of a scope. */
  readonly #children = new Map<number, Set<number>>();
  readonly #waitsOf = new Map<number, Set<number>>();
  readonly #called = new Map<number, number>();
  /** `orderId` by the process instance that holds it. */
  readonly #orderIds = new Map<number, string>();
  readonly #kinds: Readonly<Record<string, (record: EngineRecord, key: number) => void>> = {
    PROCESS_INSTANCE: (record, key) => this.#token(record, key),
    JOB: (record, key) => this.#job(record, key),
    USER_TASK: (record, key) => this.#userTask(record, key),
    TIMER: (record, key) => this.#timer(record, key),
    PROCESS_MESSAGE_SUBSCRIPTION: (record, key) => this.#subscription(record, key),
    INCIDENT: ({ intent, value }, key) => {
      if (intent === 'CREATED') this.incidents.set(key, JSON.stringify(value));
      else this.incidents.delete(key);
    },
    VARIABLE: ({ value: [name, value] }, key) => {
      if (name === 'orderId' && typeof value === 'string') this.#orderIds.set(key, value);
    },
  };
  position = 0;
  now = 0;

  apply(record: EngineRecord): void {
    this.position = record.position;
    this.now = record.timestamp;
    const key = Number(record.key);
    this.#kinds[record.valueType]?.(record, key);
  }

  /** Process instances that no other one has called. */
  roots(): Token[] {
    return [...this.tokens.values()].filter(({ type, calledBy }) => type === 'PROCESS' && calledBy === 0);
  }

  childrenOf(scopeKey: number): Token[] {
    return [...(this.#children.get(scopeKey) ?? [])].flatMap((key) => this.tokens.get(key) ?? []);
  }

  /** The process instance that a call activity has called. */
  calledBy(tokenKey: number): Token | undefined {
    return this.tokens.get(this.#called.get(tokenKey) ?? 0);
  }

  waitsOf(tokenKey: number): Wait[] {
    return [...(this.#waitsOf.get(tokenKey) ?? [])].flatMap((key) => this.waits.get(key) ?? []);
  }

  /** All tokens of a scope and below it, called process instances included. */
  *within(scopeKey: number): Generator<Token> {
    for (const token of this.childrenOf(scopeKey)) {
      yield token;
      yield* this.within(token.key);
      const called = this.calledBy(token.key);
      if (called !== undefined) yield* this.within(called.key);
    }
  }

  /** The order that a root process instance is about. */
  orderIdOf(rootKey: number): string | undefined {
    return this.#orderIds.get(rootKey);
  }

  /** The order of a token or of what is in it. */
  orderOf(processInstanceKey: number): string | undefined {
    for (let key = processInstanceKey; ;) {
      const own = this.#orderIds.get(key);
      if (own !== undefined) return own;
      const caller = this.tokens.get(this.tokens.get(key)?.calledBy ?? 0);
      if (caller === undefined) return undefined;
      key = caller.processInstanceKey;
    }
  }

  #token({ intent, value }: EngineRecord, key: number): void {
    if (intent === 'SEQUENCE_FLOW_TAKEN') return;
    if (intent === 'ELEMENT_COMPLETED' || intent === 'ELEMENT_TERMINATED') {
      this.#ended(key);
      return;
    }
    if (this.tokens.has(key)) return;
    const [elementId, type, processInstanceKey, , scopeKey, , parentElementKey] = value;
    const token: Token = {
      key,
      elementId: String(elementId),
      type: String(type),
      processInstanceKey: Number(processInstanceKey),
      scopeKey: Number(scopeKey),
      calledBy: Number(parentElementKey ?? 0),
    };
    this.tokens.set(key, token);
    if (token.calledBy > 0) this.#called.set(token.calledBy, key);
    if (token.scopeKey > 0) add(this.#children, token.scopeKey, key);
  }

  #ended(key: number): void {
    const token = this.tokens.get(key);
    if (token === undefined) return;
    this.tokens.delete(key);
    this.#children.get(token.scopeKey)?.delete(key);
    this.#children.delete(key);
    this.#orderIds.delete(key);
    if (token.calledBy > 0) this.#called.delete(token.calledBy);
    // what it waited for has its own records of its end; what were left would be an orphan, and is judged as one
  }

  #job({ intent, value }: EngineRecord, key: number): void {
    if (intent === 'COMPLETED' || intent === 'CANCELED' || intent === 'ERROR_THROWN') this.#over(key);
    if (intent !== 'CREATED') return;
    const [name, , elementId, tokenKey] = value;
    this.#begin(key, {
      kind: 'job',
      name: String(name),
      elementId: String(elementId),
      tokenKey: Number(tokenKey),
    });
  }

  #userTask({ intent, value }: EngineRecord, key: number): void {
    if (intent === 'COMPLETED' || intent === 'CANCELED') {
      this.#over(key);
      return;
    }
    const known = this.waits.get(key);
    if (known !== undefined && !intent.endsWith('_DENIED')) {
      this.waits.set(key, { ...known, ...attributesOf(value[2]) });
    }
    if (intent !== 'CREATING') return;
    const [elementId, tokenKey, , attributes] = value;
    this.#begin(key, {
      ...{ kind: 'user task', elementId: String(elementId), tokenKey: Number(tokenKey) },
      ...attributesOf(attributes),
    });
  }

  #timer({ intent, value }: EngineRecord, key: number): void {
    if (intent !== 'CREATED') {
      this.#over(key);
      return;
    }
    const [elementId, tokenKey, dueAt] = value;
    this.#begin(key, {
      ...{ kind: 'timer', elementId: String(elementId), tokenKey: Number(tokenKey) },
      dueAt: Number(dueAt),
    });
  }

  #subscription({ intent, value }: EngineRecord, key: number): void {
    if (intent === 'DELETED') this.#over(key);
    if (intent !== 'CREATED') return;
    const [name, correlationKey, elementId, tokenKey] = value;
    this.#begin(key, {
      ...{ kind: 'message', elementId: String(elementId), tokenKey: Number(tokenKey) },
      name: String(name),
      correlationKey: String(correlationKey),
    });
  }

  #begin(key: number, wait: Wait): void {
    this.waits.set(key, wait);
    add(this.#waitsOf, wait.tokenKey, key);
  }

  #over(key: number): void {
    const wait = this.waits.get(key);
    if (wait === undefined) return;
    this.waits.delete(key);
    const own = this.#waitsOf.get(wait.tokenKey);
    own?.delete(key);
    if (own?.size === 0) this.#waitsOf.delete(wait.tokenKey);
  }
}

function attributesOf(value: unknown): Pick<Wait, 'candidateGroups' | 'dueDate'> {
  const { candidateGroups = [], dueDate } = (value ?? {}) as {
    candidateGroups?: readonly string[];
    dueDate?: string | null;
  };
  return { candidateGroups, dueDate: typeof dueDate === 'string' ? Date.parse(dueDate) : undefined };
}

function add(index: Map<number, Set<number>>, key: number, entry: number): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([entry]));
  else known.add(entry);
}
