import type { ScenarioClient } from './run-scenario.ts';
import type { Scenario } from './scenarios/index.ts';

/** The addresses that a client is given. */
export interface EnginePorts {
  readonly grpcPort: number;
  readonly restPort: number;
}

/** One thing that a client does with the engine. */
export interface Check<Client> {
  readonly name: string;
  /** Rows of the conformance table that it proves: RPCs by their names, endpoints as `POST /path`, elements. */
  readonly covers: readonly string[];
  /** @throws when the engine answers otherwise */
  readonly run: (client: Client) => Promise<void>;
}

/** What a client declares: its checks, and how it does the scenarios. */
export interface ConformanceClient<Client> {
  /** Its column of the table. */
  readonly name: string;
  /** Whether it can do what a scenario asks for. */
  readonly does: (scenario: Scenario) => boolean;
  readonly checks: readonly Check<Client>[];
  /** @param busy an engine that has no room for those who wait for jobs */
  readonly open: (engine: EnginePorts, busy: EnginePorts) => Promise<OpenClient<Client>>;
}

export interface OpenClient<Client> {
  readonly client: Client;
  readonly scenarios: ScenarioClient;
  close(): Promise<void>;
}
