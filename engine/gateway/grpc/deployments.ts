import { EngineError } from '../../errors.ts';
import type { DeployedItem, DeployedProcess } from '../../processor/commands.ts';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import type { RpcFamily, UnaryRpc } from './rpc.ts';

interface DeployResourceRequest {
  readonly resources: readonly { readonly name: string; readonly content: Uint8Array }[];
  readonly tenantId: string;
}

interface DeployProcessRequest {
  readonly processes: readonly { readonly name: string; readonly definition: Uint8Array }[];
}

const deployResource: UnaryRpc<DeployResourceRequest, unknown> = async (gateway, request) => {
  checkTenant(request.tenantId);
  const { deploymentKey, items } = await gateway.core.submit('deploy', {
    resources: required(request.resources),
  });
  return { key: deploymentKey, deployments: items.map(metadataOf), tenantId: DEFAULT_TENANT };
};

const deployProcess: UnaryRpc<DeployProcessRequest, unknown> = async (gateway, request) => {
  const resources = request.processes.map(({ name, definition }) => ({ name, content: definition }));
  const { deploymentKey, items } = await gateway.core.submit('deploy', { resources: required(resources) });
  const processes = items.filter((item): item is DeployedProcess => item.kind === 'process');
  return { key: deploymentKey, processes: processes.map(processOf) };
};

const deleteResource: UnaryRpc<{ readonly resourceKey: string }, unknown> = (gateway, { resourceKey }) =>
  gateway.core.submit('deleteResource', { resourceKey });

export const deploymentRpcs: RpcFamily = {
  unary: { DeployResource: deployResource, DeployProcess: deployProcess, DeleteResource: deleteResource },
};

function required<T>(resources: readonly T[]): readonly T[] {
  if (resources.length > 0) return resources;
  throw new EngineError('INVALID_ARGUMENT', 'a deployment needs at least one resource');
}

function processOf(item: DeployedProcess) {
  return {
    bpmnProcessId: item.processId,
    version: item.version,
    processDefinitionKey: item.key,
    resourceName: item.resourceName,
    tenantId: DEFAULT_TENANT,
  };
}

function metadataOf(item: DeployedItem) {
  switch (item.kind) {
    case 'process':
      return { process: processOf(item) };
    case 'decision':
      return {
        decision: {
          dmnDecisionId: item.decisionId,
          dmnDecisionName: item.name,
          version: item.version,
          decisionKey: item.key,
          dmnDecisionRequirementsId: item.drgId,
          decisionRequirementsKey: item.drgKey,
          tenantId: DEFAULT_TENANT,
        },
      };
    case 'decisionRequirements':
      return {
        decisionRequirements: {
          dmnDecisionRequirementsId: item.drgId,
          dmnDecisionRequirementsName: item.name,
          version: item.version,
          decisionRequirementsKey: item.key,
          resourceName: item.resourceName,
          tenantId: DEFAULT_TENANT,
        },
      };
    case 'form':
      return {
        form: {
          formId: item.formId,
          version: item.version,
          formKey: item.key,
          resourceName: item.resourceName,
          tenantId: DEFAULT_TENANT,
        },
      };
  }
}
