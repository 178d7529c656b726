import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import { endpoint, pageQuery } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import { isOfHotline } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import type { MeetingRecords } from './meeting-records.ts';
import type { MeetingMover } from './move-meeting.ts';
import { disputeView, meetingView, precedentView } from './views.ts';

const itemSchema = z.looseObject({ id: z.string() });
const pageSchema = z.object({ items: z.array(itemSchema), nextCursor: z.string().nullable() });

/** The workbench of the joint meeting: disputes, meetings with their agenda, precedents. */
export function meetingEndpoints(records: MeetingRecords, mover: MeetingMover): Endpoint[] {
  return [disputes(records), meetings(records), meeting(records), move(mover), precedents(records)];
}

function disputes(records: MeetingRecords): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/disputes',
    tag: 'meetings',
    summary: 'Disputes on responsibility, newest first',
    query: pageQuery.extend({
      state: z.enum(['positions', 'agreement', 'meeting', 'ruled']).optional(),
      orderNo: z.string().max(40).optional(),
    }),
    answers: { 200: { description: 'A page', schema: pageSchema } },
    async run({ response, query, person }) {
      const { items, nextCursor } = await records.disputes(query, person);
      response.json({ items: items.map(disputeView), nextCursor });
    },
  });
}

function meetings(records: MeetingRecords): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/meetings',
    tag: 'meetings',
    summary: 'Joint meetings, latest first',
    query: pageQuery,
    answers: { 200: { description: 'A page', schema: pageSchema } },
    async run({ response, query, person }) {
      assertHotline(person);
      const { items, nextCursor } = await records.meetings(query);
      response.json({ items: items.map(meetingView), nextCursor });
    },
  });
}

function meeting(records: MeetingRecords): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/meetings/{id}',
    tag: 'meetings',
    summary: 'A joint meeting with the disputes of its agenda',
    params: z.object({ id: z.string().max(60) }),
    answers: {
      200: {
        description: 'The meeting',
        schema: z.object({ meeting: itemSchema, disputes: z.array(itemSchema) }),
      },
    },
    async run({ response, params, person }) {
      assertHotline(person);
      const found = await records.meeting(params.id);
      if (found === undefined) throw new DomainError('NOT_FOUND');
      response.json({ meeting: meetingView(found.meeting), disputes: found.disputes.map(disputeView) });
    },
  });
}

function move(mover: MeetingMover): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/meetings/{id}/move',
    tag: 'meetings',
    summary: 'Move a joint meeting that is still to come; its units are invited anew',
    params: z.object({ id: z.string().max(60) }),
    roles: ['secretary'],
    body: z.strictObject({
      startsAt: z.iso.datetime({ offset: true }),
      reason: z.string().trim().min(5).max(500),
    }),
    labels: {
      startsAt: { zh: '会议时间', en: 'Time of the meeting' },
      reason: { zh: '改期理由', en: 'Reason' },
    },
    answers: { 200: { description: 'The meeting with its new times', schema: itemSchema } },
    async run({ response, params, body, person }) {
      const wanted = { startsAt: Date.parse(body.startsAt), reason: body.reason };
      response.json(meetingView(await mover.move(params.id, wanted, person)));
    },
  });
}

function precedents(records: MeetingRecords): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/precedents',
    tag: 'meetings',
    summary: 'Rulings that later cases may follow, newest first',
    query: pageQuery.extend({
      category: z.string().max(100).optional(),
      area: z.string().max(100).optional(),
    }),
    answers: { 200: { description: 'A page', schema: pageSchema } },
    async run({ response, query, person }) {
      assertHotline(person);
      const { items, nextCursor } = await records.precedents(query);
      response.json({ items: items.map(precedentView), nextCursor });
    },
  });
}

/** A unit learns of a meeting through its invitation; what other units said there is not for it. */
function assertHotline(person: SignedInPerson): void {
  if (!isOfHotline(person)) throw new DomainError('FORBIDDEN_ROLE');
}
