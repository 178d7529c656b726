import { z } from 'zod';
import { DomainError, INTAKE_FIELD_LABELS, intakeSchema } from '@jiesu/domain';
import { openPersonalData } from '@jiesu/store';
import type { AuditLog, EventLog, FieldCipher } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { endpoint, pageQuery } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { ModelRecords } from '../processes/index.ts';
import { maySeeCaller } from './caller-view.ts';
import type { IntakeDesk } from './intake-desk.ts';
import { orderDiagram } from './order-diagram.ts';
import type { OrderRecords } from './order-records.ts';
import { callerSubject, eventView, orderItem, orderView } from './order-view.ts';

const orderParams = z.object({ orderNo: z.string().max(40) });
const takenSchema = z.object({ orderNo: z.string(), id: z.string() });
const orderSchema = z.looseObject({ id: z.string(), orderNo: z.string(), status: z.string() });
const callerSchema = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
});
const keyHeader = z.object({
  'idempotency-key': z.string().optional().describe('the same key with the same body makes one order'),
});
const idempotencyKey = z.string().min(1).max(200);

interface Parts {
  readonly desk: IntakeDesk;
  readonly records: OrderRecords;
  readonly models: ModelRecords;
  readonly cipher: FieldCipher;
  readonly audit: AuditLog;
  readonly events: EventLog;
  readonly clock: Clock;
}

/** Intake, lists and pages of orders. */
export function orderEndpoints(parts: Parts): Endpoint[] {
  return [intake(parts), list(parts), detail(parts), caller(parts), timeline(parts), diagram(parts)];
}

function intake({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/orders',
    tag: 'orders',
    summary: 'Take a request',
    roles: ['agent'],
    headers: keyHeader,
    // parseIntake checks it with what the city has; the schema here is for the documentation
    body: z.unknown(),
    bodySchema: intakeSchema,
    labels: INTAKE_FIELD_LABELS,
    answers: {
      201: { description: 'The new order', schema: takenSchema },
      200: { description: 'The order that the same request made before', schema: takenSchema },
    },
    async run({ request, response, body, person }) {
      const header = request.get('idempotency-key');
      const key = header === undefined ? undefined : idempotencyKey.safeParse(header).data;
      if (header !== undefined && key === undefined) throw new DomainError('CONFLICT');
      const { isNew, ...order } = await desk.take(body, person, key);
      response
        .status(isNew ? 201 : 200)
        .location(`/api/orders/${order.orderNo}`)
        .json(order);
    },
  });
}

function list({ records }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/orders',
    tag: 'orders',
    summary: 'Orders, newest first',
    query: pageQuery.extend({
      status: z.string().max(40).optional(),
      unit: z.string().max(100).optional(),
      kind: z.string().max(40).optional(),
      urgency: z.string().max(40).optional(),
      q: z.string().max(100).optional().describe('order number, words of the title, or a phone number'),
    }),
    answers: {
      200: {
        description: 'A page',
        schema: z.object({ items: z.array(orderSchema), nextCursor: z.string().nullable() }),
      },
    },
    async run({ response, query, person }) {
      const { items, nextCursor } = await records.list(query, person);
      response.json({ items: items.map(orderItem), nextCursor });
    },
  });
}

function detail(parts: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/orders/{orderNo}',
    tag: 'orders',
    summary: 'An order; its caller is masked',
    params: orderParams,
    answers: { 200: { description: 'The order', schema: orderSchema } },
    async run({ response, params, person }) {
      const order = await parts.records.require(params.orderNo, person);
      response.json(orderView(order, person, openPersonalData(parts.cipher, order._id, order.caller)));
    },
  });
}

function caller(parts: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/orders/{orderNo}/caller',
    tag: 'orders',
    summary: 'The caller in full; each reading is audited',
    params: orderParams,
    answers: { 200: { description: 'The caller', schema: callerSchema } },
    async run({ response, params, person }) {
      const order = await parts.records.require(params.orderNo, person);
      if (!maySeeCaller(person, callerSubject(order))) throw new DomainError('FORBIDDEN_ROLE');
      const at = new Date(parts.clock.now());
      // on record before it is shown, never after
      const entry = await parts.audit.append({
        at,
        actor: person.username,
        action: 'caller.view',
        subject: `order:${order.orderNo}`,
      });
      await parts.events.record({
        _id: `audit:${entry._id}`,
        orderId: order._id,
        orderNo: order.orderNo,
        at,
        type: 'caller-viewed',
        actor: { kind: 'person', id: person.username, name: person.name },
        data: {},
      });
      const { name, phone, address } = openPersonalData(parts.cipher, order._id, order.caller);
      response.json({ name: name ?? null, phone: phone ?? null, address: address ?? null });
    },
  });
}

function timeline(parts: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/orders/{orderNo}/events',
    tag: 'orders',
    summary: 'The timeline of an order, oldest first',
    params: orderParams,
    answers: {
      200: {
        description: 'The timeline',
        schema: z.object({ items: z.array(z.looseObject({ id: z.string(), type: z.string() })) }),
      },
    },
    async run({ response, params, person }) {
      const order = await parts.records.require(params.orderNo, person);
      response.json({ items: (await parts.records.events(order._id)).map(eventView) });
    },
  });
}

function diagram(parts: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/orders/{orderNo}/diagram',
    tag: 'orders',
    summary: 'A process of an order, with where it is and where it was',
    params: orderParams,
    query: z.object({
      process: z.string().max(100).optional().describe('process id; without it the one of the present step'),
    }),
    answers: {
      200: {
        description: 'The diagram',
        schema: z.object({
          xml: z.string(),
          processId: z.string(),
          version: z.int(),
          activeElements: z.array(z.string()),
          visitedElements: z.array(z.string()),
          processes: z.array(z.object({ processId: z.string(), name: z.string(), active: z.boolean() })),
        }),
      },
    },
    async run({ response, params, query, person }) {
      const order = await parts.records.require(params.orderNo, person);
      const events = await parts.records.events(order._id);
      response.json(await orderDiagram(order, events, parts.models, query.process));
    },
  });
}
