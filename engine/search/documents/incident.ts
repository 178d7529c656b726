import { rowCodec } from '../../state/index.ts';
import { dateText, keyText, packedKeyText, TENANT } from '../texts.ts';
import { termsOf } from '../terms.ts';
import type { DocumentKind } from './document.ts';

export interface IncidentDocument {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly element: number;
  readonly elementInstance: number;
  readonly instance: number;
  readonly createdAt: number;
  state: 'ACTIVE' | 'RESOLVED';
  readonly job: number;
}

export const incidentKind: DocumentKind<IncidentDocument> = {
  codec: rowCodec<IncidentDocument>([
    'errorType',
    'errorMessage',
    'element',
    'elementInstance',
    'instance',
    'createdAt',
    'state',
    'job',
  ]),
  terms: ({ state }) => termsOf('incidents', { state }),
  instanceOf: ({ instance }) => instance,
  date: ({ createdAt }) => createdAt,
  row: (key, document, names) => {
    const { elementId, process } = names.element(document.element);
    return {
      incidentKey: keyText(key),
      ...process,
      processInstanceKey: packedKeyText(document.instance),
      errorType: document.errorType,
      errorMessage: document.errorMessage,
      elementId,
      elementInstanceKey: packedKeyText(document.elementInstance),
      creationTime: dateText(document.createdAt),
      state: document.state,
      tenantId: TENANT,
      jobKey: packedKeyText(document.job),
    };
  },
};
