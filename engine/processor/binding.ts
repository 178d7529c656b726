import type { Binding } from '../model/graph.ts';
import type { Definition, DefinitionKind } from '../state/index.ts';
import type { Execution } from './execution.ts';

/** The version of a called resource that a binding means, or undefined when there is none. */
export function resolveDefinition(
  x: Execution,
  kind: DefinitionKind,
  id: string,
  binding: Binding,
  callerDefinitionKey: number,
): Definition | undefined {
  const key = keyOf(x, kind, id, binding, callerDefinitionKey);
  return key === undefined ? undefined : x.state.definitions.get(key);
}

function keyOf(
  x: Execution,
  kind: DefinitionKind,
  id: string,
  binding: Binding,
  callerKey: number,
): number | undefined {
  switch (binding.type) {
    case 'latest':
      return x.state.latest.get([kind, id]);
    case 'versionTag':
      return x.state.versionTags.get([kind, id, binding.versionTag]);
    case 'deployment': {
      const caller = x.state.definitions.get(callerKey);
      return caller === undefined ? undefined : x.state.deployed.get([caller.deploymentKey, kind, id]);
    }
  }
}
