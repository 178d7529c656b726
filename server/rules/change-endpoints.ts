import { z } from 'zod';
import { RULE_CHANGE_STATES } from './change-states.ts';
import type { RuleChangeDocument, RulesInForce } from '@jiesu/store';
import { endpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import { wordsOfChange } from './change-check.ts';
import type { ChangeRecords } from './change-records.ts';
import type { RuleDesk } from './rule-desk.ts';
import { RULE_READERS } from './rule-endpoints.ts';
import { changeView } from './views.ts';

interface Parts {
  readonly rules: RulesInForce;
  readonly records: ChangeRecords;
  readonly desk: RuleDesk;
}

const CONTENT_KB = 2048;
const MOST_CHANGES = 200;

const changeParams = z.object({ id: z.string().max(60) });
const fileParams = changeParams.extend({ ruleId: z.string().max(100) });
const changeSchema = z.looseObject({ id: z.string(), state: z.string(), revision: z.int() });
const answers = { 200: { description: 'The change as it is now', schema: changeSchema } };
const revision = z.int().min(1).describe('the revision that was seen');
const title = z.string().trim().min(1).max(200);
const text = z.string().trim().max(2000);
const labels = {
  title: { zh: '标题', en: 'Title' },
  reason: { zh: '变更原因', en: 'Reason' },
  note: { zh: '说明', en: 'Note' },
  content: { zh: '内容', en: 'Content' },
  revision: { zh: '修订号', en: 'Revision' },
  effectiveAt: { zh: '生效时间', en: 'Effective from' },
};
const WRITERS = ['admin'] as const;
const APPROVERS = ['approver'] as const;

/** Changes of rules on their way from the draft into force and back. */
export function changeEndpoints(parts: Parts): Endpoint[] {
  return [
    list(parts),
    create(parts),
    one(parts),
    edit(parts),
    withdraw(parts),
    saveFile(parts),
    removeFile(parts),
    importFiles(parts),
    check(parts),
    words(parts),
    ...decisions(parts),
    publish(parts),
    rollBack(parts),
  ];
}

function list({ records }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rule-changes',
    tag: 'rules',
    summary: 'Changes of rules, latest first, without contents',
    roles: RULE_READERS,
    query: z.object({ state: z.enum(RULE_CHANGE_STATES).optional() }),
    answers: { 200: { description: 'Changes', schema: z.object({ items: z.array(changeSchema) }) } },
    async run({ response, query }) {
      const states = query.state === undefined ? undefined : [query.state];
      response.json({ items: (await records.list(states, MOST_CHANGES)).map(changeView) });
    },
  });
}

function create({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rule-changes',
    tag: 'rules',
    summary: 'Begin a change of rules',
    roles: WRITERS,
    body: z.strictObject({ title, reason: text.default('') }),
    labels,
    answers: { 201: { description: 'The draft', schema: changeSchema } },
    async run({ response, body, person }) {
      response.status(201).json(changeView(await desk.create(body.title, body.reason, person)));
    },
  });
}

function one({ records }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rule-changes/{id}',
    tag: 'rules',
    summary: 'A change with its files, its last check and its history',
    roles: RULE_READERS,
    params: changeParams,
    answers,
    async run({ response, params }) {
      response.json(changeView(await records.require(params.id)));
    },
  });
}

function edit({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'patch',
    path: '/api/rule-changes/{id}',
    tag: 'rules',
    summary: 'Change title, reason or the time at which it shall hold (null: at once)',
    roles: WRITERS,
    params: changeParams,
    body: z.strictObject({
      title: title.optional(),
      reason: text.optional(),
      effectiveAt: z.iso.datetime({ offset: true }).nullable().optional(),
      revision,
    }),
    labels,
    answers,
    async run({ response, params, body, person }) {
      const { effectiveAt } = body;
      const set = {
        ...(body.title === undefined ? {} : { title: body.title }),
        ...(body.reason === undefined ? {} : { reason: body.reason }),
        ...(effectiveAt === undefined ? {} : timeOf(effectiveAt)),
      };
      response.json(changeView(await desk.edit(params.id, body.revision, set, person)));
    },
  });
}

/** A time that is taken away: what is undefined is unset. */
function timeOf(effectiveAt: string | null): Pick<Partial<RuleChangeDocument>, 'effectiveAt'> {
  return effectiveAt === null
    ? ({ effectiveAt: undefined } as unknown as Pick<RuleChangeDocument, 'effectiveAt'>)
    : { effectiveAt: new Date(effectiveAt) };
}

function withdraw({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'delete',
    path: '/api/rule-changes/{id}',
    tag: 'rules',
    summary: 'Withdraw a change that is not in force',
    roles: WRITERS,
    params: changeParams,
    answers,
    async run({ response, params, person }) {
      response.json(changeView(await desk.withdraw(params.id, person)));
    },
  });
}

