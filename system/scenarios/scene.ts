import type { OrderDocument } from '@jiesu/store';
import { ApiError } from '../client/index.ts';
import type { Scene, Table } from './steps.ts';

/** Name of the order that a scenario speaks of when it names none. */
export const LATEST = '工单';

/** Number of an order by the name that the scenario gave it. @throws Error for an unknown one */
export function orderNoOf(scene: Scene, name = LATEST): string {
  const orderNo = scene.orders.get(name);
  if (orderNo === undefined) throw new Error(`no order ${name}`);
  return orderNo;
}

/** The order as it is now. @throws Error when there is none */
export async function orderOf(scene: Scene): Promise<OrderDocument> {
  const found = await scene.city.store.orders
    .findOne({ orderNo: orderNoOf(scene) })
    .lean<OrderDocument | null>();
  if (found === null) throw new Error('the order is gone');
  return found;
}

/** A value `工单“甲”` stands for the number of the order of that name. */
export function resolved(scene: Scene, table: Table): Table {
  return table.map((row) =>
    row.map((cell) => cell.replace(/工单“(.+?)”/gu, (_all, name: string) => orderNoOf(scene, name))),
  );
}

/** Does what the system must refuse. @throws Error when it is accepted */
export async function refused(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return;
    throw error;
  }
  throw new Error('it was accepted');
}
