import { ProblemList } from './draft.ts';
import { FieldReader } from './fields.ts';
import type { ModelProblem, ProcessGraph } from './graph.ts';
import { children, idOf, oneLine, readBpmn } from './moddle.ts';
import type { ModdleElement, ModdleWarning } from './moddle.ts';
import { isExecutable, ProcessCompiler } from './process-compiler.ts';
import { xmlThreat } from './xml.ts';

export { compileForm } from './form.ts';
export type { CompiledForm } from './form.ts';
export type * from './graph.ts';
export { innerInstanceId } from './inner-instance.ts';
export { INFINITE, nextDue, resolveTimer } from './timers.ts';
export type { ResolvedTimer, TimerProblem } from './timers.ts';

/** Either all processes of the file, or every reason why it can't be deployed. */
export type ProcessCompilation =
  { readonly graphs: readonly ProcessGraph[] } | { readonly problems: readonly ModelProblem[] };

/**
 * Compiles the executable processes of a .bpmn file. Everything that the engine could not execute is a problem, told
 * with the element's id; all problems of the file are listed. Never rejects.
 */
export async function compileProcesses(resourceName: string, xml: string): Promise<ProcessCompilation> {
  const problems = new ProblemList(resourceName);
  const definitions = await parse(xml, problems);
  if (definitions === undefined) return { problems: problems.problems };
  const graphs = compileDefinitions(definitions, problems);
  return problems.problems.length > 0 ? { problems: problems.problems } : { graphs };
}

async function parse(xml: string, problems: ProblemList): Promise<ModdleElement | undefined> {
  const threat = xmlThreat(xml);
  if (threat !== undefined) {
    problems.add('', threat);
    return undefined;
  }
  try {
    const { definitions, warnings } = await readBpmn(xml);
    for (const warning of warnings) reportWarning(warning, problems);
    return definitions;
  } catch (error) {
    problems.add('', `not a BPMN file: ${error instanceof Error ? oneLine(error.message) : String(error)}`);
    return undefined;
  }
}

/** A warning of the parser means that it left something out. That matters everywhere but in the drawing. */
function reportWarning(warning: ModdleWarning, problems: ProblemList): void {
  const element = warning.element;
  if (element !== undefined && /^(bpmndi|di|dc|bioc|color):|^bpmn:Lane/.test(element.$type)) return;
  problems.add(element === undefined ? '' : idOf(element), oneLine(warning.message));
}

function compileDefinitions(definitions: ModdleElement, problems: ProblemList): ProcessGraph[] {
  const processes = children(definitions, 'rootElements').filter(
    (element) => element.$type === 'bpmn:Process',
  );
  const executable = processes.filter(isExecutable);
  if (executable.length === 0) problems.add('', 'the file has no executable process (isExecutable="true")');
  const fields = new FieldReader(problems);
  return executable.map((process) => new ProcessCompiler(fields).compile(process));
}
