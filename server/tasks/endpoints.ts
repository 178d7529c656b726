import type { Request } from 'express';
import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { openPersonalData } from '@jiesu/store';
import type { CityConfig, FieldCipher, Store, TaskDocument } from '@jiesu/store';
import { localise } from '../forms/index.ts';
import type { FormLibrary } from '../forms/index.ts';
import { reportView } from '../reports/index.ts';
import { requestView } from '../requests/index.ts';
import { endpoint, isoTime, languageOf, pageQuery } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { ServerMetrics } from '../metrics/index.ts';
import { disputeView, meetingView } from '../meetings/index.ts';
import { orderView } from '../orders/index.ts';
import { hasOversight } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import type { Engine } from '../zeebe/index.ts';
import { claim, unclaim } from './claims.ts';
import type { TaskCompletion } from './completion.ts';
import { isFor } from './membership.ts';
import { prefill } from './prefill.ts';
import { matterOf } from './task-matter.ts';
import type { TaskMatter } from './task-matter.ts';
import { TASK_SCOPES } from './task-records.ts';
import type { TaskRecords } from './task-records.ts';

const taskParams = z.object({ key: z.string().max(40) });
const taskSchema = z.looseObject({ key: z.string(), orderNo: z.string(), state: z.string() });
const doneSchema = z.object({ task: taskSchema });

interface Parts {
  readonly records: TaskRecords;
  readonly store: Store;
  readonly completion: TaskCompletion;
  readonly engine: Engine;
  readonly forms: FormLibrary;
  readonly city: CityConfig;
  readonly cipher: FieldCipher;
  readonly metrics: ServerMetrics;
}

/** The desk: lists, one task with its form, claim, give back, complete. */
export function taskEndpoints(parts: Parts): Endpoint[] {
  return [
    list(parts),
    detail(parts),
    claiming(parts, 'claim'),
    claiming(parts, 'unclaim'),
    completing(parts),
  ];
}

function list({ records }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/tasks',
    tag: 'tasks',
    summary: 'Tasks, oldest first',
    query: pageQuery.extend({
      scope: z
        .enum(TASK_SCOPES)
        .default('group')
        .describe('all: for those who look after the work of others'),
      state: z.enum(['open', 'completing', 'completed', 'canceled']).default('open'),
      orderNo: z.string().max(40).optional(),
    }),
    answers: {
      200: {
        description: 'A page',
        schema: z.object({ items: z.array(taskSchema), nextCursor: z.string().nullable() }),
      },
    },
    async run({ response, query, person }) {
      const { items, nextCursor } = await records.list(query, person);
      response.json({ items: items.map(taskView), nextCursor });
    },
  });
}

function detail(parts: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/tasks/{key}',
    tag: 'tasks',
    summary: 'A task with its order, its form and what the form is filled with',
    params: taskParams,
    answers: {
      200: {
        description: 'The task',
        schema: z.object({
          task: taskSchema,
          order: z.looseObject({}).nullable().describe('null for the tasks of a meeting or a report'),
          meeting: z.looseObject({}).nullable(),
          report: z.looseObject({}).nullable(),
          disputes: z.array(z.looseObject({})),
          request: z.looseObject({}).nullable().describe('the request that is decided on'),
          form: z.looseObject({}).nullable(),
          data: z.looseObject({}),
        }),
      },
    },
    async run({ request, response, params, person }) {
      const task = await found(parts, params.key);
      if (!isFor(task, person) && !hasOversight(person)) throw new DomainError('TASK_OF_ANOTHER_UNIT');
      const matter = await matterOf(task, parts.store);
      const { form, data } = formOf(parts, task, matter, request);
      response.json({
        task: taskView(task),
        ...matterView(matter, task, person, parts.cipher),
        form: form === undefined ? null : localise(form, languageOf(request)),
        data,
      });
    },
  });
}

function claiming(parts: Parts, action: 'claim' | 'unclaim'): Endpoint {
  return endpoint({
    method: 'post',
    path: `/api/tasks/{key}/${action}`,
    tag: 'tasks',
    summary: action === 'claim' ? 'Take a task for oneself' : 'Give a task back to its group',
    params: taskParams,
    answers: { 200: { description: 'The task', schema: doneSchema } },
    async run({ response, params, person }) {
      const task = await found(parts, params.key);
      await (action === 'claim' ? claim : unclaim)(task, person, parts.records, parts.engine);
      response.json({ task: taskView(await found(parts, params.key)) });
    },
  });
}

function completing(parts: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/tasks/{key}/complete',
    tag: 'tasks',
    summary: 'Complete a task with the values of its form',
    params: taskParams,
    body: z.strictObject({ variables: z.record(z.string().max(100), z.unknown()).default({}) }),
    labels: { variables: { zh: '表单内容', en: 'Form values' } },
    answers: { 200: { description: 'The task', schema: doneSchema } },
    async run({ request, response, params, body, person }) {
      const task = await found(parts, params.key);
      const form = formOf(parts, task, await matterOf(task, parts.store), request);
      try {
        await parts.completion.complete(task, person, body.variables, form);
        parts.metrics.tasksCompleted.inc({ result: 'completed' });
      } catch (error) {
        parts.metrics.tasksCompleted.inc({
          result: error instanceof Error && 'code' in error ? String(error.code) : 'INTERNAL',
        });
        throw error;
      }
      response.json({ task: taskView(await found(parts, params.key)) });
    },
  });
}

async function found({ records }: Parts, key: string): Promise<TaskDocument> {
  const task = await records.find(key);
  if (task === undefined) throw new DomainError('TASK_NOT_FOUND', { params: { value: key } });
  return task;
}

function formOf(parts: Parts, task: TaskDocument, matter: TaskMatter, request: Request) {
  return {
    form: task.formId === undefined ? undefined : parts.forms.get(task.formId),
    data: prefill(matter, parts.city, languageOf(request)),
  };
}

function matterView(matter: TaskMatter, task: TaskDocument, person: SignedInPerson, cipher: FieldCipher) {
  const nothing = { order: null, meeting: null, report: null, disputes: [], request: null };
  if (matter.kind === 'report') return { ...nothing, report: reportView(matter.report) };
  const disputes = matter.disputes.map(disputeView);
  if (matter.kind === 'meeting') return { ...nothing, meeting: meetingView(matter.meeting), disputes };
  const { order } = matter;
  const caller = openPersonalData(cipher, order._id, order.caller);
  const request = (order.requests ?? []).find(({ id }) => id === task.requestId);
  return {
    ...nothing,
    order: orderView(order, person, caller),
    disputes,
    request: request === undefined ? null : requestView(request),
  };
}

function taskView(task: TaskDocument) {
  return {
    key: task._id,
    orderId: task.orderId,
    orderNo: task.orderNo,
    subject: task.subject ?? { kind: 'order', id: task.orderId, no: task.orderNo, title: task.order.title },
    elementId: task.elementId,
    title: task.title,
    titleEn: task.titleEn,
    formId: task.formId ?? null,
    candidateGroups: task.candidateGroups,
    assignee: task.assignee ?? null,
    dueAt: isoTime(task.dueAt),
    priority: task.priority,
    state: task.state,
    createdAt: isoTime(task.createdAt),
    completedAt: isoTime(task.completedAt),
    denied: task.denied ?? null,
    order: task.order,
  };
}
