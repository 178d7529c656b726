import { activateJob, describeJob, recordActivation } from './activated-job.ts';
import type { JobPlace } from './commands.ts';
import type { Execution } from './execution.ts';

/** Characters of variables of a job that is handed out at once; others are, a few at a time, when they are asked for. */
const MAX_LENGTH = 64_000;

/**
 * Hands the jobs that a command has made activatable to those who wait for them, at the end of the command: a job is then
 * stored once, as activated, and never gets into the index of what is activatable. What nobody has room for is told of
 * after the commit.
 */
export function offerJobs(x: Execution): void {
  for (const { type, key } of x.effects.offered) {
    if (x.state.jobs.get(key)?.state !== 'ACTIVATABLE') continue;
    const place = x.jobTakers.reserve(type);
    if (place === undefined || !fill(x, place, key)) x.effects.jobTypes.add(type);
  }
  for (const [{ request }, jobs] of x.effects.deliveries) recordActivation(x, request, jobs);
}

/** Activates the job for the place, or releases that. */
function fill(x: Execution, place: JobPlace, key: number): boolean {
  try {
    const job = x.state.jobs.get(key);
    const description = job === undefined ? undefined : describeJob(x, job, place.request.fetchVariables);
    if (
      job !== undefined &&
      description !== undefined &&
      JSON.stringify(description.variables).length <= MAX_LENGTH
    ) {
      x.effects.deliver(place, activateJob(x, job, description, place.request));
      return true;
    }
  } catch (error) {
    place.release(1);
    throw error;
  }
  place.release(1);
  return false;
}
