import { FieldCipher } from '@jiesu/store';
import type { CityConfig, NotificationChannel, Store } from '@jiesu/store';
import type { Logger } from 'pino';
import { Addresses } from './addresses.ts';
import { emailChannel, smsChannel, webhookChannel } from './channels/index.ts';
import type { Channel } from './channels/index.ts';
import { DeliveryLoop } from './delivery-loop.ts';
import { Delivery } from './delivery.ts';

/** Where notifications go out; a channel without an address is not set up. */
export interface SendingConfig {
  readonly JIESU_SECRET?: string | undefined;
  readonly NOTIFY_SMTP_URL?: string | undefined;
  readonly NOTIFY_FROM: string;
  readonly NOTIFY_WEBHOOK_URL?: string | undefined;
  readonly NOTIFY_WEBHOOK_SECRET?: string | undefined;
  readonly NOTIFY_SMS_URL?: string | undefined;
  readonly NOTIFY_SMS_TOKEN?: string | undefined;
}

/** What takes notifications out of the system, for as long as the workers run. */
export interface Sending {
  /** In-app always; the others where they are set up. */
  readonly channels: ReadonlySet<NotificationChannel>;
  start(): void;
  stop(): Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** Opens the channels that are set up. `now` tells the time that notifications are judged by, ms since 1970. */
export function openSending(parts: {
  readonly config: SendingConfig;
  /** Asked at each use; the signature of text messages is the one of the start. */
  readonly city: CityConfig;
  readonly store: Store;
  readonly logger: Logger;
  readonly now: () => Promise<number>;
  /** The machine's time, which signatures carry, ms since 1970. */
  readonly machineNow: () => number;
}): Sending {
  const { config, city, store, logger, now } = parts;
  const channels = channelsOf(config, city, parts.machineNow);
  if (channels.size === 0) {
    return { channels: new Set(['in-app']), start: () => undefined, stop: () => Promise.resolve() };
  }
  const addresses = new Addresses(store, city, new FieldCipher(config.JIESU_SECRET ?? ''));
  const delivery = new Delivery({ store, channels, addresses, city, logger });
  const loop = new DeliveryLoop({ delivery, now, logger });
  return {
    channels: new Set(['in-app', ...channels.keys()]),
    start: () => loop.start(),
    async stop() {
      await loop.stop();
      for (const channel of channels.values()) channel.close();
    },
  };
}

function channelsOf(
  config: SendingConfig,
  city: CityConfig,
  machineNow: () => number,
): ReadonlyMap<NotificationChannel, Channel> {
  const channels = new Map<NotificationChannel, Channel>();
  const timeoutMs = TIMEOUT_MS;
  const { NOTIFY_SMTP_URL: smtpUrl, NOTIFY_FROM: from, NOTIFY_SMS_URL: smsUrl } = config;
  if (smtpUrl !== undefined) channels.set('email', emailChannel({ smtpUrl, from, timeoutMs }));
  const { NOTIFY_WEBHOOK_URL: url, NOTIFY_WEBHOOK_SECRET: secret } = config;
  if (url !== undefined && secret !== undefined) {
    channels.set('webhook', webhookChannel({ url, secret, timeoutMs, now: machineNow }));
  }
  if (smsUrl !== undefined) {
    const { smsSignature: signature } = city.notifications;
    channels.set('sms', smsChannel({ url: smsUrl, token: config.NOTIFY_SMS_TOKEN, signature, timeoutMs }));
  }
  return channels;
}
