import { createHmac } from 'node:crypto';
import type { Channel } from './channel.ts';
import { post } from './http.ts';

export interface WebhookOptions {
  readonly url: string;
  /** Shared with the receiver. */
  readonly secret: string;
  readonly timeoutMs: number;
  /** ms since 1970. */
  readonly now: () => number;
}

/**
 * Posts notifications to another system as JSON. `x-jiesu-signature` is `t=<seconds>,v1=<hex>` with the HMAC-SHA-256
 * of `<seconds>.<body>`, so that a receiver can tell who sent it and refuse an old one; `x-jiesu-delivery` is the same
 * for every try.
 */
export function webhookChannel({ url, secret, timeoutMs, now }: WebhookOptions): Channel {
  return {
    addressed: false,
    async send({ id, title, text, content }) {
      const body = JSON.stringify({ id, title, text, notifications: content });
      const headers = { 'x-jiesu-delivery': id, 'x-jiesu-signature': signature(body, secret, now()) };
      return post(url, body, headers, timeoutMs);
    },
    close() {
      // nothing is held open
    },
  };
}

/** Signature of a body at a time in ms. */
export function signature(body: string, secret: string, at: number): string {
  const seconds = Math.floor(at / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
