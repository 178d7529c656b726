/** The API's codes, in the order a person looks for them; their names are in the translations under `family.code`. */
export const codes = {
  callerType: ['citizen', 'enterprise'],
  channel: ['phone', 'web', 'app', 'wechat', 'mail', 'visit', 'enterprise-desk', 'other'],
  kind: ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'],
  urgency: ['normal', 'urgent', 'emergency'],
  status: [
    'received',
    'dispatching',
    'awaiting-sign',
    'handling',
    'emergency-response',
    'reviewing',
    'suspended',
    'disputed',
    'callback',
    'evaluating',
    'closed',
    'answered',
    'referred',
    'merged',
    'terminated',
  ],
} as const;

/** Whether nothing is waited for any more, so that a countdown would mislead. */
export function isOver(status: string): boolean {
  return ['callback', 'evaluating', 'closed', 'answered', 'referred', 'merged', 'terminated'].includes(
    status,
  );
}
