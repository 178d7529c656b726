import {
  Mixed,
  collectionSchema,
  embeddedSchema,
  listOf,
  requiredDate,
  requiredText,
} from './schema-parts.ts';

export const NOTIFICATION_CHANNELS = ['in-app', 'email', 'webhook', 'sms'] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];

/**
 * `pending` waits for its time or its turn, `sending` is claimed, `sent` was taken by the receiver, `failed` is given
 * up, `dropped` says what another one said just before.
 */
export type NotificationState = 'pending' | 'sending' | 'sent' | 'failed' | 'dropped';

/** Who is told. Addresses are looked up when it is sent: people change, and a caller's number stays sealed. */
export type Recipient =
  | { readonly group: string }
  | { readonly username: string }
  /** The unit's desk, or the person on duty there. */
  | { readonly unit: string; readonly duty?: boolean }
  | { readonly caller: true };

/** One line of a delivery log: what was tried and how it went; no text, no address. */
export interface DeliveryLine {
  at: Date;
  outcome: 'sent' | 'retry' | 'failed' | 'dropped';
  /** Code of the failure, or what the receiver answered, e.g. an HTTP status. */
  detail?: string;
}

/** One message to one recipient over one channel. It carries codes and ids; texts come from the template. */
export interface NotificationDocument {
  /** Deterministic: what caused it, then the channel. */
  _id: string;
  /** Id of the template in config/notifications.yaml. */
  template: string;
  channel: NotificationChannel;
  to: Recipient;
  /** The recipient as one text, to find what belongs together. */
  recipient: string;
  orderId?: string;
  orderNo?: string;
  /** Values of the template's placeholders. */
  data: Record<string, unknown>;
  emergency: boolean;
  state: NotificationState;
  createdAt: Date;
  /** Not sent before: duty hours, or the next digest. */
  notBefore: Date;
  /** When the delivery looks at it next; absent once it is settled. */
  nextAt?: Date;
  /** Sent together with others of the same recipient. */
  digest: boolean;
  attempts: number;
  /** Which delivery round has it. */
  claim?: string;
  sentAt?: Date;
  log: DeliveryLine[];
  /** People who have read it, of an in-app one. */
  readBy: string[];
}

export const notificationSchema = collectionSchema<NotificationDocument>('notifications', {
  _id: requiredText,
  template: requiredText,
  channel: requiredText,
  to: { type: Mixed, required: true },
  recipient: requiredText,
  orderId: String,
  orderNo: String,
  data: { type: Mixed, default: () => ({}) },
  emergency: { type: Boolean, default: false },
  state: requiredText,
  createdAt: requiredDate,
  notBefore: requiredDate,
  nextAt: Date,
  digest: { type: Boolean, default: false },
  attempts: { type: Number, default: 0 },
  claim: String,
  sentAt: Date,
  log: listOf(embeddedSchema<DeliveryLine>({ at: requiredDate, outcome: requiredText, detail: String })),
  readBy: listOf(String),
});

notificationSchema.index({ nextAt: 1 }, { sparse: true });
notificationSchema.index({ claim: 1 }, { sparse: true });
notificationSchema.index({ orderId: 1, createdAt: -1 });
notificationSchema.index({ channel: 1, recipient: 1, createdAt: -1 });
