import { createHash } from 'node:crypto';
import { compileDecisions, type DecisionGraph } from '../dmn/index.ts';
import { EngineError } from '../errors.ts';
import {
  compileForm,
  compileProcesses,
  type CompiledForm,
  type ModelProblem,
  type ProcessGraph,
} from '../model/index.ts';
import type { CommandInput } from './commands.ts';

/** A resource that can be deployed. */
export interface CompiledResource {
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text, in hex. */
  readonly checksum: string;
  readonly content:
    | { readonly kind: 'processes'; readonly graphs: readonly ProcessGraph[] }
    | { readonly kind: 'decisions'; readonly graph: DecisionGraph }
    | { readonly kind: 'form'; readonly form: CompiledForm };
}

/**
 * Compiles what is to be deployed, by the endings of the names: .bpmn, .dmn, .form.
 * @throws EngineError INVALID_ARGUMENT which lists everything that is wrong with any of them
 */
export async function compileResources(
  resources: CommandInput<'deploy'>['resources'],
): Promise<readonly CompiledResource[]> {
  if (resources.length === 0)
    throw new EngineError('INVALID_ARGUMENT', 'a deployment needs at least one resource');
  const problems: ModelProblem[] = [];
  const compiled: CompiledResource[] = [];
  for (const { name, content } of resources) {
    const text = new TextDecoder().decode(content);
    const result = await compileOne(name, text);
    if (Array.isArray(result)) problems.push(...(result as readonly ModelProblem[]));
    else
      compiled.push({
        name,
        text,
        checksum: createHash('sha256').update(content).digest('hex'),
        content: result as CompiledResource['content'],
      });
  }
  problems.push(...duplicates(compiled));
  problems.push(...unbound(compiled));
  if (problems.length > 0)
    throw new EngineError('INVALID_ARGUMENT', `the deployment is refused:\n${problems.map(line).join('\n')}`);
  return compiled;
}

async function compileOne(
  name: string,
  text: string,
): Promise<CompiledResource['content'] | readonly ModelProblem[]> {
  if (/\.bpmn(20\.xml)?$/i.test(name)) {
    const result = await compileProcesses(name, text);
    return 'problems' in result ? result.problems : { kind: 'processes', graphs: result.graphs };
  }
  if (/\.dmn$/i.test(name)) {
    const result = await compileDecisions(name, text);
    return 'problems' in result ? result.problems : { kind: 'decisions', graph: result.graph };
  }
  if (/\.form$/i.test(name)) {
    const form = compileForm(name, text);
    return 'message' in form ? [form] : { kind: 'form', form };
  }
  return [{ resourceName: name, message: 'the name must end with .bpmn, .dmn or .form' }];
}

/** Ids that two resources of one deployment bring. */
function duplicates(resources: readonly CompiledResource[]): ModelProblem[] {
  const owners = new Map<string, string>();
  const problems: ModelProblem[] = [];
  for (const { name, content } of resources) {
    for (const id of idsOf(content)) {
      const other = owners.get(id);
      if (other !== undefined)
        problems.push({ resourceName: name, message: `the ${id} is in <${other}> as well` });
      owners.set(id, name);
    }
  }
  return problems;
}

function idsOf(content: CompiledResource['content']): string[] {
  switch (content.kind) {
    case 'processes':
      return content.graphs.map(({ processId }) => `process <${processId}>`);
    case 'decisions':
      return [
        `decision requirements graph <${content.graph.drgId}>`,
        ...content.graph.decisions.map(({ decisionId }) => `decision <${decisionId}>`),
      ];
    case 'form':
      return [`form <${content.form.formId}>`];
  }
}

/** References with binding `deployment` to what is not in the deployment. Names that are computed are known at run time only. */
function unbound(resources: readonly CompiledResource[]): ModelProblem[] {
  const brought = new Set(resources.flatMap(({ content }) => idsOf(content)));
  return resources.flatMap(({ name, content }) => {
    if (content.kind !== 'processes') return [];
    const bindings = content.graphs.flatMap(({ deploymentBindings }) => deploymentBindings);
    return bindings
      .filter(({ kind, id }) => id.isStatic && !brought.has(`${kind} <${id.source}>`))
      .map(({ elementId, kind, id }) => ({
        resourceName: name,
        elementId,
        message: `the ${kind} <${id.source}> with the binding deployment is not in this deployment`,
      }));
  });
}

function line({ resourceName, elementId, message }: ModelProblem): string {
  return `'${resourceName}': ${elementId === undefined ? '' : `<${elementId}> `}${message}`;
}
