import { DateTime } from 'luxon';
import type { OrderDocument } from '@jiesu/store';
import { orderOf } from './scene.ts';
import type { Scene } from './steps.ts';

/** Pattern of a moment that is written out, in Asia/Shanghai. */
export const TIME = String.raw`\d{4}-\d{2}-\d{2} \d{2}:\d{2}`;

/** Moments of an order that a scenario can name. */
export const MOMENTS: Readonly<Record<string, (order: OrderDocument) => Date | undefined>> = {
  签收期限: ({ deadline }) => deadline?.signDueAt,
  办结期限: ({ deadline }) => deadline?.dueAt,
  到场期限: ({ deadline }) => deadline?.onSiteDueAt,
  推送期限: ({ deadline }) => deadline?.pushDueAt,
  下一督办节点: ({ deadline }) => deadline?.nextAt,
  派单时间: ({ dispatchedAt }) => dispatchedAt,
  回访期限: ({ deadline }) => deadline?.callbackDueAt,
  回访时段: ({ callbackPlan }) => dateOf(callbackPlan?.['notBefore']),
  短信等待期限: ({ callbackPlan }) => dateOf(callbackPlan?.['smsUntil']),
  挂起期限: ({ pauses }) => pauses?.at(-1)?.until,
};
/** Pattern of the names of moments. */
export const MOMENT = Object.keys(MOMENTS).join('|');

function dateOf(value: unknown): Date | undefined {
  return value instanceof Date ? value : undefined;
}

/** Epoch ms of a moment of the order. @throws Error when the order has none of that name */
export async function momentOf(scene: Scene, name: string): Promise<number> {
  const at = MOMENTS[name]?.(await orderOf(scene));
  if (at === undefined) throw new Error(`the order has no ${name}`);
  return at.getTime();
}

/** ISO 8601 of a moment that is written out. */
export function isoOf(time: string): string {
  return `${time.replace(' ', 'T')}:00+08:00`;
}

/** ISO 8601 with +08:00 of epoch ms. */
export function iso(at: number): string {
  return DateTime.fromMillis(at, { zone: 'Asia/Shanghai' }).toISO() ?? '';
}
