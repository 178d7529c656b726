import { ProblemList } from '../model/draft.ts';
import type { ModelProblem } from '../model/graph.ts';
import { idOf, oneLine } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';
import { xmlThreat } from '../model/xml.ts';
import { compileGraph } from './decision-graph.ts';
import type { DecisionGraph } from './decision.ts';
import { DmnFieldReader } from './fields.ts';
import { readDmn } from './moddle.ts';

export type { DecisionGraph, DecisionOutcome, EvaluatedDecision } from './decision.ts';
export { readDmn } from './moddle.ts';

/** Either the decisions of the file, or every reason why it can't be deployed. */
export type DecisionCompilation =
  { readonly graph: DecisionGraph } | { readonly problems: readonly ModelProblem[] };

/**
 * Compiles a .dmn file: decisions and business knowledge models with their requirements. Everything that the engine could
 * not evaluate is a problem, told with the element's id; all problems of the file are listed. Never rejects.
 */
export async function compileDecisions(resourceName: string, xml: string): Promise<DecisionCompilation> {
  const problems = new ProblemList(resourceName);
  const graph = await compile(xml, problems);
  return graph === undefined || problems.problems.length > 0 ? { problems: problems.problems } : { graph };
}

async function compile(xml: string, problems: ProblemList): Promise<DecisionGraph | undefined> {
  const threat = xmlThreat(xml);
  if (threat !== undefined) {
    problems.add('', threat);
    return undefined;
  }
  const definitions = await parse(xml, problems);
  return definitions && compileGraph(definitions, new DmnFieldReader(problems));
}

async function parse(xml: string, problems: ProblemList): Promise<ModdleElement | undefined> {
  try {
    const { definitions, warnings } = await readDmn(xml);
    for (const { element, message } of warnings) {
      if (element !== undefined && /^(dmndi|di|dc|biodi):/.test(element.$type)) continue;
      problems.add(element === undefined ? '' : idOf(element), oneLine(message));
    }
    return definitions;
  } catch (error) {
    problems.add('', `not a DMN file: ${error instanceof Error ? oneLine(error.message) : String(error)}`);
    return undefined;
  }
}
