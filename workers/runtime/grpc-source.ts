import type { Camunda8 } from '@camunda8/sdk';
import type { Job } from './job.ts';
import type { ActivationRequest, JobSource } from './source.ts';

const GRPC_NOT_FOUND = 5;
type ZeebeClient = ReturnType<Camunda8['getZeebeGrpcApiClient']>;
type ActivatedJob = Awaited<ReturnType<ZeebeClient['activateJobs']>>[number];
type Variables = NonNullable<Parameters<ZeebeClient['completeJob']>[0]['variables']>;

/** Jobs over gRPC. */
export function grpcSource(client: ZeebeClient): JobSource {
  return {
    async activate(request: ActivationRequest) {
      const jobs = await client.activateJobs({
        type: request.type,
        worker: request.worker,
        maxJobsToActivate: request.maxJobs,
        timeout: request.timeoutMs,
        requestTimeout: request.longPollMs,
        fetchVariable: [...request.fetchVariables],
      });
      return jobs.map(toJob);
    },
    async complete(job, result) {
      await client.completeJob({ jobKey: job.key, variables: { ...result.variables } as Variables });
    },
    async fail(job, { retries, message, retryAfterMs }) {
      await client.failJob({ jobKey: job.key, retries, errorMessage: message, retryBackOff: retryAfterMs });
    },
    async throwError(job, code) {
      await client.throwError({ jobKey: job.key, errorCode: code, errorMessage: code });
    },
    isJobGone: (error) => error instanceof Error && 'code' in error && error.code === GRPC_NOT_FOUND,
    async close() {
      await client.close();
    },
  };
}

function toJob(job: ActivatedJob): Job {
  return {
    key: job.key,
    type: job.type,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    processInstanceKey: job.processInstanceKey,
    // the SDK's type of a job leaves it out, the protocol has it
    processDefinitionKey: String(Reflect.get(job, 'processDefinitionKey')),
    processId: job.bpmnProcessId,
    retries: job.retries,
    deadline: Number(job.deadline),
    headers: textsOf(job.customHeaders),
    variables: job.variables,
  };
}

/** Headers are texts in the model. */
export function textsOf(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));
}
