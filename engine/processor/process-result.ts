import { EngineError } from '../errors.ts';
import { formatKey, type Definition, type ElementInstance } from '../state/index.ts';
import type { CommandAnswer } from './commands.ts';
import type { Execution } from './execution.ts';
import { collectVariables } from './variables.ts';

/** What is answered about a process instance that was created. */
export function describeStart(
  definition: Definition,
  root: ElementInstance,
): CommandAnswer<'createInstance'> {
  return {
    processId: definition.id,
    version: definition.version,
    processDefinitionKey: formatKey(definition.key),
    processInstanceKey: formatKey(root.key),
  };
}

/** Answers who waits for a process instance, which is about to complete, with its variables. */
export function answerCompletion(x: Execution, root: ElementInstance): void {
  const awaited = root.process?.awaitedBy;
  if (awaited == null) return;
  // It may have been migrated since it was created.
  const definition = x.state.definitions.get(root.definitionKey);
  if (definition === undefined) return;
  const variables = collectVariables(x, root.key, awaited.fetchVariables);
  x.effects.answer(awaited.requestId, { value: { ...describeStart(definition, root), variables } });
}

/** Tells who waits for a process instance that it will never complete. */
export function refuseCompletion(x: Execution, root: ElementInstance): void {
  const awaited = root.process?.awaitedBy;
  if (awaited == null) return;
  const error = new EngineError(
    'INVALID_STATE',
    `the process instance <${root.key}> was terminated before it completed`,
  );
  x.effects.answer(awaited.requestId, { error });
}
