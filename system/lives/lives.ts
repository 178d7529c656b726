import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { WorkingCalendar, demoPeople } from '@jiesu/domain';
import { connectStore, loadCityConfig } from '@jiesu/store';
import { ServerMetrics, connectEngine, openDesks } from '@jiesu/server';
import { engineActivity } from '../client/settled.ts';
import { arrivalsOf } from '../simulation/arrivals.ts';
import { Chance } from '../simulation/chance.ts';
import { decisionTables } from '../simulation/decision-tables.ts';
import { Simulation } from '../simulation/simulation.ts';
import type { Errand } from '../simulation/simulation.ts';
import { startTemporarySystem } from '../temporary-system.ts';
import { Accidents } from './accidents.ts';
import { aftermath } from './aftermath.ts';
import type { Broken } from './invariants/broken.ts';
import { story } from './timeline.ts';
import { Watch } from './watch.ts';
import { wildConductOf } from './wild-conduct.ts';
import { requestsOf } from './wild-requests.ts';

/** What a run of wild lives is. */
export interface LivesPlan {
  readonly orders: number;
  readonly seed: number;
  /** Only the life of this number, from 0. */
  readonly only?: number | undefined;
  readonly notice?: (line: string) => void;
  /** More that happens, e.g. a change of the rules; in the order of time. */
  readonly errands?: readonly Errand[];
}

