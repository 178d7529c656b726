import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { ProcessInstanceView } from '../../processor/commands.ts';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { endpoint, found, noBody, type EndpointFamily } from './endpoint.ts';
import { key, long, requiredVariables, tags, variables } from './fields.ts';
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
  fetchVariables: z.array(z.string()).max(1000).nullish(),
  requestTimeout: long.nullish(),
  tags,
});

/** What clients write that name no ancestor; the engine finds it. */
const NO_ANCESTOR = '-1';

const modification = z.object({
  activateInstructions: z
    .array(
      z.object({
        elementId: z.string().min(1),
        ancestorElementInstanceKey: key.nullish(),
        variableInstructions: z
          .array(z.object({ variables: requiredVariables, scopeId: z.string().nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
  terminateInstructions: z.array(z.object({ elementInstanceKey: key })).nullish(),
});

const migration = z.object({
  targetProcessDefinitionKey: key,
  mappingInstructions: z.array(
    z.object({ sourceElementId: z.string().min(1), targetElementId: z.string().min(1) }),
  ),
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
      ...(body.awaitCompletion === true
        ? {
            awaitCompletion: {
              fetchVariables: body.fetchVariables ?? [],
              requestTimeoutMs: body.requestTimeout ?? 0,
            },
          }
        : {}),
    });
    return {
      processDefinitionId: created.processId,
      processDefinitionVersion: created.version,
      tenantId: DEFAULT_TENANT,
      variables: created.variables ?? {},
      processDefinitionKey: created.processDefinitionKey,
      processInstanceKey: created.processInstanceKey,
      tags: body.tags,
    };
  });
  endpoint(router, gateway, 'post', '/process-instances/:key/cancellation', noBody, async (call) => {
    await gateway.core.submit('cancelInstance', { processInstanceKey: call.key });
    return undefined;
  });
  endpoint(router, gateway, 'post', '/process-instances/:key/modification', modification, async (call) => {
    await gateway.core.submit('modifyInstance', {
      processInstanceKey: call.key,
      activate: (call.body.activateInstructions ?? []).map((instruction) => ({
        elementId: instruction.elementId,
        ...(typeof instruction.ancestorElementInstanceKey === 'string' &&
        instruction.ancestorElementInstanceKey !== NO_ANCESTOR
          ? { ancestorElementInstanceKey: instruction.ancestorElementInstanceKey }
          : {}),
        variableInstructions: (instruction.variableInstructions ?? []).map(({ variables, scopeId }) => ({
          variables,
          ...(typeof scopeId === 'string' && scopeId !== '' ? { scopeId } : {}),
        })),
      })),
      terminate: (call.body.terminateInstructions ?? []).map(({ elementInstanceKey }) => elementInstanceKey),
    });
    return undefined;
  });
  endpoint(router, gateway, 'post', '/process-instances/:key/migration', migration, async (call) => {
    await gateway.core.submit('migrateInstance', {
      processInstanceKey: call.key,
      targetProcessDefinitionKey: call.body.targetProcessDefinitionKey,
      mappings: call.body.mappingInstructions,
    });
    return undefined;
  });
  endpoint(router, gateway, 'get', '/process-instances/:key', noBody, async ({ key }) => {
    const live = gateway.core.queries.processInstance(key);
    if (live !== undefined) return instanceResult(live);
    return found(await gateway.history.search?.get('process-instances', key), 'process instance', key);
  });
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
