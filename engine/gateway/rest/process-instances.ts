import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { ProcessInstanceView } from '../../processor/commands.ts';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { key, tags, variables } from './fields.ts';
import { utc } from './dates.ts';

const creation = z.object({
  processDefinitionKey: key.nullish(),
  processDefinitionId: z.string().min(1).nullish(),
  processDefinitionVersion: z.int().nullish(),
  variables,
  tenantId: z.string().nullish(),
  startInstructions: z.array(z.object({ elementId: z.string().min(1) })).nullish(),
  runtimeInstructions: z.array(z.unknown()).nullish(),
  awaitCompletion: z.boolean().nullish(),
  tags,
});

export const processInstances: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'post', '/process-instances', creation, async ({ body }) => {
    checkTenant(body.tenantId);
    checkServed(body);
    const created = await gateway.core.submit('createInstance', {
      process: selectorOf(body),
      variables: body.variables,
      startElementIds: (body.startInstructions ?? []).map(({ elementId }) => elementId),
      tags: body.tags,
    });
    return {
      processDefinitionId: created.processId,
      processDefinitionVersion: created.version,
      tenantId: DEFAULT_TENANT,
      variables: {},
      processDefinitionKey: created.processDefinitionKey,
      processInstanceKey: created.processInstanceKey,
      tags: body.tags,
    };
  });
  endpoint(router, gateway, 'post', '/process-instances/:key/cancellation', noBody, async (call) => {
    await gateway.core.submit('cancelInstance', { processInstanceKey: call.key });
    return undefined;
  });
  endpoint(router, gateway, 'get', '/process-instances/:key', noBody, (call) =>
    instanceResult(found(gateway.core.queries.processInstance(call.key), 'process instance', call.key)),
  );
};

function selectorOf(body: z.output<typeof creation>) {
  const { processDefinitionKey, processDefinitionId } = body;
  if (typeof processDefinitionKey === 'string') {
    if (typeof processDefinitionId === 'string') throw oneOf();
    return { processDefinitionKey };
  }
  if (typeof processDefinitionId !== 'string') throw oneOf();
  return { processId: processDefinitionId, version: body.processDefinitionVersion ?? -1 };
}

function oneOf(): EngineError {
  return new EngineError(
    'INVALID_ARGUMENT',
    'exactly one of processDefinitionKey, processDefinitionId is required',
  );
}

/** Refuses what would otherwise be ignored without a word. */
function checkServed(body: z.output<typeof creation>): void {
  if (body.awaitCompletion === true) {
    throw new EngineError('INVALID_ARGUMENT', 'awaitCompletion: not served by this engine yet');
  }
  if ((body.runtimeInstructions ?? []).length > 0) {
    throw new EngineError('INVALID_ARGUMENT', 'runtimeInstructions: not served by this engine');
  }
}

/** A process instance as the API has it; what it has not is left out. */
export function instanceResult(view: ProcessInstanceView) {
  return {
    processInstanceKey: view.key,
    processDefinitionId: view.processId,
    processDefinitionName: view.processName,
    processDefinitionVersion: view.version,
    ...(view.versionTag === null ? {} : { processDefinitionVersionTag: view.versionTag }),
    processDefinitionKey: view.processDefinitionKey,
    startDate: utc(view.startDate),
    state: view.state,
    hasIncident: view.hasIncident,
    tenantId: DEFAULT_TENANT,
    ...(view.parentProcessInstanceKey === null
      ? {}
      : { parentProcessInstanceKey: view.parentProcessInstanceKey }),
    ...(view.parentElementInstanceKey === null
      ? {}
      : { parentElementInstanceKey: view.parentElementInstanceKey }),
    tags: view.tags,
  };
}