/** What it came to. */
export interface LivesReport {
  readonly closed: number;
  /** Requests that were made, by type. */
  readonly asked: Readonly<Record<string, number>>;
  /** What went wrong on purpose, and what was looked at. */
  readonly counts: Readonly<Record<string, number>>;
  readonly broken: readonly Broken[];
  /** For a person: what was broken, with timelines and how to run it again. Empty when nothing was. */
  readonly story: string;
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const DAY_MS = 86_400_000;
const FROM = '2026-03-02';
const ORDERS_A_DAY = 200;
const AFTERMATH_MS = 400 * DAY_MS;
const STEP_MS = 30 * 60_000;
const ORDERS_A_KILL = 20;
const SMS_ANSWERED = 0.6;
/** A run that is broken so often need not go on. */
const ENOUGH = 200;
/** How one sees that a text is a caller's, or what somebody wrote at a desk. */
const MARKS =
  /市民\d+|(?<!\d)139\d{8}(?!\d)|江州第 \d+ 公司|（第 \d+ 件）|地点：|本单位三定|已到现场|热线按规定作出|因客观情况需要/u;

/** Lets wild lives happen on a system of their own and judges them at every moment. */
export async function liveWildly(plan: LivesPlan): Promise<LivesReport> {
  const { seed, orders } = plan;
  const system = await startTemporarySystem({ withoutServer: true });
  const city = await loadCityConfig(path.join(root, 'config'));
  const store = await connectStore(system.mongodbUri, { appName: 'lives' });
  const engine = connectEngine({ grpc: system.zeebe.grpcAddress, rest: system.zeebe.restAddress });
  const desks = await openDesks({
    ...{ root, store, engine, city, logger: pino({ level: 'silent' }) },
    secret: 'the secret of a wild city',
    machineClock: { now: () => Date.now() },
    metrics: new ServerMetrics(),
  });
  try {
    await store.ensureIndexes();
    const days = Math.max(2, Math.ceil(orders / ORDERS_A_DAY));
    const arrivals = arrivalsOf(city, { orders, seed, from: FROM, days }).filter(
      ({ index }) => plan.only === undefined || plan.only === index,
    );
    const first = arrivals[0]?.at ?? Date.parse(`${FROM}T00:00:00+08:00`);
    await desks.clock.pin(first);
    await desks.deployment.deployFiles(root, await decisionTables(root));
    desks.outbox.start();

    const broken = new Map<string, Broken>();
    const tell = (found: readonly Broken[]): void => {
      for (const entry of found) broken.set(`${entry.orderId ?? ''} ${entry.what}`, entry);
    };
    const accidents = new Accidents({ system, store, desks, seed });
    const phones = new Map<string, string>();
    const awaitsSms = new Set<string>();
    const watch = new Watch({
      ...{ store, city, marks: MARKS, restAddress: system.zeebe.restAddress },
      groups: new Set(demoPeople(city.people, city.units.units).flatMap(({ groups }) => groups)),
      awaitsSms: (orderId) => void awaitsSms.add(orderId),
    });
    const asked = new Map<string, number>();
    const requests = requestsOf({ store, desks, city, seed }, arrivals, asked).map(({ at, key, run }) => ({
      at,
      run: () => accidents.attempt(key, run),
    }));
    const kills = arrivals
      .filter((_, number) => number % ORDERS_A_KILL === ORDERS_A_KILL / 2)
      .map(({ at, index }): Errand => {
        const chance = new Chance(seed, 'accident', index);
        const part = chance.pick(['workers', 'engine'] as const);
        return { at: at + chance.between(0, 3 * DAY_MS), run: () => accidents.kill(part, String(index)) };
      });

    const settle = async (now: number) => {
      let settled = await accidents.settle(now);
      tell(await watch.judge());
      if (broken.size >= ENOUGH) throw new Error('enough');
      while (awaitsSms.size > 0) {
        const ids = [...awaitsSms];
        awaitsSms.clear();
        for (const id of ids) await answerSms(id);
        settled = await accidents.settle(settled.now);
        tell(await watch.judge());
      }
      return settled;
    };
    const answerSms = async (orderId: string): Promise<void> => {
      const index = await indexOf(orderId);
      const chance = new Chance(seed, 'sms', index);
      const phone = arrivals.find((arrival) => String(arrival.index) === index)?.intake['caller'];
      if (!chance.happens(SMS_ANSWERED)) return;
      const text = chance.pick(['1', '2', '回复2', '满意 1', '谢谢']);
      await accidents.attempt(`sms/${index}`, () =>
        desks.smsReplies.take((phone as { phone: string }).phone, text),
      );
    };
    const indexOf = async (orderId: string): Promise<string> => {
      const known = phones.get(orderId);
      if (known !== undefined) return known;
      const order = await store.orders
        .findById(orderId, { idempotencyKey: 1 })
        .lean<{ idempotencyKey?: string }>();
      const index = order?.idempotencyKey?.replace('simulated-', '') ?? '';
      phones.set(orderId, index);
      return index;
    };

    const finished = await new Simulation({
      ...{ store, desks, city, seed, restAddress: system.zeebe.restAddress },
      stepMs: STEP_MS,
      ways: {
        ...{ conduct: wildConductOf, attempt: accidents.attempt, settle },
        errands: [...requests, ...kills, ...(plan.errands ?? [])].sort((a, b) => a.at - b.at),
      },
      onProgress: ({ received, ended, now }) =>
        plan.notice?.(
          `${received} received, ${ended} ended, ${broken.size} broken, ${new Date(now).toISOString()}`,
        ),
    })
      .run(arrivals, first + days * DAY_MS + AFTERMATH_MS)
      .then(
        () => true,
        (error: unknown) => {
          tell([{ what: `the run broke off: ${String(error)}` }]);
          return false;
        },
      );
    if (finished) {
      await watch.read();
      const activity = await engineActivity(system.zeebe.restAddress);
      tell(
        await aftermath({
          ...{ store, activity, state: watch.state, marks: MARKS },
          calendar: new WorkingCalendar(city.calendar),
          logs: path.join(system.dataDir, 'logs'),
        }),
      );
    }
    return {
      closed: await store.orders.countDocuments({ status: 'closed' }),
      asked: Object.fromEntries(asked),
      counts: { ...accidents.counts, ...watch.counts },
      broken: [...broken.values()],
      story: broken.size === 0 ? '' : await story([...broken.values()], { store, seed, orders }),
    };
  } finally {
    await desks.outbox.stop();
    await engine.close();
    await store.close();
    await system.stop();
  }
}