function saveFile({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'put',
    path: '/api/rule-changes/{id}/files/{ruleId}',
    tag: 'rules',
    summary:
      'Save a file of a draft; 409 CONFLICT with revision, content and baseNumber in errors[0] when somebody saved first',
    roles: WRITERS,
    params: fileParams,
    body: z.strictObject({
      content: z.string().max(CONTENT_KB * 1024),
      revision,
      baseNumber: z.int().min(0).optional().describe('after a merge: the version that was merged'),
    }),
    labels,
    bodyLimitKb: CONTENT_KB,
    answers,
    async run({ response, params, body, person }) {
      response.json(changeView(await desk.saveFile(params.id, params.ruleId, body, person)));
    },
  });
}

function removeFile({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'delete',
    path: '/api/rule-changes/{id}/files/{ruleId}',
    tag: 'rules',
    summary: 'Leave a rule as it is in force',
    roles: WRITERS,
    params: fileParams,
    query: z.object({ revision: z.coerce.number().int().min(1).optional() }),
    labels,
    answers,
    async run({ response, params, query, person }) {
      response.json(changeView(await desk.removeFile(params.id, params.ruleId, query.revision, person)));
    },
  });
}

function importFiles({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rule-changes/{id}/import',
    tag: 'rules',
    summary: 'Take over files of config/; those that say the same as what is in force are left out',
    roles: WRITERS,
    params: changeParams,
    body: z.strictObject({
      files: z.record(z.string().max(120), z.string().max(CONTENT_KB * 1024)),
      revision,
    }),
    labels,
    bodyLimitKb: CONTENT_KB,
    answers,
    async run({ response, params, body, person }) {
      response.json(changeView(await desk.importFiles(params.id, body.files, body.revision, person)));
    },
  });
}

function check({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rule-changes/{id}/check',
    tag: 'rules',
    summary: 'Check a change on top of what is in force; errors forbid submitting, warnings do not',
    roles: [...WRITERS, ...APPROVERS],
    params: changeParams,
    answers: {
      200: {
        description: 'What is wrong',
        schema: z.object({
          problems: z.array(
            z.looseObject({ ruleId: z.string(), severity: z.enum(['error', 'warning']), code: z.string() }),
          ),
        }),
      },
    },
    async run({ response, params }) {
      response.json({ problems: await desk.check(params.id) });
    },
  });
}

function words({ rules, records }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/rule-changes/{id}/words',
    tag: 'rules',
    summary: 'What a change alters, in words, a file at a time',
    roles: RULE_READERS,
    params: changeParams,
    answers: {
      200: {
        description: 'The words',
        schema: z.object({ items: z.array(z.looseObject({ ruleId: z.string() })) }),
      },
    },
    async run({ response, params }) {
      const change = await records.require(params.id);
      response.json({ items: await wordsOfChange(rules.current(), change) });
    },
  });
}

function decisions({ desk }: Parts): Endpoint[] {
  const body = z.strictObject({ note: text.default(''), revision });
  const decision = (
    what: 'submit' | 'approve' | 'refuse',
    summary: string,
    roles: typeof WRITERS | typeof APPROVERS,
  ): Endpoint =>
    endpoint({
      method: 'post',
      path: `/api/rule-changes/{id}/${what}`,
      tag: 'rules',
      summary,
      roles,
      params: changeParams,
      body,
      labels,
      answers,
      async run({ response, params, body: { note, revision: seen }, person }) {
        response.json(changeView(await desk[what](params.id, seen, note, person)));
      },
    });
  return [
    decision('submit', 'Hand a draft to the approvers', WRITERS),
    decision('approve', 'Approve a change; never one that you wrote in', APPROVERS),
    decision('refuse', 'Send a change back to its author', APPROVERS),
  ];
}

function publish({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rule-changes/{id}/publish',
    tag: 'rules',
    summary:
      'Bring an approved change into force, at once or at its time; state `refused` when engine or check refuse',
    roles: [...WRITERS, ...APPROVERS],
    params: changeParams,
    body: z.strictObject({ effectiveAt: z.iso.datetime({ offset: true }).nullable().optional() }),
    labels,
    answers,
    async run({ response, params, body, person }) {
      const at = body.effectiveAt == null ? undefined : new Date(body.effectiveAt);
      response.json(changeView(await desk.publish(params.id, at, person)));
    },
  });
}

function rollBack({ desk }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/rule-changes/{id}/roll-back',
    tag: 'rules',
    summary: 'Bring the versions before a change into force again; answers the change that does so',
    roles: [...WRITERS, ...APPROVERS],
    params: changeParams,
    body: z.strictObject({ reason: text.min(1), applyToOpen: z.boolean().default(false) }),
    labels,
    answers,
    async run({ response, params, body, person }) {
      const { change, runId } = await desk.rollBack(params.id, body, person);
      response.json({ ...changeView(change), runId: runId ?? null });
    },
  });
}
