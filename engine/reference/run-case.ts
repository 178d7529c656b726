import type { CommandInput } from '../processor/commands.ts';
import { formatKey } from '../state/index.ts';
import { TEST_NOW } from '../testing/index.ts';
import { KEPT_MS, possibleActions } from './actions.ts';
import { bpmnOf } from './block-bpmn.ts';
import type { RandomProcess } from './blocks.ts';
import { describeAction, describeProcess } from './describe.ts';
import { problemsOfHistory, variablesFromHistory } from './history.ts';
import { RETRIES_AFTER_INCIDENT, type Action } from './action.ts';
import { Interpreter } from './interpreter.ts';
import { bufferedText, type ModelNode } from './model-node.ts';
import { InProcessEngine } from './in-process-engine.ts';
import type { KillableEngine } from './killable-engine.ts';
import { paired, treeOfModel, treesOfStore, type StoredNode } from './live-tree.ts';
import { randomProcess, Tape } from './random-process.ts';

/** A process and what happens to it, as numbers. */
export interface RandomCase {
  readonly process: readonly number[];
  readonly schedule: readonly number[];
}

/** Actions after the schedule is used up; then the instance is cancelled. */
const MAX_CLOSING_ACTIONS = 60;

/**
 * Runs a random process on a real engine, and compares it with the interpreter after everything that happens.
 * @throws Error that tells the process, what was done to it, and how the two differ
 */
