import { isDuplicateKey } from '@jiesu/store';
import type { NotificationDocument, RuleChangeDocument, Store } from '@jiesu/store';

/** Something that people who look after the rules should hear of. */
export interface RuleNotice {
  readonly template: 'rule-change-submitted' | 'rule-change-decided' | 'rule-change-published';
  readonly to: { readonly group: string } | { readonly username: string };
  /** A code of notifications.yaml. */
  readonly outcome: string;
}

/** Tells people on their pages; the same step of a change tells once. `at` in ms. */
export async function tellOfChange(
  { notifications }: Pick<Store, 'notifications'>,
  { _id, title, revision }: Pick<RuleChangeDocument, '_id' | 'title' | 'revision'>,
  { template, to, outcome }: RuleNotice,
  at: number,
): Promise<void> {
  const createdAt = new Date(at);
  const recipient = 'group' in to ? to.group : `person:${to.username}`;
  const notification: NotificationDocument = {
    _id: `${template}:${_id}:${revision}:${recipient}:in-app`,
    template,
    channel: 'in-app',
    to,
    recipient,
    data: { change: _id, title, outcome },
    emergency: false,
    state: 'sent',
    createdAt,
    notBefore: createdAt,
    sentAt: createdAt,
    digest: false,
    attempts: 1,
    readBy: [],
    log: [{ at: createdAt, outcome: 'sent' }],
  };
  try {
    await notifications.create(notification);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
