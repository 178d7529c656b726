import { EngineError } from '../../errors.ts';
import { parseKey, type Definition } from '../../state/index.ts';
import type { CommandInput, ProcessSelector } from '../commands.ts';
import { startAtElements } from '../direct-activation.ts';
import type { Execution } from '../execution.ts';
import { NO_PARENT, startProcess } from '../process-start.ts';
import { describeStart } from '../process-result.ts';
import { entriesOf } from '../variables.ts';
import { DEFERRED, type Handler } from './handler.ts';

export const createInstance: Handler<'createInstance'> = (x, input) => {
  const definition = selectProcess(x, input.process);
  entriesOf(input.variables);
  const graph = x.definitions.process(definition.key);
  const awaited = input.awaitCompletion;
  const awaitedBy =
    awaited === undefined ? null : { requestId: x.requestId, fetchVariables: awaited.fetchVariables };
  const start = {
    definition,
    variables: input.variables,
    trigger: null,
    process: { ...NO_PARENT, tags: input.tags, awaitedBy },
  };
  if (input.startElementIds.length === 0 && graph.root.startEvent === undefined) {
    throw new EngineError('INVALID_STATE', `the process <${definition.id}> has no none start event`);
  }
  const root =
    input.startElementIds.length === 0
      ? startProcess(x, start)
      : startAtElements(x, start, input.startElementIds);
  return awaitedBy === null ? describeStart(definition, root) : DEFERRED;
};

/** How long a process instance with result is waited for, where the client names no time, in ms. */
const AWAIT_COMPLETION_MS = 15_000;

/** How long the answer of a command may take, in ms of real time; 0 when it must not come later. */
export function waitOf({ awaitCompletion }: CommandInput<'createInstance'>): number {
  if (awaitCompletion === undefined) return 0;
  return awaitCompletion.requestTimeoutMs > 0 ? awaitCompletion.requestTimeoutMs : AWAIT_COMPLETION_MS;
}

function selectProcess(x: Execution, selector: ProcessSelector): Definition {
  const found =
    'processDefinitionKey' in selector
      ? byKey(x, selector.processDefinitionKey)
      : byId(x, selector.processId, selector.version);
  if (found !== undefined) return found;
  throw new EngineError(
    'NOT_FOUND',
    'processDefinitionKey' in selector
      ? `no process definition with key <${selector.processDefinitionKey}>`
      : `no process <${selector.processId}>${selector.version === undefined || selector.version < 0 ? '' : ` of version <${selector.version}>`} is deployed`,
  );
}

function byKey(x: Execution, text: string): Definition | undefined {
  const definition = x.state.definitions.get(parseKey('process definition', text));
  return definition?.kind === 'process' ? definition : undefined;
}

function byId(x: Execution, processId: string, version = -1): Definition | undefined {
  const key =
    version < 0
      ? x.state.latest.get(['process', processId])
      : x.state.versions.get(['process', processId, version]);
  return key === undefined ? undefined : x.state.definitions.get(key);
}
