import { DeliveryError } from './channel.ts';
import type { Channel } from './channel.ts';
import { post } from './http.ts';

export interface SmsOptions {
  /** The gateway that takes `{requestId, phones, text}`. */
  readonly url: string;
  /** Bearer token of the gateway; secret. */
  readonly token: string | undefined;
  /** Registered signature that every text begins with. */
  readonly signature: string;
  readonly timeoutMs: number;
}

/** What the gateways of the carriers take in one text, in characters; it is charged as several, not cut. */
const LONGEST_TEXT = 500;

/** Text messages through an HTTP gateway. */
export function smsChannel({ url, token, signature, timeoutMs }: SmsOptions): Channel {
  return {
    addressed: true,
    async send({ id, text, addresses }) {
      const signed = `【${signature}】${text}`;
      if (signed.length > LONGEST_TEXT) throw new DeliveryError('TEXT_TOO_LONG', true);
      const body = JSON.stringify({ requestId: id, phones: addresses, text: signed });
      return post(url, body, token === undefined ? {} : { authorization: `Bearer ${token}` }, timeoutMs);
    },
    close() {
      // nothing is held open
    },
  };
}
