import type { ServerWritableStream } from '@grpc/grpc-js';
import { EngineError } from '../../errors.ts';
import type { JobPoll, OpenJobStream } from '../../jobs/index.ts';
import type { ActivatedJob } from '../../processor/commands.ts';
import { checkTenants, DEFAULT_TENANT } from '../tenant.ts';
import { parseVariables } from '../variables.ts';
import { statusOf, type RpcFamily, type StreamRpc, type UnaryRpc } from './rpc.ts';

interface ActivateJobsRequest {
  readonly type: string;
  readonly worker: string;
  readonly timeout: string;
  readonly maxJobsToActivate: number;
  readonly fetchVariable: readonly string[];
  readonly requestTimeout: string;
  readonly tenantIds: readonly string[];
}

type StreamActivatedJobsRequest = Omit<ActivateJobsRequest, 'maxJobsToActivate' | 'requestTimeout'>;

/** Characters of variables in one message of an ActivateJobs answer: well below the 4 MB that clients accept. */
const MESSAGE_BUDGET = 1_000_000;

/** Characters that may wait for a client to read them before its stream gets no more jobs; so many each besides variables. */
const MAX_UNREAD = 256_000;
const MESSAGE_OVERHEAD = 500;

const activateJobs: StreamRpc<ActivateJobsRequest, unknown> = (gateway, call) => {
  let poll: JobPoll;
  try {
    checkTenants(call.request.tenantIds);
    poll = gateway.jobs.poll(
      activationOf(call.request, call.request.maxJobsToActivate),
      Number(call.request.requestTimeout),
    );
  } catch (error) {
    call.emit('error', statusOf(error, gateway));
    return;
  }
  call.on('cancelled', () => {
    poll.abandon();
  });
  poll.jobs.then(
    (jobs) => {
      if (call.cancelled) return;
      writeInMessages(call, jobs);
      call.end();
    },
    (error: unknown) => call.emit('error', statusOf(error, gateway)),
  );
};

const streamActivatedJobs: StreamRpc<StreamActivatedJobsRequest, unknown> = (gateway, call) => {
  let stream: OpenJobStream;
  let unread = 0;
  const push = (job: ActivatedJob): boolean => {
    const message = jobMessage(job);
    if (!call.write(message)) unread += message.variables.length + MESSAGE_OVERHEAD;
    return unread < MAX_UNREAD;
  };
  try {
    checkTenants(call.request.tenantIds);
    sendTogether(call);
    // A stream's share is chosen when jobs arrive; 1 only passes the check that it asks for any.
    stream = gateway.jobs.openStream(activationOf(call.request, 1), {
      push,
      fail: (error) => call.emit('error', statusOf(error, gateway)),
    });
  } catch (error) {
    call.emit('error', statusOf(error, gateway));
    return;
  }
  call.on('drain', () => {
    unread = 0;
    stream.resume();
  });
  call.on('cancelled', () => {
    stream.close();
  });
};

/**
 * Sends all messages that wait at once. By itself a call sends one at a time and waits until that is flushed, which happens
 * once in a turn of the event loop: a busy engine would send no more than a hundred jobs a second.
 */
function sendTogether(call: ServerWritableStream<unknown, unknown>): void {
  call._writev = (messages, done) => {
    let left = messages.length;
    const sent = (error?: Error | null): void => {
      left -= 1;
      if (left === 0) done(error);
    };
    for (const { chunk, encoding } of messages) call._write(chunk, encoding, sent);
  };
}

interface JobRequest {
  readonly jobKey: string;
}

const completeJob: UnaryRpc<JobRequest & { readonly variables: string }, unknown> = async (
  gateway,
  { jobKey, variables },
) => gateway.core.submit('completeJob', { key: jobKey, variables: parseVariables(variables) });

interface FailJobRequest extends JobRequest {
  readonly retries: number;
  readonly errorMessage: string;
  readonly retryBackOff: string;
  readonly variables: string;
}

const failJob: UnaryRpc<FailJobRequest, unknown> = async (gateway, request) =>
  gateway.core.submit('failJob', {
    key: request.jobKey,
    retries: request.retries,
    errorMessage: request.errorMessage,
    retryBackoffMs: Number(request.retryBackOff),
    variables: parseVariables(request.variables),
  });

interface ThrowErrorRequest extends JobRequest {
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly variables: string;
}

const throwError: UnaryRpc<ThrowErrorRequest, unknown> = async (gateway, request) =>
  gateway.core.submit('throwError', {
    key: request.jobKey,
    errorCode: request.errorCode,
    errorMessage: request.errorMessage,
    variables: parseVariables(request.variables),
  });

const updateJobRetries: UnaryRpc<JobRequest & { readonly retries: number }, unknown> = async (
  gateway,
  { jobKey, retries },
) => {
  if (retries < 1) {
    throw new EngineError('INVALID_ARGUMENT', `retries must be greater than 0, was ${retries}`);
  }
  return gateway.core.submit('updateJob', { key: jobKey, retries });
};

const updateJobTimeout: UnaryRpc<JobRequest & { readonly timeout: string }, unknown> = (
  gateway,
  { jobKey, timeout },
) => gateway.core.submit('updateJob', { key: jobKey, timeoutMs: Number(timeout) });

export const jobRpcs: RpcFamily = {
  unary: {
    CompleteJob: completeJob,
    FailJob: failJob,
    ThrowError: throwError,
    UpdateJobRetries: updateJobRetries,
    UpdateJobTimeout: updateJobTimeout,
  },
  streams: { ActivateJobs: activateJobs, StreamActivatedJobs: streamActivatedJobs },
};

function activationOf(request: StreamActivatedJobsRequest, maxJobs: number) {
  return {
    type: request.type,
    worker: request.worker,
    timeoutMs: Number(request.timeout),
    maxJobs,
    fetchVariables: request.fetchVariable,
  };
}

function jobMessage(job: ActivatedJob) {
  return {
    key: job.key,
    type: job.type,
    processInstanceKey: job.processInstanceKey,
    bpmnProcessId: job.processId,
    processDefinitionVersion: job.processVersion,
    processDefinitionKey: job.processDefinitionKey,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    customHeaders: JSON.stringify(job.headers),
    worker: job.worker,
    retries: job.retries,
    deadline: job.deadline,
    variables: JSON.stringify(job.variables),
    tenantId: DEFAULT_TENANT,
  };
}

function writeInMessages(call: ServerWritableStream<unknown, unknown>, jobs: readonly ActivatedJob[]): void {
  let batch: ReturnType<typeof jobMessage>[] = [];
  let size = 0;
  for (const job of jobs) {
    const message = jobMessage(job);
    if (batch.length > 0 && size + message.variables.length > MESSAGE_BUDGET) {
      call.write({ jobs: batch });
      batch = [];
      size = 0;
    }
    batch.push(message);
    size += message.variables.length;
  }
  if (batch.length > 0) call.write({ jobs: batch });
}
