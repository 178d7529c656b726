import { z } from 'zod';
import { DomainError, REQUEST_TYPES } from '@jiesu/domain';
import type { CityConfig } from '@jiesu/store';
import { localise, unitOptions } from '../forms/index.ts';
import type { FormLibrary } from '../forms/index.ts';
import { endpoint, languageOf } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { OrderRecords } from '../orders/index.ts';
import type { RequestDesk } from './request-desk.ts';
import { REQUEST_KINDS } from './request-types.ts';
import { requestView } from './request-view.ts';

const orderParams = z.object({ orderNo: z.string().max(40) });
const requestSchema = z.looseObject({ id: z.string(), type: z.enum(REQUEST_TYPES), state: z.string() });
const idempotencyKey = z.string().min(1).max(200);

interface Parts {
  readonly orders: OrderRecords;
  readonly desk: RequestDesk;
  readonly forms: FormLibrary;
  readonly city: CityConfig;
}

/** Requests for an order in work: extension, suspension, termination, return, transfer, merge, split, urgency. */
export function requestEndpoints(parts: Parts): Endpoint[] {
  return [list(parts), ask(parts)];
}

function list({ orders, desk, forms, city }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/orders/{orderNo}/requests',
    tag: 'requests',
    summary: 'What was asked for, and what the person may ask for now with its form',
    params: orderParams,
    answers: {
      200: {
        description: 'Requests',
        schema: z.object({
          items: z.array(requestSchema),
          possible: z.array(
            z.object({ type: z.enum(REQUEST_TYPES), form: z.looseObject({}), data: z.looseObject({}) }),
          ),
        }),
      },
    },
    async run({ request, response, params, person }) {
      const order = await orders.require(params.orderNo, person);
      const language = languageOf(request);
      const data = { units: unitOptions(city, language, order) };
      response.json({
        items: (order.requests ?? []).map(requestView),
        possible: desk.possible(order, person).flatMap((type) => {
          const form = forms.get(REQUEST_KINDS[type].formId);
          return form === undefined ? [] : [{ type, form: localise(form, language), data }];
        }),
      });
    },
  });
}

function ask({ orders, desk, city }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/orders/{orderNo}/requests',
    tag: 'requests',
    summary: 'Ask for something; the fields are those of the form of its type',
    params: orderParams,
    headers: z.object({
      'idempotency-key': z.string().optional().describe('the same key makes one request'),
    }),
    body: z.looseObject({ type: z.enum(REQUEST_TYPES) }),
    labels: { type: { zh: '申请类型', en: 'Type' } },
    answers: {
      201: { description: 'The new request', schema: z.object({ requestId: z.string() }) },
      200: {
        description: 'The request that the same key made before',
        schema: z.object({ requestId: z.string() }),
      },
    },
    async run({ request, response, params, body, person }) {
      const header = request.get('idempotency-key');
      const key = header === undefined ? undefined : idempotencyKey.safeParse(header).data;
      if (header !== undefined && key === undefined) throw new DomainError('CONFLICT');
      const order = await orders.require(params.orderNo, person);
      const { type, ...values } = body;
      const data = { units: unitOptions(city, languageOf(request), order) };
      const { requestId, isNew } = await desk.ask(order, person, { type, values, data, idempotencyKey: key });
      response.status(isNew ? 201 : 200).json({ requestId });
    },
  });
}
