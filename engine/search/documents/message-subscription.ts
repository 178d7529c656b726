import { rowCodec } from '../../state/index.ts';
import { dateText, keyText, packedKeyText, TENANT } from '../texts.ts';
import { termsOf } from '../terms.ts';
import type { DocumentKind } from './document.ts';

export interface MessageSubscriptionDocument {
  readonly element: number;
  readonly elementInstance: number;
  readonly instance: number;
  state: string;
  updatedAt: number;
  readonly messageName: string;
  readonly correlationKey: string;
}

export const messageSubscriptionKind: DocumentKind<MessageSubscriptionDocument> = {
  codec: rowCodec<MessageSubscriptionDocument>(
    ['element', 'elementInstance', 'instance', 'state', 'updatedAt', 'messageName', 'correlationKey'],
    { words: { state: ['CREATED', 'CORRELATED', 'DELETED'] } },
  ),
  terms: ({ messageName, correlationKey }) =>
    termsOf('message-subscriptions', { messageName, correlationKey }),
  instanceOf: ({ instance }) => instance,
  row: (key, document, names) => {
    const { elementId, process } = names.element(document.element);
    return {
      messageSubscriptionKey: keyText(key),
      ...process,
      processInstanceKey: packedKeyText(document.instance),
      elementId,
      elementInstanceKey: packedKeyText(document.elementInstance),
      messageSubscriptionState: document.state,
      lastUpdatedDate: dateText(document.updatedAt),
      messageName: document.messageName,
      correlationKey: document.correlationKey,
      tenantId: TENANT,
    };
  },
};
