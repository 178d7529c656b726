import { formatKey, type Definition, type DefinitionKind } from '../../state/index.ts';
import type { CommandAnswer } from '../commands.ts';
import type { CompiledResource } from '../compile-resources.ts';
import { toDeployedItem } from '../deployed-items.ts';
import type { Execution } from '../execution.ts';
import { moveStartTriggers } from '../start-triggers.ts';

/** Deploys what compileResources has compiled. What is there already with the same content keeps its version. */
export function deploy(x: Execution, resources: readonly CompiledResource[]): CommandAnswer<'deploy'> {
  const deploymentKey = x.newKey();
  const isNew = resources.some((resource) => !isKnown(x, resource));
  const definitions = resources.flatMap((resource) => deployResource(x, resource, deploymentKey, isNew));
  for (const { kind, id, key } of definitions) x.state.deployed.put([deploymentKey, kind, id], key);
  x.record(
    'DEPLOYMENT',
    'CREATED',
    deploymentKey,
    definitions.map(({ kind, id, version, key }) => [kind, id, version, key]),
  );
  return { deploymentKey: formatKey(deploymentKey), items: definitions.map(toDeployedItem) };
}

interface Deployable {
  readonly kind: DefinitionKind;
  readonly id: string;
  readonly name: string;
  readonly versionTag?: string;
  readonly drg?: Definition;
  readonly hasStartTriggers?: boolean;
  /** Gets a new version even with the same content. */
  readonly rebind?: boolean;
}

/** Whether the latest version of everything in the resource has its content. */
function isKnown(x: Execution, { name, checksum, content }: CompiledResource): boolean {
  return identitiesOf(content).every((identity) => {
    const key = x.state.latest.get(identity);
    const latest = key === undefined ? undefined : x.state.definitions.get(key);
    return latest?.checksum === checksum && latest.resourceName === name;
  });
}

function identitiesOf(content: CompiledResource['content']): (readonly [DefinitionKind, string])[] {
  switch (content.kind) {
    case 'processes':
      return content.graphs.map(({ processId }) => ['process', processId] as const);
    case 'decisions':
      return [['decisionRequirements', content.graph.drgId]];
    case 'form':
      return [['form', content.form.formId]];
  }
}

/** @param isNew whether anything in the deployment is: then what is bound to its deployment gets a version of its own */
function deployResource(
  x: Execution,
  resource: CompiledResource,
  deploymentKey: number,
  isNew: boolean,
): Definition[] {
  const { content } = resource;
  switch (content.kind) {
    case 'processes':
      return content.graphs.map((graph) => {
        const { processId: id, name, versionTag } = graph;
        const hasStartTriggers = graph.startTriggers.length > 0;
        const { definition, previousKey } = addVersion(x, resource, deploymentKey, {
          kind: 'process',
          id,
          name,
          hasStartTriggers,
          rebind: isNew && graph.deploymentBindings.length > 0,
          ...(versionTag === undefined ? {} : { versionTag }),
        });
        if (definition.deploymentKey !== deploymentKey) return definition;
        x.definitions.add(definition.key, graph);
        moveStartTriggers(x, previousKey, definition);
        return definition;
      });
    case 'decisions': {
      const { graph } = content;
      const { definition: drg } = addVersion(x, resource, deploymentKey, {
        kind: 'decisionRequirements',
        id: graph.drgId,
        name: graph.name,
      });
      x.definitions.add(drg.key, graph);
      const decisions = graph.decisions.map(({ decisionId: id, name, versionTag }) => {
        const tag = versionTag === undefined ? {} : { versionTag };
        return addVersion(x, resource, deploymentKey, { kind: 'decision', id, name, drg, ...tag }).definition;
      });
      return [...decisions, drg];
    }
    case 'form': {
      const { formId: id, versionTag } = content.form;
      const tag = versionTag === undefined ? {} : { versionTag };
      return [addVersion(x, resource, deploymentKey, { kind: 'form', id, name: id, ...tag }).definition];
    }
  }
}

interface Version {
  readonly definition: Definition;
  /** The latest version before; 0 for none. */
  readonly previousKey: number;
}

function addVersion(
  x: Execution,
  resource: CompiledResource,
  deploymentKey: number,
  item: Deployable,
): Version {
  const { kind, id } = item;
  const previousKey = x.state.latest.get([kind, id]) ?? 0;
  const previous = previousKey === 0 ? undefined : x.state.definitions.get(previousKey);
  const drgKey = item.drg?.key ?? 0;
  const isSame =
    item.rebind !== true &&
    previous?.checksum === resource.checksum &&
    previous.resourceName === resource.name &&
    previous.drgKey === drgKey;
  if (previous !== undefined && isSame) return { definition: previous, previousKey };
  const definition: Definition = {
    key: x.newKey(),
    kind,
    id,
    name: item.name,
    version: Math.max(previous?.version ?? 0, x.state.deletedVersions.get([kind, id]) ?? 0) + 1,
    versionTag: item.versionTag ?? null,
    resourceName: resource.name,
    checksum: resource.checksum,
    deploymentKey,
    drgKey,
    drgId: item.drg?.id ?? '',
    hasStartTriggers: item.hasStartTriggers ?? false,
  };
  x.state.definitions.insert(definition.key, definition);
  x.state.latest.put([kind, id], definition.key);
  x.state.versions.insert([kind, id, definition.version], definition.key);
  if (definition.versionTag !== null)
    x.state.versionTags.put([kind, id, definition.versionTag], definition.key);
  x.state.resources.put(resource.checksum, resource.text);
  x.record(kind.toUpperCase(), 'CREATED', definition.key, [id, definition.version, resource.name]);
  return { definition, previousKey };
}
