import { formatKey, type Definition, type State } from '../state/index.ts';
import type { FoundPage, SearchRequest } from './request.ts';
import { findIn } from './find-in.ts';
import type { Row } from './row.ts';

const TENANT = '<default>';

/** Kinds of definitions that are searched, with their fields and the field of their key. */
export const DEPLOYED = {
  process: {
    keyField: 'processDefinitionKey',
    fields: [
      'processDefinitionKey',
      'processDefinitionId',
      'name',
      'resourceName',
      'version',
      'versionTag',
      'tenantId',
      'hasStartForm',
      'isLatestVersion',
    ],
  },
  decision: {
    keyField: 'decisionDefinitionKey',
    fields: [
      'decisionDefinitionKey',
      'decisionDefinitionId',
      'name',
      'version',
      'decisionRequirementsId',
      'decisionRequirementsKey',
      'decisionRequirementsName',
      'decisionRequirementsVersion',
      'tenantId',
      'isLatestVersion',
    ],
  },
  decisionRequirements: {
    keyField: 'decisionRequirementsKey',
    fields: [
      'decisionRequirementsKey',
      'decisionRequirementsName',
      'version',
      'decisionRequirementsId',
      'resourceName',
      'tenantId',
      'isLatestVersion',
    ],
  },
} as const;

export type DeployedKind = keyof typeof DEPLOYED;

/** What was deployed: few enough to look at them all. */
export class Deployed {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  /** @throws EngineError INVALID_ARGUMENT for a cursor of another search */
  find(kind: DeployedKind, request: SearchRequest): FoundPage {
    const rows: Row[] = [];
    for (const definition of this.#state.definitions.peekAll()) {
      if (definition.kind === kind) rows.push(this.#rowOf(kind, definition));
    }
    const page = findIn(rows, DEPLOYED[kind].keyField, request);
    return { ...page, items: page.items.map(answered) };
  }

  get(kind: DeployedKind, key: string): Row | undefined {
    const definition = this.#definition(kind, key);
    return definition && answered(this.#rowOf(kind, definition));
  }

  /** The text of the resource that it was deployed with. */
  text(kind: DeployedKind, key: string): string | undefined {
    const definition = this.#definition(kind, key);
    return definition && this.#state.resources.peek(definition.checksum);
  }

  #definition(kind: DeployedKind, key: string): Definition | undefined {
    const number = Number(key);
    if (!Number.isSafeInteger(number)) return undefined;
    const definition = this.#state.definitions.peek(number);
    return definition?.kind === kind ? definition : undefined;
  }

  #rowOf(kind: DeployedKind, definition: Definition): Row {
    const { key, id, name, version, versionTag, resourceName, drgId, drgKey } = definition;
    const isLatestVersion = this.#state.latest.peek([kind, id]) === key;
    const shared = { version, tenantId: TENANT, isLatestVersion };
    switch (kind) {
      case 'process':
        return {
          ...shared,
          processDefinitionKey: formatKey(key),
          processDefinitionId: id,
          name,
          resourceName,
          versionTag,
          hasStartForm: false,
        };
      case 'decision': {
        const drg = this.#state.definitions.peek(drgKey);
        return {
          ...shared,
          decisionRequirementsName: drg?.name ?? null,
          decisionRequirementsVersion: drg?.version ?? null,
          decisionDefinitionKey: formatKey(key),
          decisionDefinitionId: id,
          name,
          decisionRequirementsId: drgId,
          decisionRequirementsKey: formatKey(drgKey),
        };
      }
      case 'decisionRequirements':
        return {
          ...shared,
          decisionRequirementsKey: formatKey(key),
          decisionRequirementsId: id,
          decisionRequirementsName: name,
          resourceName,
        };
    }
  }
}

function answered(row: Row): Row {
  const given = Object.entries(row).filter(([field, value]) => value !== null && field !== 'isLatestVersion');
  return Object.fromEntries(given);
}
