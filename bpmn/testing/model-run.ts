import { setImmediate } from 'node:timers/promises';
import { bpmnFile, chain, element, openTestEngine, service, start } from '../../engine/testing/index.ts';
import type { TestEngine } from '../../engine/testing/index.ts';
import { idOf } from '../../engine/model/moddle.ts';
import { configFiles, configText, elementsOf, modelFiles, modelText, readModel } from './models.ts';

/** What a job or a task had when it was asked for. */
export interface Asked {
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface OpenTask extends Asked {
  readonly key: string;
  readonly elementId: string;
  readonly candidateGroups: readonly string[];
  readonly dueDate: string | null;
}

type Variables = Readonly<Record<string, unknown>>;

/** The job after a called process has ended; its variables are what came back. */
const AFTER = 'test.after';

/**
 * Models that run in an engine of their own with all tables and forms, their jobs and tasks done by hand: what a worker or
 * a person would answer is told by the test, every way through the diagrams is taken by the engine.
 */
export class ModelRun {
  readonly #engine: TestEngine;
  readonly #ids: readonly string[];
  readonly #tasks = new Map<string, OpenTask>();

  private constructor(engine: TestEngine, ids: readonly string[]) {
    this.#engine = engine;
    this.#ids = ids;
  }

  /** Deploys models by their process ids, each with a process that calls it. */
  static async open(ids: readonly string[]): Promise<ModelRun> {
    const engine = await openTestEngine();
    await engine.deploy(
      ...configFiles('.dmn').map((name) => ({ name, text: configText(name) })),
      ...modelFiles('.form').map((name) => ({ name, text: modelText(name) })),
      ...ids.map((id) => ({ name: `${id}.bpmn`, text: modelText(`${id}.bpmn`) })),
      ...ids.map((id) => ({ name: `call-${id}.bpmn`, text: callerOf(id) })),
    );
    return new ModelRun(engine, ids);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  /** Moves the clock to a moment, and waits until all that is due then has happened. @param at ISO 8601 */
  async until(at: string): Promise<void> {
    await this.#engine.advance(Date.parse(at) - this.#engine.core.clock.now());
    await this.#settle();
  }

  /** Pins the clock, also back: for the beginning of a test. @param at ISO 8601 */
  async from(at: string): Promise<void> {
    this.#engine.core.clock.pin(Date.parse(at));
    await this.#engine.core.settled();
  }

  /** Calls a process as others do. */
  async call(processId: string, variables: Variables): Promise<string> {
    const instance = await this.#engine.start(`call-${processId}`, variables);
    await this.#settle();
    return instance;
  }

  async publish(name: string, key: string, variables: Variables = {}): Promise<void> {
    await this.#engine.publish(name, key, { variables });
    await this.#settle();
  }

  /** Completes the one job of a type. Answers what it was asked with. */
  async work(type: string, variables: Variables = {}): Promise<Asked> {
    const job = await this.#engine.work(type, variables);
    await this.#settle();
    return job;
  }

  /** Answers the one job of a type with a BPMN error. */
  async throwError(type: string, errorCode: string): Promise<void> {
    const { key } = await this.#engine.job(type);
    await this.#engine.core.submit('throwError', { key, errorCode, errorMessage: '', variables: {} });
    await this.#settle();
  }

  /** Completes an open task; the first one, where there are several of the element. */
  async complete(elementId: string, variables: Variables = {}): Promise<OpenTask> {
    const task = this.task(elementId);
    let answered = false;
    const completion = this.#engine.core
      .submit('completeUserTask', { key: task.key, variables, action: '' })
      .finally(() => {
        answered = true;
      });
    // the engine answers when the listeners have passed
    while (!answered) {
      await this.#settle();
      await setImmediate();
    }
    await completion;
    await this.#settle();
    return task;
  }

  /** An open task. @throws Error when there is none */
  task(elementId: string): OpenTask {
    const task = [...this.#tasks.values()].find((candidate) => candidate.elementId === elementId);
    if (task === undefined) throw new Error(`no open task <${elementId}>, but ${this.tasks().join(', ')}`);
    return task;
  }

  /** Ids of the elements whose tasks are open. */
  tasks(): readonly string[] {
    return [...this.#tasks.values()].map(({ elementId }) => elementId);
  }

  /** What a called process handed back, when it has ended. */
  async result(): Promise<Variables> {
    const { variables } = await this.work(AFTER);
    return variables;
  }

  /** Ends instances that would go on for ever. */
  async cancel(processInstanceKey: string): Promise<void> {
    await this.#engine.core.submit('cancelInstance', { processInstanceKey });
    await this.#settle();
  }

  /** Key of the one instance of a process that is active. */
  instance(processId: string): string {
    const { started, ended } = this.#instances();
    const active = [...started].filter(([key, id]) => id === processId && !ended.has(key));
    const [found] = active;
    if (found === undefined || active.length > 1)
      throw new Error(`${active.length} instances of <${processId}>`);
    return found[0];
  }

  /** Processes of the models of which an instance is active. */
  active(): readonly string[] {
    const { started, ended } = this.#instances();
    return [...started].filter(([key]) => !ended.has(key)).map(([, id]) => id);
  }

  /** Open incidents, as text. */
  incidents(): readonly string[] {
    return this.#engine.core.queries.incidents(null, 100).map((incident) => JSON.stringify(incident));
  }

  /** Elements and sequence flows of the models that no instance has passed, as `process: element`. */
  async uncovered(): Promise<{ readonly total: number; readonly missing: readonly string[] }> {
    const seen = new Set<string>();
    const { started } = this.#instances();
    for (const [valueType, intent, , value] of this.#records()) {
      if (valueType !== 'PROCESS_INSTANCE') continue;
      const [id, second, third] = value as [string, unknown, unknown];
      const instance = String(intent === 'SEQUENCE_FLOW_TAKEN' ? second : third);
      seen.add(`${started.get(instance) ?? ''}: ${id}`);
    }
    const all: string[] = [];
    for (const processId of this.#ids) {
      for (const found of elementsOf(await readModel(`${processId}.bpmn`))) {
        if (found.$type === 'bpmn:Process' || /Group|TextAnnotation|Association/.test(found.$type)) continue;
        all.push(`${processId}: ${idOf(found)}`);
      }
    }
    return { total: all.length, missing: all.filter((id) => !seen.has(id)) };
  }

  /** Lets the listeners of tasks pass, as workers/tasks does, until there are no more. */
  async #settle(): Promise<void> {
    for (;;) {
      await this.#engine.core.settled();
      const jobs = await this.#engine.jobs('hotline.task');
      if (jobs.length === 0) return;
      for (const { key, userTask, listenerEventType, elementId, headers, variables } of jobs) {
        if (userTask === undefined) throw new Error(`no task with the listener of <${elementId}>`);
        const { userTaskKey, candidateGroups, dueDate } = userTask;
        if (listenerEventType === 'CREATING') {
          this.#tasks.set(userTaskKey, {
            key: userTaskKey,
            elementId,
            headers,
            variables,
            candidateGroups,
            dueDate,
          });
        }
        if (/COMPLETING|CANCELING/.test(listenerEventType)) this.#tasks.delete(userTaskKey);
        await this.#engine.core.submit('completeJob', { key, variables: {} });
      }
    }
  }

