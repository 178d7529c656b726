import TinyQueue from 'tinyqueue';
import { WorkingCalendar, demoPeople, isDomainError } from '@jiesu/domain';
import type { CityConfig, OrderDocument, Store, TaskDocument } from '@jiesu/store';
import type { Desks } from '@jiesu/server';
import { settled } from '../client/settled.ts';
import type { EngineActivity } from '../client/settled.ts';
import type { Arrival } from './arrivals.ts';
import { Chance } from './chance.ts';
import { conductOf, isAroundTheClock } from './conduct.ts';
import type { Conduct, Situation } from './conduct.ts';
import { Fillings, personFor } from './people.ts';
import type { Filling } from './people.ts';

/** Something that happens at a moment besides calls and tasks; ms since 1970. */
export interface Errand {
  readonly at: number;
  readonly run: () => Promise<void>;
}

type Attempt = (key: string, action: () => Promise<void>) => Promise<void>;
const simply: Attempt = (_key, action) => action();

/** What is different in a city that is not the usual one. */
export interface Ways {
  /** What people do with a task. */
  readonly conduct?: (situation: Situation, chance: Chance) => Conduct;
  /** In the order of time; each runs beside the calls and tasks of its step. */
  readonly errands?: readonly Errand[];
  /** Does what a person does, in a way of its own: twice, or again when a part of the system was down. */
  readonly attempt?: Attempt;
  /** Waits until all that is due has happened; answers the time too (ms), which it may have moved on. */
  readonly settle?: (now: number) => Promise<{ readonly activity: EngineActivity; readonly now: number }>;
}

/** What the simulated city needs of a running system. */
export interface SimulationParts {
  readonly store: Store;
  readonly desks: Desks;
  readonly city: CityConfig;
  readonly restAddress: string;
  readonly seed: number;
  /** Length of a step of the clock, ms: what falls into one happens side by side. */
  readonly stepMs: number;
  readonly ways?: Ways;
  /** Hears how far it is: orders received and ended so far, and the simulated time. */
  readonly onProgress: (progress: {
    readonly received: number;
    readonly ended: number;
    readonly now: number;
  }) => void;
}

interface Due {
  readonly at: number;
  readonly taskKey: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly filling: Filling;
}

const MINUTE_MS = 60_000;
const SIDE_BY_SIDE = 64;
const PAGE = 500;
/** Counting what has ended takes time with many orders, so it is told only now and then, in ms of real time. */
const TELL_EVERY_MS = 5000;

/**
 * Lets a city live: calls come in, people do their tasks after a while, the engine's clock is moved from step to step,
 * and each step waits until all that came due in it has happened. Whatever people do follows from the seed, the order and
 * the task, not from how fast the machine is.
 */
export class Simulation {
  readonly #parts: SimulationParts;
  readonly #calendar: WorkingCalendar;
  readonly #agent;
  readonly #people;
  readonly #fillings: Fillings;
  readonly #due = new TinyQueue<Due>([], (a, b) => a.at - b.at || (a.taskKey < b.taskKey ? -1 : 1));
  readonly #seen = new Map<string, number>();
  readonly #occurrences = new Map<string, number>();
  readonly #indexes = new Map<string, number>();
  /** Tasks that were read by now lie before it, epoch ms. */
  #readUpTo = 0;
  #received = 0;
  #now = 0;
  #toldAt = 0;

  constructor(parts: SimulationParts) {
    this.#parts = parts;
    this.#calendar = new WorkingCalendar(parts.city.calendar);
    this.#people = demoPeople(parts.city.people, parts.city.units.units);
    this.#fillings = new Fillings(parts);
    this.#agent = personFor(this.#people, ['role:agent']);
  }

