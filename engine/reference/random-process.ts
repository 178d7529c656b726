import {
  beginsWithWait,
  ERROR_CODES,
  ESCALATION_CODES,
  neverEnds,
  variablesOf,
  variablesOfHandler,
  type Block,
  type Handler,
  type RandomProcess,
  type Reading,
  type Trigger,
} from './blocks.ts';

/**
 * Numbers that decisions are made by, one after the other; 0 when they are used up. Shorter tapes and smaller numbers make
 * simpler things, so that a tape that fails can be shrunk.
 */
export class Tape {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** From 0 to n - 1. */
  draw(n: number): number {
    const number = this.#numbers[this.#at] ?? 0;
    this.#at += 1;
    return number % n;
  }

  get isUsedUp(): boolean {
    return this.#at >= this.#numbers.length;
  }
}

/** Where a block is to be. */
interface Place {
  readonly depth: number;
  /** Numbers that were written before on the way to here. */
  readonly reads: readonly string[];
  /** Variables that keep the messages of multi-instances apart. */
  readonly keyParts: readonly string[];
  /** Whether an escalation may be thrown: not by what is done about one, for that would not end. */
  readonly mayEscalate: boolean;
  /** Whether a token may end here: it must not be waited for. */
  readonly mayStop: boolean;
  /** Whether several tokens may be here at once: none of their ways goes on by one and the same signal. */
  readonly isShared: boolean;
}

const MAX_DEPTH = 4;

/** Makes a process out of a tape. */
export function randomProcess(tape: Tape): RandomProcess {
  const builder = new Builder(tape);
  const x = tape.draw(4);
  const y = tape.draw(4);
  const place: Place = {
    depth: 0,
    reads: ['x', 'y'],
    keyParts: ['run'],
    mayEscalate: true,
    mayStop: true,
    isShared: false,
  };
  // Events first: what is drawn late is often drawn from a tape that is used up.
  const events = builder.events(place, 4);
  return { x, y, body: builder.sequence(place), events };
}

