import path from 'node:path';
import { presentCity, readConfigTexts, rulesOf } from '@jiesu/store';
import type { EventDocument, OrderDocument, RulesNow } from '@jiesu/store';
import { newOrder, openTestStore } from '@jiesu/store/testing';
import type { TestStore } from '@jiesu/store/testing';
import { createContext } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { createLogger } from '../runtime/index.ts';
import { documentIssuer } from '../documents/index.ts';
import type { Notice } from '../notifications/index.ts';
import type { EngineMessage, Job, JobHandler, JobResult } from '../runtime/index.ts';
import { ROOT } from './engine-process.ts';

/** A place to call handlers with a real database, as the runtime calls them. */
export class HandlerBench {
  readonly test: TestStore;
  readonly context: WorkerContext;
  /** Messages that were published, each id once, as the engine keeps them. */
  readonly messages: Map<string, EngineMessage>;
  /** Notices by their ids. */
  readonly notices: Map<string, Notice>;
  /** Due dates that were set, by user task. */
  readonly dueDates: Map<string, string>;
  /** The rules in force; a test may put others in their place. */
  rules: RulesNow;
  #keys = 0;

  private constructor(test: TestStore, rules: RulesNow) {
    this.test = test;
    this.rules = rules;
    this.messages = new Map();
    this.notices = new Map();
    this.dueDates = new Map();
    this.context = createContext({
      store: test.store,
      rules: () => this.rules,
      logger: createLogger('silent'),
      processXml: async () => undefined,
      send: async (message) => {
        if (!this.messages.has(message.messageId)) this.messages.set(message.messageId, message);
      },
      setDueDate: async (key, dueDate) => {
        this.dueDates.set(key, dueDate);
        return true;
      },
      notify: async (notices) => {
        for (const notice of notices) this.notices.set(notice.id, notice);
      },
      issueDocument: documentIssuer(
        test.store,
        presentCity(() => this.rules),
      ),
    });
  }

  static async open(): Promise<HandlerBench> {
    const test = await openTestStore();
    return new HandlerBench(test, rulesOf(await readConfigTexts(path.join(ROOT, 'config'))));
  }

  async order(id: string, change: Partial<OrderDocument> = {}): Promise<void> {
    await this.test.store.orders.create(newOrder(id, change));
  }

  async read(id: string): Promise<OrderDocument> {
    const order = await this.test.store.orders.findById(id).lean<OrderDocument | null>();
    if (order === null) throw new Error(`no order ${id}`);
    return order;
  }

  async events(orderId: string): Promise<EventDocument[]> {
    return this.test.store.events.find({ orderId }).sort({ _id: 1 }).lean<EventDocument[]>();
  }

  /** A job as the engine would give it out at a moment. */
  job(handler: JobHandler<WorkerContext>, at: string, change: Partial<Job> = {}): Job {
    this.#keys += 1;
    return {
      key: String(1000 + this.#keys),
      type: handler.type,
      elementId: 'Element',
      elementInstanceKey: '1',
      processInstanceKey: '7',
      processDefinitionKey: '3',
      processId: 'work-order',
      retries: 3,
      deadline: Date.parse(at) + handler.timeoutMs,
      headers: {},
      variables: {},
      ...change,
    };
  }

  /**
   * Delivers a job twice, the second time a minute later, as after a crash. Checks that the second delivery answers
   * the same and changes nothing, and returns the answer.
   */
  async twice(handler: JobHandler<WorkerContext>, job: Job): Promise<JobResult> {
    const orderId = String(job.variables['orderId']);
    const first = await handler.handle(job, this.context);
    const before = JSON.stringify([first, await this.#all(orderId)]);
    const second = await handler.handle({ ...job, deadline: job.deadline + 60_000 }, this.context);
    const after = JSON.stringify([second, await this.#all(orderId)]);
    if (after !== before) throw new Error(`the second delivery differs:\n${before}\n${after}`);
    return first;
  }

  async #all(orderId: string): Promise<unknown> {
    const found = await this.test.store.orders.findById(orderId).lean<OrderDocument | null>();
    const order = found === null ? null : { ...found, version: 0 };
    const tasks = await this.test.store.tasks.find({ orderId }, { version: 0 }).sort({ _id: 1 }).lean();
    const others = await Promise.all(
      ['disputes', 'meetings', 'cases', 'reports', 'precedents', 'documents'].map((name) =>
        this.test.store.connection.collection(name).find({}).sort({ _id: 1 }).toArray(),
      ),
    );
    const said = { messages: [...this.messages], notices: [...this.notices.keys()] };
    return { order, events: await this.events(orderId), tasks, others, said };
  }
}
