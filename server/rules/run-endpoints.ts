import { z } from 'zod';
import { deadlineFacts } from '@jiesu/domain';
import { whatIf } from '@jiesu/rules';
import type { WhatIfOrder } from '@jiesu/rules';
import type { RulesInForce, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import { endpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { OrderRecords } from '../orders/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import { applyPreview } from './apply-preview.ts';
import type { ChangeRecords } from './change-records.ts';
import { RULE_READERS } from './rule-endpoints.ts';
import type { RuleRuns } from './rule-runs.ts';
import { sideOf } from './rule-sides.ts';
import { textsWith } from './rule-texts.ts';
import { runView, whatIfView } from './views.ts';

interface Parts {
  readonly store: Store;
  readonly rules: RulesInForce;
  readonly records: ChangeRecords;
  readonly runs: RuleRuns;
  readonly orders: OrderRecords;
  readonly clock: Clock;
}

const changeParams = z.object({ id: z.string().max(60) });
const startedSchema = z.object({ runId: z.string() });
const runSchema = z.looseObject({ id: z.string(), state: z.string(), total: z.int(), done: z.int() });
const WRITERS = ['admin'] as const;
const MOST_DAYS = 3660;

/** Rules tried on past orders, applied to open ones, and tried on a single one. */
export function runEndpoints(parts: Parts): Endpoint[] {
  return [
    replay(parts),
    preview(parts),
    started(parts, 'apply', 'Give open orders the deadlines of the rules in force'),
    started(parts, 'undo-apply', 'Give open orders the deadlines of the versions before the change'),
    runsOf(parts),
    run(parts),
    stop(parts),
    whatIfEndpoint(parts),
  ];
}

function replay({ runs }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rule-changes/{id}/replay',
    tag: 'rules',
    summary: 'Try a change on the orders of the last days; what would have changed is the result of the run',
    roles: WRITERS,
    params: changeParams,
    body: z.strictObject({ days: z.int().min(1).max(MOST_DAYS).default(30) }),
    labels: { days: { zh: '天数', en: 'Days' } },
    answers: { 202: { description: 'The run', schema: startedSchema } },
    async run({ response, params, body, person }) {
      response.status(202).json({ runId: await runs.replay(params.id, body.days, person.username) });
    },
  });
}

function preview({ store, rules, records, clock }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rule-changes/{id}/apply-preview',
    tag: 'rules',
    summary: 'What applying the rules in force to open orders would do, by status and unit',
    roles: RULE_READERS,
    params: changeParams,
    answers: { 200: { description: 'The preview', schema: z.looseObject({ total: z.int() }) } },
    async run({ response, params }) {
      await records.require(params.id);
      await rules.refresh();
      response.json(await applyPreview(store, rules.current(), clock.now()));
    },
  });
}

function started({ runs }: Parts, what: 'apply' | 'undo-apply', summary: string): Endpoint {
  return endpoint({
    method: 'post',
    path: `/api/rule-changes/{id}/${what}`,
    tag: 'rules',
    summary,
    roles: WRITERS,
    params: changeParams,
    answers: { 202: { description: 'The run', schema: startedSchema } },
    async run({ response, params, person }) {
      const start =
        what === 'apply' ? runs.apply(params.id, person.username) : runs.undo(params.id, person.username);
      response.status(202).json({ runId: await start });
    },
  });
}

function runsOf({ runs }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rule-changes/{id}/runs',
    tag: 'rules',
    summary: 'The runs of a change, latest first, without their results',
    roles: RULE_READERS,
    params: changeParams,
    answers: { 200: { description: 'The runs', schema: z.object({ items: z.array(runSchema) }) } },
    async run({ response, params }) {
      response.json({ items: (await runs.of(params.id)).map(runView) });
    },
  });
}

function run({ runs }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rule-runs/{id}',
    tag: 'rules',
    summary: 'A run with its progress and its result',
    roles: RULE_READERS,
    params: changeParams,
    answers: { 200: { description: 'The run', schema: runSchema } },
    async run({ response, params }) {
      response.json(runView(await runs.require(params.id)));
    },
  });
}

function stop({ runs }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rule-runs/{id}/stop',
    tag: 'rules',
    summary: 'Stop a run; what it has done stays done',
    roles: WRITERS,
    params: changeParams,
    answers: { 200: { description: 'The run', schema: runSchema } },
    async run({ response, params, person }) {
      response.json(runView(await runs.stop(params.id, person.username)));
    },
  });
}

const factsSchema = z.strictObject({
  kind: z.string().max(40),
  urgency: z.string().max(40).default('normal'),
  callerType: z.string().max(40).default('citizen'),
  channel: z.string().max(40).default('phone'),
  category: z.string().max(80).nullable().default(null),
  area: z.string().max(80).default(''),
  redoCount: z.int().min(0).default(0),
  statutoryMatter: z.string().max(80).nullable().default(null),
  unitId: z.string().max(80).optional().describe('whose closures count too'),
  dispatchedAt: z.iso.datetime({ offset: true }).optional().describe('absent: now'),
});

function whatIfEndpoint({ rules, records, orders, clock }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rules/what-if',
    tag: 'rules',
    summary: 'What the rules in force, and those of a change, make of one order or of one that could come',
    roles: RULE_READERS,
    body: z.strictObject({
      orderNo: z.string().max(40).optional(),
      facts: factsSchema.optional(),
      changeId: z.string().max(60).optional(),
    }),
    labels: { facts: { zh: '工单属性', en: 'Facts' }, orderNo: { zh: '工单编号', en: 'Order number' } },
    answers: {
      200: {
        description: 'Both sides',
        schema: z.object({ before: z.looseObject({}), after: z.looseObject({}) }),
      },
    },
    async run({ response, body, person }) {
      const current = rules.current();
      const order =
        body.orderNo === undefined
          ? imagined(factsSchema.parse(body.facts ?? { kind: 'help' }), clock.now())
          : await existing(orders, body.orderNo, person, clock.now());
      const before = await sideOf(current.texts);
      const after =
        body.changeId === undefined
          ? before
          : await sideOf(textsWith(current, await records.require(body.changeId)));
      const answer = whatIf(order, before, after);
      response.json({ before: whatIfView(answer.before), after: whatIfView(answer.after) });
    },
  });
}

async function existing(
  orders: OrderRecords,
  orderNo: string,
  person: SignedInPerson,
  now: number,
): Promise<WhatIfOrder> {
  const order = await orders.require(orderNo, person);
  return { facts: deadlineFacts(order), clock: order, now };
}

function imagined(
  { unitId, dispatchedAt, ...facts }: z.output<typeof factsSchema>,
  now: number,
): WhatIfOrder {
  const at = dispatchedAt === undefined ? new Date(now) : new Date(dispatchedAt);
  return {
    facts,
    clock: {
      redos: [],
      dispatchedAt: at,
      urgency: facts.urgency as 'normal' | 'urgent' | 'emergency',
      ...(unitId === undefined ? {} : { unitId }),
    },
    now: Math.max(now, at.getTime()),
  };
}
