/** A message for the engine. It holds ids only, never what a caller said. */
export interface EngineMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly timeToLiveMs: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A file of a deployment. */
export interface EngineResource {
  readonly name: string;
  readonly content: string;
}

/** A process as the engine has it. */
export interface DeployedProcess {
  readonly processId: string;
  readonly version: number;
  readonly processDefinitionKey: string;
  readonly resourceName: string;
}

/** What the server asks of the engine: Zeebe, or the embedded one. Each method may throw ENGINE_UNAVAILABLE. */
export interface Engine {
  publish(message: EngineMessage): Promise<void>;
  /** Gives a task to a person if nobody has it. @throws EngineRefusal */
  assign(userTaskKey: string, username: string): Promise<void>;
  /** @throws EngineRefusal */
  unassign(userTaskKey: string): Promise<void>;
  /** Completes a task; waits for its listeners. @throws EngineRefusal 409 when a listener denies it */
  complete(userTaskKey: string, variables: Readonly<Record<string, unknown>>): Promise<void>;
  /** Deploys files together, all or none. @throws EngineRefusal 400 with every reason */
  deploy(resources: readonly EngineResource[]): Promise<DeployedProcess[]>;
  /** Whether the engine knows a process definition; undefined when this cluster can't tell. */
  knowsProcess(processDefinitionKey: string): Promise<boolean | undefined>;
  /** Throws unless the engine answers. */
  check(): Promise<void>;
  /** The embedded engine's time, ms since 1970; undefined on a cluster, whose time is the machine's. */
  clock(): Promise<{ readonly now: number; readonly pinned: boolean } | undefined>;
  pinClock(at: number): Promise<void>;
  resetClock(): Promise<void>;
  close(): Promise<void>;
}
