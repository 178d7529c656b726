import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { ActivatedJob, UserTaskSnapshot } from '../../processor/commands.ts';
import { checkTenants, DEFAULT_TENANT } from '../tenant.ts';
import { utc } from './dates.ts';
import { endpoint, type EndpointFamily } from './endpoint.ts';
import { dateTime, long, text, variables } from './fields.ts';

const activation = z.object({
  type: z.string(),
  worker: text,
  timeout: long,
  maxJobsToActivate: z.int(),
  fetchVariable: z.array(z.string()).nullish(),
  requestTimeout: long.nullish(),
  tenantIds: z.array(z.string()).nullish(),
});

const corrections = z.object({
  assignee: z.string().nullish(),
  dueDate: dateTime.nullish(),
  followUpDate: dateTime.nullish(),
  candidateUsers: z.array(z.string()).nullish(),
  candidateGroups: z.array(z.string()).nullish(),
  priority: z.int().min(0).max(100).nullish(),
});

const taskResult = z.object({
  // Absent means userTask: 8.8 added the type beside an older shape.
  type: z.literal('userTask', 'must be userTask or adHocSubProcess').nullish(),
  denied: z.boolean().nullish(),
  deniedReason: text,
  corrections: corrections.nullish(),
});

const adHocResult = z.object({
  type: z.literal('adHocSubProcess'),
  activateElements: z.array(z.object({ elementId: z.string().min(1), variables })).nullish(),
  isCompletionConditionFulfilled: z.boolean().nullish(),
  isCancelRemainingInstances: z.boolean().nullish(),
});

const completion = z.object({
  variables,
  result: z.union([adHocResult, taskResult]).nullish(),
});

const failure = z.object({
  retries: z.int().default(0),
  errorMessage: text,
  retryBackOff: long.nullish(),
  variables,
});

const bpmnError = z.object({ errorCode: z.string().min(1), errorMessage: text, variables });

const update = z.object({
  changeset: z.object({
    retries: z.int().min(1, 'must be greater than 0').nullish(),
    timeout: long.nullish(),
  }),
});

export const jobs: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'post', '/jobs/activation', activation, async ({ body, response }) => {
    checkTenants(body.tenantIds);
    const poll = gateway.jobs.poll(
      {
        type: body.type,
        worker: body.worker,
        timeoutMs: body.timeout,
        maxJobs: body.maxJobsToActivate,
        fetchVariables: body.fetchVariable ?? [],
      },
      body.requestTimeout ?? 0,
    );
    const abandon = (): void => {
      poll.abandon();
    };
    response.once('close', abandon);
    try {
      return { jobs: (await poll.jobs).map(jobResult) };
    } finally {
      response.off('close', abandon);
    }
  });
  endpoint(router, gateway, 'post', '/jobs/:key/completion', completion, async ({ key, body }) => {
    await gateway.core.submit('completeJob', { key, variables: body.variables, ...resultOf(body.result) });
    return undefined;
  });
  endpoint(router, gateway, 'post', '/jobs/:key/failure', failure, async ({ key, body }) => {
    await gateway.core.submit('failJob', {
      key,
      retries: body.retries,
      errorMessage: body.errorMessage,
      retryBackoffMs: body.retryBackOff ?? 0,
      variables: body.variables,
    });
    return undefined;
  });
  endpoint(router, gateway, 'post', '/jobs/:key/error', bpmnError, async ({ key, body }) => {
    await gateway.core.submit('throwError', { key, ...body });
    return undefined;
  });
  endpoint(router, gateway, 'patch', '/jobs/:key', update, async ({ key, body: { changeset } }) => {
    const { retries, timeout } = changeset;
    if (typeof retries !== 'number' && typeof timeout !== 'number') {
      throw new EngineError('INVALID_ARGUMENT', 'changeset: at least one of retries, timeout is required');
    }
    await gateway.core.submit('updateJob', {
      key,
      ...(typeof retries === 'number' ? { retries } : {}),
      ...(typeof timeout === 'number' ? { timeoutMs: timeout } : {}),
    });
    return undefined;
  });
};

function resultOf(result: z.output<typeof completion>['result']) {
  if (!result) return {};
  if (result.type === 'adHocSubProcess') {
    return {
      result: {
        type: result.type,
        activateElements: result.activateElements ?? [],
        completionConditionFulfilled: result.isCompletionConditionFulfilled ?? false,
        cancelRemainingInstances: result.isCancelRemainingInstances ?? false,
      },
    };
  }
  const given = Object.entries(result.corrections ?? {}).filter(([, value]) => value !== undefined);
  return {
    result: {
      denied: result.denied ?? false,
      deniedReason: result.deniedReason,
      corrections: Object.fromEntries(given),
    },
  };
}

function jobResult(job: ActivatedJob) {
  return {
    jobKey: job.key,
    type: job.type,
    processDefinitionId: job.processId,
    processDefinitionVersion: job.processVersion,
    processDefinitionKey: job.processDefinitionKey,
    processInstanceKey: job.processInstanceKey,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    customHeaders: job.headers,
    worker: job.worker,
    retries: job.retries,
    deadline: job.deadline,
    variables: job.variables,
    tenantId: DEFAULT_TENANT,
    kind: job.kind,
    listenerEventType: job.listenerEventType,
    ...(job.userTask ? { userTask: userTaskProperties(job.userTask) } : {}),
    tags: job.tags,
  };
}

function userTaskProperties(task: UserTaskSnapshot) {
  return {
    action: task.action,
    assignee: task.assignee,
    candidateGroups: task.candidateGroups,
    candidateUsers: task.candidateUsers,
    changedAttributes: task.changedAttributes,
    dueDate: task.dueDate === null ? null : utc(task.dueDate),
    followUpDate: task.followUpDate === null ? null : utc(task.followUpDate),
    ...(task.formKey === null ? {} : { formKey: task.formKey }),
    priority: task.priority,
    userTaskKey: task.userTaskKey,
  };
}
