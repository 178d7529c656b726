import { rowCodec } from '../../state/index.ts';
import { dateText, endText, keyText, packedKeyText, TENANT } from '../texts.ts';
import { termsOf } from '../terms.ts';
import type { DocumentKind } from './document.ts';

export type RunState = 'ACTIVE' | 'COMPLETED' | 'TERMINATED';

export interface ProcessInstanceDocument {
  definition: number;
  readonly startedAt: number;
  /** From its start to its end, in ms; null while it runs. */
  lasted: number | null;
  state: RunState;
  parentInstance: number;
  parentElement: number;
  tags: readonly string[] | null;
  /** Its open incidents. */
  incidents: readonly number[] | null;
}

export const RUN_STATES: readonly RunState[] = ['ACTIVE', 'COMPLETED', 'TERMINATED'];

export const processInstanceKind: DocumentKind<ProcessInstanceDocument> = {
  codec: rowCodec<ProcessInstanceDocument>(
    ['definition', 'startedAt', 'lasted', 'state', 'parentInstance', 'parentElement', 'tags', 'incidents'],
    { words: { state: RUN_STATES } },
  ),
  terms: ({ definition, state, parentInstance, tags }, names) =>
    termsOf('process-instances', {
      processDefinitionId: names.definition(definition).id,
      state,
      parentProcessInstanceKey: packedKeyText(parentInstance),
      tags,
    }),
  instanceOf: () => 0,
  date: ({ startedAt }) => startedAt,
  row: (key, document, names) => {
    const { id, name, version, versionTag } = names.definition(document.definition);
    return {
      processInstanceKey: keyText(key),
      processDefinitionId: id,
      processDefinitionName: name ?? id,
      processDefinitionVersion: version,
      processDefinitionVersionTag: versionTag,
      processDefinitionKey: packedKeyText(document.definition),
      startDate: dateText(document.startedAt),
      endDate: endText(document),
      state: document.state,
      hasIncident: document.incidents !== null,
      tenantId: TENANT,
      parentProcessInstanceKey: packedKeyText(document.parentInstance),
      parentElementInstanceKey: packedKeyText(document.parentElement),
      tags: document.tags ?? [],
    };
  },
};
