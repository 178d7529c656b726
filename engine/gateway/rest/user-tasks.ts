import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { CommandInput, UserTaskView } from '../../processor/commands.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import { utc } from './dates.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { dateTime, variables } from './fields.ts';

const action = z.string().nullish();
const assignment = z.object({
  assignee: z.string().min(1, 'must not be empty; DELETE …/assignee removes it'),
  allowOverride: z.boolean().nullish(),
  action,
});
const unassignment = z.object({ action }).nullish();
const completion = z.object({ variables, action });
const changes = z.object({
  dueDate: dateTime.nullish(),
  followUpDate: dateTime.nullish(),
  candidateUsers: z.array(z.string()).nullish(),
  candidateGroups: z.array(z.string()).nullish(),
  priority: z.int().min(0).max(100).nullish(),
});
const update = z.object({ changeset: changes.nullish(), action });
/** The older REST client of the SDK patches …/update, with the changes themselves as the body. */
const formerUpdate = z.preprocess(
  (body) =>
    typeof body === 'object' && body !== null && !('changeset' in body) ? { changeset: body } : body,
  update,
);

export const userTasks: EndpointFamily = (router, gateway) => {
  const { core } = gateway;
  endpoint(router, gateway, 'get', '/user-tasks/:key', noBody, async ({ key }) => {
    const open = core.queries.userTask(key);
    if (open !== undefined) return userTaskResult(open);
    return found(await gateway.history.search?.get('user-tasks', key), 'user task', key);
  });
  endpoint(router, gateway, 'get', '/user-tasks/:key/form', noBody, ({ key }) => {
    found(core.queries.userTask(key), 'user task', key);
    const form = core.queries.userTaskForm(key);
    return form && { ...form, tenantId: DEFAULT_TENANT };
  });
  endpoint(router, gateway, 'post', '/user-tasks/:key/assignment', assignment, async ({ key, body }) => {
    await core.submit('assignUserTask', {
      key,
      assignee: body.assignee,
      allowOverride: body.allowOverride ?? true,
      action: body.action ?? 'assign',
    });
    return undefined;
  });
  endpoint(router, gateway, 'delete', '/user-tasks/:key/assignee', unassignment, async ({ key, body }) => {
    await core.submit('unassignUserTask', { key, action: body?.action ?? 'unassign' });
    return undefined;
  });
  endpoint(router, gateway, 'post', '/user-tasks/:key/completion', completion, async ({ key, body }) => {
    await core.submit('completeUserTask', {
      key,
      variables: body.variables,
      action: body.action ?? 'complete',
    });
    return undefined;
  });
  for (const [path, schema] of [
    ['/user-tasks/:key', update],
    ['/user-tasks/:key/update', formerUpdate],
  ] as const) {
    endpoint(router, gateway, 'patch', path, schema, async ({ key, body }) => {
      const changeset = changesetOf(body.changeset);
      if (Object.keys(changeset).length === 0 && typeof body.action !== 'string') {
        throw new EngineError('INVALID_ARGUMENT', 'changeset: no change and no action is given');
      }
      await core.submit('updateUserTask', { key, changeset, action: body.action ?? 'update' });
      return undefined;
    });
  }
};

/** null keeps what is, like an absent field; "" and [] clear. */
function changesetOf(
  changeset: z.output<typeof update>['changeset'],
): CommandInput<'updateUserTask'>['changeset'] {
  const given = Object.entries(changeset ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given);
}

/** A user task as the API has it; what it has not is left out. */
export function userTaskResult(view: UserTaskView) {
  return {
    userTaskKey: view.key,
    name: view.name,
    state: view.state,
    ...(view.assignee === null ? {} : { assignee: view.assignee }),
    elementId: view.elementId,
    candidateGroups: view.candidateGroups,
    candidateUsers: view.candidateUsers,
    processDefinitionId: view.processId,
    creationDate: utc(view.creationDate),
    ...(view.completionDate === null ? {} : { completionDate: utc(view.completionDate) }),
    ...(view.followUpDate === null ? {} : { followUpDate: utc(view.followUpDate) }),
    ...(view.dueDate === null ? {} : { dueDate: utc(view.dueDate) }),
    tenantId: DEFAULT_TENANT,
    ...(view.externalFormReference === null ? {} : { externalFormReference: view.externalFormReference }),
    processDefinitionVersion: view.processVersion,
    customHeaders: view.customHeaders,
    priority: view.priority,
    elementInstanceKey: view.elementInstanceKey,
    processDefinitionKey: view.processDefinitionKey,
    processInstanceKey: view.processInstanceKey,
    ...(view.formKey === null ? {} : { formKey: view.formKey }),
  };
}
