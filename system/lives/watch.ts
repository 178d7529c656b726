import { WorkingCalendar } from '@jiesu/domain';
import type { CityConfig, OrderDocument, Store, TaskDocument } from '@jiesu/store';
import type { EngineRecord } from '../client/engine-records.ts';
import { engineRecordLines } from '../client/engine-records.ts';
import { EngineState } from './engine-state.ts';
import type { Broken } from './invariants/broken.ts';
import { PersonalData } from './invariants/city.ts';
import { UsedTime, clockIsRight, engineFollows } from './invariants/clock.ts';
import { desksFollow, standing } from './invariants/standing.ts';
import { causedNow } from './invariants/supervision.ts';

/** Jobs that compute the deadline of an order anew. */
const CLOCK_JOBS = [
  ...['hotline.compute-deadlines', 'hotline.plan-steps', 'hotline.pause', 'hotline.resume', 'hotline.extend'],
];
/** Jobs after which supervision is judged. */
const SUPERVISION_JOBS = ['hotline.check-step', 'hotline.issue-card', 'hotline.remind'];
/** Moments between two comparisons of the desks with the engine. */
const DESKS_EVERY = 10;
/** Statuses in which the unit or squad has the order, so that its deadline is its own. */
const IN_WORK = ['awaiting-sign', 'handling', 'reviewing', 'emergency-response', 'suspended'];

/** A caller who may answer a text message now. */
export type AwaitsSms = (orderId: string) => void;

interface Parts {
  readonly restAddress: string;
  readonly store: Store;
  readonly city: CityConfig;
  /** All groups that people are in. */
  readonly groups: ReadonlySet<string>;
  /** How one sees that a text is a person's. */
  readonly marks: RegExp;
  readonly awaitsSms: AwaitsSms;
}

/** Follows the record log of the engine and judges the city at each moment at which nothing is due. */
export class Watch {
  readonly state = new EngineState();
  readonly #parts: Parts;
  readonly #calendar: WorkingCalendar;
  readonly #used = new UsedTime();
  readonly #personal: PersonalData;
  readonly #touched = new Map<string, { clock: boolean; supervision: boolean }>();
  readonly #orderOfJob = new Map<number, { readonly orderId: string; readonly type: string }>();
  readonly #found: Broken[] = [];
  #before = 0;
  /** How often the city was judged, how many orders were looked at in the database for it, and records read. */
  readonly counts = { moments: 0, orders: 0, records: 0 };

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#calendar = new WorkingCalendar(parts.city.calendar);
    this.#personal = new PersonalData(parts.marks);
  }

  /** Reads what has happened since the last time, without judging: while parts of the system are down. */
  async read(): Promise<void> {
    const { restAddress } = this.#parts;
    for await (const line of engineRecordLines(restAddress, this.state.position + 1)) {
      this.counts.records += 1;
      const record = JSON.parse(line) as EngineRecord;
      this.#found.push(...this.#personal.look(`${record.valueType} ${String(record.value[0])}`, line));
      this.#note(record);
      this.state.apply(record);
    }
  }

  /** Judges the city as it is, with all that is due done. Each fault is told once for each moment that it lasts. */
  async judge(): Promise<Broken[]> {
    await this.read();
    this.counts.moments += 1;
    const now = this.state.now;
    const broken = [...this.#found.splice(0), ...standing(this.state, this.#parts.groups)];
    if (this.counts.moments % DESKS_EVERY === 0) broken.push(...(await this.#desks()));
    const ids = [...this.#touched.keys()];
    if (ids.length > 0) {
      const orders = await this.#parts.store.orders.find({ _id: { $in: ids } }).lean<OrderDocument[]>();
      const roots = new Map(this.state.roots().map(({ key }) => [this.state.orderIdOf(key) ?? '', key]));
      for (const order of orders) {
        const root = roots.get(order._id);
        const touched = this.#touched.get(order._id);
        this.counts.orders += 1;
        broken.push(...this.#used.note(order));
        if (root === undefined || !IN_WORK.includes(order.status)) continue;
        if (touched?.clock === true) broken.push(...clockIsRight(order, now, this.#calendar));
        broken.push(...engineFollows(order, this.state, root));
        broken.push(...causedNow(order, { now, before: this.#before }, this.#calendar));
      }
    }
    this.#touched.clear();
    this.#before = now;
    return broken;
  }

  async #desks(): Promise<Broken[]> {
    const open = await this.#parts.store.tasks
      .find({ state: { $in: ['open', 'completing'] } }, { elementId: 1, candidateGroups: 1 })
      .lean<Pick<TaskDocument, '_id' | 'elementId' | 'candidateGroups'>[]>();
    return desksFollow(this.state, open);
  }

  /** Before it is applied: a job's end no longer says which order it was of. */
  #note({ valueType, intent, key, value }: EngineRecord): void {
    if (valueType === 'PROCESS_MESSAGE_SUBSCRIPTION' && intent === 'CREATED') {
      if (value[0] === 'callback-replied') this.#parts.awaitsSms(String(value[1]));
      return;
    }
    if (valueType !== 'JOB') return;
    const type = String(value[0]);
    const clock = CLOCK_JOBS.includes(type);
    if (!clock && !SUPERVISION_JOBS.includes(type)) return;
    if (intent === 'CREATED') {
      const orderId = this.state.orderOf(Number(value[4]));
      if (orderId !== undefined) this.#orderOfJob.set(Number(key), { orderId, type });
      return;
    }
    const job = this.#orderOfJob.get(Number(key));
    if (intent !== 'COMPLETED' || job === undefined) return;
    this.#orderOfJob.delete(Number(key));
    const known = this.#touched.get(job.orderId) ?? { clock: false, supervision: false };
    this.#touched.set(job.orderId, { clock: known.clock || clock, supervision: known.supervision || !clock });
  }
}
