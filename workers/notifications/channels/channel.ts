/** A message that is ready to go out. */
export interface OutgoingMessage {
  /** Same for every try, so that a receiver can drop repeats. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** E-mail addresses or phone numbers; empty for a channel with one receiver. */
  readonly addresses: readonly string[];
  /** For machines: template and codes of each notification in it. */
  readonly content: readonly MessageContent[];
}

export interface MessageContent {
  readonly id: string;
  readonly template: string;
  readonly orderNo?: string;
  readonly recipient: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A way out of the system. */
export interface Channel {
  /** Whether messages need an address. */
  readonly addressed: boolean;
  /** Resolves with what the receiver answered. @throws DeliveryError */
  send(message: OutgoingMessage): Promise<string>;
  close(): void;
}

/** A message was not taken. A permanent failure will be the same next time. */
export class DeliveryError extends Error {
  readonly code: string;
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean, options?: ErrorOptions) {
    super(`not delivered: ${code}`, options);
    this.code = code;
    this.permanent = permanent;
  }
}
