import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { publicEndpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { SmsReplies } from './sms-replies.ts';

/** Answers of callers to the text message after an order was handled. Without the gateway's `token` nothing is taken. */
export function smsEndpoints({
  replies,
  token,
}: {
  readonly replies: SmsReplies;
  readonly token: string | undefined;
}): Endpoint[] {
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
        if (!isFromGateway(request.get('authorization'), token)) throw new DomainError('NOT_SIGNED_IN');
        await replies.take(body.phone, body.text);
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