  #instances(): { readonly started: ReadonlyMap<string, string>; readonly ended: ReadonlySet<string> } {
    const started = new Map<string, string>();
    const ended = new Set<string>();
    for (const [valueType, intent, key, value] of this.#records()) {
      if (valueType !== 'PROCESS_INSTANCE' || (value as unknown[])[1] !== 'PROCESS') continue;
      const processId = (value as unknown[])[0] as string;
      if (!this.#ids.includes(processId)) continue;
      started.set(String(key), processId);
      if (/COMPLETED|TERMINATED/.test(intent)) ended.add(String(key));
    }
    return { started, ended };
  }

  *#records(): Iterable<readonly [string, string, number, unknown]> {
    const { records } = this.#engine.core;
    for (const command of records.read(records.firstPosition)) yield* command.records;
  }
}

/** A process that calls another as work-order does, and then has a job that sees what came back. */
function callerOf(processId: string): string {
  const called = `<zeebe:calledElement processId="${processId}" propagateAllChildVariables="true" propagateAllParentVariables="true" />`;
  return bpmnFile({
    id: `call-${processId}`,
    elements:
      start() +
      element('callActivity', 'call', { extensions: called }) +
      service(AFTER.replace('.', '-'), { type: AFTER }) +
      chain('start', 'call', AFTER.replace('.', '-')),
  });
}
