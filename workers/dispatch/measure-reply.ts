import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { readOrder } from '@jiesu/store';
import type { OrderDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

/** `hotline.measure-reply`: what the rules on replies look at; the text itself stays in the database. */
export const measureReply = defineJob({
  type: 'hotline.measure-reply',
  input: z.object({ orderId: z.string() }),
  async handle({ input }, { store }: WorkerContext) {
    const order = await readOrder(store, input.orderId);
    if (order === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: input.orderId } });
    const text = textOf(order.reply);
    return {
      variables: {
        replyFacts: {
          contacted: order.contactedAt !== undefined,
          length: Array.from(text).length,
          repeated: earlierReplies(order).includes(text),
          assistingMissing: (order.assisting ?? []).filter(
            ({ at, missedAt }) => at === undefined && missedAt === undefined,
          ).length,
        },
      },
    };
  },
});

function textOf(reply: unknown): string {
  const text = typeof reply === 'object' && reply !== null && 'text' in reply ? reply.text : undefined;
  return typeof text === 'string' ? text.trim() : '';
}

/** What the caller was told in the rounds before and was not content with. */
function earlierReplies({ redos }: OrderDocument): string[] {
  return redos.map(({ previous }) => textOf(previous?.['reply'])).filter((text) => text !== '');
}
