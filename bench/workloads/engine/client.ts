import { Camunda8 } from '@camunda8/sdk';
import type { EngineAddress } from './engine-process.ts';

type GrpcClient = ReturnType<Camunda8['getZeebeGrpcApiClient']>;

type Job = Readonly<Parameters<Parameters<GrpcClient['createWorker']>[0]['taskHandler']>[0]>;
type Acknowledgement = Awaited<ReturnType<Job['complete']>>;

/** How jobs reach a worker: pushed one by one, or fetched many at a time by a long poll. */
export type Delivery = 'stream' | 'poll';

export interface WorkOptions {
  readonly onJob?: (job: Job) => void;
  /** Called when the completion is answered. */
  readonly onCompleted?: (job: Job) => void;
  /** What jobs are completed with. */
  readonly variables?: Record<string, string>;
  /** Most jobs that the worker has at a time, when they are fetched. */
  readonly maxJobs?: number;
  /** Empty: all. The SDK does not hand it on for a stream. */
  readonly fetchVariable?: string[];
}

/** The lock of a job, in ms: longer than any run. */
const JOB_TIMEOUT_MS = 600_000;

/** The SDK's gRPC client with workers, as a client of the engine would write them. */
export class BenchClient {
  readonly grpc: GrpcClient;
  readonly #closers = new Set<() => void>();

  constructor({ grpcPort, restPort }: EngineAddress) {
    this.grpc = new Camunda8({
      ZEEBE_GRPC_ADDRESS: `grpc://127.0.0.1:${grpcPort}`,
      ZEEBE_REST_ADDRESS: `http://127.0.0.1:${restPort}`,
      CAMUNDA_AUTH_STRATEGY: 'NONE',
      CAMUNDA_LOG_LEVEL: 'none',
      zeebeGrpcSettings: { ZEEBE_GRPC_WORKER_LONGPOLL_SECONDS: 10, ZEEBE_CLIENT_LOG_LEVEL: 'NONE' },
    }).getZeebeGrpcApiClient();
  }

  async deploy(name: string, model: string): Promise<void> {
    await this.grpc.deployResource({ process: Buffer.from(model), name: `${name}.bpmn` });
  }

  /** Answers the key of the new instance. */
  async create(bpmnProcessId: string, variables: Record<string, unknown>): Promise<string> {
    const { processInstanceKey } = await this.grpc.createProcessInstance({
      bpmnProcessId,
      variables: variables as Record<string, string>,
    });
    return processInstanceKey;
  }

  async complete(jobKey: string, variables: Record<string, string> = {}): Promise<void> {
    await this.grpc.completeJob({ jobKey, variables });
  }

  /** Works on a type of job until it or the client is closed: every job is completed as soon as it arrives. */
  async work(type: string, delivery: Delivery, options: WorkOptions = {}): Promise<() => void> {
    const { onJob, onCompleted, variables = {}, maxJobs = 100, fetchVariable = [] } = options;
    const taskHandler = async (job: Job): Promise<Acknowledgement> => {
      onJob?.(job);
      const acknowledgement = await job.complete(variables);
      onCompleted?.(job);
      return acknowledgement;
    };
    if (delivery === 'stream') {
      const stream = await this.grpc.streamJobs({
        type,
        worker: 'bench',
        timeout: JOB_TIMEOUT_MS,
        tenantIds: [],
        pollInterval: 1000,
        taskHandler,
      });
      return this.#closing(() => stream.close());
    }
    const worker = this.grpc.createWorker({
      taskType: type,
      timeout: JOB_TIMEOUT_MS,
      maxJobsToActivate: maxJobs,
      pollInterval: 1,
      ...(fetchVariable.length > 0 ? { fetchVariable: fetchVariable as never[] } : {}),
      taskHandler,
    });
    return this.#closing(() => worker.close(0));
  }

  /** Ends the workers and the connection; does not wait for polls that are under way. */
  async close(): Promise<void> {
    for (const close of [...this.#closers]) close();
    await this.grpc.close(0);
  }

  #closing(close: () => unknown): () => void {
    const once = (): void => {
      if (this.#closers.delete(once)) void close();
    };
    this.#closers.add(once);
    return once;
  }
}
