import type { Job } from './job.ts';
import type { JobResult } from './handler.ts';

export interface ActivationRequest {
  readonly type: string;
  readonly worker: string;
  readonly maxJobs: number;
  readonly timeoutMs: number;
  /** How long the engine holds the request open when there is no job, in ms. */
  readonly longPollMs: number;
  readonly fetchVariables: readonly string[];
}

/** One way to the engine's jobs. */
export interface JobSource {
  /** Jobs, or none after the long poll. */
  activate(request: ActivationRequest): Promise<readonly Job[]>;
  complete(job: Job, result: JobResult): Promise<void>;
  /** `retries` 0 raises an incident. */
  fail(job: Job, failure: { retries: number; message: string; retryAfterMs: number }): Promise<void>;
  throwError(job: Job, code: string): Promise<void>;
  /** Whether an error says that the engine no longer has the job. */
  isJobGone(error: unknown): boolean;
  close(): Promise<void>;
}
