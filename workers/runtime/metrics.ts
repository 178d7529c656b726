import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** How a job ended. */
export type JobOutcome = 'completed' | 'denied' | 'bpmn-error' | 'retried' | 'incident' | 'gone' | 'lost';

/** Numbers of the workers for Prometheus. */
export interface WorkerMetrics {
  readonly registry: Registry;
  /** `seconds`: from taking the job to the engine's answer. */
  job(type: string, outcome: JobOutcome, seconds: number): void;
  active(type: string, jobs: number): void;
  databaseCommand(seconds: number): void;
  /** A poll failed: the engine did not answer. */
  pollFailed(type: string): void;
}

/** Metrics in a registry of their own, so that several workers can live in one process. */
export function createMetrics(): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const jobs = new Counter({
    name: 'jiesu_worker_jobs_total',
    help: 'Jobs by type and outcome',
    labelNames: ['type', 'outcome'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'jiesu_worker_job_seconds',
    help: 'Time from taking a job to the answer of the engine',
    labelNames: ['type'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const database = new Histogram({
    name: 'jiesu_database_command_seconds',
    help: 'Time from sending a command to the database to its answer',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5],
    registers: [registry],
  });
  const active = new Gauge({
    name: 'jiesu_worker_active_jobs',
    help: 'Jobs in work',
    labelNames: ['type'],
    registers: [registry],
  });
  const failedPolls = new Counter({
    name: 'jiesu_worker_failed_polls_total',
    help: 'Requests for jobs that the engine did not answer',
    labelNames: ['type'],
    registers: [registry],
  });
  return {
    registry,
    job(type, outcome, seconds) {
      jobs.inc({ type, outcome });
      duration.observe({ type }, seconds);
    },
    databaseCommand: (seconds) => database.observe(seconds),
    active: (type, count) => active.set({ type }, count),
    pollFailed: (type) => failedPolls.inc({ type }),
  };
}
