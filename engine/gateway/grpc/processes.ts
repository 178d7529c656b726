import { EngineError } from '../../errors.ts';
import type { CommandAnswer, CommandInput, ProcessSelector } from '../../processor/commands.ts';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { parseVariables } from '../variables.ts';
import { isKey } from './keys.ts';
import type { RpcFamily, UnaryRpc } from './rpc.ts';

interface CreateProcessInstanceRequest {
  readonly processDefinitionKey: string;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly variables: string;
  readonly startInstructions: readonly { readonly elementId: string }[];
  readonly tenantId: string;
}

interface CreateProcessInstanceWithResultRequest {
  readonly request: CreateProcessInstanceRequest | null;
  /** In ms. */
  readonly requestTimeout: string;
  readonly fetchVariables: readonly string[];
}

interface ModifyProcessInstanceRequest {
  readonly processInstanceKey: string;
  readonly activateInstructions: readonly {
    readonly elementId: string;
    readonly ancestorElementInstanceKey: string;
    readonly variableInstructions: readonly { readonly variables: string; readonly scopeId: string }[];
  }[];
  readonly terminateInstructions: readonly { readonly elementInstanceKey: string }[];
}

interface MigrateProcessInstanceRequest {
  readonly processInstanceKey: string;
  readonly migrationPlan: {
    readonly targetProcessDefinitionKey: string;
    readonly mappingInstructions: readonly {
      readonly sourceElementId: string;
      readonly targetElementId: string;
    }[];
  } | null;
}

interface SetVariablesRequest {
  readonly elementInstanceKey: string;
  readonly variables: string;
  readonly local: boolean;
}

const createProcessInstance: UnaryRpc<CreateProcessInstanceRequest, unknown> = async (gateway, request) => {
  checkTenant(request.tenantId);
  return createdOf(await gateway.core.submit('createInstance', creationOf(request)));
};

const createProcessInstanceWithResult: UnaryRpc<CreateProcessInstanceWithResultRequest, unknown> = async (
  gateway,
  { request, requestTimeout, fetchVariables },
) => {
  if (request === null) throw new EngineError('INVALID_ARGUMENT', 'request: say which process to create');
  checkTenant(request.tenantId);
  const created = await gateway.core.submit('createInstance', {
    ...creationOf(request),
    awaitCompletion: { fetchVariables, requestTimeoutMs: Number(requestTimeout) },
  });
  return { ...createdOf(created), variables: JSON.stringify(created.variables ?? {}) };
};

const modifyProcessInstance: UnaryRpc<ModifyProcessInstanceRequest, unknown> = async (gateway, request) =>
  gateway.core.submit('modifyInstance', {
    processInstanceKey: request.processInstanceKey,
    activate: request.activateInstructions.map((instruction) => ({
      elementId: instruction.elementId,
      ...(isKey(instruction.ancestorElementInstanceKey)
        ? { ancestorElementInstanceKey: instruction.ancestorElementInstanceKey }
        : {}),
      variableInstructions: instruction.variableInstructions.map(({ variables, scopeId }) => ({
        variables: parseVariables(variables),
        ...(scopeId === '' ? {} : { scopeId }),
      })),
    })),
    terminate: request.terminateInstructions.map(({ elementInstanceKey }) => elementInstanceKey),
  });

const migrateProcessInstance: UnaryRpc<MigrateProcessInstanceRequest, unknown> = async (
  gateway,
  { processInstanceKey, migrationPlan },
) => {
  if (migrationPlan === null) throw new EngineError('INVALID_ARGUMENT', 'migrationPlan: say where to');
  return gateway.core.submit('migrateInstance', {
    processInstanceKey,
    targetProcessDefinitionKey: migrationPlan.targetProcessDefinitionKey,
    mappings: migrationPlan.mappingInstructions,
  });
};

const cancelProcessInstance: UnaryRpc<{ readonly processInstanceKey: string }, unknown> = (
  gateway,
  { processInstanceKey },
) => gateway.core.submit('cancelInstance', { processInstanceKey });

const setVariables: UnaryRpc<SetVariablesRequest, unknown> = async (gateway, request) =>
  gateway.core.submit('setVariables', {
    elementInstanceKey: request.elementInstanceKey,
    variables: parseVariables(request.variables),
    local: request.local,
  });

export const processRpcs: RpcFamily = {
  unary: {
    CreateProcessInstance: createProcessInstance,
    CreateProcessInstanceWithResult: createProcessInstanceWithResult,
    ModifyProcessInstance: modifyProcessInstance,
    MigrateProcessInstance: migrateProcessInstance,
    CancelProcessInstance: cancelProcessInstance,
    SetVariables: setVariables,
  },
};

function creationOf(request: CreateProcessInstanceRequest): CommandInput<'createInstance'> {
  return {
    process: selectorOf(request),
    variables: parseVariables(request.variables),
    startElementIds: request.startInstructions.map(({ elementId }) => elementId),
    tags: [],
  };
}

function createdOf(created: CommandAnswer<'createInstance'>) {
  return {
    processDefinitionKey: created.processDefinitionKey,
    bpmnProcessId: created.processId,
    version: created.version,
    processInstanceKey: created.processInstanceKey,
    tenantId: DEFAULT_TENANT,
  };
}

function selectorOf(request: CreateProcessInstanceRequest): ProcessSelector {
  if (isKey(request.processDefinitionKey)) return { processDefinitionKey: request.processDefinitionKey };
  if (request.bpmnProcessId === '') {
    throw new EngineError('INVALID_ARGUMENT', 'name the process by bpmnProcessId or processDefinitionKey');
  }
  return {
    processId: request.bpmnProcessId,
    // A client that does not set the field sends 0; versions count from 1.
    version: request.version === 0 ? -1 : request.version,
  };
}
