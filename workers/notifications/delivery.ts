import { randomUUID } from 'node:crypto';
import { NotificationWords } from '@jiesu/domain';
import type {
  CityConfig,
  DeliveryLine,
  NotificationChannel,
  NotificationDocument,
  Store,
} from '@jiesu/store';
import type { Logger } from 'pino';
import type { Addresses } from './addresses.ts';
import { DeliveryError } from './channels/index.ts';
import type { Channel, OutgoingMessage } from './channels/index.ts';

export interface DeliveryOptions {
  readonly store: Pick<Store, 'notifications'>;
  readonly channels: ReadonlyMap<NotificationChannel, Channel>;
  readonly addresses: Pick<Addresses, 'of'>;
  /** Asked at each use. */
  readonly city: Pick<CityConfig, 'notifications'>;
  readonly logger: Logger;
  /** Most notifications of one round. @default 200 */
  readonly batchSize?: number;
  /** How long a claim holds before another delivery may have it, in ms. @default 120000 */
  readonly leaseMs?: number;
}

interface Outcome {
  readonly line: DeliveryLine;
  readonly nextAt?: Date;
}

const SETTLED = { sent: 'sent', failed: 'failed', dropped: 'dropped', retry: 'pending' } as const;
/** Sendings side by side: a slow receiver does not hold up the others. */
const SIDE_BY_SIDE = 8;

/**
 * Sends what is due, at least once. Claims are leases: what a delivery had when it died comes due again, with the same
 * id for the receiver.
 */
export class Delivery {
  readonly #options: DeliveryOptions;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** One round over what is due at `now` (ms). Returns how many notifications it settled or put off. */
  async deliverDue(now: number): Promise<number> {
    const claimed = await this.#claim(now);
    if (claimed.length === 0) return 0;
    const repeats = await this.#repeatsAmong(claimed, now);
    await this.#write(repeats, { line: { at: new Date(now), outcome: 'dropped', detail: 'REPEATED' } });
    const bundles = bundled(claimed.filter((notification) => !repeats.includes(notification)));
    for (let i = 0; i < bundles.length; i += SIDE_BY_SIDE) {
      await Promise.all(bundles.slice(i, i + SIDE_BY_SIDE).map((bundle) => this.#deliver(bundle, now)));
    }
    return claimed.length;
  }

  async #claim(now: number): Promise<NotificationDocument[]> {
    const { store, batchSize = 200, leaseMs = 120_000 } = this.#options;
    const due = { nextAt: { $lte: new Date(now) } };
    const found = await store.notifications
      .find(due, { _id: 1 })
      .sort({ nextAt: 1 })
      .limit(batchSize)
      .lean<{ _id: string }[]>();
    if (found.length === 0) return [];
    const claim = randomUUID();
    await store.notifications.updateMany(
      { _id: { $in: found.map(({ _id }) => _id) }, ...due },
      { $set: { claim, state: 'sending', nextAt: new Date(now + leaseMs) }, $inc: { attempts: 1 } },
    );
    return store.notifications.find({ claim }).sort({ createdAt: 1, _id: 1 }).lean<NotificationDocument[]>();
  }

  /** Those that say what was sent shortly before, or what an earlier one of the same round says. */
  async #repeatsAmong(
    claimed: readonly NotificationDocument[],
    now: number,
  ): Promise<NotificationDocument[]> {
    const { store, city } = this.#options;
    const since = new Date(now - city.notifications.repeatWithinMinutes * 60_000);
    const sent = await store.notifications
      .find(
        {
          channel: { $in: [...new Set(claimed.map(({ channel }) => channel))] },
          recipient: { $in: [...new Set(claimed.map(({ recipient }) => recipient))] },
          state: 'sent',
          sentAt: { $gt: since },
          orderId: { $in: [...new Set(claimed.flatMap(({ orderId }) => orderId ?? []))] },
        },
        { template: 1, channel: 1, recipient: 1, orderId: 1, data: 1 },
      )
      .limit(5000)
      .lean<NotificationDocument[]>();
    const said = new Set(sent.map(sayingOf));
    return claimed.filter((notification) => {
      const saying = sayingOf(notification);
      if (said.has(saying)) return true;
      said.add(saying);
      return false;
    });
  }

