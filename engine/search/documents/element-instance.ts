import { rowCodec } from '../../state/index.ts';
import { dateText, endText, keyText, packedKeyText, TENANT } from '../texts.ts';
import { termsOf } from '../terms.ts';
import type { DocumentKind } from './document.ts';
import { RUN_STATES, type RunState } from './process-instance.ts';

export interface ElementInstanceDocument {
  /** Number of the element in the dictionary. */
  element: number;
  type: string;
  readonly instance: number;
  /** 0: directly in the process instance. */
  scope: number;
  readonly startedAt: number;
  lasted: number | null;
  state: RunState;
  /** The open incident. */
  incident: number;
  userTask: number;
}

/** The types that occur most, shortened; others are kept as they are. */
const TYPES = [
  'START_EVENT',
  'END_EVENT',
  'SERVICE_TASK',
  'USER_TASK',
  'EXCLUSIVE_GATEWAY',
  'PARALLEL_GATEWAY',
  'INCLUSIVE_GATEWAY',
  'EVENT_BASED_GATEWAY',
  'BOUNDARY_EVENT',
  'INTERMEDIATE_CATCH_EVENT',
  'INTERMEDIATE_THROW_EVENT',
  'SUB_PROCESS',
  'EVENT_SUB_PROCESS',
  'AD_HOC_SUB_PROCESS',
  'CALL_ACTIVITY',
  'BUSINESS_RULE_TASK',
  'SCRIPT_TASK',
  'SEND_TASK',
  'RECEIVE_TASK',
  'MULTI_INSTANCE_BODY',
] as const;

export const elementInstanceKind: DocumentKind<ElementInstanceDocument> = {
  codec: rowCodec<ElementInstanceDocument>(
    ['element', 'type', 'instance', 'scope', 'startedAt', 'lasted', 'state', 'incident', 'userTask'],
    { words: { type: TYPES, state: RUN_STATES } },
  ),
  terms: ({ element }, names) =>
    termsOf('element-instances', { elementId: names.element(element).elementId }),
  instanceOf: ({ instance }) => instance,
  row: (key, document, names) => {
    const { elementId, name, process } = names.element(document.element);
    return {
      elementInstanceKey: keyText(key),
      processInstanceKey: packedKeyText(document.instance),
      ...process,
      elementId,
      elementName: name,
      type: document.type,
      state: document.state,
      hasIncident: document.incident !== 0,
      incidentKey: packedKeyText(document.incident),
      startDate: dateText(document.startedAt),
      endDate: endText(document),
      tenantId: TENANT,
      elementInstanceScopeKey: packedKeyText(document.scope === 0 ? document.instance : document.scope),
    };
  },
};
