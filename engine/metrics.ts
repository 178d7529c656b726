import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { EngineCore } from './processor/commands.ts';

/** Counters of one engine; every engine has its own registry, so several can live in one process. */
export interface EngineMetrics {
  readonly registry: Registry;
  /** Counts an answered call. @param seconds how long it took */
  answered(protocol: 'grpc' | 'rest', operation: string, outcome: string, seconds: number): void;
}

/**
 * Metrics for GET /metrics: calls of both protocols, waiting polls, the core's own numbers and the process's.
 * @param waiting polls and streams that wait now
 */
export function createMetrics(core: EngineCore, waiting: () => number): EngineMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: 'engine_calls_total',
    help: 'Answered calls by protocol, operation and outcome',
    labelNames: ['protocol', 'operation', 'outcome'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'engine_call_duration_seconds',
    help: 'Time from request to answer; long polls include their wait',
    labelNames: ['protocol', 'operation'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'engine_waiting_job_requests',
    help: 'Long polls and job streams that wait',
    registers: [registry],
    collect() {
      this.set(waiting());
    },
  });
  new Gauge({
    name: 'engine_core',
    help: "The core's own numbers, by name",
    labelNames: ['name'],
    registers: [registry],
    collect() {
      for (const [name, value] of Object.entries(core.stats())) this.set({ name }, value);
    },
  });
  return {
    registry,
    answered(protocol, operation, outcome, seconds) {
      calls.inc({ protocol, operation, outcome });
      durations.observe({ protocol, operation }, seconds);
    },
  };
}
