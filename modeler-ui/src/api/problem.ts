/** One field's fault in a problem document, in both languages. */
export interface FieldProblem {
  readonly field?: string;
  readonly elementId?: string;
  readonly code?: string;
  readonly zh?: string;
  readonly en?: string;
  readonly detail?: string;
}

/** Problem details (RFC 9457) as the server answers them. */
export interface ProblemDocument {
  readonly type?: string;
  readonly title?: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly zh?: string;
  readonly en?: string;
  readonly errors?: readonly FieldProblem[];
}

/** A request that the server refused, or that never reached it (`code` NETWORK). Recognise it by `code`. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.problem = problem;
  }
}

/** The problem behind an unknown thrown value; anything that is not the server's becomes code UNKNOWN. */
export function problemOf(error: unknown): ProblemDocument {
  if (typeof error === 'object' && error !== null && 'problem' in error && 'code' in error) {
    return (error as ProblemError).problem;
  }
  return { status: 0, code: 'UNKNOWN', detail: error instanceof Error ? error.message : String(error) };
}

/** True when a request was given up by the page itself, which is nothing to tell the person. */
export function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}

type Language = 'zh' | 'en';

/** The server's own words in the given language, or undefined when it sent none. */
export function problemText(problem: ProblemDocument, language: Language): string | undefined {
  return (language === 'zh' ? problem.zh : problem.en) ?? problem.detail ?? problem.title;
}

/** A field's fault in the given language; falls back to the other texts rather than to nothing. */
export function fieldText(fault: FieldProblem, language: Language): string {
  const own = language === 'zh' ? fault.zh : fault.en;
  return own ?? fault.detail ?? fault.zh ?? fault.en ?? fault.code ?? '';
}
