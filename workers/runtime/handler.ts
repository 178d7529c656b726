import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { jobTime } from './job.ts';
import type { Job } from './job.ts';

/** Result of a job: variables, or the answer of a task listener. */
export interface JobResult {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** A task listener refuses the change; the person sees the reason. */
  readonly deniedReason?: string;
}

/** A job with its checked input and the engine's time, ms since 1970. */
export interface JobCall<I> {
  readonly job: Job;
  readonly input: I;
  readonly at: number;
}

/** What a family offers to the runtime. */
export interface JobHandler<C> {
  readonly type: string;
  /** How long the engine waits before it gives the job to another worker, in ms. */
  readonly timeoutMs: number;
  /** Variables that are fetched with the job. */
  readonly fetchVariables: readonly string[];
  /** Over REST, which task listeners need to deny; all else comes over gRPC. */
  readonly protocol: 'grpc' | 'rest';
  handle(job: Job, context: C): Promise<JobResult>;
}

export interface JobDefinition<C, S extends z.ZodObject> {
  readonly type: string;
  /** The variables that the job reads; only these are fetched. */
  readonly input: S;
  /** @default 10000 */
  readonly timeoutMs?: number;
  /** @default grpc */
  readonly protocol?: 'grpc' | 'rest';
  /**
   * Does the work. It may be called again with the same job, so all it writes carries the job's key or is the same
   * for the same job.
   */
  readonly handle: (call: JobCall<z.output<S>>, context: C) => Promise<JobResult>;
}

const TIMEOUT_MS = 10_000;

/** Makes a handler that checks its input: variables of the wrong form are an incident that names them. */
export function defineJob<C, S extends z.ZodObject>(definition: JobDefinition<C, S>): JobHandler<C> {
  const { type, input, timeoutMs = TIMEOUT_MS, protocol = 'grpc' } = definition;
  return {
    type,
    timeoutMs,
    protocol,
    fetchVariables: Object.keys(input.shape),
    async handle(job, context) {
      const parsed = input.safeParse(job.variables);
      if (!parsed.success) {
        const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
        throw new DomainError('VALIDATION_FAILED', { field: path });
      }
      const at = jobTime(job, timeoutMs);
      return definition.handle({ job, input: parsed.data, at }, context);
    },
  };
}

/** A variable that may be null or missing. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}
