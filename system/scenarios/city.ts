import { connectStore } from '@jiesu/store';
import type { Store } from '@jiesu/store';
import { JiesuClient } from '../client/index.ts';
import { settled } from '../client/settled.ts';
import { startTemporarySystem } from '../temporary-system.ts';
import type { TemporarySystem } from '../temporary-system.ts';

/** A whole system for scenarios: real engine, database, server and workers, and a clock that stands still. */
export class City {
  readonly system: TemporarySystem;
  readonly store: Store;
  readonly #people = new Map<string, Promise<JiesuClient>>();

  private constructor(system: TemporarySystem, store: Store) {
    this.system = system;
    this.store = store;
  }

  static async open(): Promise<City> {
    const system = await startTemporarySystem({});
    return new City(system, await connectStore(system.mongodbUri, { appName: 'scenarios' }));
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.system.stop();
  }

  /** The session of a person by user name. */
  person(username: string): Promise<JiesuClient> {
    let session = this.#people.get(username);
    if (session === undefined) {
      session = JiesuClient.signIn(this.system.url, username, this.system.demoPassword);
      this.#people.set(username, session);
    }
    return session;
  }

  /** Moves the clock (ISO 8601 with +08:00) and waits until all that comes due has happened. */
  async moveTo(at: string): Promise<void> {
    await (await this.person('admin')).moveClock(at);
    await this.settle();
  }

  /** Waits until all that is due has happened. */
  async settle(): Promise<void> {
    await settled({ restAddress: this.system.zeebe.restAddress, store: this.store });
  }

  /** Ends what a scenario left behind, so that the next one begins with nothing open. */
  async clear(): Promise<void> {
    const open = await this.store.tasks
      .find({ state: { $in: ['open', 'completing'] } }, { processInstanceKey: 1 })
      .lean<{ processInstanceKey: string }[]>();
    const orders = await this.store.orders
      .find({ status: { $nin: ['closed'] } }, { processInstanceKey: 1 })
      .lean<{ processInstanceKey?: string }[]>();
    const keys = new Set([...orders, ...open].flatMap(({ processInstanceKey }) => processInstanceKey ?? []));
    for (const key of keys) {
      // a called process ends with the one that called it: then there is nothing to cancel any more
      await fetch(`${this.system.zeebe.restAddress}/v2/process-instances/${key}/cancellation`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
    }
    await this.settle();
    await this.store.orders.updateMany({ status: { $ne: 'closed' } }, { $set: { status: 'closed' } });
  }
}
