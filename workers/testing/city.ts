import { randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Camunda8 } from '@camunda8/sdk';
import { startProcessEntry, startProcessMessage, updateOrder } from '@jiesu/store';
import type { OrderDocument, OrderRequest, Store, TaskDocument } from '@jiesu/store';
import { newOrder, openTestStore } from '@jiesu/store/testing';
import type { TestStore } from '@jiesu/store/testing';
import { startWorkers } from '../app.ts';
import type { RunningWorkers } from '../app.ts';
import { readConfig } from '../config.ts';
import { createLogger } from '../runtime/index.ts';
import { ROOT, startEngineProcess } from './engine-process.ts';
import type { EngineProcess } from './engine-process.ts';

const WITHIN_MS = 20_000;
/** Values of forms that the process decides on; the forms mark them with the scope `process`. */
const PROCESS_VALUES = [
  'agreed',
  'approveDecision',
  'assistingUnitIds',
  'callbackResult',
  'designated',
  'dispatchChoice',
  'dissatisfiedClass',
  'grantedAmount',
  'hotspotDecision',
  'mergeDecision',
  'partyUnitIds',
  'rectified',
  'redoAsked',
  'referralId',
  'reviewDecision',
  'reviewResult',
  'signResult',
  'solved',
  'statutoryMatter',
  'unitId',
];

/** A city with its database, engine and workers, and the processes of bpmn/ and tables of config/ deployed. */
export class TestCity {
  readonly test: TestStore;
  readonly engine: EngineProcess;
  readonly camunda: Camunda8;
  workers: RunningWorkers;
  now = 0;

  private constructor(test: TestStore, engine: EngineProcess, camunda: Camunda8, workers: RunningWorkers) {
    this.test = test;
    this.engine = engine;
    this.camunda = camunda;
    this.workers = workers;
  }

  get store(): Store {
    return this.test.store;
  }

