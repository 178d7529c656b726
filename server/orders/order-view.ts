import { isFinal } from '@jiesu/domain';
import type { CallerData, EventDocument, OrderDeadline, OrderDocument, OrderReport } from '@jiesu/store';
import { isoTime } from '../http/index.ts';
import { requestView } from '../requests/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import { callerView } from './caller-view.ts';
import type { CallerSubject } from './caller-view.ts';

/** What decides who may see the caller of an order. */
export function callerSubject(order: OrderDocument): CallerSubject {
  return {
    kind: order.kind ?? null,
    anonymous: order.anonymous,
    unitId: order.unitId ?? null,
    complainedUnit: order.complainedUnit ?? null,
    ...(order.recused === undefined ? {} : { recused: order.recused }),
    active: !isFinal(order.status) && order.finishedAt === undefined,
  };
}

/** An order in a list. */
export function orderItem(order: OrderDocument) {
  return {
    id: order._id,
    orderNo: order.orderNo,
    title: order.title,
    kind: order.kind ?? null,
    category: order.category ?? null,
    urgency: order.urgency ?? null,
    callerType: order.callerType,
    channel: order.channel,
    area: order.area,
    status: order.status,
    unitId: order.unitId ?? null,
    receivedAt: isoTime(order.receivedAt),
    finishedAt: isoTime(order.finishedAt),
    closedAt: isoTime(order.closedAt),
    deadline: order.deadline === undefined ? null : deadlineView(order.deadline),
    redoCount: order.redoCount,
  };
}

/** An order with all that a person may see of it; the caller is masked. */
export function orderView(order: OrderDocument, person: SignedInPerson, caller: CallerData) {
  return {
    ...orderItem(order),
    text: order.text,
    enterpriseName: order.enterpriseName ?? null,
    anonymous: order.anonymous,
    complainedUnit: order.complainedUnit ?? null,
    caller: callerView(person, callerSubject(order), {
      name: caller.name ?? null,
      phone: caller.phone ?? null,
      address: caller.address ?? null,
    }),
    calledAt: isoTime(order.calledAt),
    dispatchedAt: isoTime(order.dispatchedAt),
    pushedAt: isoTime(order.pushedAt),
    signedAt: isoTime(order.signedAt),
    contactedAt: isoTime(order.contactedAt),
    onSiteAt: isoTime(order.onSiteAt),
    approvedAt: isoTime(order.approvedAt),
    calledBackAt: isoTime(order.calledBackAt),
    evaluatedAt: isoTime(order.evaluatedAt),
    classification: order.classification ?? null,
    route: order.route ?? null,
    dispatch: order.dispatch ?? null,
    returns: order.returns.map((entry) => ({ ...entry, at: isoTime(entry.at) })),
    reminders: order.reminders.map(({ occasion, at, elementId }) => ({
      occasion,
      at: isoTime(at),
      elementId,
    })),
    reply: order.reply ?? null,
    answeredAtOnce: order.answeredAtOnce ?? null,
    contact: order.contact ?? null,
    review: order.review ?? null,
    onSite: order.onSite ?? null,
    callback: order.callback ?? null,
    scores: order.scores ?? null,
    assistingUnitIds: order.assistingUnitIds ?? [],
    assisting: (order.assisting ?? []).map(({ dueAt, at, missedAt, ...unit }) => ({
      ...unit,
      dueAt: isoTime(dueAt),
      at: isoTime(at),
      missedAt: isoTime(missedAt),
    })),
    requests: (order.requests ?? []).map(requestView),
    pauses: (order.pauses ?? []).map(({ from, to, until, ...pause }) => ({
      ...pause,
      from: isoTime(from),
      to: isoTime(to),
      until: isoTime(until),
    })),
    extensions: (order.extensions ?? []).map(({ at, ...extension }) => ({ ...extension, at: isoTime(at) })),
    cards: (order.cards ?? []).map(({ at, ...card }) => ({ ...card, at: isoTime(at) })),
    raises: (order.raises ?? []).map(({ at, ...raise }) => ({ ...raise, at: isoTime(at) })),
    stageReports: (order.stageReports ?? []).map(reportEntry),
    followUps: (order.followUps ?? []).map(reportEntry),
    callbackAttempts: (order.callbackAttempts ?? []).map(({ at, ...attempt }) => ({
      ...attempt,
      at: isoTime(at),
    })),
    documents: (order.documents ?? []).map(({ no, type, at }) => ({ no, kind: type, at: isoTime(at) })),
    hops: order.hops ?? 0,
    ruled: order.ruled ?? false,
    disputeId: order.disputeId ?? null,
    mergedInto: order.mergedInto ?? null,
    followers: order.followers ?? [],
    referral: order.referral === undefined ? null : { ...order.referral, at: isoTime(order.referral.at) },
    termination: order.termination ?? null,
    activeElements: order.activeElements,
    processInstanceKey: order.processInstanceKey ?? null,
    createdBy: order.createdBy,
    version: order.version,
  };
}

function reportEntry({ at, ...entry }: OrderReport) {
  return { ...entry, at: isoTime(at) };
}

/** An entry of a timeline. */
export function eventView({ _id, at, type, processId, elementId, actor, data }: EventDocument) {
  return {
    id: _id,
    at: isoTime(at),
    type,
    processId: processId ?? null,
    elementId: elementId ?? null,
    actor,
    data,
  };
}

function deadlineView(deadline: OrderDeadline): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(deadline).map(([name, value]) => [
      name,
      value instanceof Date ? isoTime(value) : (value as unknown),
    ]),
  );
}
