import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { updateOrder } from '@jiesu/store';
import type { EventLog, Store, TaskDocument } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { endpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { People } from '../session/index.ts';
import { isEngineRefusal } from '../zeebe/index.ts';
import type { Engine } from '../zeebe/index.ts';
import type { OrderRecords } from './order-records.ts';

interface Parts {
  readonly store: Store;
  readonly records: OrderRecords;
  readonly people: People;
  readonly engine: Engine;
  readonly events: EventLog;
  readonly clock: Clock;
}

/**
 * 回避: a person with an interest in a matter leaves it. One may recuse oneself; a supervisor or leader anybody. From
 * then on the person gets no task of the order, loses those that they hold, and does not see the caller.
 */
export function recusalEndpoint(parts: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/orders/{orderNo}/recusals',
    tag: 'orders',
    summary: 'Recuse a person from an order',
    params: z.object({ orderNo: z.string().max(40) }),
    body: z.strictObject({ username: z.string().min(1).max(100) }),
    labels: { username: { zh: '用户名', en: 'User name' } },
    answers: { 204: { description: 'The person is recused' } },
    async run({ response, params, body, person }) {
      const { username } = body;
      const oversees = person.roles.includes('supervisor') || person.roles.includes('leader');
      if (username !== person.username && !oversees) throw new DomainError('FORBIDDEN_ROLE');
      const order = await parts.records.require(params.orderNo, person);
      if ((await parts.people.find(username)) === undefined) throw new DomainError('NOT_FOUND');
      await updateOrder(parts.store, order._id, ({ recused = [] }) =>
        recused.includes(username) ? undefined : { set: { recused: [...recused, username] } },
      );
      await parts.store.tasks.updateMany({ orderId: order._id }, { $addToSet: { recused: username } });
      await giveBackTasks(order._id, username, parts);
      await parts.events.record({
        _id: `recusal:${order._id}:${username}`,
        orderId: order._id,
        orderNo: order.orderNo,
        at: new Date(parts.clock.now()),
        type: 'recused',
        actor: { kind: 'person', id: person.username, name: person.name },
        data: { username },
      });
      response.status(204).end();
    },
  });
}

async function giveBackTasks(orderId: string, username: string, { store, engine }: Parts): Promise<void> {
  const held = await store.tasks
    .find({ orderId, assignee: username, state: 'open' }, { _id: 1 })
    .limit(100)
    .lean<Pick<TaskDocument, '_id'>[]>();
  for (const { _id } of held) {
    try {
      await engine.unassign(_id);
    } catch (error) {
      // completed or withdrawn meanwhile
      if (!isEngineRefusal(error)) throw error;
    }
  }
}