  /** Opens a city whose clock stands at a moment, ISO 8601. */
  static async open(at: string): Promise<TestCity> {
    const [test, engine] = await Promise.all([openTestStore(), startEngineProcess()]);
    const camunda = new Camunda8({
      ZEEBE_GRPC_ADDRESS: engine.grpcAddress,
      ZEEBE_REST_ADDRESS: engine.restAddress,
      CAMUNDA_AUTH_STRATEGY: 'NONE',
      CAMUNDA_LOG_LEVEL: 'none',
      zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: 'NONE' },
    });
    const workers = await TestCity.#startWorkers(test, engine);
    const city = new TestCity(test, engine, camunda, workers);
    try {
      await city.moveClock(at);
      await city.#deploy();
      return city;
    } catch (error) {
      // else the processes would outlive the test that failed
      await city.close();
      throw error;
    }
  }

  static #startWorkers(test: TestStore, engine: EngineProcess): Promise<RunningWorkers> {
    const config = readConfig({
      MONGODB_URI: test.uri,
      ZEEBE_GRPC_ADDRESS: engine.grpcAddress,
      ZEEBE_REST_ADDRESS: engine.restAddress,
      JIESU_ROOT: ROOT,
      WORKERS_METRICS_PORT: '0',
    });
    return startWorkers(
      config,
      createLogger(process.env['WORKERS_LOG_LEVEL'] === 'debug' ? 'debug' : 'warn'),
      () => performance.timeOrigin + performance.now(),
    );
  }

  async restartWorkers(): Promise<void> {
    await this.workers.stop();
    this.workers = await TestCity.#startWorkers(this.test, this.engine);
  }

  async close(): Promise<void> {
    await this.workers.stop();
    await this.camunda.getZeebeGrpcApiClient().close();
    await this.engine.stop();
    await this.test.stop();
  }

  /** Moves the engine's clock; timers that are due fire. */
  async moveClock(at: string): Promise<void> {
    this.now = Date.parse(at);
    const answer = await fetch(`${this.engine.restAddress}/v2/clock`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ timestamp: this.now }),
    });
    if (!answer.ok) throw new Error(`the clock was not moved: ${answer.status} ${await answer.text()}`);
  }

  /** Waits until the engine has nothing to do before its clock moves: whoever waits for a moment waits for it by then. */
  async settled(): Promise<void> {
    await until(
      'the engine to come to rest',
      async () => {
        const answer = await fetch(`${this.engine.restAddress}/engine/activity`);
        return (await answer.json()) as Readonly<Record<string, unknown>>;
      },
      ({ jobs, continuations, queue, timerDue }) =>
        jobs === 0 && continuations === 0 && queue === 0 && timerDue === false,
    );
  }

  /** Takes a call: stores the order and starts its process, as the server does. */
  async receive(change: Partial<OrderDocument>): Promise<string> {
    const id = randomUUID();
    const entry = startProcessEntry(this.now);
    const order = newOrder(id, {
      receivedAt: new Date(this.now),
      outbox: [entry],
      outboxNextAt: entry.nextAt,
      ...change,
    });
    await this.store.orders.create(order);
    await this.publishStart(order);
    return id;
  }

  async publishStart({ _id, orderNo }: Pick<OrderDocument, '_id' | 'orderNo'>): Promise<void> {
    const message = startProcessMessage(_id, orderNo);
    await this.publish(message.name, _id, { ...message.variables }, message.messageId);
  }

  async publish(
    name: string,
    correlationKey: string,
    variables = {},
    messageId?: string,
    timeToLive = 0,
  ): Promise<void> {
    await this.camunda.getZeebeGrpcApiClient().publishMessage({
      name,
      correlationKey,
      variables,
      timeToLive,
      ...(messageId === undefined ? {} : { messageId }),
    });
  }

  /** Asks for something as the server does: the request in the order, then its message. */
  async ask(
    orderId: string,
    message: string,
    request: Pick<OrderRequest, 'type'> & Partial<OrderRequest>,
    variables: Record<string, unknown> = {},
  ): Promise<string> {
    const id = randomUUID();
    const at = new Date(this.now);
    await updateOrder(this.store, orderId, () => ({
      add: { requests: [{ id, by: 'tester', at, state: 'open', ...request }] },
    }));
    await this.publish(message, orderId, { requestId: id, ...variables }, `${message}:${id}`, 60_000);
    return id;
  }

  /** The order, once it is as asked. */
  async order(id: string, wanted: (order: OrderDocument) => boolean = () => true): Promise<OrderDocument> {
    return until(
      `order ${id}`,
      () => this.store.orders.findById(id).lean<OrderDocument | null>(),
      (order) => wanted(order),
    );
  }

  /** The open task of an element, once it is there and as asked. */
  async task(
    orderId: string,
    elementId: string,
    wanted: (task: TaskDocument) => boolean = () => true,
  ): Promise<TaskDocument> {
    return until(
      `task ${elementId}`,
      () => this.store.tasks.findOne({ orderId, elementId, state: 'open' }).lean<TaskDocument | null>(),
      (task) => wanted(task),
    );
  }

  /** Hands in a task as the server does: all values to the database, those of the process to the engine. */
  async complete(orderId: string, elementId: string, values: Record<string, unknown>): Promise<string> {
    const { _id: key } = await this.task(orderId, elementId);
    await this.store.tasks.updateOne(
      { _id: key, state: 'open' },
      {
        $set: {
          state: 'completing',
          submission: values,
          submittedBy: 'tester',
          submittedAt: new Date(this.now),
        },
      },
    );
    const variables = Object.fromEntries(
      Object.entries(values).filter(([name]) => PROCESS_VALUES.includes(name)),
    );
    await until(
      `completion of ${elementId}`,
      () => this.#completed(key, variables),
      (done) => done,
    );
    return key;
  }

  /** False while the engine is still about to create the task: its listener is not through yet. */
  async #completed(userTaskKey: string, variables: Record<string, unknown>): Promise<boolean> {
    try {
      await this.camunda.getOrchestrationClusterApiClientLoose().completeUserTask({ userTaskKey, variables });
      return true;
    } catch (error) {
      const detail = error instanceof Error && 'detail' in error ? String(error.detail) : '';
      if (error instanceof Error && error.message.includes('INVALID_STATE') && !/denied/i.test(detail))
        return false;
      throw error;
    }
  }

  async events(orderId: string): Promise<string[]> {
    const found = await this.store.events.find({ orderId }).sort({ at: 1, recordedAt: 1 }).lean();
    return found.map(({ type }) => type);
  }

  async #deploy(): Promise<void> {
    const files = await Promise.all(
      [
        ['bpmn', /\.(bpmn|form)$/],
        ['config', /\.dmn$/],
      ].map(async ([folder, pattern]) => {
        const names = await readdir(path.join(ROOT, folder as string));
        return names
          .filter((name) => (pattern as RegExp).test(name))
          .map((name) => path.join(ROOT, folder as string, name));
      }),
    );
    const form = new FormData();
    for (const file of files.flat()) {
      form.append('resources', new Blob([await readFile(file)]), path.basename(file));
    }
    const answer = await fetch(`${this.engine.restAddress}/v2/deployments`, { method: 'POST', body: form });
    if (!answer.ok) throw new Error(`not deployed: ${answer.status} ${await answer.text()}`);
  }
}

/** Waits for a condition on the real parts; fails with what it saw last. */
async function until<T>(
  what: string,
  read: () => Promise<T | null>,
  wanted: (value: T) => boolean,
): Promise<T> {
  const end = performance.now() + WITHIN_MS;
  for (;;) {
    const value = await read();
    if (value !== null && wanted(value)) return value;
    if (performance.now() > end)
      throw new Error(`waited in vain for ${what}; last seen: ${JSON.stringify(value)}`);
    await pause(5);
  }
}
