import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import type { NotificationWords } from '@jiesu/domain';
import type { QueryFilter } from 'mongoose';
import type { NotificationDocument, Store } from '@jiesu/store';
import { afterPage, endpoint, isoTime, languageOf, pageOf, pageQuery } from '../http/index.ts';
import type { Endpoint, Language } from '../http/index.ts';
import type { OrderRecords } from '../orders/index.ts';
import { isOfHotline } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';

const noticeSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  read: z.boolean(),
});
const deliverySchema = z.looseObject({ id: z.string(), channel: z.string(), state: z.string() });
/** How many unread ones are counted; more are "99+" on any page. */
const MOST_COUNTED = 100;
/** Most deliveries of one order that are shown. */
const MOST_DELIVERIES = 500;

interface Parts {
  readonly store: Pick<Store, 'notifications'>;
  readonly orders: OrderRecords;
  /** By the templates in force. */
  readonly words: () => NotificationWords;
}

/** What a person was told, and how the messages about an order went. */
export function notificationEndpoints(parts: Parts): Endpoint[] {
  return [mine(parts), read(parts), ofOrder(parts)];
}

function mine({ store, words }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/notifications',
    tag: 'notifications',
    summary: 'What I was told, newest first',
    query: pageQuery.extend({
      unread: z.enum(['true', 'false']).optional().describe('only what I have not read'),
    }),
    answers: {
      200: {
        description: 'A page',
        schema: z.object({
          items: z.array(noticeSchema),
          unread: z.int().describe(`${MOST_COUNTED} stands for all above`),
          nextCursor: z.string().nullable(),
        }),
      },
    },
    async run({ request, response, query, person }) {
      const forMe = toldTo(person);
      const unreadOnly = { ...forMe, readBy: { $ne: person.username } };
      const [found, unread] = await Promise.all([
        store.notifications
          .find({
            ...(query.unread === 'true' ? unreadOnly : forMe),
            ...afterPage('createdAt', query.cursor),
          })
          .sort({ createdAt: -1, _id: -1 })
          .limit(query.limit + 1)
          .lean<NotificationDocument[]>(),
        store.notifications.countDocuments(unreadOnly, { limit: MOST_COUNTED }),
      ]);
      const { items, nextCursor } = pageOf(found, query.limit, ({ createdAt }) => createdAt);
      response.json({
        items: items.map((notification) => noticeView(notification, person, words(), languageOf(request))),
        unread,
        nextCursor,
      });
    },
  });
}

function read({ store }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/notifications/read',
    tag: 'notifications',
    summary: 'I have read these, or all',
    body: z.strictObject({ ids: z.union([z.literal('all'), z.array(z.string().max(300)).min(1).max(100)]) }),
    labels: { ids: { zh: '通知', en: 'Notifications' } },
    answers: { 204: { description: 'Marked' } },
    async run({ response, body, person }) {
      await store.notifications.updateMany(
        {
          ...toldTo(person),
          readBy: { $ne: person.username },
          ...(body.ids === 'all' ? {} : { _id: { $in: body.ids } }),
        },
        { $addToSet: { readBy: person.username } },
      );
      response.status(204).end();
    },
  });
}

function ofOrder({ store, orders, words }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/orders/{orderNo}/notifications',
    tag: 'notifications',
    summary: 'The delivery log of an order: what was sent over which channel and how it went',
    params: z.object({ orderNo: z.string().max(40) }),
    answers: { 200: { description: 'The log', schema: z.object({ items: z.array(deliverySchema) }) } },
    async run({ request, response, params, person }) {
      if (!isOfHotline(person)) throw new DomainError('FORBIDDEN_ROLE');
      const order = await orders.require(params.orderNo, person);
      const found = await store.notifications
        .find({ orderId: order._id })
        .sort({ createdAt: -1 })
        .limit(MOST_DELIVERIES)
        .lean<NotificationDocument[]>();
      response.json({ items: found.map((entry) => deliveryView(entry, words(), languageOf(request))) });
    },
  });
}

/** In-app notifications to a person, to their groups and to their unit. */
function toldTo({ username, groups }: SignedInPerson): QueryFilter<NotificationDocument> {
  const units = groups.filter((group) => group.startsWith('unit:'));
  const onDuty = units.map((group) => group.replace('unit:', 'duty:'));
  return { channel: 'in-app', recipient: { $in: [`person:${username}`, ...groups, ...onDuty] } };
}

function noticeView(
  { _id, template, orderNo, emergency, createdAt, readBy, data }: NotificationDocument,
  person: SignedInPerson,
  words: NotificationWords,
  language: Language,
) {
  return {
    id: _id,
    template,
    orderNo: orderNo ?? null,
    emergency,
    at: isoTime(createdAt),
    read: readBy.includes(person.username),
    ...words.render(template, data, language),
  };
}

function deliveryView(notification: NotificationDocument, words: NotificationWords, language: Language) {
  const { _id, template, channel, recipient, state, createdAt, notBefore, sentAt, attempts, log, data } =
    notification;
  return {
    id: _id,
    template,
    channel,
    recipient,
    state,
    at: isoTime(createdAt),
    notBefore: isoTime(notBefore),
    sentAt: isoTime(sentAt),
    attempts,
    log: log.map(({ at, ...line }) => ({ at: isoTime(at), ...line })),
    title: words.render(template, data, language).title,
  };
}
