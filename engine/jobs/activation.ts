import { EngineError } from '../errors.ts';
import type { ActivatedJob, CommandInput, EngineCore } from '../processor/commands.ts';

/** What a client asks for when it polls or opens a stream. */
export type JobActivation = CommandInput<'activateJobs'>;

/** The part of the engine that hands out jobs. */
export type JobSource = Pick<EngineCore, 'submit' | 'onJobsAvailable'>;

/** Most jobs in one answer; "up to maxJobsToActivate" allows fewer, and an answer must fit in memory. */
export const MAX_JOBS_AN_ANSWER = 1000;

/**
 * Checks what both protocols require of an activation and caps its size.
 * @throws EngineError INVALID_ARGUMENT naming the field
 */
export function checkedActivation(activation: JobActivation): JobActivation {
  if (activation.type.trim() === '') throw invalid('type must not be blank');
  if (activation.timeoutMs < 1) throw invalid(`timeout must be at least 1 ms, was ${activation.timeoutMs}`);
  if (activation.maxJobs < 1) {
    throw invalid(`maxJobsToActivate must be at least 1, was ${activation.maxJobs}`);
  }
  return activation.maxJobs <= MAX_JOBS_AN_ANSWER
    ? activation
    : { ...activation, maxJobs: MAX_JOBS_AN_ANSWER };
}

/**
 * Makes jobs activatable again that were locked for a client which is gone. A failure with unchanged retries does
 * that at once; where it is refused, the job's timeout does it later.
 */
export async function giveBack(source: JobSource, jobs: readonly ActivatedJob[]): Promise<void> {
  await Promise.allSettled(
    jobs.map((job) =>
      source.submit('failJob', {
        key: job.key,
        retries: job.retries,
        errorMessage: '',
        retryBackoffMs: 0,
        variables: {},
      }),
    ),
  );
}

function invalid(message: string): EngineError {
  return new EngineError('INVALID_ARGUMENT', message);
}
