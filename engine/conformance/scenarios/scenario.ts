/** A file of a deployment. */
export interface ScenarioFile {
  readonly name: string;
  readonly text: string;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * One thing that a client does, as JSON, so that clients of every language carry out the same. Each step has one key of
 * its own, and waits until it can be done.
 */
export type Step =
  /** Starts the latest version of a process, `p` unless told otherwise. What comes later is about this instance. */
  | { readonly start: Variables; readonly process?: string }
  /**
   * Activates one job of the type, compares `expect` with its variables of these names, and completes it with
   * `variables`, or throws the error of that code.
   */
  | {
      readonly work: string;
      readonly expect?: Variables;
      readonly variables?: Variables;
      readonly error?: string;
      /** Elements that the worker of an ad-hoc subprocess activates; none: it is complete. Over REST only. */
      readonly activate?: readonly string[];
    }
  /** There is no job of the type. */
  | { readonly none: string }
  | { readonly publish: string; readonly key: string; readonly variables?: Variables }
  | { readonly broadcast: string; readonly variables?: Variables }
  /** Completes the first open native user task of the instance. Over REST only. */
  | { readonly task: 'complete'; readonly variables?: Variables }
  | { readonly decide: string; readonly variables: Variables; readonly output: unknown }
  | { readonly deploy: readonly ScenarioFile[] }
  /** The instance is over: nothing can be cancelled any more. */
  | { readonly ended: true }
  /** The instance runs, and is cancelled. */
  | { readonly cancel: true };

/** A process and what happens to it. */
export interface Scenario {
  /** The row of the conformance table that it proves, which is its name too. */
  readonly row: string;
  readonly files: readonly ScenarioFile[];
  readonly steps: readonly Step[];
}

/** Whether a client needs REST for it: user tasks and results of jobs are not part of the gRPC protocol. */
export function needsRest({ steps }: Scenario): boolean {
  return steps.some((step) => 'task' in step || ('work' in step && step.activate !== undefined));
}

/** A scenario of one process. */
export function scenario(row: string, process: string, ...steps: readonly Step[]): Scenario {
  return { row, files: [{ name: 'p.bpmn', text: process }], steps };
}
