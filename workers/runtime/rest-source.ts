import type { Camunda8 } from '@camunda8/sdk';
import { textsOf } from './grpc-source.ts';
import { LISTENER_EVENTS } from './job.ts';
import type { Job, TaskListener } from './job.ts';
import type { ActivationRequest, JobSource } from './source.ts';

const HTTP_NOT_FOUND = 404;
type RestClient = ReturnType<Camunda8['getOrchestrationClusterApiClientLoose']>;
type ActivatedJob = Awaited<ReturnType<RestClient['activateJobs']>>['jobs'][number];

/** Jobs over the REST API: the only way to deny the change of a user task. */
export function restSource(client: RestClient): JobSource {
  const polls = new Set<{ cancel(): void }>();
  return {
    async activate(request: ActivationRequest) {
      const poll = client.activateJobs({
        type: request.type,
        worker: request.worker,
        maxJobsToActivate: request.maxJobs,
        timeout: request.timeoutMs,
        requestTimeout: request.longPollMs,
        fetchVariable: [...request.fetchVariables],
      });
      polls.add(poll);
      try {
        return (await poll).jobs.map(toJob);
      } finally {
        polls.delete(poll);
      }
    },
    async complete(job, { variables, deniedReason }) {
      await client.completeJob({
        jobKey: job.key,
        ...(job.listener === undefined
          ? { variables: { ...variables } }
          : {
              result: {
                type: 'userTask' as const,
                denied: deniedReason !== undefined,
                ...(deniedReason === undefined ? {} : { deniedReason }),
              },
            }),
      });
    },
    async fail(job, { retries, message, retryAfterMs }) {
      await client.failJob({ jobKey: job.key, retries, errorMessage: message, retryBackOff: retryAfterMs });
    },
    async throwError(job, code) {
      await client.throwJobError({ jobKey: job.key, errorCode: code, errorMessage: code });
    },
    isJobGone: (error) => error instanceof Error && 'status' in error && error.status === HTTP_NOT_FOUND,
    async close() {
      for (const poll of polls) poll.cancel();
    },
  };
}

function toJob(job: ActivatedJob): Job {
  return {
    key: job.jobKey,
    type: job.type,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    processInstanceKey: job.processInstanceKey,
    processDefinitionKey: job.processDefinitionKey,
    processId: job.processDefinitionId,
    retries: job.retries,
    deadline: job.deadline,
    headers: textsOf(job.customHeaders),
    variables: job.variables,
    ...listenerOf(job),
  };
}

function listenerOf(job: ActivatedJob): { listener?: TaskListener } {
  const event = LISTENER_EVENTS.find((name) => name.toUpperCase() === job.listenerEventType);
  const { userTask } = job;
  if (event === undefined || !userTask?.userTaskKey) return {};
  return {
    listener: {
      event,
      userTaskKey: String(userTask.userTaskKey),
      assignee: userTask.assignee ?? undefined,
      candidateGroups: userTask.candidateGroups ?? [],
      candidateUsers: userTask.candidateUsers ?? [],
      dueDate: userTask.dueDate ?? undefined,
      priority: userTask.priority ?? 50,
    },
  };
}
