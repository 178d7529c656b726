import type { VariableContext } from './expression.ts';

/** Bounds of one evaluation: an expression that can't finish is cut off. */
export const RUN_LIMITS = {
  /** Iterations and function calls. */
  steps: 200_000,
  /** Calls of functions inside of one another. */
  calls: 200,
  /** Values of lists and contexts that are copied, compared or given as the result. */
  visits: 1_000_000,
  /** Characters of all strings that are made. */
  characters: 8_000_000,
  /** Characters that regular expressions look at, times the instructions of the expression. */
  search: 20_000_000,
  /** Warnings that are kept. */
  warnings: 20,
} as const;

/** Ends an evaluation without a result: a failed assertion, or a bound that was passed. */
export class EvaluationFailure extends Error {}

/** Names that an expression binds itself: of an iteration, a function's parameters, a context's entries, a filter's item. */
export interface Frame {
  readonly values: Readonly<Record<string, unknown>>;
  readonly parent: Frame | undefined;
}

/** What was done so far, of what RUN_LIMITS bounds. */
class Spent {
  steps = 0;
  visits = 0;
  characters = 0;
  search = 0;
  calls = 0;
}

const NO_WARNINGS: readonly string[] = [];

/** One evaluation: what it reads, what it may still do, and what it leaves behind. */
export class Run {
  readonly context: VariableContext;
  readonly nowMs: number;
  #warnings: string[] | undefined;
  #muted = 0;
  // Made when it is needed, because most expressions neither iterate nor call.
  #spent: Spent | undefined;

  constructor(context: VariableContext, nowMs: number, spent?: Spent) {
    this.context = context;
    this.nowMs = nowMs;
    this.#spent = spent;
  }

  /** A part that sees other variables and shares the bounds. */
  within(context: VariableContext): Run {
    return new Run(context, this.nowMs, this.#counted());
  }

  get warnings(): readonly string[] {
    return this.#warnings ?? NO_WARNINGS;
  }

  /** Says why something became null. Returns null, so that it can be the result. */
  warn(message: string): null {
    if (this.#muted > 0) return null;
    this.#warnings ??= [];
    if (this.#warnings.length < RUN_LIMITS.warnings) this.#warnings.push(message);
    return null;
  }

  /** Runs something whose warnings do not matter. */
  muted<T>(what: () => T): T {
    this.#muted += 1;
    try {
      return what();
    } finally {
      this.#muted -= 1;
    }
  }

  /** Counts an iteration or a call. @throws EvaluationFailure when they are too many */
  step(): void {
    if ((this.#counted().steps += 1) > RUN_LIMITS.steps) throw cutOff(`after ${RUN_LIMITS.steps} steps`);
  }

  /** Counts values that are looked at. @throws EvaluationFailure when they are too many */
  visit(count: number): void {
    if ((this.#counted().visits += count) > RUN_LIMITS.visits)
      throw cutOff(`after ${RUN_LIMITS.visits} values`);
  }

  /** Counts characters of strings that are made. @throws EvaluationFailure when they are too many */
  characters(count: number): void {
    if ((this.#counted().characters += count) > RUN_LIMITS.characters)
      throw cutOff(`after ${RUN_LIMITS.characters} characters`);
  }

  /** Counts the characters of a string that was made, and gives it back. */
  text(made: string): string {
    this.characters(made.length);
    return made;
  }

  /** Counts the work of regular expressions. @throws EvaluationFailure when it is too much */
  search(work: number): void {
    if ((this.#counted().search += work) > RUN_LIMITS.search)
      throw cutOff('because its regular expressions have too much to search');
  }

  /** @throws EvaluationFailure when functions call one another too deeply */
  call<T>(what: () => T): T {
    this.step();
    const spent = this.#counted();
    spent.calls += 1;
    if (spent.calls > RUN_LIMITS.calls) throw cutOff(`after ${RUN_LIMITS.calls} nested function calls`);
    try {
      return what();
    } finally {
      spent.calls -= 1;
    }
  }

  #counted(): Spent {
    return (this.#spent ??= new Spent());
  }
}

function cutOff(why: string): EvaluationFailure {
  return new EvaluationFailure(`the expression was cut off ${why}`);
}

const NO_VARIABLES: VariableContext = { get: () => undefined };

/** A run for what has several expressions, as a decision has. @param nowMs the engine's clock, epoch ms */
export function startRun(nowMs: number): Run {
  return new Run(NO_VARIABLES, nowMs);
}

/** A compiled piece of an expression. Null is FEEL's null; undefined is never given. */
export type Evaluate = (run: Run, frame: Frame | undefined) => unknown;
