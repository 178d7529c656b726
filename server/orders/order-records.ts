import { DomainError } from '@jiesu/domain';
import type { QueryFilter } from 'mongoose';
import { isOfHotline } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import { afterPage, pageOf } from '../http/index.ts';
import type { Page } from '../http/index.ts';
import type { EventDocument, FieldCipher, OrderDocument, Store } from '@jiesu/store';

/** What a list of orders is narrowed by. */
export interface OrderQuery {
  readonly status?: string | undefined;
  readonly unit?: string | undefined;
  readonly kind?: string | undefined;
  readonly urgency?: string | undefined;
  /** An order number, words of a title, or a whole phone number. */
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What lists show; texts and explanations stay where they are. */
const LIST_FIELDS = { text: 0, 'deadline.explanation': 0, reply: 0, outbox: 0, classification: 0, caller: 0 };

/** The orders that a person may list: all of them at the hotline, those that it leads in a unit. */
function listedFor(person: SignedInPerson): QueryFilter<OrderDocument> | undefined {
  if (isOfHotline(person)) return {};
  return person.unitId === null ? undefined : { unitId: person.unitId };
}

/** The orders that a person may see: besides those of its unit the ones where the unit assists. */
export function visibleTo(person: SignedInPerson): QueryFilter<OrderDocument> | undefined {
  const { unitId } = person;
  if (isOfHotline(person)) return {};
  return unitId === null ? undefined : { $or: [{ unitId }, { assistingUnitIds: unitId }] };
}

/** Reads orders and their timelines. */
export class OrderRecords {
  readonly #store: Store;
  readonly #cipher: FieldCipher;

  constructor(store: Store, cipher: FieldCipher) {
    this.#store = store;
    this.#cipher = cipher;
  }

  /** The order of a number if the person may see it. */
  async find(orderNo: string, person: SignedInPerson): Promise<OrderDocument | undefined> {
    const visible = visibleTo(person);
    if (visible === undefined) return undefined;
    return (await this.#store.orders.findOne({ ...visible, orderNo }).lean()) ?? undefined;
  }

  /** @throws DomainError ORDER_NOT_FOUND, also for an order that the person may not see */
  async require(orderNo: string, person: SignedInPerson): Promise<OrderDocument> {
    const order = await this.find(orderNo, person);
    if (order === undefined) throw new DomainError('ORDER_NOT_FOUND', { params: { value: orderNo } });
    return order;
  }

  async get(id: string): Promise<OrderDocument | undefined> {
    return (await this.#store.orders.findById(id).lean()) ?? undefined;
  }

  /** Newest first. @throws DomainError VALIDATION_FAILED on a cursor that no page gave */
  async list(query: OrderQuery, person: SignedInPerson): Promise<Page<OrderDocument>> {
    const visible = listedFor(person);
    if (visible === undefined) return { items: [], nextCursor: null };
    const conditions: QueryFilter<OrderDocument>[] = [visible];
    if (query.status !== undefined) conditions.push({ status: query.status as OrderDocument['status'] });
    if (query.unit !== undefined) conditions.push({ unitId: query.unit });
    if (query.kind !== undefined) conditions.push({ kind: query.kind as NonNullable<OrderDocument['kind']> });
    if (query.urgency !== undefined) {
      conditions.push({ urgency: query.urgency as NonNullable<OrderDocument['urgency']> });
    }
    if (query.q !== undefined && query.q.trim() !== '') conditions.push(this.#words(query.q.trim(), person));
    conditions.push(afterPage('receivedAt', query.cursor));
    const found = await this.#store.orders
      .find({ $and: conditions }, LIST_FIELDS)
      .sort({ receivedAt: -1, _id: -1 })
      .limit(query.limit + 1)
      .lean<OrderDocument[]>();
    return pageOf(found, query.limit, ({ receivedAt }) => receivedAt);
  }

  /** The timeline, oldest first. */
  async events(orderId: string): Promise<EventDocument[]> {
    return await this.#store.events.find({ orderId }).sort({ at: 1, recordedAt: 1 }).limit(1000).lean();
  }

  #words(q: string, person: SignedInPerson): QueryFilter<OrderDocument> {
    if (/^JS\d/i.test(q)) return { orderNo: new RegExp(`^${escape(q.toUpperCase())}`) };
    if (/^\+?[\d -]{7,20}$/.test(q) && isOfHotline(person)) {
      return { phoneHash: this.#cipher.phoneHash(q) ?? '' };
    }
    return { title: new RegExp(escape(q), 'i') };
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
