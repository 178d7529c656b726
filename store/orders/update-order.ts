import { DomainError } from '@jiesu/domain';
import type { Store } from '../connect.ts';
import type { OrderDocument } from '../models/index.ts';
import { changed, updateBetween } from './order-change.ts';
import type { OrderChange } from './order-change.ts';
import { OrderWriter } from './order-writer.ts';

/** Sees an order as it is and says what to change; undefined when there is nothing to do. */
type Decide = (order: OrderDocument) => OrderChange | undefined;

interface Waiting {
  readonly decide: Decide;
  readonly resolve: (order: OrderDocument) => void;
  readonly reject: (error: unknown) => void;
}

/** What a store's orders are changed through: one writer, and for each order in work who waits for it. */
interface Door {
  readonly writer: OrderWriter;
  readonly lanes: Map<string, Waiting[]>;
}

const MOST_TRIES = 100;
const doors = new WeakMap<Store, Door>();

/**
 * Changes an order by compare-and-set on its version: `decide` sees the order as it is and says what to change; when
 * another writer was faster it is asked again. `decide` returns undefined when there is nothing to do, e.g. because
 * the same job was delivered before. Returns the order as it is afterwards, once that is durable. Changes of one order
 * that are asked for at the same time are decided one after the other and written together; changes of several orders
 * share a batch.
 * @throws DomainError ORDER_NOT_FOUND, CONFLICT when other writers were faster very often
 */
export function updateOrder(store: Store, orderId: string, decide: Decide): Promise<OrderDocument> {
  const door = doorOf(store);
  return new Promise((resolve, reject) => {
    const waiting: Waiting = { decide, resolve, reject };
    const lane = door.lanes.get(orderId);
    if (lane !== undefined) {
      lane.push(waiting);
      return;
    }
    door.lanes.set(orderId, [waiting]);
    void clearLane(door, orderId);
  });
}

/** Reads an order together with others that are read at the same time; null when there is none. */
export function readOrder(store: Store, orderId: string): Promise<OrderDocument | null> {
  return doorOf(store).writer.read(orderId);
}

function doorOf(store: Store): Door {
  const known = doors.get(store);
  if (known !== undefined) return known;
  const door = { writer: new OrderWriter(store), lanes: new Map<string, Waiting[]>() };
  doors.set(store, door);
  return door;
}

async function clearLane({ writer, lanes }: Door, orderId: string): Promise<void> {
  for (;;) {
    const turn = lanes.get(orderId)?.splice(0) ?? [];
    if (turn.length === 0) break;
    try {
      await changeTogether(writer, orderId, turn);
    } catch (error) {
      if (turn.length === 1) turn[0]?.reject(error);
      // a fault of one of them must not be the others' fault
      else for (const one of turn) await changeTogether(writer, orderId, [one]).catch(one.reject);
    }
  }
  lanes.delete(orderId);
}

async function changeTogether(writer: OrderWriter, orderId: string, turn: readonly Waiting[]): Promise<void> {
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    const before = await writer.read(orderId);
    if (before === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: orderId } });
    let order = before;
    const changes: OrderChange[] = [];
    const settled: (() => void)[] = [];
    for (const { decide, resolve, reject } of turn) {
      try {
        const change = decide(order);
        if (change !== undefined) {
          changes.push(change);
          order = changed(order, change);
        }
        const after = order;
        settled.push(() => resolve(after));
      } catch (error) {
        settled.push(() => reject(error));
      }
    }
    if (changes.length === 0 || (await writer.write(before, updateBetween(before, order, changes)))) {
      for (const settle of settled) settle();
      return;
    }
  }
  throw new DomainError('CONFLICT');
}
