import { isDeepStrictEqual } from 'node:util';
import type { Scenario, ScenarioFile, Step } from './scenarios/index.ts';

type Variables = Readonly<Record<string, unknown>>;

export interface ScenarioJob {
  readonly key: string;
  readonly processInstanceKey: string;
  readonly variables: Variables;
}

/** What a client must be able to do for scenarios, in its own words. */
export interface ScenarioClient {
  deploy(files: readonly ScenarioFile[]): Promise<unknown>;
  /** Starts the latest version. Answers the key of the instance. */
  start(processId: string, variables: Variables): Promise<string>;
  publish(name: string, correlationKey: string, variables: Variables): Promise<unknown>;
  broadcast(name: string, variables: Variables): Promise<unknown>;
  /** One job of the type. @param wait whether to poll long for it */
  activate(type: string, wait: boolean): Promise<ScenarioJob | undefined>;
  complete(jobKey: string, variables: Variables): Promise<unknown>;
  throwError(jobKey: string, errorCode: string): Promise<unknown>;
  /** True when the instance was cancelled, false when there was none. Throws what else happens. */
  cancel(processInstanceKey: string): Promise<boolean>;
  /** The output of the decision. */
  decide(decisionId: string, variables: Variables): Promise<unknown>;
  /** Over REST: completes the job of an ad-hoc subprocess. */
  activateElements?(jobKey: string, elementIds: readonly string[]): Promise<unknown>;
  /** Over REST: completes the first open user task of the instance. */
  completeTask?(processInstanceKey: string, variables: Variables): Promise<unknown>;
}

/** Does the steps of a scenario with a client. @throws Error that names the step that went otherwise */
export async function runScenario(scenario: Scenario, client: ScenarioClient): Promise<void> {
  await client.deploy(scenario.files);
  let instance: string | undefined;
  try {
    for (const step of scenario.steps) instance = await take(step, client, instance);
  } catch (error) {
    // The next scenario must not meet what is left of this one.
    if (instance !== undefined) await client.cancel(instance).catch(() => undefined);
    throw error;
  }
}

/** Does one step. Answers the instance that the next ones are about. */
async function take(
  step: Step,
  client: ScenarioClient,
  instance: string | undefined,
): Promise<string | undefined> {
  if ('start' in step) return client.start(step.process ?? 'p', step.start);
  if ('work' in step) return work(step, client);
  if ('none' in step) {
    const job = await client.activate(step.none, false);
    if (job !== undefined) throw new Error(`there is a job of type <${step.none}>`);
  } else if ('publish' in step) await client.publish(step.publish, step.key, step.variables ?? {});
  else if ('broadcast' in step) await client.broadcast(step.broadcast, step.variables ?? {});
  else if ('task' in step) await client.completeTask?.(instance ?? '', step.variables ?? {});
  else if ('decide' in step) {
    const output = await client.decide(step.decide, step.variables);
    if (!isSame(output, step.output)) throw unequal(`decision <${step.decide}>`, output, step.output);
  } else if ('deploy' in step) await client.deploy(step.deploy);
  else if ((await client.cancel(instance ?? '')) !== 'cancel' in step)
    throw new Error('cancel' in step ? 'the instance is over' : 'the instance is not over');
  return instance;
}

async function work(step: Extract<Step, { work: string }>, client: ScenarioClient): Promise<string> {
  const job = await client.activate(step.work, true);
  if (job === undefined) throw new Error(`there is no job of type <${step.work}>`);
  for (const [name, value] of Object.entries(step.expect ?? {}))
    if (!isSame(job.variables[name], value))
      throw unequal(`variable <${name}> of job <${step.work}>`, job.variables[name], value);
  if (step.error !== undefined) await client.throwError(job.key, step.error);
  else if (step.activate !== undefined) await client.activateElements?.(job.key, step.activate);
  else await client.complete(job.key, step.variables ?? {});
  return job.processInstanceKey;
}

/** As JSON: clients may put classes around what they read. */
function isSame(found: unknown, expected: unknown): boolean {
  const plain: unknown = found === undefined ? undefined : JSON.parse(JSON.stringify(found));
  return isDeepStrictEqual(plain, expected);
}

function unequal(what: string, found: unknown, expected: unknown): Error {
  return new Error(`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
}
