import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { messageEntry, updateOrder } from '@jiesu/store';
import type { FieldCipher, OrderDocument, ProcessMessage, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { publicEndpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';

/** A message may arrive while the process is between two waits. */
const TIME_TO_LIVE_MS = 60_000;

interface Parts {
  readonly store: Store;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
  readonly machineClock: Clock;
  /** Shared with the gateway; without one nothing is taken. */
  readonly token: string | undefined;
  readonly publishNow: (orderId: string, message: ProcessMessage) => void;
}

/** Answers of callers to the text message after an order was handled. */
export function smsEndpoints(parts: Parts): Endpoint[] {
  return [
    publicEndpoint({
      method: 'post',
      path: '/api/sms/replies',
      tag: 'sms',
      summary:
        'The gateway hands in what a caller has answered: 1 satisfied, 2 not; `authorization: Bearer …`',
      body: z.object({ phone: z.string().min(5).max(30), text: z.string().max(500) }),
      labels: { phone: { zh: '手机号码', en: 'Phone' }, text: { zh: '回复内容', en: 'Text' } },
      answers: {
        202: { description: 'Taken; also where it belongs to nothing, so that a gateway does not repeat it' },
      },
      async run({ request, response, body }) {
        if (!isFromGateway(request.get('authorization'), parts.token)) throw new DomainError('NOT_SIGNED_IN');
        const answer = /^\D*([12])\D*$/u.exec(body.text)?.[1];
        const order = answer === undefined ? undefined : await waitingOrder(body.phone, parts);
        if (answer !== undefined && order !== undefined) await take(order, answer, parts);
        response.status(202).end();
      },
    }),
  ];
}

function isFromGateway(header: string | undefined, token: string | undefined): boolean {
  if (token === undefined || header === undefined) return false;
  const given = Buffer.from(header);
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The latest order of the number that waits for an answer. */
async function waitingOrder(phone: string, { store, cipher }: Parts): Promise<OrderDocument | undefined> {
  const phoneHash = cipher.phoneHash(phone);
  if (phoneHash === undefined) return undefined;
  const order = await store.orders
    .findOne({ phoneHash, status: 'callback', 'callbackPlan.smsUntil': { $exists: true } })
    .sort({ receivedAt: -1 })
    .lean<OrderDocument | null>();
  return order ?? undefined;
}

/** The first answer counts; the same one again changes nothing. */
async function take(order: OrderDocument, answer: string, parts: Parts): Promise<void> {
  const message: ProcessMessage = {
    name: 'callback-replied',
    correlationKey: order._id,
    messageId: `callback-replied:${order._id}:${order.redoCount}`,
    timeToLiveMs: TIME_TO_LIVE_MS,
    variables: { smsReply: answer },
  };
  const stored = { isNew: false };
  await updateOrder(parts.store, order._id, (current) => {
    stored.isNew = current.smsReply === undefined;
    if (!stored.isNew) return undefined;
    return {
      set: { smsReply: { answer, at: new Date(parts.clock.now()) } },
      addOutbox: [messageEntry(message, parts.machineClock.now())],
    };
  });
  if (stored.isNew) parts.publishNow(order._id, message);
}
