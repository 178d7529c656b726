import { EngineError } from '../../errors.ts';
import { formatKey, parseKey, type Definition } from '../../state/index.ts';
import type { ProcessSelector } from '../commands.ts';
import { activateElements } from '../direct-activation.ts';
import type { Execution } from '../execution.ts';
import { NO_PARENT, startProcess } from '../process-start.ts';
import { entriesOf } from '../variables.ts';
import type { Handler } from './handler.ts';

export const createInstance: Handler<'createInstance'> = (x, input) => {
  const definition = selectProcess(x, input.process);
  entriesOf(input.variables);
  const graph = x.definitions.process(definition.key);
  const start = {
    definition,
    variables: input.variables,
    trigger: null,
    process: { ...NO_PARENT, tags: input.tags },
  };
  if (input.startElementIds.length === 0 && graph.root.startEvent === undefined) {
    throw new EngineError('INVALID_STATE', `the process <${definition.id}> has no none start event`);
  }
  const root =
    input.startElementIds.length === 0
      ? startProcess(x, start)
      : activateElements(x, start, input.startElementIds);
  return {
    processId: definition.id,
    version: definition.version,
    processDefinitionKey: formatKey(definition.key),
    processInstanceKey: formatKey(root.key),
  };
};

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
