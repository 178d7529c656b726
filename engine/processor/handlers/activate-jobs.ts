import type { Job } from '../../state/index.ts';
import { activateJob, describeJob, recordActivation } from '../activated-job.ts';
import type { ActivatedJob } from '../commands.ts';
import type { Execution } from '../execution.ts';
import { raiseIncident } from '../incidents.ts';
import { leaveState } from '../jobs.ts';
import type { Handler } from './handler.ts';

/** Characters of variables in one answer: a gRPC client takes 4 MB. */
const MAX_ANSWER_LENGTH = 3_000_000;

export const activateJobs: Handler<'activateJobs'> = (x, input) => {
  const keys: number[] = [];
  for (const [key] of x.state.activatable.scan([input.type])) {
    if (keys.length >= input.maxJobs) break;
    keys.push(key[1] as number);
  }
  const jobs: ActivatedJob[] = [];
  let size = 0;
  for (const key of keys) {
    const job = x.state.jobs.get(key);
    if (job === undefined) continue;
    const description = describeJob(x, job, input.fetchVariables);
    const length = JSON.stringify(description.variables).length;
    if (length > MAX_ANSWER_LENGTH) {
      refuseToSend(x, job, length);
      continue;
    }
    if (size + length > MAX_ANSWER_LENGTH) break;
    size += length;
    jobs.push(activateJob(x, job, description, input));
  }
  recordActivation(x, input, jobs);
  return { jobs };
};

/** A job whose variables no client could receive must not be offered again and again. */
function refuseToSend(x: Execution, job: Job, length: number): void {
  leaveState(x, job);
  job.state = 'FAILED';
  const message = `the variables of the job <${job.key}> have ${length} characters, more than the ${MAX_ANSWER_LENGTH} that are sent; fetch only those that are needed`;
  raiseIncident(
    x,
    x.instance(job.elementInstanceKey),
    { type: 'MESSAGE_SIZE_EXCEEDED', message },
    null,
    job.key,
  );
}
