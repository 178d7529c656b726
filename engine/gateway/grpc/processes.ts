import { EngineError } from '../../errors.ts';
import type { ProcessSelector } from '../../processor/commands.ts';
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

interface SetVariablesRequest {
  readonly elementInstanceKey: string;
  readonly variables: string;
  readonly local: boolean;
}

const createProcessInstance: UnaryRpc<CreateProcessInstanceRequest, unknown> = async (gateway, request) => {
  checkTenant(request.tenantId);
  const created = await gateway.core.submit('createInstance', {
    process: selectorOf(request),
    variables: parseVariables(request.variables),
    startElementIds: request.startInstructions.map(({ elementId }) => elementId),
    tags: [],
  });
  return {
    processDefinitionKey: created.processDefinitionKey,
    bpmnProcessId: created.processId,
    version: created.version,
    processInstanceKey: created.processInstanceKey,
    tenantId: DEFAULT_TENANT,
  };
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
    CancelProcessInstance: cancelProcessInstance,
    SetVariables: setVariables,
  },
};

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
