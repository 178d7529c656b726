import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import type {
  ActivatedJob,
  CommandInput,
  DeployedItem,
  ElementInstanceView,
  IncidentView,
  Variables,
} from '../processor/commands.ts';

/** The instant at which the clock of a test engine stands: a Monday. */
export const TEST_NOW = Date.parse('2026-03-02T08:00:00Z');

/** An engine in a folder of its own, its clock pinned, with short forms of what tests do. */
export class TestEngine {
  core: OpenEngineCore;
  readonly dataDir: string;

  constructor(core: OpenEngineCore, dataDir: string) {
    this.core = core;
    this.dataDir = dataDir;
  }

  /** Deploys .bpmn texts, or files by name. */
  async deploy(
    ...resources: readonly (string | { readonly name: string; readonly text: string })[]
  ): Promise<readonly DeployedItem[]> {
    const named = resources.map((resource, index) =>
      typeof resource === 'string' ? { name: `file-${index}.bpmn`, text: resource } : resource,
    );
    const { items } = await this.core.submit('deploy', {
      resources: named.map(({ name, text }) => ({ name, content: new TextEncoder().encode(text) })),
    });
    return items;
  }

  /** Starts the latest version. Answers the process instance's key. */
  async start(processId = 'p', variables: Variables = {}): Promise<string> {
    const { processInstanceKey } = await this.core.submit('createInstance', {
      process: { processId },
      variables,
      startElementIds: [],
      tags: [],
    });
    return processInstanceKey;
  }

  /** Activates jobs of a type. */
  async jobs(
    type: string,
    options: Partial<CommandInput<'activateJobs'>> = {},
  ): Promise<readonly ActivatedJob[]> {
    const { jobs } = await this.core.submit('activateJobs', {
      type,
      worker: 'test',
      timeoutMs: 60_000,
      maxJobs: 100,
      fetchVariables: [],
      ...options,
    });
    return jobs;
  }

  /** Activates the one job of a type. */
  async job(type: string): Promise<ActivatedJob> {
    const jobs = await this.jobs(type);
    const [job] = jobs;
    if (job === undefined || jobs.length > 1) throw new Error(`${jobs.length} jobs of type <${type}>, not 1`);
    return job;
  }

  /** Activates the one job of a type and completes it. */
  async work(type: string, variables: Variables = {}): Promise<ActivatedJob> {
    const job = await this.job(type);
    await this.core.submit('completeJob', { key: job.key, variables });
    return job;
  }

  async publish(
    name: string,
    correlationKey: string,
    rest: Partial<CommandInput<'publishMessage'>> = {},
  ): Promise<string> {
    const { key } = await this.core.submit('publishMessage', {
      name,
      correlationKey,
      timeToLiveMs: 0,
      messageId: '',
      variables: {},
      ...rest,
    });
    return key;
  }

  async broadcast(signalName: string, variables: Variables = {}): Promise<string> {
    const { signalKey } = await this.core.submit('broadcastSignal', { signalName, variables });
    return signalKey;
  }

  /** Moves the clock, and waits until all that is due has happened. */
  async advance(ms: number): Promise<void> {
    this.core.clock.pin(this.core.clock.now() + ms);
    await this.core.settled();
  }

  /** Whether the process instance is still there. */
  isActive(processInstanceKey: string): boolean {
    return this.core.queries.processInstance(processInstanceKey) !== undefined;
  }

  /** Ids of the elements that are active, in the order in which they were entered. */
  elements(processInstanceKey: string): readonly string[] {
    return this.views(processInstanceKey).map((view) => view.elementId);
  }

  views(processInstanceKey: string): readonly ElementInstanceView[] {
    return this.core.queries.activeElements(processInstanceKey, 1000);
  }

  /** The one active instance of an element. */
  view(processInstanceKey: string, elementId: string): ElementInstanceView {
    const found = this.views(processInstanceKey).filter((view) => view.elementId === elementId);
    const [view] = found;
    if (view === undefined || found.length > 1)
      throw new Error(`${found.length} instances of <${elementId}>, not 1`);
    return view;
  }

  /** The one open incident. */
  incident(): IncidentView {
    const incidents = this.core.queries.incidents(null, 10);
    const [incident] = incidents;
    if (incident === undefined || incidents.length > 1)
      throw new Error(`${incidents.length} incidents, not 1`);
    return incident;
  }

  /** Closes the engine and opens it again on its folder. */
  async reopen(): Promise<void> {
    await this.core.close();
    this.core = await openEngineCore({ dataDir: this.dataDir, clockControl: true, maxQueue: 2000 });
    await this.core.settled();
  }

  async close(): Promise<void> {
    await this.core.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Opens an engine in a new folder; `close` removes it. */
export async function openTestEngine(): Promise<TestEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'engine-test-'));
  const core = await openEngineCore({ dataDir, clockControl: true, maxQueue: 2000 });
  core.clock.pin(TEST_NOW);
  await core.settled();
  return new TestEngine(core, dataDir);
}
