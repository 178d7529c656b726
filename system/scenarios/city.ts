import { connectStore } from '@jiesu/store';
import type { Store } from '@jiesu/store';
import { JiesuClient } from '../client/index.ts';
import { engineRecords } from '../client/engine-records.ts';
import { settled } from '../client/settled.ts';
import { startTemporarySystem } from '../temporary-system.ts';
import { startGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { RunningProcesses } from './running-processes.ts';
import type { TemporarySystem } from '../temporary-system.ts';

/** Token of the gateway that hands in what callers answer. */
const SMS_TOKEN = 'token of the scenarios';

/** A whole system for scenarios: real engine, database, server and workers, and a clock that stands still. */
export class City {
  readonly system: TemporarySystem;
  readonly store: Store;
  readonly #gateway: Gateway;
  readonly #processes: RunningProcesses;
  readonly #people = new Map<string, Promise<JiesuClient>>();

  private constructor(system: TemporarySystem, store: Store, gateway: Gateway) {
    this.system = system;
    this.store = store;
    this.#gateway = gateway;
    this.#processes = new RunningProcesses(system.zeebe.restAddress);
  }

  static async open(): Promise<City> {
    const gateway = await startGateway();
    const system = await startTemporarySystem({
      serverEnv: { SERVER_SMS_TOKEN: SMS_TOKEN },
      workersEnv: {
        NOTIFY_SMS_URL: gateway.url,
        NOTIFY_WEBHOOK_URL: gateway.url,
        NOTIFY_WEBHOOK_SECRET: 'secret of the scenarios',
      },
    });
    return new City(system, await connectStore(system.mongodbUri, { appName: 'scenarios' }), gateway);
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.system.stop();
    await this.#gateway.close();
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
    const { restAddress } = this.system.zeebe;
    try {
      await settled({ restAddress, store: this.store });
    } catch (error) {
      const incidents: string[] = [];
      for await (const { valueType, intent, value } of engineRecords(restAddress)) {
        if (valueType === 'INCIDENT' && intent === 'CREATED') incidents.push(value.join(' '));
      }
      throw new Error(`${String(error)}: ${incidents.join('; ')}`, { cause: error });
    }
  }

  /** Publishes a message as a worker or the server does, and waits until all that follows has happened. */
  async publish(name: string, correlationKey: string, variables: object): Promise<void> {
    await this.#engine('/v2/messages/publication', { name, correlationKey, variables, timeToLive: 60_000 });
    await this.settle();
  }

  /** Hands in what a caller answered to a text message, as the gateway does. */
  async answerSms(phone: string, text: string): Promise<void> {
    const answer = await fetch(new URL('/api/sms/replies', this.system.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SMS_TOKEN}` },
      body: JSON.stringify({ phone, text }),
    });
    if (!answer.ok) throw new Error(`POST /api/sms/replies: ${answer.status}`);
    await this.settle();
  }

  /**
   * Ends what a scenario left behind and forgets its orders, so that the next one begins with an empty desk and can turn
   * the clock back. The recurring reports go on: each has one instance for good.
   */
  async clear(): Promise<void> {
    for (const key of await this.#processes.except('recurring-reports')) {
      await this.#engine(`/v2/process-instances/${key}/cancellation`, {});
    }
    await this.settle();
    const { orders, tasks, disputes, meetings, precedents, cases, notifications, counters } = this.store;
    for (const gone of [orders, disputes, meetings, precedents, cases, notifications]) {
      await (gone as { deleteMany(filter: object): Promise<unknown> }).deleteMany({});
    }
    await tasks.deleteMany({ processId: { $ne: 'recurring-reports' } });
    await counters.deleteMany({ _id: /^returned-/u });
  }

  async #engine(path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.system.zeebe.restAddress}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  }
}
