import {
  CALLER_TYPE_NAMES,
  CHANNEL_NAMES,
  DEADLINE_CAUSE_NAMES,
  ORDER_KIND_NAMES,
  URGENCY_NAMES,
  toIso,
  toLocal,
} from '@jiesu/domain';
import type { CityConfig, DocumentKind, OrderDocument } from '@jiesu/store';

/** Values for a document's template: texts and lists of texts, as an official reads them. */
export type DocumentContent = Readonly<Record<string, unknown>>;

/** What an order says on the day a document is issued. Nothing of the caller is in it. */
export function documentContent(
  order: OrderDocument,
  city: CityConfig,
  issue: { readonly kind: DocumentKind; readonly at: number; readonly occasion?: string },
): DocumentContent {
  const days = daysOf(order);
  const moves = movesOf(order);
  return {
    city: city.units.city.zh,
    issuedAt: timeZh(new Date(issue.at)),
    occasionName: occasionName(issue.occasion, city),
    orderNo: order.orderNo,
    title: order.title,
    text: order.text,
    ...namesOf(order, city),
    receivedAt: timeZh(order.receivedAt),
    dispatchedAt: timeZh(order.dispatchedAt),
    signDueAt: timeZh(order.deadline?.signDueAt),
    dueAt: timeZh(order.deadline?.dueAt),
    basis: order.deadline?.basis ?? '',
    finishedAt: timeZh(order.finishedAt),
    closedAt: timeZh(issue.kind === 'closing' ? new Date(issue.at) : order.closedAt),
    hasDays: days.length > 0,
    days,
    deadlineRule: ruleOf(order),
    hasMoves: moves.length > 0,
    moves,
    reminderCount: order.reminders.length,
    yellowCards: cardsOf(order, 'yellow'),
    redCards: cardsOf(order, 'red'),
    redoCount: order.redoCount,
    replyText: text(order.reply?.['text']) ?? order.answeredAtOnce?.reply ?? '',
    ...callbackOf(order),
  };
}

function namesOf(order: OrderDocument, city: CityConfig): DocumentContent {
  const unitName = (id: string | undefined): string =>
    city.units.units.find((unit) => unit.id === id)?.zh ?? '';
  const unit = city.units.units.find(({ id }) => id === order.unitId);
  return {
    kindName: order.kind === undefined ? '' : ORDER_KIND_NAMES[order.kind].zh,
    categoryName: city.catalogue.categories.find(({ id }) => id === order.category)?.zh ?? '',
    areaName: city.units.areas.find(({ id }) => id === order.area)?.zh ?? order.area,
    urgencyName: order.urgency === undefined ? '' : URGENCY_NAMES[order.urgency].zh,
    callerTypeName: CALLER_TYPE_NAMES[order.callerType].zh,
    channelName: CHANNEL_NAMES[order.channel].zh,
    unitName: unitName(order.unitId),
    assistingNames: (order.assistingUnitIds ?? []).map(unitName).join('、'),
    duty: (unit?.duties ?? []).map(({ zh, basis }) => `${zh}（${basis}）`).join('；'),
  };
}

const CALLBACK_NAMES: Readonly<Record<string, string>> = {
  satisfied: '满意',
  dissatisfied: '不满意',
  'not-reached': '未接通',
  'not-evaluated': '未评价',
};

function callbackOf({ callback, referral, termination }: OrderDocument): DocumentContent {
  const solved = callback?.['solved'];
  return {
    callbackName: CALLBACK_NAMES[text(callback?.['result']) ?? ''] ?? '',
    solvedName: solved === true ? '已解决' : solved === false ? '未解决' : '',
    reason: referral?.reason ?? text(termination?.['reason']) ?? '',
  };
}

function cardsOf(order: OrderDocument, colour: string): number {
  return (order.cards ?? []).filter((card) => card.colour === colour).length;
}

function daysOf({ deadline }: OrderDocument): string[] {
  return (deadline?.explanation?.handle ?? []).flatMap((line) => {
    const zh = typeof line === 'object' && line !== null && 'zh' in line ? text(line.zh) : undefined;
    return zh ?? [];
  });
}

/** Row, basis and versions of the rules that the deadline follows from. */
function ruleOf({ deadline }: OrderDocument): string {
  const { deadlines, calendar } = deadline?.ruleVersions ?? {};
  return [
    deadline?.rule === undefined ? undefined : `规则 ${deadline.rule}`,
    deadline?.basis,
    deadlines === undefined ? undefined : `时限规则第 ${deadlines} 版`,
    calendar === undefined ? undefined : `工作日历第 ${calendar} 版`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('；');
}

/** Every deadline that the order had, once it had more than one. */
function movesOf({ deadlineHistory = [] }: OrderDocument): string[] {
  if (deadlineHistory.length < 2) return [];
  return deadlineHistory.map(({ at, cause, dueAt }) => {
    const due = dueAt === undefined ? '' : `，办结时限 ${timeZh(dueAt)}`;
    return `${timeZh(at)} ${DEADLINE_CAUSE_NAMES[cause]?.zh ?? cause}${due}`;
  });
}

function occasionName(occasion: string | undefined, city: CityConfig): string {
  if (occasion === undefined) return '';
  return city.notifications.words[occasion]?.zh ?? occasion;
}

/** 2026-11-24 10:00 in Shanghai. */
function timeZh(date: Date | undefined): string {
  return date === undefined ? '' : toIso(toLocal(date.getTime())).slice(0, 16).replace('T', ' ');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
