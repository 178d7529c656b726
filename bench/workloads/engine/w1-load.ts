import { type BenchClient, type Delivery } from './client.ts';
import type { EngineProcess } from './engine-process.ts';
import { USER_TASK_TYPE, W1_MODEL } from './models.ts';

/** What a creation brings: 500 bytes of JSON, and what the gateway decides on. */
export const W1_VARIABLES = { amount: 250, orderId: 'order-0000001', text: 'x'.repeat(448) };

const LATER_TYPES = ['w1-dispatch', USER_TASK_TYPE];

/** One round of W1. */
export interface W1Round {
  readonly perSecond: number;
  /** CPU time that an instance took, in ms. */
  readonly engineCpuMs: number;
  readonly clientCpuMs: number;
}

export interface W1Options {
  /** Instances that are under way at a time. */
  readonly inFlight: number;
  readonly delivery: Delivery;
  /** Called when the first job of an instance arrives, with its orderId. */
  readonly onFirstJob?: (orderId: string) => void;
}

/** Takes W1 instances from start to end, many at a time, as the workers of a busy city would. */
export class W1Load {
  readonly #client: BenchClient;
  readonly #options: W1Options;
  #onEnd: () => void = () => undefined;

  constructor(client: BenchClient, options: W1Options) {
    this.#client = client;
    this.#options = options;
  }

  /** Deploys the model and starts a worker for each job, the user task's too. */
  async open(): Promise<void> {
    const { delivery, onFirstJob } = this.#options;
    await this.#client.deploy('w1', W1_MODEL);
    await this.#client.work('w1-classify', delivery, {
      onJob: ({ variables }) => onFirstJob?.(String((variables as { orderId?: string }).orderId)),
      variables: { classified: 'ok' },
    });
    for (const type of LATER_TYPES)
      await this.#client.work(type, delivery, { variables: { [type.slice(-8)]: 'ok' } });
    await this.#client.work('w1-close', delivery, { onCompleted: () => this.#onEnd() });
  }

  /** Runs instances, each begun when another has ended, and answers when the last one has. */
  async run(engine: EngineProcess, instances: number): Promise<W1Round> {
    const engineBefore = await engine.cpuMs();
    const clientBefore = process.cpuUsage();
    const begun = performance.now();
    await this.#runAll(instances);
    const seconds = (performance.now() - begun) / 1000;
    const client = process.cpuUsage(clientBefore);
    return {
      perSecond: instances / seconds,
      engineCpuMs: ((await engine.cpuMs()) - engineBefore) / instances,
      clientCpuMs: (client.user + client.system) / 1000 / instances,
    };
  }

  async #runAll(instances: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      let begun = 0;
      let ended = 0;
      const begin = (): void => {
        if (begun === instances) return;
        begun += 1;
        this.#client.create('w1', W1_VARIABLES).catch(reject);
      };
      this.#onEnd = () => {
        ended += 1;
        if (ended === instances) resolve();
        else begin();
      };
      for (let at = 0; at < this.#options.inFlight; at += 1) begin();
    });
  }
}
