import { DomainError, NotificationWords, toIso, toLocal } from '@jiesu/domain';
import type { NotificationTemplate, NotificationsConfig, WorkingCalendar } from '@jiesu/domain';
import { InsertLog } from '@jiesu/store';
import type { CityConfig, NotificationChannel, NotificationDocument, Recipient, Store } from '@jiesu/store';

/** Something that a recipient should hear of. */
export interface Notice {
  /** Same for a redelivered job: `<what>:<job key>:<recipient>`. */
  readonly id: string;
  /** Id of a template in config/notifications.yaml. */
  readonly template: string;
  readonly to: Recipient;
  readonly orderId?: string;
  readonly orderNo?: string;
  /** Codes, ids and times; never a person's data. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  /** Goes out at once, at night too. */
  readonly emergency?: boolean;
  /** When it happened, ms since 1970. */
  readonly at: number;
}

/** Stores notices for delivery; resolves when they are on disk. */
export type Notify = (notices: readonly Notice[]) => Promise<void>;

/**
 * The port that workers tell people through. Each notice becomes one document a channel; which channels, and whether it
 * waits for duty hours or a digest, is the template's rule. Channels that are not set up get none.
 */
export function notifier(parts: {
  readonly store: Pick<Store, 'notifications'>;
  /** Asked at each use. */
  readonly rules: () => {
    readonly city: Pick<CityConfig, 'notifications'>;
    readonly calendar: WorkingCalendar;
  };
  readonly channels: ReadonlySet<NotificationChannel>;
}): Notify {
  const { channels } = parts;
  const log = new InsertLog<NotificationDocument>(parts.store.notifications);
  let words = new NotificationWords(parts.rules().city.notifications);
  return async (notices) => {
    const { city, calendar } = parts.rules();
    const config = city.notifications;
    if (words.config !== config) words = new NotificationWords(config);
    const documents = notices.flatMap((notice) => {
      const template = words.template(notice.template);
      return template.channels
        .filter((channel) => channels.has(channel) && reaches(channel, notice.to))
        .map((channel) => documentOf(notice, template, channel, { config, calendar }));
    });
    await log.insert(...documents);
  };
}

/** A caller has no desk here and no e-mail address; another system only hears of what concerns officials. */
function reaches(channel: NotificationChannel, to: Recipient): boolean {
  return channel === 'sms' || !('caller' in to);
}

function documentOf(
  notice: Notice,
  template: NotificationTemplate,
  channel: NotificationChannel,
  rules: { readonly config: NotificationsConfig; readonly calendar: WorkingCalendar },
): NotificationDocument {
  const createdAt = new Date(notice.at);
  const emergency = notice.emergency ?? false;
  const digest = template.digest && !emergency && (channel === 'email' || channel === 'sms');
  const common = {
    _id: `${notice.id}:${channel}`,
    template: template.id,
    channel,
    to: notice.to,
    recipient: recipientKey(notice.to),
    ...(notice.orderId === undefined ? {} : { orderId: notice.orderId }),
    ...(notice.orderNo === undefined ? {} : { orderNo: notice.orderNo }),
    data: { ...(notice.orderNo === undefined ? {} : { orderNo: notice.orderNo }), ...notice.data },
    emergency,
    createdAt,
    digest,
    readBy: [],
  };
  // A page takes it by itself: it is there as soon as it is stored.
  if (channel === 'in-app') {
    const log = [{ at: createdAt, outcome: 'sent' as const }];
    return { ...common, state: 'sent', notBefore: createdAt, sentAt: createdAt, attempts: 1, log };
  }
  const notBefore = new Date(emergency ? notice.at : sendingTime(notice.at, digest, rules));
  return { ...common, state: 'pending', notBefore, nextAt: notBefore, attempts: 0, log: [] };
}

/** The recipient as one text. */
export function recipientKey(to: Recipient): string {
  if ('group' in to) return to.group;
  if ('username' in to) return `person:${to.username}`;
  if ('unit' in to) return to.duty === true ? `duty:${to.unit}` : `unit:${to.unit}`;
  return 'caller';
}

/** Earliest time in duty hours; with a digest, the next one of a working day. In ms. */
function sendingTime(
  at: number,
  digest: boolean,
  { config, calendar }: { readonly config: NotificationsConfig; readonly calendar: WorkingCalendar },
): number {
  const open = Date.parse(calendar.nextWorkingMoment(at));
  return digest ? nextDigest(open, config.digestAt, calendar) : open;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 60;

function nextDigest(from: number, times: readonly string[], calendar: WorkingCalendar): number {
  for (let day = 0; day < MOST_DAYS; day += 1) {
    const date = toIso(toLocal(from + day * DAY_MS)).slice(0, 10);
    const next = [...times]
      .sort()
      .map((time) => Date.parse(`${date}T${time}:00+08:00`))
      .find((at) => at >= from && calendar.isWorkingMoment(at));
    if (next !== undefined) return next;
  }
  throw new DomainError('CONFIG_INVALID', {
    params: { detail: `notifications.yaml: digestAt has no time in working hours within ${MOST_DAYS} days` },
  });
}