export async function runCase(
  { process, schedule }: RandomCase,
  open: () => Promise<KillableEngine> = () => InProcessEngine.open(),
): Promise<void> {
  const run = new Run(await open(), randomProcess(new Tape(process)));
  try {
    await run.start();
    const tape = new Tape(schedule);
    while (!tape.isUsedUp && !run.hasEnded) await run.doSomething(tape);
    for (let left = MAX_CLOSING_ACTIONS; left > 0 && !run.hasEnded; left -= 1) {
      await run.doSomething(new Tape([left, 0, 0, left % 4 === 0 ? left % 5 : 0]));
    }
    await run.end();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${run.told()}`, {
      cause: error,
    });
  } finally {
    await run.close();
  }
}

class Run {
  readonly #engine: KillableEngine;
  readonly #process: RandomProcess;
  readonly #model: Interpreter;
  readonly #told: string[] = [];
  #pairs = new Map<number, StoredNode>();
  #rootKey = 0;

  constructor(engine: KillableEngine, process: RandomProcess) {
    this.#engine = engine;
    this.#process = process;
    this.#model = new Interpreter(process, TEST_NOW);
  }

  get hasEnded(): boolean {
    return this.#model.root === undefined;
  }

  async start(): Promise<void> {
    const engine = this.#engine;
    const files = bpmnOf(this.#process, 'p').map((text, index) => ({
      name: `${index}.bpmn`,
      content: new TextEncoder().encode(text),
    }));
    await engine.submit('deploy', { resources: files });
    const { x, y } = this.#process;
    const { processInstanceKey } = await engine.submit('createInstance', {
      process: { processId: 'p' },
      variables: { run: 'run', x, y },
      startElementIds: [],
      tags: [],
    });
    this.#rootKey = Number(processInstanceKey);
    await engine.settled();
    this.#compare();
  }

  /** What happens is taken from the tape. */
  async doSomething(tape: Tape): Promise<void> {
    const isKill = tape.draw(8) === 7;
    const actions = possibleActions(this.#model, this.#process, tape);
    const action: Action = actions[tape.draw(Math.max(actions.length, 1))] ?? { kind: 'cancel' };
    // To resolve takes two commands, of which one alone may have happened.
    if (isKill && action.kind !== 'resolve') await this.#doAndKill(action, tape.draw(4));
    else await this.#do(action);
    this.#compare();
  }

  /** Nothing may be left when the process has ended. */
  async end(): Promise<void> {
    if (!this.hasEnded) await this.#do({ kind: 'cancel' });
    await this.#do({ kind: 'advance', ms: KEPT_MS });
    this.#compare();
    const leftovers = this.#engine.content.leftovers();
    if (leftovers.length > 0) throw new Error(`the process has ended and left ${leftovers.join(', ')}`);
    const records = [...this.#engine.records()];
    const problems = problemsOfHistory(records);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    const result = sorted(variablesFromHistory(records, this.#rootKey));
    const expected = sorted(this.#model.variables);
    if (result !== expected) throw new Error(`the result is\n${result}\nnot\n${expected}`);
  }

  /** The process and everything that was done to it. */
  told(): string {
    return `${describeProcess(this.#process)}\n\n${this.#told.join('\n')}`;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  async #do(action: Action): Promise<void> {
    this.#told.push(describeAction(action));
    await this.#submit(action);
    await this.#engine.settled();
    this.#apply(action);
  }

  /** Kills the engine while an action is on its way: it has happened wholly or not at all. */
  async #doAndKill(action: Action, turns: number): Promise<void> {
    this.#told.push(`${describeAction(action)}, and kill after ${turns} turns`);
    this.#submit(action).catch(() => undefined);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await this.#engine.kill();
    // The clock is not the engine's, and a timer that has come due fires after the kill.
    const isMove = action.kind === 'advance';
    if (isMove) this.#engine.moveTo(this.#model.now + action.ms);
    await this.#engine.settled();
    if (!isMove && this.#actual() === this.#expected()) {
      this.#told.push('  … it has not happened');
      return;
    }
    this.#apply(action);
  }

  #apply(action: Action): void {
    this.#model.apply(action);
  }

  async #submit(action: Action): Promise<void> {
    const engine = this.#engine;
    switch (action.kind) {
      case 'activate':
        await this.#activate(action.type, action.lockMs);
        return;
      case 'complete': {
        const key = this.#jobKey(action.node);
        await engine.submit('completeJob', { key, variables: action.variables });
        await this.#expectEnded(key);
        return;
      }
      case 'fail':
        await engine.submit('failJob', {
          key: this.#jobKey(action.node),
          retries: action.retries,
          errorMessage: 'failed',
          retryBackoffMs: action.backOffMs,
          variables: action.variables,
        });
        return;
      case 'throw':
        await engine.submit('throwError', {
          key: this.#jobKey(action.node),
          errorCode: action.code,
          errorMessage: '',
          variables: action.variables,
        });
        return;
      case 'resolve': {
        const [incident] = this.#stored(action.node).instance.incidentKeys ?? [];
        await Promise.all([
          engine.submit('updateJob', { key: this.#jobKey(action.node), retries: RETRIES_AFTER_INCIDENT }),
          engine.submit('resolveIncident', { key: formatKey(incident ?? 0) }),
        ]);
        return;
      }
      case 'complete task':
        await engine.submit('completeUserTask', {
          key: formatKey(this.#stored(action.node).instance.userTaskKey),
          variables: action.variables,
          action: '',
        });
        return;
      case 'message':
        await engine.submit('publishMessage', { ...action, messageId: '' });
        return;
      case 'signal':
        await engine.submit('broadcastSignal', { signalName: action.name, variables: action.variables });
        return;
      case 'advance':
        engine.moveTo(this.#model.now + action.ms);
        return;
      case 'cancel':
        await engine.submit('cancelInstance', { processInstanceKey: formatKey(this.#rootKey) });
    }
  }

  /** A worker gets all jobs of the type that are open, each with the variables that it sees. */
  async #activate(type: string, timeoutMs: number): Promise<void> {
    const input: CommandInput<'activateJobs'> = {
      type,
      worker: 'w',
      timeoutMs,
      maxJobs: 1000,
      fetchVariables: [],
    };
    const open = this.#model.nodes().filter(({ id, job }) => id === type && job?.state === 'ACTIVATABLE');
    const expected = open.map((node) => `${this.#jobKey(node.seq)} ${sorted(visible(node))}`).sort();
    const { jobs } = await this.#engine.submit('activateJobs', input);
    const got = jobs.map(({ key, variables }) => `${key} ${sorted(Object.entries(variables))}`).sort();
    if (got.join('\n') !== expected.join('\n'))
      throw new Error(`the worker got\n${got.join('\n')}\nnot\n${expected.join('\n')}`);
  }

  async #expectEnded(jobKey: string): Promise<void> {
    const again = await this.#engine.submit('completeJob', { key: jobKey, variables: {} }).then(
      () => 'completed',
      (error: unknown) => (error as { readonly code: string }).code,
    );
    if (again !== 'NOT_FOUND') throw new Error(`the job ${jobKey} could be completed twice: ${again}`);
  }

  #stored(seq: number): StoredNode {
    const stored = this.#pairs.get(seq);
    if (stored === undefined) throw new Error(`node ${seq} has no counterpart`);
    return stored;
  }

  #jobKey(seq: number): string {
    return formatKey(this.#stored(seq).job?.key ?? 0);
  }

  #expected(): string {
    const { root } = this.#model;
    return [root === undefined ? '' : treeOfModel(root).text, ...this.#model.buffered().sort()].join('\n');
  }

  #actual(): string {
    const { content } = this.#engine;
    content.refresh();
    const messages = [...content.state.messages.peekAll()].map(({ name, correlationKey, correlatedTo }) =>
      bufferedText(name, correlationKey, correlatedTo.length > 0),
    );
    return [treesOfStore(content)[0]?.text ?? '', ...messages.sort()].join('\n');
  }

  #compare(): void {
    this.#engine.content.refresh();
    const contradictions = this.#engine.content.contradictions();
    if (contradictions.length > 0) throw new Error(contradictions.join('\n'));
    const [actualText, expectedText] = [this.#actual(), this.#expected()];
    if (actualText !== expectedText) throw new Error(`the engine has\n${actualText}\nnot\n${expectedText}`);
    const { root } = this.#model;
    const expected = root === undefined ? undefined : treeOfModel(root);
    const [actual] = treesOfStore(this.#engine.content);
    this.#pairs = new Map();
    if (actual === undefined || expected === undefined) return;
    for (const [node, stored] of paired(expected, actual)) this.#pairs.set(node.seq, stored);
  }
}

function visible(node: ModelNode): [string, unknown][] {
  const around = node.parent === undefined ? [] : visible(node.parent);
  return [...new Map([...around, ...node.locals])];
}

function sorted(variables: Iterable<readonly [string, unknown]>): string {
  return [...variables]
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .sort()
    .join(' ');
}
