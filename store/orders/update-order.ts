import { DomainError } from '@jiesu/domain';
import type { Store } from '../connect.ts';
import type { OrderDocument } from '../models/index.ts';
import { changed, updateBetween } from './order-change.ts';
import type { OrderChange } from './order-change.ts';
import { allCompanions } from './companions.ts';
import { KnownOrders } from './known-orders.ts';
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
  readonly known: KnownOrders;
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
export async function readOrder(store: Store, orderId: string): Promise<OrderDocument | null> {
  return read(doorOf(store), orderId);
}

/**
 * The order as this process knows it: it may have changed since, so this is only for what {@link updateOrder} decides
 * again on the order as it is.
 */
export async function recallOrder(store: Store, orderId: string): Promise<OrderDocument | null> {
  const door = doorOf(store);
  return door.known.find(orderId) ?? read(door, orderId);
}

async function read({ writer, known }: Door, orderId: string): Promise<OrderDocument | null> {
  const order = await writer.read(orderId);
  if (order === null) known.forget(orderId);
  else known.read(order);
  return order;
}

function doorOf(store: Store): Door {
  const known = doors.get(store);
  if (known !== undefined) return known;
  const door = {
    writer: new OrderWriter(store),
    known: new KnownOrders(),
    lanes: new Map<string, Waiting[]>(),
  };
  doors.set(store, door);
  return door;
}

async function clearLane(door: Door, orderId: string): Promise<void> {
  const { lanes } = door;
  for (;;) {
    const turn = lanes.get(orderId)?.splice(0) ?? [];
    if (turn.length === 0) break;
    try {
      await changeTogether(door, orderId, turn);
    } catch (error) {
      if (turn.length === 1) turn[0]?.reject(error);
      // a fault of one of them must not be the others' fault
      else for (const one of turn) await changeTogether(door, orderId, [one]).catch(one.reject);
    }
  }
  lanes.delete(orderId);
}

async function changeTogether(door: Door, orderId: string, turn: readonly Waiting[]): Promise<void> {
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    // what is remembered is good enough where the write checks it
    const known = door.known.find(orderId);
    const before = known ?? (await read(door, orderId));
    if (before === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: orderId } });
    const { after, changes, failed, settle } = decideAll(before, turn);
    if (known !== undefined && (failed || after === before)) {
      door.known.forget(orderId);
      continue;
    }
    if (await write(door, before, after, changes)) {
      settle();
      return;
    }
    door.known.forget(orderId);
  }
  throw new DomainError('CONFLICT');
}

interface Decided {
  readonly after: OrderDocument;
  readonly changes: readonly OrderChange[];
  /** Whether one of them threw. */
  readonly failed: boolean;
  /** Tells each what became of it. */
  readonly settle: () => void;
}

function decideAll(before: OrderDocument, turn: readonly Waiting[]): Decided {
  let order = before;
  let failed = false;
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
      failed = true;
      settled.push(() => reject(error));
    }
  }
  return {
    after: order,
    changes,
    failed,
    settle: () => {
      for (const tell of settled) tell();
    },
  };
}

async function write(
  { writer, known }: Door,
  before: OrderDocument,
  after: OrderDocument,
  changes: readonly OrderChange[],
): Promise<boolean> {
  const companions = allCompanions(changes.map((change) => change.with));
  if (after === before) return companions === undefined || writer.write(before, undefined, companions);
  if (!(await writer.write(before, updateBetween(before, after, changes), companions))) return false;
  known.written(before, after);
  return true;
}
