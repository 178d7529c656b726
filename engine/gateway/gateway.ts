import type { Logger } from 'pino';
import type { JobPoller } from '../jobs/index.ts';
import type { Authorize } from './auth.ts';
import type { EngineMetrics } from '../metrics.ts';
import type { EngineCore } from '../processor/commands.ts';
import type { RecordSource } from '../records/index.ts';
import type { SearchIndex } from '../search/index.ts';

/** What was and what can be found. */
export interface History {
  /** Undefined where searches are switched off. */
  readonly search?: SearchIndex | undefined;
  readonly records?: RecordSource | undefined;
}

/** What the handlers of both protocols share. */
export interface Gateway {
  readonly core: EngineCore;
  readonly history: History;
  readonly jobs: JobPoller;
  readonly authorize: Authorize;
  readonly logger: Logger;
  readonly metrics: EngineMetrics;
  /** Whether clients may pin the clock. */
  readonly clockControl: boolean;
  /** Largest request in bytes. */
  readonly maxMessageBytes: number;
  /** Where brokers are said to be: host and port of the gRPC server. */
  readonly address: { readonly host: string; readonly port: number };
}