class Builder {
  readonly #tape: Tape;
  #ids = 0;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  sequence(place: Place): Block {
    const length = 1 + this.#tape.draw(3);
    const blocks: Block[] = [];
    let { reads } = place;
    for (let index = 0; index < length; index += 1) {
      const block = this.#block({ ...place, reads });
      blocks.push(block);
      if (neverEnds(block)) break;
      reads = [...reads, ...variablesOf(block).filter((name) => name.startsWith('v_'))];
    }
    const [only] = blocks;
    return only !== undefined && blocks.length === 1 ? only : { kind: 'sequence', blocks };
  }

  /** Event subprocesses, none in most cases. */
  events(place: Place, oneIn: number): Handler[] {
    if (this.#tape.draw(oneIn) !== oneIn - 1) return [];
    const handlers = Array.from({ length: 1 + this.#tape.draw(2) }, () => this.#handler(place, 'n'));
    return withoutSameCodes(handlers);
  }

  #id(letter: string): string {
    this.#ids += 1;
    return `${letter}${this.#ids}`;
  }

  #block(place: Place): Block {
    const tape = this.#tape;
    const inner = { ...place, depth: place.depth + 1 };
    if (place.depth >= MAX_DEPTH) return this.#simple(place, tape.draw(8));
    switch (tape.draw(16)) {
      case 6:
      case 7:
        return this.#choice(inner);
      case 8:
      case 9:
        return { kind: 'parallel', id: this.#id('p'), branches: this.#branches(inner) };
      case 10:
        return this.#inclusive(inner);
      case 11:
        return this.#loop(inner);
      case 12:
        return this.#subprocess(inner);
      case 13:
        return this.#each(inner);
      case 14:
        return this.#call(inner);
      case 15:
        return this.#race(inner);
      default:
        return this.#simple(place, tape.draw(8));
    }
  }

  #simple(place: Place, kind: number): Block {
    switch (kind) {
      case 2:
        return { kind: 'user', ...this.#activity(place, 'u') };
      case 3:
        return { kind: 'script', id: this.#id('c'), value: this.#reading(place) };
      case 4:
        return { kind: 'wait', id: this.#id('w'), on: this.#trigger(place, place.isShared ? 2 : 3) };
      case 5:
        if (place.mayEscalate) return { kind: 'escalate', id: this.#id('e'), code: this.#escalationCode() };
        return this.#service(place);
      case 6:
      case 7:
        return { kind: 'compensate', id: this.#id('q') };
      default:
        return this.#service(place);
    }
  }

  #activity(
    place: Place,
    letter: string,
  ): Pick<Block & { readonly kind: 'user' }, 'id' | 'boundary' | 'undo'> {
    const boundary = this.#boundary(place);
    const undo = this.#tape.draw(3) === 2 ? this.#id('z') : null;
    return { id: this.#id(letter), boundary, undo };
  }

  #service(place: Place): Block {
    const input = this.#tape.draw(3) === 2 ? this.#reading(place) : null;
    const mapped = this.#tape.draw(3) === 2;
    return { kind: 'service', ...this.#activity(place, 's'), input, mapped };
  }

  #reading({ reads }: Place): Reading {
    return { variable: reads[this.#tape.draw(reads.length)] ?? null, plus: this.#tape.draw(3) };
  }

  #variable({ reads }: Place): string {
    return reads[this.#tape.draw(reads.length)] ?? 'x';
  }

  #escalationCode(): string {
    return ESCALATION_CODES[this.#tape.draw(ESCALATION_CODES.length)] ?? 'E';
  }

  #trigger(place: Place, kinds: number): Trigger {
    const tape = this.#tape;
    switch (tape.draw(kinds)) {
      case 0:
        // Durations of their own, so that timers rarely come due at the same instant.
        return { kind: 'timer', seconds: 1 + tape.draw(500) };
      case 1:
        return { kind: 'message', keyParts: place.keyParts };
      case 2:
        return { kind: 'signal' };
      case 3:
        return { kind: 'error', code: [...ERROR_CODES, null][tape.draw(3)] ?? null };
      default:
        return { kind: 'escalation', code: [...ESCALATION_CODES, null][tape.draw(3)] ?? null };
    }
  }

  #handler(place: Place, letter: string): Handler {
    const on = this.#trigger(place, 5);
    const isQuiet = on.kind === 'signal' && place.isShared;
    const interrupting = on.kind === 'error' || (this.#tape.draw(2) === 0 && !isQuiet);
    const id = this.#id(letter);
    const inner: Place = {
      ...place,
      depth: place.depth + 2,
      // Who throws an escalation goes on and writes while the handler begins.
      reads: on.kind === 'escalation' ? ['x', 'y'] : place.reads,
      mayEscalate: place.mayEscalate && on.kind !== 'escalation',
      mayStop: place.mayStop && interrupting,
    };
    // Several tokens of a handler must not get into each other's way.
    const body = interrupting ? this.sequence(inner) : this.#isolated(inner);
    return { id, on, interrupting, body };
  }

  /** A subprocess that waits first, and whose variables are its own. */
  #isolated(place: Place): Block {
    const body = this.#waitingFirst({ ...place, mayStop: true, isShared: true });
    const locals = variablesOf(body);
    return { kind: 'subprocess', id: this.#id('b'), locals, body, events: [], boundary: [], undo: null };
  }

  #waitingFirst(place: Place): Block {
    const first = this.sequence(place);
    if (beginsWithWait(first)) return first;
    return { kind: 'sequence', blocks: [this.#service(place), first] };
  }

  #boundary(place: Place): Handler[] {
    if (place.depth >= MAX_DEPTH || this.#tape.draw(3) !== 2) return [];
    const handlers = Array.from({ length: 1 + this.#tape.draw(2) }, () => this.#handler(place, 'h'));
    return withoutSameCodes(handlers);
  }

  #choice(place: Place): Block {
    const variable = this.#variable(place);
    const branches = Array.from({ length: 2 + this.#tape.draw(2) }, () => {
      const branch = this.sequence(place);
      if (!place.mayStop || this.#tape.draw(3) !== 2 || neverEnds(branch)) return branch;
      const stop: Block =
        this.#tape.draw(2) === 0
          ? { kind: 'terminate', id: this.#id('t') }
          : { kind: 'fail', id: this.#id('f'), code: ERROR_CODES[this.#tape.draw(2)] ?? 'A' };
      return { kind: 'sequence', blocks: [branch, stop] } as const;
    });
    return { kind: 'choice', id: this.#id('x'), variable, branches };
  }

  #branches(place: Place, least = 2): Block[] {
    return Array.from({ length: least + this.#tape.draw(2) }, () => this.#waitingFirst(place));
  }

  #inclusive(place: Place): Block {
    const variable = this.#variable(place);
    return {
      kind: 'inclusive',
      id: this.#id('o'),
      variable,
      branches: this.#branches({ ...place, mayStop: false }, 3),
    };
  }

  /** The body is a scope where gateways are in it that look at what may come along the flow back. */
  #loop(place: Place): Block {
    const times = 1 + this.#tape.draw(3);
    const body = this.sequence(place);
    const id = this.#id('l');
    if (!hasInclusive(body)) return { kind: 'loop', id, times, body };
    const scope: Block = {
      kind: 'subprocess',
      id: this.#id('b'),
      undo: null,
      locals: [],
      body,
      events: [],
      boundary: [],
    };
    return { kind: 'loop', id, times, body: scope };
  }

  #subprocess(place: Place): Block {
    const events = this.events(place, 3);
    const activity = this.#activity(place, 'b');
    const body = this.sequence({ ...place, mayStop: true });
    const all = variablesOf(body);
    const locals = all.filter(() => this.#tape.draw(3) === 2);
    return { kind: 'subprocess', ...activity, locals, body, events };
  }

  #each(place: Place): Block {
    const tape = this.#tape;
    const id = this.#id('m');
    const item = `item_${id}`;
    const inside: Place = {
      ...place,
      reads: [...place.reads, item],
      keyParts: [...place.keyParts, item],
      mayStop: true,
      isShared: true,
    };
    const events = this.events(inside, 4);
    const boundary = this.#boundary(place);
    const undo = tape.draw(3) === 2 ? this.#id('z') : null;
    const body = this.#waitingFirst(inside);
    const written = [...variablesOf(body), ...events.flatMap(variablesOfHandler)];
    const results = [item, ...written.filter((name) => name.startsWith('v_'))];
    const result: Reading = { variable: results[tape.draw(results.length)] ?? item, plus: tape.draw(2) };
    const sequential = tape.draw(2) === 1;
    const items = 1 + tape.draw(3);
    const enough = tape.draw(3) === 2 ? 1 + tape.draw(2) : null;
    return {
      kind: 'each',
      id,
      items,
      sequential,
      result,
      enough,
      locals: written,
      body,
      events,
      boundary,
      undo,
    };
  }

  #call(place: Place): Block {
    const events = this.events(place, 4);
    const activity = this.#activity(place, 'k');
    const body = this.sequence({ ...place, mayStop: true });
    const results = variablesOf(body).filter((name) => name.startsWith('v_'));
    return {
      kind: 'call',
      ...activity,
      locals: [],
      body,
      events,
      result: results[this.#tape.draw(Math.max(results.length, 1))] ?? 'x',
    };
  }

  #race(place: Place): Block {
    const id = this.#id('g');
    const arms = Array.from({ length: 2 + this.#tape.draw(2) }, () => {
      const on = this.#trigger(place, place.isShared ? 2 : 3);
      return { id: this.#id('a'), on, interrupting: true, body: this.sequence(place) };
    });
    return { kind: 'race', id, arms };
  }
}

/** Two that catch the same code would be refused at deployment. */
function withoutSameCodes(handlers: readonly Handler[]): Handler[] {
  const seen = new Set<string>();
  return handlers.filter(({ on }) => {
    if (on.kind !== 'error' && on.kind !== 'escalation') return true;
    const code = `${on.kind} ${on.code ?? ''}`;
    if (seen.has(code)) return false;
    seen.add(code);
    return true;
  });
}

/** Whether there is an inclusive gateway directly in the scope of a block. */
function hasInclusive(block: Block): boolean {
  switch (block.kind) {
    case 'inclusive':
      return true;
    case 'sequence':
      return block.blocks.some(hasInclusive);
    case 'choice':
    case 'parallel':
      return block.branches.some(hasInclusive);
    case 'loop':
      return hasInclusive(block.body);
    case 'race':
      return block.arms.some(({ body }) => hasInclusive(body));
    case 'service':
    case 'user':
    case 'subprocess':
    case 'each':
    case 'call':
      return block.boundary.some(({ body }) => hasInclusive(body));
    default:
      return false;
  }
}
