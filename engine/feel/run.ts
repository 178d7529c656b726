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

/** One evaluation: what it reads, and what it leaves behind. */
export class Run {
  readonly context: VariableContext;
  readonly nowMs: number;
  readonly warnings: string[] = [];
  #steps = 0;
  #visits = 0;
  #characters = 0;
  #search = 0;
  #calls = 0;
  #muted = 0;

  constructor(context: VariableContext, nowMs: number) {
    this.context = context;
    this.nowMs = nowMs;
  }

  /** Says why something became null. Returns null, so that it can be the result. */
  warn(message: string): null {
    if (this.#muted === 0 && this.warnings.length < RUN_LIMITS.warnings) this.warnings.push(message);
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

  /** @throws EvaluationFailure when the evaluation has taken too long */
  step(): void {
    this.#steps += 1;
    if (this.#steps > RUN_LIMITS.steps) {
      throw new EvaluationFailure(`the expression was cut off after ${RUN_LIMITS.steps} steps`);
    }
  }

  /** Counts values that are looked at. @throws EvaluationFailure when they are too many */
  visit(count: number): void {
    this.#visits += count;
    if (this.#visits > RUN_LIMITS.visits) {
      throw new EvaluationFailure(`the expression was cut off after ${RUN_LIMITS.visits} values`);
    }
  }

  /** Counts characters of strings that are made. @throws EvaluationFailure when they are too many */
  characters(count: number): void {
    this.#characters += count;
    if (this.#characters > RUN_LIMITS.characters) {
      throw new EvaluationFailure(`the expression was cut off after ${RUN_LIMITS.characters} characters`);
    }
  }

  /** Counts the work of regular expressions. @throws EvaluationFailure when it is too much */
  search(work: number): void {
    this.#search += work;
    if (this.#search > RUN_LIMITS.search) {
      throw new EvaluationFailure(
        'the expression was cut off: too much to search for its regular expressions',
      );
    }
  }

  /** Counts the characters of a string that was made, and gives it back. */
  text(made: string): string {
    this.characters(made.length);
    return made;
  }

  /** @throws EvaluationFailure when functions call one another too deeply */
  call<T>(what: () => T): T {
    this.step();
    this.#calls += 1;
    if (this.#calls > RUN_LIMITS.calls) {
      throw new EvaluationFailure(
        `the expression was cut off after ${RUN_LIMITS.calls} nested function calls`,
      );
    }
    try {
      return what();
    } finally {
      this.#calls -= 1;
    }
  }
}

/** A compiled piece of an expression. Null is FEEL's null; undefined is never given. */
export type Evaluate = (run: Run, frame: Frame | undefined) => unknown;