  /** Runs until every call has come in and nothing waits for a person or a timer any more. Ends at `until` (ms) at the latest. */
  async run(arrivals: readonly Arrival[], until: number): Promise<void> {
    const { stepMs } = this.#parts;
    const { errands = [], attempt = simply } = this.#parts.ways ?? {};
    let next = 0;
    let nextErrand = 0;
    this.#now = arrivals[0]?.at ?? 0;
    while (this.#now < until) {
      const activity = await this.#settle();
      await this.#readTasks();
      if (next === arrivals.length && this.#due.length === 0 && activity.nextTimerAt === null) return;
      const times = [
        ...[arrivals[next]?.at, errands[nextErrand]?.at, this.#due.peek()?.at],
        activity.nextTimerAt ?? undefined,
      ];
      const soonest = Math.min(...times.filter((time) => time !== undefined));
      if (!Number.isFinite(soonest)) return;
      this.#now = Math.max(this.#now, soonest - (soonest % stepMs) + stepMs);
      await attempt('clock', () => this.#parts.desks.clock.pin(this.#now));
      const calls: Arrival[] = [];
      for (let call = arrivals[next]; call !== undefined && call.at <= this.#now; call = arrivals[next]) {
        calls.push(call);
        next += 1;
      }
      const beside: Errand[] = [];
      for (let errand = errands[nextErrand]; errand !== undefined && errand.at <= this.#now;) {
        beside.push(errand);
        nextErrand += 1;
        errand = errands[nextErrand];
      }
      const tasks: Due[] = [];
      for (let due = this.#due.peek(); due !== undefined && due.at <= this.#now; due = this.#due.peek()) {
        tasks.push(due);
        this.#due.pop();
      }
      const peopleAct = async (): Promise<void> => {
        await inParallel(calls, (call) => attempt(`call/${call.index}`, () => this.#take(call)));
        await inParallel(tasks, (due) => attempt(`task/${due.taskKey}`, () => this.#complete(due)));
      };
      await Promise.all([peopleAct(), inParallel(beside, (errand) => errand.run())]);
      await this.#tell();
    }
  }

  async #settle(): Promise<EngineActivity> {
    const { restAddress, store, ways } = this.#parts;
    if (ways?.settle === undefined) return settled({ restAddress, store }, 120_000);
    const { activity, now } = await ways.settle(this.#now);
    this.#now = now;
    return activity;
  }

  async #take({ index, intake }: Arrival): Promise<void> {
    const { id } = await this.#parts.desks.intake.take(intake, this.#agent, `simulated-${index}`);
    this.#indexes.set(id, index);
    this.#received = this.#indexes.size;
  }

  /** Plans what people will do with the tasks that came since it last looked. */
  async #readTasks(): Promise<void> {
    const { store } = this.#parts;
    const from = new Date(this.#readUpTo);
    for (let after: string | undefined; ;) {
      const page = await store.tasks
        .find({
          state: 'open',
          createdAt: { $gte: from },
          ...(after === undefined ? {} : { _id: { $gt: after } }),
        })
        .sort({ _id: 1 })
        .limit(PAGE)
        .lean<TaskDocument[]>();
      await inParallel(
        page.filter((task) => !this.#seen.has(task._id)),
        (task) => this.#plan(task),
      );
      after = page.at(-1)?._id;
      if (page.length < PAGE) break;
    }
    this.#readUpTo = this.#now;
    for (const [key, at] of this.#seen) if (at < this.#readUpTo) this.#seen.delete(key);
  }

  async #plan(task: TaskDocument): Promise<void> {
    this.#seen.set(task._id, task.createdAt.getTime());
    const matter =
      task.orderId === ''
        ? (task.subject?.id ?? '')
        : String(this.#indexes.get(task.orderId) ?? task.orderId);
    const place = `${matter}/${task.elementId}/${task.candidateGroups.join()}`;
    const occurrence = this.#occurrences.get(place) ?? 0;
    this.#occurrences.set(place, occurrence + 1);
    const chance = new Chance(this.#parts.seed, 'task', place, occurrence);
    const filling = await this.#fillings.of(task);
    const now = task.createdAt.getTime();
    const {
      afterMinutes,
      values,
      late = false,
    } = (this.#parts.ways?.conduct ?? conductOf)(
      { task, occurrence, now: new Date(now).toISOString(), ...filling },
      chance,
    );
    const at = isAroundTheClock(task.elementId)
      ? now + afterMinutes * MINUTE_MS
      : this.#calendar.dueTime(now, afterMinutes / 60, 'working-hours', { unpublished: 'mark' }).at;
    this.#due.push({
      at: late ? at : inTime(at, now, task.dueAt),
      taskKey: task._id,
      values,
      filling,
    });
  }

  async #complete(due: Due): Promise<void> {
    const { taskKey, values, filling } = due;
    const { desks } = this.#parts;
    const task = await desks.tasks.find(taskKey);
    // the process withdrew it: the order was returned, raised, or is finished
    if (task?.state !== 'open') return;
    const person = personFor(this.#people, task.candidateGroups);
    const form = task.formId === undefined ? undefined : desks.forms.get(task.formId);
    const options = (list: readonly string[]) => list.map((value) => ({ label: value, value }));
    const data = {
      units: options(filling.units),
      disputes: options(filling.disputes),
      hotspots: options(filling.hotspots),
    };
    try {
      await desks.completion.complete(task, person, values, { form, data });
    } catch (error) {
      // a timer of the same step withdrew or changed it: whoever still has it then does it in the next step
      if (!isDomainError(error) || error.code !== 'CONFLICT') throw error;
      this.#due.push({ ...due, at: this.#now + 1 });
    }
  }

  async #tell(): Promise<void> {
    if (performance.now() - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = performance.now();
    const ended = await this.#parts.store.orders.countDocuments({
      status: 'closed',
    } satisfies Partial<OrderDocument>);
    this.#parts.onProgress({ received: this.#received, ended, now: this.#now });
  }
}

/** People look at the limit: what it would miss is done with a fifth of the time left. */
function inTime(at: number, now: number, dueAt: Date | undefined): number {
  const limit = dueAt?.getTime() ?? Infinity;
  return at > limit && limit > now ? now + (limit - now) * 0.8 : at;
}

async function inParallel<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next]; item !== undefined; item = items[next]) {
      next += 1;
      await action(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, items.length) }, lane));
}
