/**
 * The API's codes, in the order a person looks for them; their names are in the translations under `family.code`.
 * A test of the whole system holds them to the domain's.
 */
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
  requestType: [
    'extension',
    'suspension',
    'resume',
    'termination',
    'return',
    'transfer',
    'merge',
    'split',
    'urgency',
  ],
  requestState: ['open', 'approved', 'refused', 'withdrawn'],
  document: ['assignment', 'coordination', 'supervision', 'closing'],
  delivery: ['pending', 'sending', 'sent', 'failed', 'dropped'],
  deliveryChannel: ['in-app', 'email', 'webhook', 'sms'],
  dispute: ['positions', 'agreement', 'meeting', 'ruled'],
  meeting: ['planned', 'agenda', 'invited', 'held', 'closed'],
  card: ['yellow', 'red'],
  band: ['excellent', 'good', 'pass', 'fail'],
  reportId: ['daily', 'weekly', 'monthly'],
} as const;

/** Whether nothing is waited for any more, so that a countdown would mislead. */
export function isOver(status: string): boolean {
  return ['callback', 'evaluating', 'closed', 'answered', 'referred', 'merged', 'terminated'].includes(
    status,
  );
}
