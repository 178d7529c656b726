import type { QueryFilter } from 'mongoose';
import type { DisputeDocument, MeetingDocument, PrecedentDocument, Store } from '@jiesu/store';
import { afterPage, pageOf } from '../http/index.ts';
import type { Page } from '../http/index.ts';
import { isOfHotline } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';

interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

type Collections = Pick<Store, 'disputes' | 'meetings' | 'precedents'>;

/** Reads disputes, joint meetings and the precedents that came of them. */
export class MeetingRecords {
  readonly #store: Collections;

  constructor(store: Collections) {
    this.#store = store;
  }

  /** Newest first; a unit sees those that it is a party to. */
  async disputes(
    query: PageQuery & { readonly state?: string | undefined; readonly orderNo?: string | undefined },
    person: SignedInPerson,
  ): Promise<Page<DisputeDocument>> {
    const visible = disputesFor(person);
    if (visible === undefined) return { items: [], nextCursor: null };
    const conditions: QueryFilter<DisputeDocument>[] = [visible, afterPage('openedAt', query.cursor)];
    if (query.state !== undefined) conditions.push({ state: query.state as DisputeDocument['state'] });
    if (query.orderNo !== undefined) conditions.push({ orderNo: query.orderNo });
    const found = await this.#store.disputes
      .find({ $and: conditions })
      .sort({ openedAt: -1, _id: -1 })
      .limit(query.limit + 1)
      .lean<DisputeDocument[]>();
    return pageOf(found, query.limit, ({ openedAt }) => openedAt);
  }

  /** Latest first. */
  async meetings(query: PageQuery): Promise<Page<MeetingDocument>> {
    const found = await this.#store.meetings
      .find(afterPage('startsAt', query.cursor))
      .sort({ startsAt: -1, _id: -1 })
      .limit(query.limit + 1)
      .lean<MeetingDocument[]>();
    return pageOf(found, query.limit, ({ startsAt }) => startsAt);
  }

  /** A meeting with the disputes of its agenda in their order. */
  async meeting(id: string): Promise<{ meeting: MeetingDocument; disputes: DisputeDocument[] } | undefined> {
    const meeting = await this.#store.meetings.findById(id).lean<MeetingDocument | null>();
    if (meeting === null) return undefined;
    const found = await this.#store.disputes.find({ _id: { $in: meeting.agenda } }).lean<DisputeDocument[]>();
    const disputes = meeting.agenda.flatMap((key) => found.find(({ _id }) => _id === key) ?? []);
    return { meeting, disputes };
  }

  /** Newest first. */
  async precedents(
    query: PageQuery & { readonly category?: string | undefined; readonly area?: string | undefined },
  ): Promise<Page<PrecedentDocument>> {
    const found = await this.#store.precedents
      .find({
        ...(query.category === undefined ? {} : { category: query.category }),
        ...(query.area === undefined ? {} : { area: query.area }),
        ...afterPage('at', query.cursor),
      })
      .sort({ at: -1, _id: -1 })
      .limit(query.limit + 1)
      .lean<PrecedentDocument[]>();
    return pageOf(found, query.limit, ({ at }) => at);
  }
}

function disputesFor(person: SignedInPerson): QueryFilter<DisputeDocument> | undefined {
  if (isOfHotline(person)) return {};
  return person.unitId === null ? undefined : { parties: person.unitId };
}
