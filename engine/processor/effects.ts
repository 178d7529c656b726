import type { EngineError } from '../errors.ts';

export type Answer = { readonly value: unknown } | { readonly error: EngineError };

/** What a command brings about outside of the store, once it is on disk. */
export class Effects {
  readonly jobTypes = new Set<string>();
  readonly answers = new Map<string, Answer>();
  readonly continuations: number[] = [];
  earliestDue = Infinity;

  jobAvailable(type: string): void {
    this.jobTypes.add(type);
  }

  /** Answers a command that waits, be it this one or an earlier one. */
  answer(requestId: string, answer: Answer): void {
    if (requestId !== '') this.answers.set(requestId, answer);
  }

  continueWith(key: number): void {
    this.continuations.push(key);
  }

  dueAt(epochMs: number): void {
    if (epochMs < this.earliestDue) this.earliestDue = epochMs;
  }
}
