import { formatKey, type Definition } from '../state/index.ts';
import type { DeployedDecision, DeployedItem, DeployedProcess } from './commands.ts';

function tagged(definition: Definition): { readonly versionTag?: string } {
  return definition.versionTag === null ? {} : { versionTag: definition.versionTag };
}

/** A process definition as clients see it. */
export function toDeployedProcess(definition: Definition): DeployedProcess {
  return {
    kind: 'process',
    processId: definition.id,
    name: definition.name,
    version: definition.version,
    ...tagged(definition),
    key: formatKey(definition.key),
    resourceName: definition.resourceName,
  };
}

/** A decision as clients see it. */
export function toDeployedDecision(definition: Definition): DeployedDecision {
  return {
    kind: 'decision',
    decisionId: definition.id,
    name: definition.name,
    version: definition.version,
    ...tagged(definition),
    key: formatKey(definition.key),
    drgId: definition.drgId,
    drgKey: formatKey(definition.drgKey),
  };
}

/** Any definition as clients see it. */
export function toDeployedItem(definition: Definition): DeployedItem {
  const { id, name, version, resourceName } = definition;
  const key = formatKey(definition.key);
  switch (definition.kind) {
    case 'process':
      return toDeployedProcess(definition);
    case 'decision':
      return toDeployedDecision(definition);
    case 'decisionRequirements':
      return { kind: 'decisionRequirements', drgId: id, name, version, key, resourceName };
    case 'form':
      return { kind: 'form', formId: id, version, ...tagged(definition), key, resourceName };
  }
}