  async #deliver(bundle: readonly NotificationDocument[], now: number): Promise<void> {
    const [first] = bundle;
    if (first === undefined) return;
    await this.#write(bundle, await this.#send(first, bundle, now));
  }

  async #send(
    first: NotificationDocument,
    bundle: readonly NotificationDocument[],
    now: number,
  ): Promise<Outcome> {
    const at = new Date(now);
    const channel = this.#options.channels.get(first.channel);
    if (channel === undefined) return { line: { at, outcome: 'failed', detail: 'CHANNEL_NOT_SET_UP' } };
    try {
      const addresses = channel.addressed ? await this.#options.addresses.of(first, now) : [];
      if (channel.addressed && addresses.length === 0) {
        return { line: { at, outcome: 'failed', detail: 'NO_ADDRESS' } };
      }
      const answer = await channel.send(this.#messageOf(first, bundle, addresses));
      return { line: { at, outcome: 'sent', detail: answer } };
    } catch (error) {
      return this.#failure(error, first, at);
    }
  }

  #failure(error: unknown, { _id, channel, attempts }: NotificationDocument, at: Date): Outcome {
    const { retry } = this.#options.city.notifications;
    const detail = error instanceof DeliveryError ? error.code : 'UNKNOWN';
    const permanent = error instanceof DeliveryError && error.permanent;
    this.#options.logger.warn(
      { err: error, notification: _id, channel, attempts },
      'a notification was not taken',
    );
    if (permanent || attempts >= retry.attempts) return { line: { at, outcome: 'failed', detail } };
    const pauseMs = Math.min(
      retry.firstPauseSeconds * 1000 * 2 ** (attempts - 1),
      retry.longestPauseMinutes * 60_000,
    );
    return { line: { at, outcome: 'retry', detail }, nextAt: new Date(at.getTime() + pauseMs) };
  }

  #messageOf(
    first: NotificationDocument,
    bundle: readonly NotificationDocument[],
    addresses: readonly string[],
  ): OutgoingMessage {
    const words = new NotificationWords(this.#options.city.notifications);
    const each = bundle.map(({ template, data }) => words.render(template, data));
    const content = bundle.map(({ _id, template, orderNo, recipient, data }) => ({
      id: _id,
      template,
      recipient,
      data,
      ...(orderNo === undefined ? {} : { orderNo }),
    }));
    const single = each.length === 1 ? each[0] : undefined;
    return {
      id: first._id,
      title: single?.title ?? `12345热线：${each.length} 条提醒`,
      text: single?.text ?? each.map(({ text }, i) => `${i + 1}. ${text}`).join('\n'),
      addresses,
      content,
    };
  }

  async #write(notifications: readonly NotificationDocument[], { line, nextAt }: Outcome): Promise<void> {
    const claim = notifications[0]?.claim;
    if (claim === undefined) return;
    // whoever lost its lease meanwhile has nothing to say any more
    await this.#options.store.notifications.updateMany(
      { _id: { $in: notifications.map(({ _id }) => _id) }, claim },
      {
        $set: {
          state: SETTLED[line.outcome],
          ...(line.outcome === 'sent' ? { sentAt: line.at } : {}),
          ...(nextAt === undefined ? {} : { nextAt }),
        },
        $unset: { claim: 1, ...(nextAt === undefined ? { nextAt: 1 } : {}) },
        $push: { log: line },
      },
    );
  }
}

/** What one recipient gets in one message: digests together, all else by itself. */
function bundled(notifications: readonly NotificationDocument[]): NotificationDocument[][] {
  const bundles = new Map<string, NotificationDocument[]>();
  for (const notification of notifications) {
    const { _id, channel, recipient, digest } = notification;
    const key = digest ? `digest ${channel} ${recipient}` : `single ${_id}`;
    const bundle = bundles.get(key);
    if (bundle === undefined) bundles.set(key, [notification]);
    else bundle.push(notification);
  }
  return [...bundles.values()];
}

/** What a notification says to whom, to find repeats. */
function sayingOf({ template, channel, recipient, orderId, data }: NotificationDocument): string {
  return JSON.stringify([template, channel, recipient, orderId ?? null, data]);
}
